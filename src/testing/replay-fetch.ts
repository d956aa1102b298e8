import type { PaceOptions } from './recording/play.ts'
import { paceOf } from './recording/play.ts'
import type { Recording } from './recording/recording.ts'
import { isObject } from '../wire/json.ts'
import { readRecording } from './recording/recording.ts'
import { toAnswer, type WireAnswer, type WireEvent } from './recording/to-wire.ts'
import { answerOf } from './wire-answer.ts'

/** What a server once sent: the bytes of a body, and what stood above them. */
export interface RecordedBody {
  body: string
  /** Default: 200. */
  status?: number
  /** Default: `text/plain`, which is what Genkit's Express server says. */
  contentType?: string
  /** Beside it. */
  headers?: Record<string, string> | undefined
}

/** How a recording is played. */
export interface ReplayOptions extends PaceOptions {
  /** Plays this many chunks (of a body: frames), then holds the stream open, to look at a reply in progress. Default: all. */
  frames?: number | undefined
  /** Breaks the connection after what was played. */
  cut?: boolean | undefined
}

/**
 * A `fetch` that answers every request with what was recorded, over the real wire: so the client itself reads it, asks again
 * after a 429, and puts failures into its own words. It ends, like the real one, when its signal says so.
 *
 * Needs `Response` and `ReadableStream`, which Node and browsers have; Jest's jsdom takes them away, jest-fixed-jsdom does not.
 *
 * @throws GenAIError `invalid` for what is no recording.
 * @example
 * const genkit = createGenkitClient({ fetch: replayFetch(script(refuse(429, { retryAfter: 1 }), end())), retry: false })
 */
export function replayFetch(recording: Recording | RecordedBody | string, options: ReplayOptions = {}): typeof fetch {
  const { frames = Infinity, cut = false } = options
  const isBytes = isBody(recording)
  // A body has no times: it is played at a pace that can be watched.
  const pace = paceOf(isBytes ? { ...options, pace: options.pace === 'real' ? 30 : (options.pace ?? 30) } : options)
  const answers = isBytes ? [bodyOf(recording)] : repliesIn(recording)
  let next = 0
  return async (_, init) => {
    init?.signal?.throwIfAborted()
    const { status, headers, events } = answers[next++ % Math.max(1, answers.length)] ?? { events: [] }
    const isWhole = !cut && events.filter(({ bytes }) => bytes !== undefined).length <= frames
    const pieces = events.filter(({ bytes }) => bytes !== undefined).slice(0, frames)
    const played = isWhole ? events : [...pieces, { at: pieces.at(-1)?.at ?? 0, end: cut ? 'cut' : 'held' }]
    return answerOf(played, { status, headers, wait: pace(), signal: init?.signal ?? undefined })
  }
}

function repliesIn(recording: Recording | string): WireAnswer[] {
  const found = readRecording(recording)
  return found.replies.map((reply) => toAnswer(reply, found))
}

/** Whether it is an HTTP body, and not a recording: the text of a recording's file is none. */
export const isBody = (recording: Recording | RecordedBody | string): recording is RecordedBody | string =>
  typeof recording === 'string' ? !/^\s*\{\s*"format"/.test(recording) : isObject(recording) && 'body' in recording

/** A body as its frames. */
function bodyOf(recording: string | RecordedBody): Required<WireAnswer> {
  const {
    body,
    status = 200,
    contentType = 'text/plain',
    headers,
  } = typeof recording === 'string' ? { body: recording } : recording
  const pieces = body.match(/[^]*?(?:\r?\n\r?\n|$)/g)?.filter((piece) => piece !== '') ?? []
  const events: WireEvent[] = pieces.map((bytes) => ({ at: 0, bytes }))
  return {
    status,
    headers: { 'content-type': contentType, ...headers },
    events: [...events, { at: 0, end: 'done' }],
  }
}
