import { hideSecrets, secretsIn } from '../../client/hide-secrets.ts'
import { GenAIError } from '../../model/errors.ts'
import type { Fields } from '../../wire/json.ts'
import type { RecordedEvent, Recording } from './recording.ts'

/** What a recording may tell. What looks like a key, a token or a password never is in it. */
export interface RedactOptions {
  /**
   * The words of people and models. `keep`; `hide`: every letter is an x and every digit a 0, which keeps lengths, lines and
   * marks, so that it still looks and grows the same; or what a function makes of each. Default: `keep`.
   */
  text?: 'keep' | 'hide' | ((text: string, path: readonly string[]) => string) | undefined
  /** Pictures, sound and files inside the messages. `drop` leaves their types. Default: `keep`. */
  media?: 'keep' | 'drop' | undefined
  /** What was asked. `drop` leaves it out: a conversation that is asked again holds all of it. Default: `keep`. */
  input?: 'keep' | 'drop' | undefined
}

/** Fields that hold credentials, whatever they look like. */
const SECRET_FIELD =
  /^(?:(?:x-)?(?:goog-)?api[-_]?key|(?:proxy-)?authorization|(?:set-)?cookie|pass(?:word|wd|phrase)|(?:client[-_]?)?secret|(?:(?:access|refresh|id|auth|bearer|session|csrf)[-_]?)?token|private[-_]?key|credentials?)$/i
/** Fields whose texts are names of the protocol, not words. */
const NAMES =
  /^(?:format|wire|backend|recordedAt|role|name|ref|end|code|status|finishReason|contentType|mimeType|type|kind|model|modelVersion|responseId|snapshotId|sessionId|parentId|traceId|timeout|op|path|id|uri|url|thoughtSignature|language|outcome|blockReason|category|probability)$/
/** A transparent point: what takes the place of a picture must still be one. */
const POINT = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/**
 * A copy of a recording without what must not be shown.
 * @throws GenAIError `invalid` for options that mean nothing.
 */
export function redact(recording: Recording, options: RedactOptions = {}): Recording {
  const { text = 'keep', media = 'keep', input = 'keep' } = options
  if (typeof text !== 'function' && !['keep', 'hide'].includes(text)) throw wrong('text', 'keep, hide or a function')
  for (const [name, value] of Object.entries({ media, input }))
    if (!['keep', 'drop'].includes(value)) throw wrong(name, 'keep or drop')
  const words = text === 'hide' ? blur : text === 'keep' ? undefined : text

  /** As it may be shown. It is our own copy, and changed where it stands. */
  const clean = (value: unknown, path: readonly string[]): unknown => {
    const name = path.at(-1) ?? ''
    if (typeof value === 'string') {
      if (SECRET_FIELD.test(name)) return '[hidden]'
      if (isMedia(value, name)) return media === 'drop' ? pointLike(value) : value
      const shown = hideSecrets(value)
      return words && !NAMES.test(name) ? words(shown, path) : shown
    }
    // A key named `__proto__` stays data: JSON.parse has made it an own field, and it is only written where it is one.
    if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) define(value, key, clean(item, [...path, key]))
    return value
  }
  const copied: Recording = {
    ...recording,
    replies: recording.replies.map(({ input: asked, ...reply }) => {
      const copy = plain(reply) as typeof reply
      hideAcross(copy.events)
      return { ...(input === 'keep' && asked !== undefined && { input: plain(asked) }), ...copy }
    }),
    ...(recording.snapshots && { snapshots: plain(recording.snapshots) as { [id: string]: unknown } }),
  }
  return clean(copied, []) as Recording
}

const define = (target: object, key: string, value: unknown): void =>
  void Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true })

/** A copy as JSON would have it. What an app asks with may be anything, and must not keep the rest from being saved. */
function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown
  } catch {
    return '[not JSON]'
  }
}

const blur = (text: string): string => text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0')

const isMedia = (value: string, name: string): boolean =>
  value.startsWith('data:') || (name === 'data' && value.length > 64 && /^[\w+/-]+=*$/.test(value))

function pointLike(value: string): string {
  const type = /^data:([^;,]+)/.exec(value)?.[1]
  if (type === undefined) return POINT
  return type.startsWith('image/') ? `data:image/gif;base64,${POINT}` : `data:${type},`
}

const wrong = (name: string, values: string): GenAIError =>
  new GenAIError('invalid', `\`${name}\` must be ${values}. Nothing was written. See RedactOptions.`)

/** A text of a reply, where it stands in the whole of what was streamed. */
interface Piece {
  text: string
  from: number
  write(text: string): void
}

/**
 * Hides what looks like a credential in the text as a whole, though no single piece of it does: who repeats a key streams
 * it in pieces.
 */
function hideAcross(events: readonly RecordedEvent[]): void {
  const pieces: Piece[] = []
  let whole = ''
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      // Of a part, or a flow that streams plain texts.
      if (typeof item === 'string' && /^(?:text|reasoning|chunk)$/.test(key)) {
        pieces.push({ text: item, from: whole.length, write: (text) => ((value as Fields)[key] = text) })
        whole += item
      } else collect(item)
    }
  }
  collect(events)
  for (const [from, to] of secretsIn(whole)) {
    for (const piece of pieces) {
      const start = Math.max(0, from - piece.from)
      const end = Math.min(piece.text.length, to - piece.from)
      if (start >= end) continue
      piece.text = piece.text.slice(0, start) + '•'.repeat(end - start) + piece.text.slice(end)
      piece.write(piece.text)
    }
  }
}
