import type { Backend } from '../../client/backend.ts'
import { createGeminiClient } from '../../client/gemini/gemini-client.ts'
import { createGenkitClient } from '../../client/genkit-client.ts'
import type { HttpOptions } from '../../client/http.ts'
import { GenAIError } from '../../model/errors.ts'
import { isObject } from '../../wire/json.ts'
import { answerOf } from '../wire-answer.ts'
import { type Asking, type Exchange, watchFetch } from './exchange.ts'
import { recordBackend } from './record-backend.ts'
import { newRecording, type RecordedReply, type Recording, type Wire } from './recording.ts'
import { redact, type RedactOptions } from './redact.ts'
import type { WireEvent } from './to-wire.ts'

/** A `fetch` that remembers what went over the wire. */
export interface RecordedFetch {
  /** For `createGenkitClient({ fetch })` and `createGeminiClient({ fetch })`. */
  readonly fetch: typeof globalThis.fetch
  /** What has been asked and answered, oldest first. */
  readonly exchanges: readonly Exchange[]
  /** All replies so far, redacted. @throws GenAIError `invalid` for options that mean nothing. */
  recording(options?: RedactOptions): Promise<Recording>
}

/** Whether a request is one of this library’s: a flow’s or an agent’s, which ask with `data`, or Gemini’s for content. */
export function isGenerating({ url, body, init: { headers, signal } }: Asking): boolean {
  // As the clients of this library ask: others seldom do all of it.
  if (!(headers instanceof Headers) || !signal || !isObject(body)) return false
  if (isGeminiUrl(url)) return true
  const keys = Object.keys(body)
  const isFlow = keys.every((key) => key === 'data' || key === 'init')
  // A flow without input sends nothing at all.
  return isFlow && (keys.length > 0 || headers.get('accept') === 'text/event-stream')
}

const isGeminiUrl = (url: string): boolean => /:(?:stream)?generateContent\b/i.test(url)

/**
 * Records what a client’s `fetch` sees: for agents’ `chat()`, for clients that are used without hooks, for a report of what a
 * server has sent. Where hooks or widgets use a backend, `recordBackend` is simpler.
 *
 * @param fetch What it goes through. Default: the global one.
 * @example
 * const wire = recordFetch()
 * const genkit = createGenkitClient({ baseUrl: '/api', fetch: wire.fetch })
 * await (await genkit.agent('support').chat()).send('Where is my order?')
 * await writeFile('support.json', formatRecording(await wire.recording()))
 */
export function recordFetch(fetch?: typeof globalThis.fetch): RecordedFetch {
  const exchanges: Exchange[] = []
  return {
    exchanges,
    fetch: watchFetch(fetch ?? ((...args) => globalThis.fetch(...args)), {
      wants: isGenerating,
      onChange(exchange) {
        if (!exchanges.includes(exchange)) exchanges.push(exchange)
      },
    }),
    recording: (options) => recordingOf(triesOf(exchanges), options),
  }
}

/** How a request and its answer are read. */
export function wireOfExchange({ url, body }: Pick<Exchange, 'url' | 'body'>): Wire {
  if (isGeminiUrl(url)) return 'gemini'
  return isObject(body) && 'init' in body ? 'agent' : 'genkit'
}

/** The same request, made again because it had failed, belongs to the one before. */
function triesOf(exchanges: readonly Exchange[]): Exchange[][] {
  const runs: Exchange[][] = []
  for (const exchange of exchanges) {
    const run = runs.find((tries) => goesOn(tries, exchange))
    if (run) run.push(exchange)
    else runs.unshift([exchange])
  }
  return runs.toReversed()
}

const STREAM_ID = 'x-genkit-stream-id'

/** Whether a request goes on with what was asked before: once more, because nothing came of it, or taking up its stream. */
export function goesOn(tries: readonly Exchange[], next: Exchange): boolean {
  const last = tries.at(-1)
  if (!last?.end || last.url !== next.url) return false
  const streamId = next.headers[STREAM_ID]
  if (streamId !== undefined) return tries.some(({ answerHeaders }) => answerHeaders?.[STREAM_ID] === streamId)
  const isFailed = last.end !== 'stopped' && (last.status === undefined || last.status >= 400)
  // Later than a client would, somebody has asked anew.
  const pause = next.startedAt - last.startedAt - (last.endedAfter ?? 0)
  if (pause > (Number(last.answerHeaders?.['retry-after']) || 8) * 1000 + 2_000) return false
  return isFailed && JSON.stringify(last.body) === JSON.stringify(next.body)
}

/**
 * What went over the wire as a recording. The real client reads it once more, on a clock that says when each packet came: so
 * every word and failure is what the page was told.
 */
