import { GenAIError, type GenAIErrorOptions } from '../../model/errors.ts'
import { isObject } from '../../wire/json.ts'

/** An error as JSON: the fields of `GenAIError` that a page shows, or acts on. */
export interface RecordedError extends Omit<GenAIErrorOptions, 'cause' | 'response' | 'timeout'> {
  code: string
  message: string
  name?: string | undefined
  timeout?: string | undefined
}

/**
 * One thing that came, or happened, and when. It holds one of `chunk`, `result`, `error`, `bytes` and `end`.
 */
export interface RecordedEvent {
  /** Milliseconds since the question. */
  at: number
  /** As the server streamed it: of a flow, of an agent, or Gemini's. */
  chunk?: unknown
  /** What the flow returned, or how the turn of an agent ended. The reply is over. */
  result?: unknown
  /** What it failed with. The reply is over. */
  error?: RecordedError | undefined
  /** What came and could not be read. */
  bytes?: string | undefined
  /**
   * How it ended without a result. `done`: well, as flows that return nothing do, and Gemini · `cut`: the connection broke ·
   * `closed`: it was closed too early · `held`: nothing more came · `stopped`: somebody stopped it.
   */
  end?: string | undefined
}

/** One question and what came of it. */
export interface RecordedReply {
  /** What was asked. */
  input?: unknown
  events: RecordedEvent[]
  /** Genkit's trace of it, where the server told. */
  traceId?: string | undefined
  /** The tries that failed before the one that was answered. */
  retries?: { at: number; code: string; httpStatus?: number | undefined }[] | undefined
}

/**
 * What a backend has said, as one JSON file: a fixture for tests, a story, a bug report. Import it as JSON and hand it to
 * `replayBackend`, to `withReply`, or to whoever is to look at it.
 */
export interface Recording {
  format: string
  /** Of the format. Default and newest: 1. */
  version: number
  /** How its chunks are read: `genkit`, `agent` or `gemini`. */
  wire: string
  /** Which backend spoke: its `key`. */
  backend?: string | undefined
  /** ISO 8601. */
  recordedAt?: string | undefined
  /** First to last. */
  replies: RecordedReply[]
  /** What an agent's snapshots were, by id. */
  snapshots?: { [id: string]: unknown } | undefined
}

export type Wire = 'genkit' | 'agent' | 'gemini'

const FORMAT = 'react-genai/recording'
const WIRES: readonly string[] = ['genkit', 'agent', 'gemini'] satisfies Wire[]
const ENDS: readonly string[] = ['done', 'cut', 'closed', 'held', 'stopped']
const KINDS = ['chunk', 'result', 'error', 'bytes', 'end'] as const

export type EventKind = (typeof KINDS)[number]

/** What an event is. `in`, because a result may be `null`. */
export const kindOf = (event: RecordedEvent): EventKind =>
  KINDS.find((kind) => kind in event && event[kind] !== undefined) ?? 'end'

/** Whether nothing comes behind it. */
export const isLast = (event: RecordedEvent): boolean => kindOf(event) !== 'chunk'

export const wireOf = ({ wire }: Recording): Wire => wire as Wire

export const newRecording = (wire: Wire, replies: RecordedReply[]): Recording => ({
  format: FORMAT,
  version: 1,
  wire,
  replies,
})

/**
 * Reads a recording: the text of a file, or what was imported from it.
 * @throws GenAIError `invalid`, saying where, for everything that is none.
 * @example
 * const recording = readRecording(await file.text())
 */
