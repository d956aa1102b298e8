import { aborted, GenAIError } from '../model/errors.ts'
import type { OutputOptions } from '../model/output.ts'
import * as failures from './failures.ts'
import type { Decoder } from './text-decoder.ts'

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
  /**
   * Milliseconds for which a server that keeps its streams is waited for when the connection has broken, to go on with the
   * reply where it was. One that refuses every connection at once is taken for restarted, and not waited for. 0 turns it off.
   * Default: 60,000.
   */
  reconnectTimeout?: number | undefined
  /** Ends everything that the client does. */
  signal?: AbortSignal | undefined
}

/** Options of one call. */
export interface CallOptions<O = unknown> {
  signal?: AbortSignal | undefined
  /** The schema and format of the output. */
  output?: OutputOptions<O> | undefined
}

export interface SendOptions {
  /** Default: `POST`. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | undefined
  body?: unknown
  /** Beside those of the client's own, which win. */
  headers?: HeaderValues | undefined
  timeout: number
  /** Milliseconds of silence that are too long, asked before every read. */
  idle: () => number
  signals: readonly (AbortSignal | undefined)[]
  /** Told when the server has begun to answer, and it is no refusal. */
  onResponse?: ((response: Response) => void) | undefined
}

export const joinUrl = (baseUrl = '', path: string): string =>
  /^\w+:\/\//.test(path) ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

/**
 * Sends JSON and yields what a decoder makes of the answer. Pieces of which nothing comes cost next to nothing. Leaving it,
 * by whatever way, lets go of the connection, the timers and the listeners on the callers' signals.
 * @throws GenAIError `aborted`, `timeout`, `offline`, `network`, `http` or `invalid`.
 */
export async function* send<T>(
  http: HttpOptions,
  url: string,
  decoder: Decoder<T>,
  { method = 'POST', body, headers: own, timeout, idle, signals, onResponse }: SendOptions,
): AsyncGenerator<T, void> {
  const shown = failures.shownUrl(url)
  const life = new AbortController()
  const { signal: over } = life
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  // What an exception means depends on how far the request has come.
  let failure = failures.unsendable
  let refused: Response | undefined

  // One timer for every wait: to move its mark costs less than to set it anew for each piece.
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = Infinity
  let fires = Infinity
  let late: () => GenAIError = () => failures.silence(shown, timeout, 'timeout')
  const look = (): void => {
    const left = due - performance.now()
    fires = due
    clearTimeout(timer)
    if (left <= 0) life.abort(late())
    // A timer holds 24 days; behind half of that it looks again.
    else timer = setTimeout(look, Math.min(left, 1e9))
  }
  const wait = (ms: number): void => {
    due = performance.now() + (ms || Infinity)
    if (due < fires) look()
  }

  // A body that already failed complains again when it is let go; its failure has been reported. Whoever reads it is told
  // at once that there is no more.
  const letGo = (): void => void reader?.cancel().catch(() => undefined)

  /** Everything until the server begins to answer: a token may have to be renewed first. */
  const open = async (): Promise<Response> => {
    const added = typeof http.headers === 'function' ? await http.headers() : http.headers
    const headers = new Headers()
    for (const [name, value] of Object.entries({ 'content-type': 'application/json', ...own, ...added }))
      if (value !== undefined) headers.set(name, value)
    const { credentials, fetch = globalThis.fetch } = http
    const request = { method, headers, body: JSON.stringify(body), signal: over, ...(credentials && { credentials }) }
    over.throwIfAborted()
    failure = failures.noConnection
    const response = await fetch(url, request)
    reader = response.body?.getReader()
    // Nobody waits any more, and a `fetch` of the caller's own need not have listened to the signal.
    if (over.aborted) letGo()
    return response
  }

  try {
    for (const signal of [...signals, http.signal]) {
      const follow = (): void => life.abort(aborted(signal?.reason))
      signal?.addEventListener('abort', follow, { signal: over })
      if (signal?.aborted) follow()
    }
    over.throwIfAborted()
    wait(timeout)
    const response = await new Promise<Response>((resolve, reject) => {
      // Neither `headers` nor a `fetch` of the caller's own need listen to the signal.
      over.addEventListener('abort', () => {
        reject(over.reason as Error)
        letGo()
      })
      open().then(resolve, reject)
    })
    failure = failures.brokenConnection
    late = () => failures.silence(shown, idle(), 'idleTimeout')
    if (!response.ok) throw (refused = response)
    onResponse?.(response)
    // Nothing but reading is done for every piece: a large picture comes in thousands. An answer without a body has no
    // reader, and that does not change.
    // oxlint-disable-next-line no-unmodified-loop-condition
    while (reader) {
      wait(idle())
      const { value } = await reader.read()
      // Whoever reads may take their time: that is no silence of the server's.
      due = Infinity
      // Also when it was let go of: then it says that there is no more.
      if (!value) break
      for (const found of decoder.push(value)) yield found
    }
    over.throwIfAborted()
    yield* decoder.end()
  } catch (error) {
    if (refused) {
      wait(idle())
      const { status: httpStatus } = refused
      // Words that cannot be loaded are not worth more than the status.
      const words = await import('./refusals.ts').catch(() => undefined)
      const failed =
        (await words?.httpFailure(shown, refused, reader)) ??
        new GenAIError('http', `${shown} answered ${httpStatus}.`, { httpStatus })
      // A body that breaks, or never ends, only says less well what the status says.
      if ((over.reason as GenAIError | undefined)?.code !== 'aborted') throw failed
    }
    if (over.aborted) throw over.reason
    throw GenAIError.is(error) ? error : failure(shown, error)
  } finally {
    clearTimeout(timer)
    life.abort()
    letGo()
  }
}