export async function recordingOf(runs: readonly (readonly Exchange[])[], options?: RedactOptions): Promise<Recording> {
  const replies: RecordedReply[] = []
  const snapshots: Record<string, unknown> = {}
  const wires = new Set<Wire>()
  let backend: string | undefined
  for (const run of runs) {
    const last = run.at(-1)
    if (!last) continue
    // An agent's other verbs are no turns.
    if (/\/(?:getSnapshot|abort)$/.test(last.url)) Object.assign(snapshots, snapshotIn(last))
    else {
      const wire = wireOfExchange(last)
      wires.add(wire)
      backend ??= last.url
      const recorded = await replied(run, wire)
      replies.push({ ...recorded, input: inputOf(last.body, wire), traceId: traceOf(last) ?? recorded.traceId })
    }
  }
  const [wire = 'genkit', other] = wires
  if (other)
    throw new GenAIError(
      'invalid',
      `One recording has one wire, and these have ${[...wires].join(', ')}. Record each on its own.`,
    )
  const head = { backend, recordedAt: new Date().toISOString() }
  const kept = Object.keys(snapshots).length > 0 ? { snapshots } : {}
  return redact({ ...newRecording(wire, replies), ...head, ...kept }, options)
}

/** The snapshot that an agent has given, by its id. */
function snapshotIn({ packets }: Exchange): Record<string, unknown> {
  const decoder = new TextDecoder()
  try {
    const text = packets.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join('')
    const body: unknown = JSON.parse(text)
    const found = isObject(body) ? body['result'] : undefined
    const id = isObject(found) ? found['snapshotId'] : undefined
    return typeof id === 'string' ? { [id]: found } : {}
  } catch {
    return {}
  }
}

/** Genkit’s trace of a run, where its server told. */
export const traceOf = ({ answerHeaders }: Exchange): string | undefined => answerHeaders?.['x-genkit-trace-id']

const inputOf = (body: unknown, wire: Wire): unknown => (wire === 'gemini' || !isObject(body) ? body : body['data'])

async function replied(tries: readonly Exchange[], wire: Wire): Promise<RecordedReply> {
  const last = tries.at(-1)
  const began = tries[0]?.startedAt ?? 0
  // A stream that was taken up brings all of it once more.
  const run = last?.headers[STREAM_ID] === undefined ? tries : [last]
  let time = 0
  let next = 0
  const fetch: typeof globalThis.fetch = (_, init) => {
    const exchange = run[Math.min(next++, run.length - 1)] as Exchange
    const { status, answerHeaders, end, answeredAfter, packets } = exchange
    const since = exchange.startedAt - began
    const { endedAfter = packets.at(-1)?.at ?? 0 } = exchange
    time = since + (answeredAfter ?? endedAfter)
    if (status === undefined) return end === 'cut' ? Promise.reject(new TypeError('Failed to fetch')) : stopped(init)
    const events: WireEvent[] = [
      ...packets.map(({ at, bytes }) => ({ at: since + at, bytes })),
      { at: since + endedAfter, end: end === 'closed' ? 'done' : end === 'cut' ? 'cut' : 'held' },
    ]
    const wait = async (event: WireEvent): Promise<void> => {
      time = event.at
      // It was never closed, so the reader has to be told to stop; in a later task, when all that came before has been read.
      if (event.end === 'held') setTimeout(leave)
    }
    return Promise.resolve(
      answerOf(events, { status, headers: told(answerHeaders), wait, signal: init?.signal ?? undefined }),
    )
  }
  const stopped = (init: RequestInit | undefined): Promise<Response> =>
    new Promise((_, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
      setTimeout(leave)
    })
  const retry = (failures: number): boolean => failures < run.length - 1
  const client = { fetch, retry, retryDelay: 0, timeout: 0, idleTimeout: 0, reconnectTimeout: 0 }
  const backend = backendOf(last?.url ?? '', wire, client)
  // Each takes the question of its own wire.
  const recorder = recordBackend(backend as Backend, { clock: { performance: { now: () => time } } })
  const reply = recorder.stream(wire === 'genkit' ? inputOf(last?.body, wire) : 'recorded')
  const leave = (): void => reply.abort('stopped')
  await reply.resolve().catch(() => undefined)
  const [{ events, ...rest } = { events: [] }] = recorder.recording().replies
  // One that is still arriving has not been stopped.
  return { ...rest, events: last?.end ? events : events.filter(({ end }) => end !== 'stopped') }
}

/** Whatever was asked there, so that failures call it by its address. */
function backendOf(url: string, wire: Wire, client: HttpOptions): unknown {
  if (wire === 'genkit') return createGenkitClient(client).flow(url)
  if (wire === 'agent') return createGenkitClient(client).agent(url)
  const [, baseUrl = '', apiVersion = '', model = url] = /^(.*?)\/(v\d\w*)\/(?:.*\/)?models\/([^:]+):/.exec(url) ?? []
  return createGeminiClient({ ...client, baseUrl: baseUrl || 'https://recorded.example', apiVersion }).model(model)
}

/** The headers that say something to a client. The bytes are not packed any more. */
const told = (headers: Exchange['answerHeaders'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(?:content-type|retry-after.*|x-genkit-trace-id)$/.test(name)),
  )
