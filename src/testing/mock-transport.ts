import { GenAIError } from '../model/errors.ts'
import { HeldBody } from './held-body.ts'
import type { Recording } from './recording/recording.ts'
import { type RecordedBody, replayFetch, type ReplayOptions } from './replay-fetch.ts'
import { hasBody } from './wire-answer.ts'

/** How an answer begins. */
export interface AnswerInit {
  /** Default: 200. */
  status?: number | undefined
  headers?: Record<string, string> | undefined
}

/** What a refusal says. */
export interface RefusalInit extends AnswerInit {
  /** The canonical name, such as `UNAVAILABLE`. */
  code?: string | undefined
  message?: string | undefined
  /** Seconds, as `Retry-After` has them. */
  retryAfter?: number | undefined
}

/** A request that reached the transport, and its answer, which is given by hand. What is said before `open` opens it. */
export interface TransportRequest {
  readonly method: string
  readonly url: string
  /** Of the address, with its query, without its host. */
  readonly path: string
  readonly headers: Headers
  /** JSON, as it was read; the text, where it is none; a `Blob` or bytes as they are. */
  readonly body: unknown
  readonly signal: AbortSignal
  /** Whether it has been answered to the end, or left. */
  readonly isOver: boolean
  /** Begins the answer: its status and headers are there. */
  open(init?: AnswerInit): this
  /** Sends bytes, a packet each. */
  write(...pieces: readonly (string | Uint8Array)[]): this
  /** Sends values as JSON, a `data:` frame each. */
  frame(...values: readonly unknown[]): this
  /** Ends the answer. */
  close(): void
  /** Breaks the connection, before the answer or in the middle of it. What was sent before is read first. */
  drop(): void
  /** Answers at once, with JSON. */
  json(value: unknown, init?: AnswerInit): void
  /** Answers at once, as Genkit’s and Google’s servers say no. */
  refuse(status: number, init?: RefusalInit): void
  /** Answers with a response of your own. */
  respond(response: Response | Promise<Response>): void
  /** Answers with what was recorded. */
  play(recording: Recording | RecordedBody | string, options?: ReplayOptions): void
  /** Passes the request on, as it came, to another `fetch`: `mockGemini`’s, or a real one. */
  forward(to: typeof fetch): void
}

/** A network that is held by hand. */
export interface MockTransport {
  /** For `createGenkitClient({ fetch })` and `createGeminiClient({ fetch })`. */
  readonly fetch: typeof fetch
  /** Every request, oldest first. */
  readonly requests: readonly TransportRequest[]
  /** The next request that nobody has taken yet. */
  next(): Promise<TransportRequest>
}

/** Answers a request: by its verbs, or with a response. Whoever does neither holds it, and may answer later. */
export type Answer = (request: TransportRequest, count: number) => unknown

/**
 * A network that is held by hand, for whatever takes a `fetch`: each request waits to be answered, byte by byte if you like,
 * and behaves as a real one does when it is left.
 *
 * @param answer Told of each request, and how many came before it. Without it, requests are taken with `next()`.
 * @example
 * const transport = mockTransport()
 * const reply = createGenkitClient({ fetch: transport.fetch }).flow('chat').stream('Hi').resolve()
 * const request = await transport.next()
 * request.frame({ message: 'Hel' }).frame({ message: 'lo' })
 * request.drop()
 * await expect(reply).rejects.toMatchObject({ code: 'network' })
 */
export function mockTransport(answer?: Answer): MockTransport {
  const requests: TransportRequest[] = []
  const waiting: ((request: TransportRequest) => void)[] = []
  let taken = 0
  return {
    requests,
    fetch: async (target, given) => {
      if (typeof Response !== 'function') throw new GenAIError('invalid', NO_RESPONSE)
      const init = target instanceof Request ? { ...(await initOf(target)), ...given } : (given ?? {})
      init.signal?.throwIfAborted()
      const { request, answered, fail } = newRequest(target, init)
      const count = requests.push(request) - 1
      waiting.shift()?.(request)
      // Whatever it throws is a failure of the network's, also in the middle of the answer.
      const ask = async (): Promise<void> => {
        const said = await answer?.(request, count)
        if (said instanceof Response) request.respond(said)
      }
      ask().catch(fail)
      return answered
    },
    next: () =>
      new Promise((resolve) => {
        const found = requests[taken++]
        if (found) resolve(found)
        else waiting.push(resolve)
      }),
  }
}

