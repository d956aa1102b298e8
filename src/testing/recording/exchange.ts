import { hideSecrets } from '../../client/hide-secrets.ts'
import { shownUrl } from '../../client/shown-url.ts'

/** One request and its answer, as they went over the wire. It changes until `end` is there. */
export interface Exchange {
  readonly id: number
  readonly method: string
  /** Without a query: a key may stand in it. */
  readonly url: string
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON, as it was read. */
  readonly body: unknown
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** Of the answer, as soon as it has begun. */
  status?: number
  answerHeaders?: Readonly<Record<string, string>>
  /** Milliseconds from the request to the headers of its answer. */
  answeredAfter?: number
  /** What came, and how many milliseconds after the request. */
  readonly packets: { at: number; bytes: Uint8Array }[]
  /** `closed`: well, as far as the network is concerned · `cut`: it broke · `stopped`: somebody left. */
  end?: 'closed' | 'cut' | 'stopped'
  /** Milliseconds from the request to its end. */
  endedAfter?: number
}

/** What is told of exchanges. */
export interface ExchangeWatch {
  /** Whether a request is of interest. Others go by untouched. */
  wants(request: { method: string; url: string; body: unknown }): boolean
  /** One has begun, or has changed. */
  onChange(exchange: Exchange): void
}

const HIDDEN = /^(?:authorization|proxy-authorization|cookie|set-cookie|.*api-?key.*|.*token.*|.*secret.*)$/i

const shownHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [name, HIDDEN.test(name) ? '[hidden]' : hideSecrets(value)] as const),
  )

let count = 0

/**
 * A `fetch` that looks on. It hands on every byte as it comes, and lets go of a connection when whoever reads does; it reads
 * nothing ahead, so nobody waits longer or shorter for it.
 */
export function watchFetch(
  fetch: typeof globalThis.fetch,
  { wants, onChange }: ExchangeWatch,
): typeof globalThis.fetch {
  return async (target, init) => {
    const url = target instanceof URL ? target.href : typeof target === 'string' ? target : target.url
    const method = init?.method ?? (target instanceof Request ? target.method : 'GET')
    const body = readJson(init?.body)
    if (!wants({ method, url, body })) return fetch(target, init)

    const since = performance.now()
    const exchange: Exchange = {
      id: ++count,
      method,
      url: shownUrl(url),
      headers: shownHeaders(new Headers(init?.headers)),
      body,
      startedAt: Date.now(),
      packets: [],
    }
    const finish = (end: NonNullable<Exchange['end']>): void => {
      if (exchange.end) return
      exchange.end = init?.signal?.aborted ? 'stopped' : end
      exchange.endedAfter = performance.now() - since
      onChange(exchange)
    }
    onChange(exchange)
    let response: Response
    try {
      response = await fetch(target, init)
    } catch (error) {
      finish('cut')
      throw error
    }
    exchange.status = response.status
    exchange.answerHeaders = shownHeaders(response.headers)
    exchange.answeredAfter = performance.now() - since
    onChange(exchange)
    if (!response.body) {
      finish('closed')
      return response
    }
    const reader = response.body.getReader()
    const stream = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          try {
            const { done, value } = await reader.read()
            if (done) {
              finish('closed')
              controller.close()
              return
            }
            exchange.packets.push({ at: performance.now() - since, bytes: value })
            onChange(exchange)
            controller.enqueue(value)
          } catch (error) {
            finish('cut')
            controller.error(error)
          }
        },
        cancel(reason) {
          finish('stopped')
          return reader.cancel(reason)
        },
      },
      // Not a byte ahead of whoever reads.
      { highWaterMark: 0 },
    )
    return handedOn(response, stream)
  }
}

/** The same answer over another body. What a constructor cannot set is said as it was. */
function handedOn(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers } = response
  const copy = new Response(body, { status, statusText, headers })
  for (const name of ['url', 'redirected', 'type'] as const)
    Object.defineProperty(copy, name, { value: response[name], configurable: true })
  return copy
}

function readJson(body: RequestInit['body']): unknown {
  if (typeof body !== 'string') return undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
