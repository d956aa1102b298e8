import { readAgentOutput } from '../wire/agent-data.ts'
import { isObject } from '../wire/json.ts'
import { createFlowFrameReader } from '../wire/flow-frames.ts'
import { createGeminiFrameReader } from '../wire/gemini-frames.ts'
import type { GenerationUsage } from '../model/data.ts'
import type { Exchange } from '../testing/recording/exchange.ts'
import { traceOf, wireOfExchange } from '../testing/recording/record-fetch.ts'
import type { RecordedEvent } from '../testing/recording/recording.ts'
import { FedReply, type Moment } from '../testing/player/moment.ts'
import type { Run } from './run-log.ts'

/** Where a run stands. */
export type RunState = 'pending' | 'streaming' | 'done' | 'stopped' | 'error'

/** One piece of a reply. */
export interface ChunkFact {
  /** Milliseconds since the question. */
  at: number
  bytes: number
  /** What it added to the text. */
  text: string
  kind: 'chunk' | 'result' | 'error' | 'malformed'
}

/** What is known of a run. Times in milliseconds. */
export interface RunFacts {
  state: RunState
  wire: string
  chunks: readonly ChunkFact[]
  /** Without the end. */
  chunkCount: number
  bytes: number
  firstAt: number | undefined
  duration: number | undefined
  usage: GenerationUsage | undefined
  /** Of the answer; estimated at four characters each, where nobody counted. */
  tokens: number | undefined
  isEstimated: boolean
  tokensPerSecond: number | undefined
  finishReason: string | undefined
  /** Tries that failed before the last. */
  failedTries: readonly { at: number; status: number | undefined }[]
  error: string | undefined
  traceId: string | undefined
  moment: Moment
}

interface Frames {
  push(bytes: Uint8Array): readonly { type: string; value?: unknown }[]
  end(): readonly { type: string; value?: unknown }[]
}

/** Reads the last try of a run as it comes in: nothing is read twice, and a chunk costs the same at any length. */
class RunReader {
  readonly chunks: ChunkFact[] = []
  bytes = 0
  chunkCount = 0
  firstAt: number | undefined
  /** What a refusal said, as far as it could be read. */
  head = ''
  readonly #exchange: Exchange
  readonly #since: number
  readonly #wire: string
  readonly #frames: Frames
  readonly #fed: FedReply
  readonly #decoder = new TextDecoder()
  #packets = 0
  #isOver = false

  constructor(exchange: Exchange, since: number) {
    this.#exchange = exchange
    this.#since = since
    this.#wire = wireOfExchange(exchange)
    this.#frames = this.#wire === 'gemini' ? createGeminiFrameReader() : createFlowFrameReader()
    this.#fed = new FedReply(this.#wire)
  }