const BEGUN =
  'The answer has begun, so it cannot be given at once any more. Say the rest with `write` or `frame`, and end it with `close` or `drop`.'
const NO_RESPONSE =
  'There is no `Response` here, so no HTTP answer can be made. Jest’s jsdom takes it away: use `jest-fixed-jsdom`, or `mockBackend`, which needs none.'

/** What a request says by itself. */
async function initOf(request: Request): Promise<RequestInit> {
  const { method, headers, signal, body } = request
  return { method, headers, signal, ...(body && { body: await request.clone().text() }) }
}

interface Opened {
  request: TransportRequest
  answered: Promise<Response>
  /** Breaks it, wherever it stands. */
  fail(error: unknown): void
}

function newRequest(target: Parameters<typeof fetch>[0], init: RequestInit): Opened {
  let resolve: (response: Response | Promise<Response>) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const answered = new Promise<Response>((...both) => ([resolve, reject] = both))
  const url = target instanceof URL ? target.href : typeof target === 'string' ? target : target.url
  const signal = init.signal ?? new AbortController().signal
  const encoder = new TextEncoder()
  let held: HeldBody | undefined
  let isOver = false
  const finish = (): boolean => {
    const wasOver = isOver
    isOver = true
    return !wasOver
  }
  const stop = (): void => {
    if (!finish()) return
    reject(signal.reason)
    held?.stop(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  const fail = (error: unknown): void => {
    if (!finish()) return
    reject(error)
    held?.break(error)
  }

  const request: TransportRequest = {
    method: init.method ?? 'GET',
    url,
    path: url.replace(/^\w+:\/\/[^/]*/, ''),
    headers: new Headers(init.headers),
    body: readBody(init.body),
    signal,
    get isOver() {
      return isOver
    },
    open(begin = {}) {
      if (isOver || held) return request
      held = new HeldBody(finish)
      const head = { headers: { 'content-type': 'text/plain' }, ...asInit(begin) }
      resolve(new Response(hasBody(begin.status) ? held.stream : null, head))
      return request
    },
    write(...pieces) {
      request.open()
      for (const piece of pieces) if (!isOver) held?.push(typeof piece === 'string' ? encoder.encode(piece) : piece)
      return request
    },
    frame: (...values) => request.write(...values.map((value) => `data: ${JSON.stringify(value)}\n\n`)),
    close() {
      request.open()
      if (finish()) held?.close()
    },
    drop: () => fail(new TypeError('network error')),
    json: (value, begin) => request.respond(Response.json(value, asInit(begin ?? {}))),
    refuse(status, { code, message = `Refused with ${status}.`, retryAfter, headers } = {}) {
      const after = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
      const said = { status: code, message, error: { code: status, status: code, message } }
      const body = hasBody(status) ? JSON.stringify(said) : null
      const type = { 'content-type': 'application/json' }
      request.respond(new Response(body, { status, headers: { ...type, ...after, ...headers } }))
    },
    respond(response) {
      if (held) throw new GenAIError('invalid', BEGUN)
      if (finish()) resolve(response)
    },
    play(recording, options) {
      request.respond(replayFetch(recording, options)(url, { ...init, signal }))
    },
    forward(to) {
      // Whoever has left asks for nothing more.
      if (!isOver) request.respond(to(target, init))
    },
  }
  return { request, answered, fail }
}

const asInit = ({ status, headers }: AnswerInit): ResponseInit => ({
  ...(status !== undefined && { status }),
  ...(headers && { headers }),
})

function readBody(body: RequestInit['body']): unknown {
  if (typeof body !== 'string') return body ?? undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return body
  }
}
