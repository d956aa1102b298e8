import { readErrorBody } from '../wire/error-body.ts'
import { linkSignals, type LinkedController } from './abort.ts'
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

/** An answer that is being read. */
export interface Exchange {
  readonly response: Response
  /** The next bytes, `undefined` at the end. */
  read(): Promise<Uint8Array | undefined>
  /** Lets go of the connection, whether or not the answer is complete. */
  close(): void
}

interface PostOptions extends CallOptions {
  accept?: string
  timeout: number
  /** Bodies of other statuses are errors. */
  body: unknown
}

const ERROR_BODY_LIMIT = 65_536

export const joinUrl = (baseUrl: string, path: string): string =>
  /^[a-z]+:\/\//i.test(path) ? path : `${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`

/** A timer that ends the exchange when it runs out, and leaves nothing behind when it does not. */
function deadline(link: LinkedController, ms: number, error: () => unknown): () => void {
  if (!(ms > 0) || !Number.isFinite(ms)) return () => undefined
  const timer = setTimeout(() => link.abort(error()), ms)
  return () => clearTimeout(timer)
}

/**
 * POSTs JSON and returns once the server begins to answer with a 2xx status.
 * @throws GenAIError `aborted`, `timeout`, `offline`, `network` or `http`.
 */
export async function post(http: HttpOptions, url: string, options: PostOptions): Promise<Exchange> {
  const link = linkSignals([options.signal, http.signal])
  try {
    const response = await send(http, url, options, link)
    const exchange = openBody(response, url, http.idleTimeout ?? 60_000, link)
    if (response.ok) return exchange
    throw failures.httpFailure(url, response, readErrorBody(await readText(exchange, ERROR_BODY_LIMIT)))
  } catch (error) {
    link.unlink()
    throw error
  }
}

async function send(http: HttpOptions, url: string, options: PostOptions, link: LinkedController): Promise<Response> {
  const stopClock = deadline(link, options.timeout, () => failures.connectTimeout(url, options.timeout))
  try {
    const request: RequestInit = {
      method: 'POST',
      headers: await requestHeaders(http, options.accept, link.signal),
      body: requestBody(options.body),
      signal: link.signal,
      ...(http.credentials && { credentials: http.credentials }),
    }
    if (link.signal.aborted) throw failures.aborted(link.signal.reason)
    const fetch = http.fetch ?? globalThis.fetch
    return await fetch(url, request).catch((cause: unknown) => {
      throw link.signal.aborted ? failures.aborted(link.signal.reason) : failures.noConnection(url, cause)
    })
  } finally {
    stopClock()
  }
}

function requestBody(body: unknown): string {
  try {
    return JSON.stringify(body)
  } catch (cause) {
    throw failures.unsendable('input', cause)
  }
}

async function requestHeaders(http: HttpOptions, accept: string | undefined, signal: AbortSignal): Promise<Headers> {
  try {
    const own = await settled(typeof http.headers === 'function' ? http.headers() : http.headers, signal)
    const headers = new Headers({ 'content-type': 'application/json' })
    if (accept) headers.set('accept', accept)
    for (const [name, value] of Object.entries(own ?? {})) if (value !== undefined) headers.set(name, value)
    return headers
  } catch (cause) {
    throw signal.aborted ? failures.aborted(signal.reason) : failures.unsendable('headers', cause)
  }
}

/** Headers may take a while (a token is renewed); stopping must not wait for them. */
function settled<T>(value: T | Promise<T>, signal: AbortSignal): Promise<T> {
  if (!(value instanceof Promise)) return Promise.resolve(value)
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(failures.aborted(signal.reason))
    signal.addEventListener('abort', stop, { once: true })
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
    if (signal.aborted) stop()
  })
}

function openBody(response: Response, url: string, idleMs: number, link: LinkedController): Exchange {
  const reader = response.body?.getReader()
  let open = true
  return {
    response,
    async read() {
      if (!reader || !open) return undefined
      const stopClock = deadline(link, idleMs, () => failures.idleTimeout(url, idleMs))
      try {
        return (await reader.read()).value
      } catch (cause) {
        throw link.signal.aborted ? failures.aborted(link.signal.reason) : failures.brokenConnection(url, cause)
      } finally {
        stopClock()
      }
    },
    close() {
      if (!open) return
      open = false
      link.unlink()
      // A body that already failed complains again when it is cancelled; its failure has been reported.
      reader?.cancel().catch(() => undefined)
    },
  }
}

async function readText(exchange: Exchange, limit: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (let bytes = await exchange.read(); bytes && text.length < limit; bytes = await exchange.read()) {
      text += decoder.decode(bytes, { stream: true })
    }
  } catch {
    // The status already says that it failed; a body that cannot be read only says it less well.
  } finally {
    exchange.close()
  }
  return text.slice(0, limit)
}
