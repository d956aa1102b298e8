import { shownUrl } from '../../client/shown-url.ts'
import { isSecretName, withoutSecrets } from './secrets.ts'

/** One request and its answer, as they went over the wire. It changes until `end` is there. */
export interface Exchange {
  readonly id: number
  readonly method: string
  /** Without a query: a key may stand in it. */
  readonly url: string
  /** Without credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON, as it was read, with all that is in it. */
  readonly body: unknown
  /** How many characters the body had. */
  readonly sent: number
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

/** A request as it is made. */
export interface Asking {
  method: string
  url: string
  body: unknown
  init: RequestInit
}

/** What is told of exchanges. */
export interface ExchangeWatch {
  /** Whether a request is of interest. Others go by untouched. */
  wants(asking: Asking): boolean
  /** One has begun, or has changed. */
  onChange(exchange: Exchange): void
}

const isSecretHeader = (name: string): boolean => isSecretName(name) || /auth|cookie|key|session|jwt|token/i.test(name)

const shownHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [name, isSecretHeader(name) ? '[hidden]' : withoutSecrets(value)] as const),
  )

let count = 0

/** What is asked, where it is JSON that is sent to an address. */
export function askingOf(target: Parameters<typeof fetch>[0], init: RequestInit | undefined): Asking | undefined {
  if (init?.method !== 'POST' || typeof init.body !== 'string') return undefined
  try {
    const url = target instanceof Request ? target.url : String(target)
    return { method: init.method, url, body: JSON.parse(init.body) as unknown, init }
  } catch {
    return undefined
  }
}

/**
 * A `fetch` that looks on. It hands on every byte as it comes, and lets go of a connection when whoever reads does; it reads
 * nothing ahead, so nobody waits longer or shorter for it. What is of no interest goes through untouched.
 */
export function watchFetch(
  fetch: typeof globalThis.fetch,
  { wants, onChange }: ExchangeWatch,
): typeof globalThis.fetch {
  return (target, init) => {
    const asking = askingOf(target, init)
    return asking && wants(asking) ? watched(fetch, target, asking, onChange) : fetch(target, init)
  }
}

async function watched(
  fetch: typeof globalThis.fetch,
  target: Parameters<typeof globalThis.fetch>[0],
  { method, url, body, init }: Asking,
  onChange: ExchangeWatch['onChange'],
): Promise<Response> {
  const since = performance.now()
  const exchange: Exchange = {
    id: ++count,
    method,
    url: withoutSecrets(shownUrl(url)),
    headers: shownHeaders(new Headers(init.headers)),
    body,
    sent: typeof init.body === 'string' ? init.body.length : 0,
    startedAt: Date.now(),
    packets: [],
  }
  const over = new AbortController()
  const finish = (end: NonNullable<Exchange['end']>): void => {
    if (exchange.end) return
    over.abort()
    exchange.end = init.signal?.aborted ? 'stopped' : end
    exchange.endedAfter = performance.now() - since
    onChange(exchange)
  }
  // Whoever stops need not read on to the end.
  init.signal?.addEventListener('abort', () => finish('stopped'), { signal: over.signal })
  onChange(exchange)
  let response: Response
  try {
    response = await fetch(target, init)
  } catch (error) {
    finish('cut')
    throw error
  }
  // A double of the app's own may be something else: it is handed on as it is.
  if (!(response instanceof Response) || response.bodyUsed) {
    finish('closed')
    return response
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
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (done) {
          finish('closed')
          controller.close()
          return
        }
        // A copy: whoever reads it may give its memory away.
        exchange.packets.push({ at: performance.now() - since, bytes: value.slice() })
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
  }
  // Not a byte ahead of whoever reads.
  return handedOn(response, new ReadableStream<Uint8Array>(source, { highWaterMark: 0 }))
}

/** The same answer over another body. What a constructor cannot set is said as it was. */
function handedOn(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers } = response
  const copy = new Response(body, { status, statusText, headers })
  for (const name of ['url', 'redirected', 'type'] as const)
    Object.defineProperty(copy, name, { value: response[name], configurable: true })
  return copy
}
