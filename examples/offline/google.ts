/** Stands in for Google where there is no key: what goes to its host from this process is answered on this machine. */
import { startFakeGemini, type FakeGemini } from '../../test/fake-gemini/index.ts'
import { answer } from './answers.ts'

const GOOGLE = 'https://generativelanguage.googleapis.com'

export async function standInForGoogle(): Promise<FakeGemini> {
  const google = await startFakeGemini({ answer })
  const { close: end } = google
  const { fetch } = globalThis
  const { GEMINI_API_KEY } = process.env
  const here = (address: string): string => address.replace(GOOGLE, google.url)
  globalThis.fetch = (input, init) =>
    input instanceof Request ? fetch(new Request(here(input.url), input), init) : fetch(here(String(input)), init)
  // Google's plugin for Genkit does not begin without one.
  process.env['GEMINI_API_KEY'] = 'offline'
  const close = async (): Promise<void> => {
    globalThis.fetch = fetch
    if (GEMINI_API_KEY === undefined) delete process.env['GEMINI_API_KEY']
    else process.env['GEMINI_API_KEY'] = GEMINI_API_KEY
    await end()
  }
  return Object.assign(google, { close, [Symbol.asyncDispose]: close })
}

/** The same for sockets of a page, which go to Google by themselves: a script that comes before all others. */
export const socketsTo = (google: FakeGemini): string => `
  globalThis.WebSocket = class extends WebSocket {
    constructor(address, protocols) {
      super(String(address).replace('${GOOGLE.replace('https', 'wss')}', '${google.url.replace('http', 'ws')}'), protocols)
    }
  }`
