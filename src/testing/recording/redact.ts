import { GenAIError } from '../../model/errors.ts'
import { isObject } from '../../wire/json.ts'
import { isProtocolName } from './protocol-names.ts'
import type { RecordedEvent, Recording } from './recording.ts'
import { isSecretField, secretsIn, withoutSecrets } from './secrets.ts'

/**
 * What a recording may tell. Credentials are hidden in any case: fields by their names (`apiKey`, `password`, `userToken`),
 * texts by their looks (keys of Google and others, web tokens, private keys). What looks like nothing, nobody can find: look
 * at a file before you hand it on.
 */
export interface RedactOptions {
  /**
   * The words of people and models, and of the app’s own data. `keep`; `hide`: every letter is an x and every digit a 0, which
   * keeps lengths, lines and marks, so that it still looks and grows the same; or what a function makes of each. Names of
   * fields and numbers stay. Default: `keep`.
   */
  text?: 'keep' | 'hide' | ((text: string, path: readonly string[]) => string) | undefined
  /** Pictures, sound and files inside the messages. `drop` leaves their types. Default: `keep`. */
  media?: 'keep' | 'drop' | undefined
  /** What was asked. `drop` leaves it out: a conversation that is asked again holds all of it. Default: `keep`. */
  input?: 'keep' | 'drop' | undefined
}

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

  const cleanText = (value: string, path: readonly string[]): string => {
    if (isMedia(value, path)) return media === 'drop' ? pointLike(value) : value
    const shown = withoutSecrets(value)
    if (!words || isProtocolName(path, value)) return shown
    return text === 'hide' && /^https?:\/\//.test(shown) ? 'https://hidden.example/' : words(shown, path)
  }
  const clean = (value: unknown, path: readonly string[]): unknown => {
    if (isSecretField(path, value)) return '[hidden]'
    if (typeof value === 'string') return cleanText(value, path)
    if (Array.isArray(value)) return value.map((item, at) => clean(item, [...path, String(at)]))
    if (!isObject(value)) return value
    // `fromEntries`, which makes a field even of `__proto__`.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [withoutSecrets(key), clean(item, [...path, key])]),
    )
  }
  const { replies, ...head } = recording
  const copied = {
    ...(plain(head) as object),
    replies: replies.map(({ input: asked, events, ...about }) => {
      const all = events.map(plainEvent)
      hideAcross(all)
      const question = input === 'keep' && asked !== undefined ? { input: plain(asked) } : {}
      return { ...question, ...(plain(about) as object), events: all }
    }),
  }
  // It has the shape that it had.
  return clean(copied, []) as Recording
}

/** A copy as JSON would have it. What an app asks with may be anything, and must not keep the rest from being saved. */
export function plain(value: unknown): unknown {
  try {
    const text = JSON.stringify(value) as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return '[not JSON]'
  }
}

/** The same of an event: one that is no JSON was something that could not be read. */
function plainEvent(event: RecordedEvent): RecordedEvent {
  const copy = plain(event)
  const isWhole = isObject(copy) && Object.keys(copy).length > 1
  return isWhole ? (copy as unknown as RecordedEvent) : { at: event.at, bytes: '[not JSON]' }
}

const blur = (text: string): string => text.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '0')

const isMedia = (value: string, path: readonly string[]): boolean => {
  const name = path.at(-1) ?? ''
  if (/^(?:data|imageBytes|videoBytes|audioBytes|bytesBase64Encoded)$/.test(name))
    return /^[\w+/-]{16,}=*$/.test(value) || isDataUrl(value)
  return !/^(?:text|reasoning|bytes|chunk)$/.test(name) && isDataUrl(value)
}
const isDataUrl = (value: string): boolean => /^data:[\w.+-]+\/[\w.+-]+[;,]/.test(value)

/** A transparent point: what takes the place of a picture must still be one. */
const POINT = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

function pointLike(value: string): string {
  const type = /^data:([^;,]+)/.exec(value)?.[1]
  if (type === undefined) return POINT
  return type.startsWith('image/') ? `data:image/gif;base64,${POINT}` : `data:${type},`
}

const wrong = (name: string, values: string): GenAIError =>
  new GenAIError('invalid', `\`${name}\` must be ${values}. Nothing was written. See RedactOptions.`)

/** A text in a chunk, and where it stands in all that was streamed to the same place. */
interface Piece {
  text: string
  from: number
  write(text: string): void
}

/** The pieces that were streamed to one place: the text of a message, its reasoning, a field of the app’s own. */
interface Stream {
  whole: string
  pieces: Piece[]
}

/**
 * Hides what looks like a credential in a text as a whole, though no single piece of it does: who repeats a key streams it in
 * pieces.
 */
function hideAcross(events: readonly RecordedEvent[]): void {
  const streams = new Map<string, Stream>()
  const collect = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, item] of Object.entries(value)) {
      const at = `${place}.${Array.isArray(value) ? '*' : key}`
      if (typeof item !== 'string') collect(item, at)
      else {
        const stream = streams.get(at) ?? { whole: '', pieces: [] }
        streams.set(at, stream)
        const write = (text: string): void => void Object.assign(value, { [key]: text })
        stream.pieces.push({ text: item, from: stream.whole.length, write })
        stream.whole += item
      }
    }
  }
  for (const event of events) {
    const { chunk } = event
    if (typeof chunk === 'string') collect(event, '')
    // Another message is another text.
    else if (isObject(chunk)) collect(chunk, `${String(chunk['role'])} ${String(chunk['index'])}`)
    else collect(chunk, '')
  }
  for (const { whole, pieces } of streams.values()) {
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
}
