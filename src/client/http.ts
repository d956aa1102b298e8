import { aborted, type GenAIError, type GenAIErrorCode, type TimeoutName } from '../model/errors.ts'
import type { OutputOptions } from '../model/output.ts'
import type { Retrying } from '../model/retrying.ts'
import type { Clock } from './clock.ts'
import type { FailedTry } from './retry.ts'
import type { Decoder } from './text-decoder.ts'
import { loadTrouble, worded } from './worded.ts'

/** Headers by their names; `undefined` leaves one out. */
export type HeaderValues = Record<string, string | undefined>

/** What a function of headers is told. */
export interface HeadersRequest {
  /** The last ones were answered with 401: get a new token. Asked once for all requests that wait for it. */
  reason?: '401' | undefined
}

/** Options of every client that speaks HTTP. */
export interface HttpOptions {
  /** What the paths stand behind: `/api`, or `https://api.example.com/genkit`. Default: `''`. */
  baseUrl?: string | undefined
  /**
   * Sent with every request. A function is asked before each one, so a token is always fresh; and once more, with
   * `{ reason: '401' }`, when the server did not take it.
   */
  headers?: HeaderValues | ((request: HeadersRequest) => HeaderValues | Promise<HeaderValues>) | undefined
  /** Whether cookies go along, as `fetch` understands it. Default: `same-origin`. */
  credentials?: RequestCredentials | undefined
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Milliseconds until the server begins to answer, for each try; 0 turns it off. Default: 60,000 for a stream and 600,000
   * for a whole answer, of which the server says nothing before it is finished.
   */
  timeout?: number | undefined
  /** Milliseconds of silence in the middle of an answer; heartbeats count as life. 0 turns it off. Default: 60,000. */
  idleTimeout?: number | undefined
  /** Milliseconds for a call as a whole, with every try and every wait. Default: none. */
  totalTimeout?: number | undefined
  /**
   * How often a request is made again that failed before anything came of it: no connection, or a 408, 429 or 5xx. A
   * function decides by itself; `failureCount` is 0 at first, as in TanStack Query. `false` or 0: never. Default: 2.
   */
  retry?: number | false | ((failureCount: number, error: GenAIError) => boolean) | undefined
  /**
   * Milliseconds to wait before that. Default: what the server asks for (`Retry-After`, `retry-after-ms`, Google’s
   * `RetryInfo`), up to a minute; what asks for more fails at once. Else by chance, up to 500, 1,000, 2,000, … 8,000.
   */
  retryDelay?: number | ((failureCount: number, error: GenAIError) => number) | undefined
  /**
   * What to do offline. `offlineFirst`: a request that fails waits for the network, which counts as no try. `always`: it
   * fails at once, with the code `offline`. Default: `offlineFirst`.
   */
  networkMode?: 'offlineFirst' | 'always' | undefined
  /**
   * Milliseconds for which a server that keeps its streams is waited for when the connection has broken, to go on with the
   * reply where it was. One that refuses every connection at once is taken for restarted, and not waited for. 0 turns it off.
   * Default: 60,000.
   */
  reconnectTimeout?: number | undefined
  /** Ends everything that the client does. */
  signal?: AbortSignal | undefined
  /** Default: `globalThis`. */
  clock?: Clock | undefined
}

/** Options of one call. */
export interface CallOptions<O = unknown> {
  signal?: AbortSignal | undefined
  /** The schema and format of the output. */
  output?: OutputOptions<O> | undefined
  /** Told when a try has failed and another one will follow, and without anything when one is answered. */
  onRetry?: ((retrying?: Retrying) => void) | undefined
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
  /** By when it must be over, by the clock. */
  until: number
  signals: readonly (AbortSignal | undefined)[]
  /** Told when the server has begun to answer, and it is no refusal. What it returns, if anything, forbids to ask again. */
  onResponse?: ((response: Response) => unknown) | undefined
  /** How it may be made again; nothing where it may not. */
  again?: Pick<FailedTry, 'isLasting' | 'isFixed' | 'onRetry'>
}

export const joinUrl = (baseUrl = '', path: string): string =>
  /^\w+:\/\//.test(path) ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

/**
 * Sends JSON and yields what a decoder makes of the answer. Pieces of which nothing comes cost next to nothing. A request of
 * which nothing has come is made again, as the options say. Leaving it, by whatever way, lets go of the connection, the timers
 * and the listeners on the callers' signals.
 * @throws GenAIError `aborted`, `timeout`, `offline`, `network`, `http` or `invalid`.
 */