export function readRecording(source: unknown): Recording {
  let found = source
  if (typeof source === 'string') {
    try {
      found = JSON.parse(source)
    } catch (cause) {
      throw wrong('it is not JSON', cause)
    }
  }
  if (!isObject(found) || found['format'] !== FORMAT) throw wrong(`its \`format\` is not "${FORMAT}"`)
  const { version, wire, replies, snapshots } = found
  if (version !== 1) throw wrong(`this version of react-genai reads version 1, and it is ${JSON.stringify(version)}`)
  if (typeof wire !== 'string' || !WIRES.includes(wire)) throw wrong(`\`wire\` is none of ${WIRES.join(', ')}`)
  if (!Array.isArray(replies)) throw wrong('`replies` is no list')
  for (const [at, reply] of replies.entries()) checkReply(reply, `replies[${at}]`)
  if (snapshots !== undefined && !(isObject(snapshots) && Object.values(snapshots).every(isObject)))
    throw wrong('`snapshots` is no object of objects')
  // Every field that is acted on has been looked at.
  return found as unknown as Recording
}

function checkReply(reply: unknown, path: string): void {
  if (!isObject(reply)) throw wrong(`\`${path}\` is no object`)
  const { events, traceId } = reply
  if (!Array.isArray(events)) throw wrong(`\`${path}.events\` is no list`)
  if (traceId !== undefined && !(typeof traceId === 'string' && /^[\w-]+$/.test(traceId)))
    throw wrong(`\`${path}.traceId\` is no id`)
  let before = 0
  for (const [index, event] of events.entries()) {
    const where = `${path}.events[${index}]`
    if (!isObject(event) || typeof event['at'] !== 'number') throw wrong(`\`${where}.at\` is no number`)
    // A timer holds no more.
    if (event['at'] > 0x7fffffff) throw wrong(`\`${where}.at\` is more than 24 days`)
    if (!(event['at'] >= before)) throw wrong(`\`${where}.at\` is earlier than the event before it`)
    before = event['at']
    if (KINDS.filter((kind) => event[kind] !== undefined).length !== 1)
      throw wrong(`\`${where}\` must hold exactly one of ${KINDS.join(', ')}`)
    const { end, error, bytes } = event
    if (end !== undefined && !ENDS.includes(end as string))
      throw wrong(`\`${where}.end\` is none of ${ENDS.join(', ')}`)
    if (bytes !== undefined && typeof bytes !== 'string') throw wrong(`\`${where}.bytes\` is no text`)
    if (error !== undefined) checkError(error, `${where}.error`)
  }
}

function checkError(error: unknown, where: string): void {
  if (!isObject(error) || typeof error['code'] !== 'string' || typeof error['message'] !== 'string')
    throw wrong(`\`${where}\` has no \`code\` and \`message\``)
  const { httpStatus, retryAfterMs, name, status, traceId } = error
  if (
    httpStatus !== undefined &&
    !(Number.isInteger(httpStatus) && Number(httpStatus) >= 200 && Number(httpStatus) <= 599)
  )
    throw wrong(`\`${where}.httpStatus\` is no status`)
  if (retryAfterMs !== undefined && !(typeof retryAfterMs === 'number' && retryAfterMs >= 0))
    throw wrong(`\`${where}.retryAfterMs\` is no number`)
  for (const text of [name, status, traceId])
    if (text !== undefined && typeof text !== 'string') throw wrong(`\`${where}\` has a name that is no text`)
}

const wrong = (what: string, cause?: unknown): GenAIError =>
  new GenAIError('invalid', `This is no recording: ${what}. Nothing was played. Save it again with recordBackend.`, {
    cause,
  })

/**
 * A recording as the text of a file, an event a line, so that a difference can be read.
 * @example
 * await writeFile('reply.json', formatRecording(backend.recording()))
 */
export function formatRecording(recording: Recording): string {
  const { replies, ...head } = recording
  const lines = replies.map(({ events, ...about }) => {
    const shown = events.map((event) => `        ${JSON.stringify(event)}`).join(',\n')
    const before = Object.entries(about).filter(([, value]) => value !== undefined)
    const facts = before.map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')
    return `    {\n${facts}      "events": [\n${shown}\n      ]\n    }`
  })
  const facts = Object.entries(head).filter(([, value]) => value !== undefined)
  const top = facts.map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')
  return `{\n${top}  "replies": [\n${lines.join(',\n')}\n  ]\n}\n`
}
