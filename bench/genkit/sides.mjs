/**
 * The two clients behind one set of verbs, so that a scenario is written once and judged by the same rule. Nothing is
 * added to either: where a client lacks something, the verb does what its documentation tells an app to do.
 */
import { createGenkitClient, respondTool, restartTool } from '../../dist/client/index.js'
// As a bundler for browsers would resolve `genkit/beta/client`, from the packages that the real servers run on.
import { remoteAgent, runFlow, streamFlow } from '../../test/genkit-servers/node_modules/genkit/lib/client/index.mjs'

/** @typedef {{ text: string, chunks: number, result: unknown, error: any, streamId: string | undefined }} Reading */
/**
 * @typedef {object} ReadOptions
 * @property {(reading: Reading) => unknown} [onChunk] Awaited before the next chunk is asked for; `false` leaves the loop.
 * @property {AbortSignal} [signal]
 * @property {string} [streamId] A stream to take up, in place of asking.
 * @property {object} [client] Options that only our client has.
 */

const textOf = (value) =>
  typeof value === 'string'
    ? value
    : ((value?.content ?? value?.message?.content)?.map((part) => part.text ?? '').join('') ?? '')

const splitUrl = (url) => {
  const { origin, pathname } = new URL(url)
  return [origin, pathname.slice(1)]
}

/** Takes in what arrives, and tells the runner, who cannot ask once the process hangs. */
async function follow(stream, textOfChunk, reading, onChunk) {
  for await (const chunk of stream) {
    reading.chunks++
    reading.text += textOfChunk(chunk)
    process.send({ text: reading.text })
    if ((await onChunk?.(reading)) === false) return false
  }
  return true
}

const emptyReading = () => ({ text: '', chunks: 0, result: undefined, error: undefined, streamId: undefined })

const ours = {
  name: 'react-genai',

  /** Streams as an app would: a loop over the chunks, then the result, in one `try`. @returns {Promise<Reading>} */
  async read(url, input, { onChunk, signal, streamId, client } = {}) {
    const [baseUrl, path] = splitUrl(url)
    const flow = createGenkitClient({ baseUrl, ...client }).flow(path)
    const reading = emptyReading()
    const reply = streamId ? flow.resume(streamId, { signal }) : flow.stream(input, { signal })
    const news = (now) => {
      now.streamId = reply.streamId ?? now.streamId
      return onChunk?.(now)
    }
    try {
      if (await follow(reply, (chunk) => chunk.text, reading, news)) reading.result = (await reply.resolve()).text
    } catch (error) {
      reading.error = error
    }
    reading.streamId = reply.streamId ?? reading.streamId
    return reading
  },

  /** Streams, and waits for the result alone. @returns {Promise<unknown>} The error, if there was one. */
  resultOnly: (url, input) => {
    const [baseUrl, path] = splitUrl(url)
    return failureOf(createGenkitClient({ baseUrl }).flow(path).stream(input).resolve())
  },

  /** Asks without streaming. @returns {Promise<unknown>} The error, if there was one. */
  whole(url, input) {
    const [baseUrl, path] = splitUrl(url)
    return failureOf(createGenkitClient({ baseUrl }).flow(path).generate(input))
  },

  agent: (url) => {
    const [baseUrl, path] = splitUrl(url)
    return createGenkitClient({ baseUrl }).agent(path)
  },
  stream: (chat, input) => chat.sendStream(input),
  respond: respondTool,
  restart: restartTool,
  metadataOf: (interrupt) => interrupt.metadata?.interrupt,
  waitFor: (run) => run.wait({ interval: 50 }),
}

const theirs = {
  name: 'genkit/beta/client',

  async read(url, input, { onChunk, signal, streamId } = {}) {
    const reading = emptyReading()
    try {
      const reply = streamFlow({ url, input, streamId, abortSignal: signal })
      // It never settles when the request fails.
      void reply.streamId.then((id) => (reading.streamId = id ?? undefined))
      if (await follow(reply.stream, textOf, reading, onChunk)) reading.result = textOf(await reply.output)
    } catch (error) {
      reading.error = error
    }
    return reading
  },

  resultOnly: (url, input) => failureOf(streamFlow({ url, input }).output),
  whole: (url, input) => failureOf(runFlow({ url, input })),
  agent: (url) => remoteAgent({ url }),
  stream: (chat, input) => chat.sendStream(input).stream,
  respond: (interrupt, output) => interrupt.respond(output),
  restart: (interrupt) => interrupt.restart(),
  metadataOf: (interrupt) => interrupt.metadata?.interrupt,
  waitFor: (run) => run.wait({ intervalMs: 50 }),
}

export const sides = { ours, theirs }

/** What a promise was rejected with. */
export const failureOf = (promise) =>
  promise.then(
    () => undefined,
    (error) => error,
  )

/** A scenario that asks the same of both: `run(side, url, server)` returns the verdict. */
export const alike = (name, server, run) => ({
  name,
  server,
  ours: (url, control) => run(ours, url, control),
  theirs: (url, control) => run(theirs, url, control),
})

/** An error in a few words: its code where a program can branch on one, else its name and what it says. */
export function shown(error) {
  if (error === undefined) return 'no error'
  const kinds = [error.code, error.status].filter((kind) => typeof kind === 'string')
  const said = String(error.message ?? error)
    .replaceAll(/\s+/g, ' ')
    .slice(0, 50)
  return kinds.length > 0 ? `typed (${kinds.join(', ')})` : `untyped ${error.name} "${said}"`
}

/** Whether a program can read the status that a server gave, and a person the message. */
export function told(error, status, message) {
  if (!error) return 'failure not noticed'
  const said = String(error.message)
  const hasStatus = [error.status, error.httpStatus].includes(status)
  const facts = [
    hasStatus ? undefined : said.includes(status) ? `${status} only inside the message` : `${status} lost`,
    said.includes(message) ? undefined : 'message lost',
    /undefined|\[object Object\]|[{<]/.test(said) ? 'message with raw JSON, HTML or `undefined` in it' : undefined,
  ].filter(Boolean)
  return facts.length > 0 ? facts.join(', ') : `survived: typed ${status}, message kept`
}

/** Whether the error holds what had arrived, for whoever did not collect it. */
export const partial = (error, text) => (text && error?.response?.text === text ? 'partial kept' : 'partial not on it')

/** How a text differs from the whole, in words numbered from 0. */
export function textVerdict(text, whole) {
  if (text === whole) return 'text exact'
  const words = [...text.matchAll(/word\d+ /g)].map(([word]) => word)
  const all = whole.match(/word\d+ /g)?.length ?? 0
  const lost = all - new Set(words).size
  return [
    words.length > new Set(words).size && 'text doubled',
    text.includes('\uFFFD') && `${[...text].filter((char) => char === '\uFFFD').length} × � in text`,
    lost > 0 && `words lost: ${lost} of ${all}`,
  ]
    .filter(Boolean)
    .join(', ')
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
