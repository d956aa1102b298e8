import type { ToolRequestData, ToolResponseData } from '../model/data.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import { toRecordedError } from './recording/recorded-error.ts'
import { isLast, newRecording, type RecordedEvent, type Recording } from './recording/recording.ts'
import { toldError } from './told-error.ts'

/** What a script is written on: what it said so far, and what time it is. */
interface Tape {
  at: number
  role: string
  /** Of the message: another speaker begins another one. */
  index: number
  readonly events: RecordedEvent[]
}

/** One step of a script. */
export type ScriptStep = (tape: Tape) => void

/** How a text is streamed. */
export interface TextPace {
  /** In pieces of about four characters, so many a second. Default: all in one piece. */
  tokensPerSecond?: number | undefined
  /** In pieces of so many characters. */
  size?: number | undefined
}

/**
 * A reply, written by hand: what is said, when, and how it ends. It is a `Recording`, so `replayBackend`, `replayFetch`,
 * `withReply` and players take it. Without an end, nothing more comes and the reply stays open.
 *
 * @throws GenAIError `invalid` when something is said behind the end.
 * @example
 * const reply = script(
 *   reasoning('Paris, then.'),
 *   wait(200),
 *   toolRequest({ name: 'getWeather', ref: '1', input: { city: 'Paris' } }),
 *   toolResponse({ name: 'getWeather', ref: '1', output: { celsius: 21 } }),
 *   text('It is **21 °C**.', { tokensPerSecond: 20 }),
 *   end(),
 * )
 */
export function script(...steps: readonly ScriptStep[]): Recording {
  const tape: Tape = { at: 0, role: 'model', index: 0, events: [] }
  for (const step of steps) {
    const last = tape.events.at(-1)
    if (last && isLast(last))
      throw new GenAIError(
        'invalid',
        'The script says something behind its end. Nothing would come of it: leave it out.',
      )
    step(tape)
  }
  return newRecording('genkit', [{ events: tape.events }])
}

/**
 * Several replies, one for each question, in one recording.
 * @example
 * replayBackend(conversation(script(text('Which city?'), end()), script(text('21 °C'), end())))
 */
export function conversation(...recordings: readonly Recording[]): Recording {
  const [first = script()] = recordings
  const other = recordings.find(({ wire }) => wire !== first.wire)
  if (other)
    throw new GenAIError(
      'invalid',
      `One conversation has one wire, and these have \`${first.wire}\` and \`${other.wire}\`.`,
    )
  const snapshots = Object.assign({}, ...recordings.map((one) => one.snapshots)) as object
  const kept = Object.keys(snapshots).length > 0 ? { snapshots: { ...snapshots } } : {}
  return { ...first, ...kept, replies: recordings.flatMap(({ replies }) => replies) }
}

const invalid = (what: string): GenAIError => new GenAIError('invalid', `${what}. The script was not made.`)

const put = (tape: Tape, event: Omit<RecordedEvent, 'at'>): void => void tape.events.push({ at: tape.at, ...event })

function speak(tape: Tape, role: string, content: readonly object[]): void {
  if (tape.role !== role) tape.index++
  tape.role = role
  put(tape, { chunk: { role, index: tape.index, content } })
}

function inPieces(
  value: string,
  { tokensPerSecond, size = tokensPerSecond === undefined ? undefined : 4 }: TextPace,
): string[] {
  if (tokensPerSecond !== undefined && !(tokensPerSecond > 0))
    throw invalid('`tokensPerSecond` must be a number above 0')
  if (size !== undefined && !(size >= 1)) throw invalid('`size` must be 1 or more')
  if (size === undefined) return [value]
  // By characters, not by halves of them.
  const letters = Array.from(value)
  const count = Math.ceil(letters.length / size)
  return Array.from({ length: count }, (_, at) => letters.slice(at * size, (at + 1) * size).join(''))
}

const words =
  (name: 'text' | 'reasoning', value: string, pace: TextPace): ScriptStep =>
  (tape) => {
    for (const piece of inPieces(value, pace)) {
      if (pace.tokensPerSecond !== undefined) tape.at += 1000 / pace.tokensPerSecond
      speak(tape, 'model', [{ [name]: piece }])
    }
  }

/** The model says something. */
export const text = (value: string, pace: TextPace = {}): ScriptStep => words('text', value, pace)

/** The model thinks aloud. */
export const reasoning = (value: string, pace: TextPace = {}): ScriptStep => words('reasoning', value, pace)

/** The model calls a tool. */
export const toolRequest = (request: ToolRequestData): ScriptStep => part({ toolRequest: request })

/** The tool has answered, on the server: what follows is the model’s next message. */
export const toolResponse =
  (response: ToolResponseData): ScriptStep =>
  (tape) =>
    speak(tape, 'tool', [{ toolResponse: response }])

/** A part of any kind, as Genkit spells it. */
export const part =
  (value: object): ScriptStep =>
  (tape) =>
    speak(tape, 'model', [value])

/** A chunk of any shape, as a flow would stream it. */
export const chunk =
  (value: unknown): ScriptStep =>
  (tape) =>
    put(tape, { chunk: value })

/** Nothing happens for so many milliseconds. */
export const wait =
  (milliseconds: number): ScriptStep =>
  (tape) => {
    if (!(milliseconds >= 0)) throw invalid('`wait` takes milliseconds, 0 or more')
    tape.at += milliseconds
  }

/** The reply ends well. `result`: what the flow returns, of any shape. Default: nothing, and what streamed stands. */
export const end =
  (result?: unknown): ScriptStep =>
  (tape) =>
    put(tape, result === undefined ? { end: 'done' } : { result })

/** The reply fails: with an error, or with `{ status, message }`, as a server says it. */
export const fail =
  (error: unknown): ScriptStep =>
  (tape) =>
    put(tape, { error: toRecordedError(toGenAIError(toldError(error))) })

/** The server refuses with an HTTP status. Said first, it comes in place of an answer. `retryAfter`: seconds. */
export const refuse =
  (httpStatus: number, { retryAfter, message }: { retryAfter?: number; message?: string } = {}): ScriptStep =>
  (tape) => {
    const status = STATUS[httpStatus]
    put(tape, {
      error: toRecordedError(
        new GenAIError('http', message ?? `The server refused with ${httpStatus}.`, {
          httpStatus,
          ...(status && { status }),
          retryable: httpStatus === 408 || httpStatus === 429 || httpStatus >= 500,
          ...(retryAfter !== undefined && { retryAfterMs: retryAfter * 1000 }),
        }),
      ),
    })
  }

/** The connection breaks. */
export const drop = (): ScriptStep => (tape) => put(tape, { end: 'cut' })

/** The connection is closed as if all were said, and no result has come. */
export const closeEarly = (): ScriptStep => (tape) => put(tape, { end: 'closed' })

/** Nothing more comes, and the connection stays open. */
export const stall = (): ScriptStep => (tape) => put(tape, { end: 'held' })

/** Something comes that cannot be read. Default: half a frame. */
export const malformed =
  (bytes = 'data: {"mess'): ScriptStep =>
  (tape) =>
    put(tape, { bytes })

const STATUS: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}
