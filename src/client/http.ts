import { GenAIError } from '../model/errors.ts'
import { readErrorBody } from '../wire/error-body.ts'
import * as failures from './failures.ts'

type HeaderValues = Record<string, string | undefined>

/** Options of every client that speaks HTTP. */
export interface HttpOptions {
  /** What the paths stand behind: `/api`, or `https://api.example.com/genkit`. Default: `''`. */
  baseUrl?: string | undefined
  /** Sent with every request. A function is asked before each one, so a token is always fresh. */
  headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>) | undefined
  /** Whether cookies go along, as `fetch` understands it. Default: `same-origin`. */
  credentials?: RequestCredentials | undefined
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Milliseconds until the server begins to answer; 0 turns it off. Default: 60,000 for a stream and 600,000 for a whole
   * answer, of which the server says nothing before it is finished.
   */
  timeout?: number | undefined
  /** Milliseconds of silence in the middle of an answer; heartbeats count as life. 0 turns it off. Default: 60,000. */
  idleTimeout?: number | undefined
  /** Ends everything that the client does. */
  signal?: AbortSignal | undefined
}

export interface CallOptions {
  signal?: AbortSignal | undefined
}

interface PostOptions {
  body: unknown
  accept?: string
  timeout: number
  signals: readonly (AbortSignal | undefined)[]
}

const ERROR_BODY_LIMIT = 65_536

export const joinUrl = (baseUrl = '', path: string): string =>
  /^\w+:/.test(path) ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

/**
 * POSTs JSON and yields the bytes of the answer. Leaving it, by whatever way, lets go of the connection, the timers and
 * the listeners on the callers' signals.
 * @throws GenAIError `aborted`, `timeout`, `offline`, `network`, `http` or `invalid`.
 */
export async function* post(
  http: HttpOptions,
  url: string,
  { body, accept, timeout, signals }: PostOptions,
): AsyncGenerator<Uint8Array, void> {
  const shown = failures.shownUrl(url)
  const own = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  // What an exception means depends on how far the request has come.
  let failure = failures.unsendable

  const watch = async <T>(work: Promise<T>, ms: number, late: (url: string, ms: number) => GenAIError): Promise<T> => {
    // Longer than a timer can hold is as good as never.
    if (ms > 0 && ms < 2 ** 31) timer = setTimeout(() => own.abort(late(shown, ms)), ms)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }
  const read = async (): Promise<Uint8Array | undefined> =>
    reader && (await watch(reader.read(), http.idleTimeout ?? 60_000, failures.idleTimeout)).value

  /** Everything until the server begins to answer: a token may have to be renewed first. */
  const open = async (): Promise<Response> => {
    const headers = new Headers({ 'content-type': 'application/json', ...(accept && { accept }) })
    const added = typeof http.headers === 'function' ? await http.headers() : http.headers
    for (const [name, value] of Object.entries(added ?? {})) if (value !== undefined) headers.set(name, value)
    const request: RequestInit = { method: 'POST', headers, body: JSON.stringify(body), signal: own.signal }
    if (http.credentials) request.credentials = http.credentials
    own.signal.throwIfAborted()
    failure = failures.noConnection
    return (http.fetch ?? globalThis.fetch)(url, request)
  }
  const stopped = new Promise<never>((_, reject) =>
    own.signal.addEventListener('abort', () => reject(own.signal.reason as Error)),
  )

  try {
    for (const signal of [...signals, http.signal]) {
      signal?.addEventListener('abort', () => own.abort(signal.reason), { signal: own.signal })
      if (signal?.aborted) own.abort(signal.reason)
    }
    own.signal.throwIfAborted()
    const response = await watch(Promise.race([open(), stopped]), timeout, failures.connectTimeout)
    failure = failures.brokenConnection
    reader = response.body?.getReader()
    if (!response.ok) throw failures.httpFailure(shown, response, readErrorBody(await readText(read)))
    for (let bytes = await read(); bytes; bytes = await read()) yield bytes
  } catch (error) {
    if (own.signal.aborted) throw failures.aborted(own.signal.reason)
    throw GenAIError.is(error) ? error : failure(shown, error)
  } finally {
    // What fails now has been reported if it matters: a promise that nobody waits for, a body that is let go.
    stopped.catch(() => undefined)
    own.abort()
    reader?.cancel().catch(() => undefined)
  }
}

async function readText(read: () => Promise<Uint8Array | undefined>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (let bytes = await read(); bytes && text.length < ERROR_BODY_LIMIT; bytes = await read()) {
      text += decoder.decode(bytes, { stream: true })
    }
  } catch {
    // The status already says that it failed; a body that cannot be read only says it less well.
  }
  return text
}
