/**
 * A proxy for the Gemini API, from a `Request` to a `Response`: for Deno, Bun, workers, Next, Hono and their like. It holds
 * the key; pages ask it in the API's own words, with `createGeminiClient({ baseUrl: '/gemini' })`.
 */
import { createGeminiClient, type CreateAuthTokenConfig } from 'react-genai/client'

export interface ProxyOptions {
  key: string
  /** Who may ask, and for what: whoever it lets in spends your money. `call` is Google's: `POST v1beta/models/…`. */
  allow: (request: Request, call: string) => boolean | Promise<boolean>
  /** What a token for a live session is good for (`POST live-token`): once, or `liveConnectConstraints` besides. */
  live?: CreateAuthTokenConfig
  /** Where it is mounted. Default: `/gemini`. */
  prefix?: string
  upstream?: string
}

/** What pages of this app need: answers, streams, token counts, uploads. Not your files, caches and batches. */
export const FOR_CHATS =
  /^(?:POST v1beta\/models\/[\w.-]+:(?:generateContent|streamGenerateContent|countTokens)|POST upload\/v1beta\/files|GET v1beta\/files\/[\w-]+)$/

const ASKED = /^(?:accept|content-type|x-server-timeout|x-goog-upload-[\w-]+)$/
const ANSWERED = /^(?:content-type|retry-after|x-goog-upload-[\w-]+)$/

const pick = (headers: Headers, names: RegExp): Headers =>
  new Headers([...headers].filter(([name]) => names.test(name)))
const fail = (code: number, status: string, message: string): Response =>
  Response.json({ error: { code, status, message } }, { status: code })

export function geminiProxy(options: ProxyOptions): (request: Request) => Promise<Response> {
  const { key, allow, live = { uses: 1 }, prefix = '/gemini' } = options
  const { upstream = 'https://generativelanguage.googleapis.com' } = options
  const gemini = createGeminiClient({ apiKey: key, baseUrl: upstream, retry: false })
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.slice(prefix.length + 1)
    for (const name of ['key', 'access_token']) searchParams.delete(name)
    const isOurs = pathname.startsWith(`${prefix}/`) && request.headers.get('sec-fetch-site') !== 'cross-site'
    if (!isOurs || !(await allow(request, `${request.method} ${path}`)))
      return fail(403, 'PERMISSION_DENIED', 'This page may not ask for that.')
    try {
      // A page gets a token for one live session, never the key.
      if (path === 'live-token') return Response.json(await gemini.authTokens.create({ config: live }))
      const headers = pick(request.headers, ASKED)
      headers.set('x-goog-api-key', key)
      const init = { method: request.method, headers, body: request.body, signal: request.signal, duplex: 'half' }
      const response = await fetch(`${upstream}/${path}?${searchParams}`, init)
      // The body goes on as it comes, and is let go of when the page leaves.
      return new Response(response.body, { status: response.status, headers: pick(response.headers, ANSWERED) })
    } catch (error) {
      // A page that has left is no failure of ours.
      if (!request.signal.aborted) console.error('The Gemini proxy failed.', error)
      return fail(502, 'UNAVAILABLE', 'Gemini is not there.')
    }
  }
}