export async function* send<T>(
  http: HttpOptions,
  url: string,
  makeDecoder: () => Decoder<T>,
  { method = 'POST', body, headers: own, timeout, idle, until, signals, onResponse, again }: SendOptions,
): AsyncGenerator<T, void> {
  const clock: Clock = http.clock ?? globalThis
  const all = [...signals, http.signal]
  const failed: FailedTry = { ...again, until, signals: all }
  let isBegun: unknown

  for (;;) {
    const life = new AbortController()
    const { signal: over } = life
    void loadTrouble().then((words) => words?.watch(life))
    const decoder = makeDecoder()
    let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
    // What an exception means depends on how far the request has come.
    let code: GenAIErrorCode = 'invalid'
    let response: Response | undefined

    // One timer for every wait: to move its mark costs less than to set it anew for each piece.
    let timer: unknown
    let due = Infinity
    let fires = Infinity
    let slow: TimeoutName | undefined
    let stopped: GenAIError | undefined
    const look = (): void => {
      const now = clock.performance.now()
      // More than a second late: a page that was frozen, or slept. What came meanwhile has not been read yet.
      if (now > due + 1_000) due = now + 1_000
      fires = due
      clock.clearTimeout(timer)
      if (due <= now) {
        slow = due >= until ? 'totalTimeout' : response ? 'idleTimeout' : 'timeout'
        life.abort()
      }
      // A timer holds 24 days; behind half of that it looks again.
      else timer = clock.setTimeout(look, Math.min(due - now, 1e9))
    }
    const wait = (ms: number): void => {
      due = Math.min(clock.performance.now() + (ms || Infinity), until)
      if (due < fires) look()
    }

    // A body that already failed complains again when it is let go; its failure has been reported. Whoever reads it is told
    // at once that there is no more.
    const letGo = (): void => void reader?.cancel().catch(() => undefined)

    /** Everything until the server begins to answer: a token may have to be renewed first. */
    const open = async (): Promise<Response> => {
      failed.headers ??= typeof http.headers === 'function' ? await http.headers({}) : http.headers
      const headers = new Headers()
      for (const [name, value] of Object.entries({ 'content-type': 'application/json', ...own, ...failed.headers }))
        if (value !== undefined) headers.set(name, value)
      const { credentials, fetch = globalThis.fetch } = http
      const request = { method, headers, body: JSON.stringify(body), signal: over, ...(credentials && { credentials }) }
      over.throwIfAborted()
      code = 'network'
      const found = await fetch(url, request)
      reader = found.body?.getReader()
      // Nobody waits any more, and a `fetch` of the caller's own need not have listened to the signal.
      if (over.aborted) letGo()
      return found
    }

    try {
      for (const signal of all) {
        const follow = (): void => life.abort((stopped = aborted(signal?.reason)))
        signal?.addEventListener('abort', follow, { signal: over })
        if (signal?.aborted) follow()
      }
      over.throwIfAborted()
      wait(timeout)
      response = await new Promise<Response>((resolve, reject) => {
        // Neither `headers` nor a `fetch` of the caller's own need listen to the signal.
        over.addEventListener('abort', () => {
          reject(over.reason as Error)
          letGo()
        })
        open().then(resolve, reject)
      })
      if (!response.ok) throw response
      isBegun = onResponse?.(response)
      again?.onRetry?.()
      // Nothing but reading is done for every piece: a large picture comes in thousands. An answer without a body has no
      // reader, and that does not change.
      // oxlint-disable-next-line no-unmodified-loop-condition
      while (reader) {
        wait(idle())
        const { value } = await reader.read()
        // Whoever reads may take their time: that is no silence of the server's.
        due = until
        // Also when it was let go of: then it says that there is no more.
        if (!value) break
        for (const found of decoder.push(value)) {
          isBegun = true
          yield found
        }
      }
      over.throwIfAborted()
      yield* decoder.end()
      return
    } catch (cause) {
      if (cause === response) wait(idle())
      // As it is now: a body that breaks, or never ends, only says less well what the status says.
      const what = { http, code, cause, slow, timeout, idleTimeout: idle(), response, reader }
      const error = stopped ?? (await worded(code, url, (words, shown) => words.requestFailure(shown, what)))
      failed.error = stopped ?? error
    } finally {
      clock.clearTimeout(timer)
      life.abort()
      letGo()
    }
    if (!again || isBegun || !(await (await loadTrouble())?.nextTry(http, failed))) throw failed.error
  }
}