  read(): Moment {
    const { packets, end, status = 200, endedAfter = 0 } = this.#exchange
    for (const { at, bytes } of packets.slice(this.#packets)) {
      this.bytes += bytes.length
      if (status >= 400) {
        if (this.head.length < 4_000) this.head += this.#decoder.decode(bytes, { stream: true })
      } else {
        const frames = this.#frames.push(bytes)
        for (const frame of frames) this.#note(frame, at, Math.round(bytes.length / frames.length))
      }
    }
    this.#packets = packets.length
    if (end && !this.#isOver) {
      this.#isOver = true
      if (status < 400) for (const frame of this.#frames.end()) this.#note(frame, endedAfter, 0)
      // Gemini says nothing at the end.
      if (end === 'closed' && this.#wire === 'gemini') this.#fed.feed({ at: endedAfter, end: 'done' })
    }
    return this.#fed.moment(this.chunks.length, this.chunks.length, endedAfter)
  }

  #note(frame: { type: string; value?: unknown }, after: number, bytes: number): void {
    const at = after + this.#since
    const event = this.#eventOf(frame, at)
    if (!event) return
    const text = this.#fed.feed(event)
    const isEnd = 'result' in event || event.end === 'done'
    const kind = 'chunk' in event ? 'chunk' : isEnd ? 'result' : 'bytes' in event ? 'malformed' : 'error'
    this.chunks.push({ at, bytes, text, kind })
    if (kind === 'chunk') this.chunkCount++
    if (kind === 'chunk' || kind === 'result') this.firstAt ??= at
  }

  #eventOf({ type, value }: { type: string; value?: unknown }, at: number): RecordedEvent | undefined {
    if (type === 'chunk' || type === 'value') return { at, chunk: value }
    if (type === 'result') return { at, result: this.#wire === 'agent' ? readAgentOutput(value) : value }
    if (type === 'empty') return { at, end: 'done' }
    if (type === 'error') {
      const said = isObject(value) && typeof value['message'] === 'string' ? value['message'] : 'The server failed.'
      return { at, error: { code: 'server', message: said } }
    }
    return type === 'malformed' || type === 'foreign' ? { at, bytes: '' } : undefined
  }
}

const readers = new WeakMap<Exchange, RunReader>()
const known = new WeakMap<Run, RunFacts>()

/** What is known of a run by now. The same object for the same run, which is another one when something has changed. */
export function factsOf(run: Run): RunFacts {
  const facts = known.get(run) ?? readFacts(run)
  known.set(run, facts)
  return facts
}

function readFacts({ tries }: Run): RunFacts {
  const last = tries.at(-1) as Exchange
  const began = tries[0]?.startedAt ?? last.startedAt
  const since = last.startedAt - began
  let reader = readers.get(last)
  if (!reader) readers.set(last, (reader = new RunReader(last, since)))
  const moment = reader.read()
  const { chunks, chunkCount, bytes, firstAt } = reader
  const { usage } = moment.response
  const counted = usage?.outputTokens
  const isEstimated = typeof counted !== 'number' || counted === 0
  const tokens = isEstimated ? Math.round(moment.text.length / 4) || undefined : counted
  const streamed = (chunks.at(-1)?.at ?? 0) - (firstAt ?? 0)
  return {
    state: stateOf(last, chunks.length > 0, moment),
    wire: wireOfExchange(last),
    chunks,
    chunkCount,
    bytes,
    firstAt,
    duration: last.endedAfter === undefined ? undefined : since + last.endedAfter,
    usage,
    tokens,
    isEstimated,
    tokensPerSecond: tokens !== undefined && streamed > 20 ? (tokens * 1000) / streamed : undefined,
    finishReason: moment.response.finishReason,
    failedTries: tries
      .slice(0, -1)
      .map(({ startedAt, endedAfter = 0, status }) => ({ at: startedAt - began + endedAfter, status })),
    error: errorOf(last, reader.head, moment),
    traceId: traceOf(last),
    moment,
  }
}

function stateOf({ end, status = 200 }: Exchange, hasChunks: boolean, { error, streaming }: Moment): RunState {
  // A client lets go of a reply that has failed.
  if (error || (end && status >= 400)) return 'error'
  if (end === undefined) return hasChunks ? 'streaming' : 'pending'
  if (!streaming) return 'done'
  return end === 'stopped' ? 'stopped' : 'error'
}

function errorOf({ end, status }: Exchange, head: string, { error, streaming }: Moment): string | undefined {
  if (status === undefined) return end === 'cut' ? 'No connection.' : undefined
  if (status >= 400) return `${status} ${saidIn(head)}`.trim()
  if (error) return error.message
  if (end === 'cut') return 'The connection broke.'
  return end === 'closed' && streaming ? 'It was closed before the reply was complete.' : undefined
}

/** What the body of a refusal says, in Genkit’s words or in Google’s. */
function saidIn(head: string): string {
  try {
    const body: unknown = JSON.parse(head)
    const error = isObject(body) && isObject(body['error']) ? body['error'] : body
    return isObject(error)
      ? [error['status'], error['message']].filter((word) => typeof word === 'string').join(': ')
      : ''
  } catch {
    return head.startsWith('<') ? 'with a page of HTML' : ''
  }
}
