import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { extractItems, extractJson, GenAIError, type JsonPath, JsonReader, parsePartialJson } from 'react-genai/client'
import { valueAt } from '../../src/model/json-path.ts'
import { inTextPieces, pick } from '../random.ts'
import { finds, fuzz } from './fuzz.ts'
import { contradiction, isHarmless, pathsIn } from './json-promises.ts'
import { anyDocument, documentText, JSON_TOKENS, looseText, PROSE } from './json-texts.ts'
import { below, mutateText } from './mutate.ts'
import type { Check } from './rounds.ts'

type Reader = Pick<JsonReader, 'push' | 'end' | 'value' | 'done' | 'failed' | 'isComplete'>
type MakeReader = (onFinish?: (value: unknown, path: () => JsonPath) => void) => Reader
const makeReader: MakeReader = (onFinish) => new JsonReader(onFinish)

/** What is shown grows into what `JSON.parse` makes of the whole, and what was shown once never changes. */
const grows =
  (make: MakeReader): Check =>
  (random, note) => {
    const text = documentText(random)
    note(text)
    const whole: unknown = JSON.parse(text)
    const told: [value: unknown, path: JsonPath][] = []
    const reader = make((value, path) => told.push([value, path()]))
    const shown: [value: unknown, then: string | undefined][] = []
    const paths = pathsIn(whole)
    let before: unknown
    for (const piece of inTextPieces(text, random, pick(random, [1, 4, 40]))) {
      reader.push(piece)
      if (random() < 0.3) continue
      const { value } = reader
      strictEqual(contradiction(value, whole), undefined, 'what is shown is not what it becomes')
      strictEqual(contradiction(before, value), undefined, 'what was shown has been taken back')
      before = value
      if (shown.length < 20) shown.push([value, JSON.stringify(value)])
      const path = pick(random, paths)
      if (reader.isComplete(path))
        deepStrictEqual(valueAt(value, path), valueAt(whole, path), `${path.join('.')} is complete`)
    }
    deepStrictEqual(reader.end(), whole)
    ok(reader.done && !reader.failed && reader.isComplete([]), 'it is done')
    for (const [value, then] of shown) strictEqual(JSON.stringify(value), then, 'what is held has changed')
    for (const [value, path] of told) deepStrictEqual(valueAt(whole, path), value, `told of ${path.join('.')}`)
    strictEqual(told.length, paths.length - 1, 'every finished value is told once')
    isHarmless(reader.value)
  }

/** Broken JSON breaks nothing; what is JSON after all is read as such, also with keys that come twice. */
const survives =
  (make: MakeReader): Check =>
  (random, note) => {
    const written = documentText(random, { twice: true })
    const text = random() < 0.3 ? written : mutateText(random, written, JSON_TOKENS)
    note(text)
    const once = make()
    once.push(text)
    const reader = make()
    for (const piece of inTextPieces(text, random, pick(random, [4, 40]))) {
      reader.push(piece)
      if (random() < 0.3) isHarmless(reader.value)
    }
    const [atOnce, inPieces] = [once.end(), reader.end()]
    deepStrictEqual([once.done, once.failed], [reader.done, reader.failed], 'it ends alike at any chunking')
    if (!once.failed) deepStrictEqual(atOnce, inPieces, 'the same is read at any chunking')
    isHarmless(inPieces)
    const whole = parsed(text)
    if (whole) deepStrictEqual(inPieces, whole[0])
  }

/** In a list of one, so that `null` is something. */
function parsed(text: string): [unknown] | undefined {
  try {
    return [JSON.parse(text)]
  } catch {
    return undefined
  }
}

fuzz('a value that streams grows into what it is', grows(makeReader), 500)
fuzz('broken JSON breaks nothing', survives(makeReader), 700)

/** Of JSON that is cut off nothing is said that the whole contradicts; of the whole, all. */
const cutShort =
  (parse: (text: string) => unknown): Check =>
  (random, note) => {
    // A blank in an empty list ends what holds it for `parsePartialJson`, as it does for Genkit's.
    const text = documentText(random, { tight: true })
    const whole: unknown = JSON.parse(text)
    note(text)
    deepStrictEqual(parse(text), whole)
    const start = text.search(/[[{]/)
    for (let cut = start + 1; cut < text.length; cut += 1 + below(random, text.length / 10)) {
      note(text.slice(0, cut))
      const value = parse(text.slice(0, cut))
      strictEqual(contradiction(value, whole, true), undefined)
      isHarmless(value)
    }
  }

fuzz('what parsePartialJson says of a beginning holds for the whole', cutShort(parsePartialJson), 300)
fuzz(
  'what extractJson says of a beginning holds for the whole',
  cutShort((text) => extractJson(text)),
  300,
)

fuzz(
  'parsePartialJson and extractJson fail only as they say they do',
  (random, note) => {
    const text = pick(random, PROSE) + mutateText(random, documentText(random, { twice: true }), JSON_TOKENS, 6)
    note(text)
    for (const parse of [parsePartialJson, extractJson]) {
      try {
        isHarmless(parse(text))
      } catch (error) {
        const isParse = GenAIError.is(error) && error.code === 'parse'
        ok(isParse || (parse === extractJson && error instanceof SyntaxError), `threw ${String(error)}`)
      }
    }
  },
  700,
)

fuzz(
  'extractJson finds JSON in prose, also as JavaScript writes it',
  (random, note) => {
    const value = anyDocument(random)
    const text = `${pick(random, PROSE)}${looseText(random, value)}${pick(random, PROSE)}`
    note(text)
    deepStrictEqual(extractJson(text), value)
  },
  400,
)

/** A list that grows gives each of its objects once, and those of the whole. */
const itemsOnce =
  (extract: typeof extractItems): Check =>
  (random, note) => {
    const items = Array.from({ length: below(random, 6) }, () => ({ item: anyDocument(random) }))
    const text = `${pick(random, PROSE)}[${items.map((item) => JSON.stringify(item, null, below(random, 3))).join(', ')}]`
    note(text)
    const found: unknown[] = []
    let cursor = 0
    let arrived = ''
    for (const piece of inTextPieces(text, random, pick(random, [3, 30]))) {
      arrived += piece
      const next = extract(arrived, cursor)
      found.push(...next.items)
      ;({ cursor } = next)
    }
    deepStrictEqual(found, items)
  }

fuzz('extractItems gives every object of a growing list once', itemsOnce(extractItems), 300)

/** A reader with one of its members replaced. */
const faulty =
  (change: (reader: JsonReader) => Partial<Reader>): MakeReader =>
  (onFinish) => {
    const reader = new JsonReader(onFinish)
    const own = change(reader)
    return new Proxy(reader, {
      get: (_, name) => {
        const value: unknown = Reflect.get(Object.hasOwn(own, name) ? own : reader, name)
        return typeof value === 'function' ? value.bind(reader) : value
      },
    })
  }

/** Numbers as far as they go; the same object all the time; keys as JavaScript takes them. */
const halfNumbers = faulty((reader) => {
  let text = ''
  return {
    push: (piece) => ((text += piece), reader.push(piece)),
    isComplete: (path) => path.length === 0 && reader.done,
    get value() {
      return /[[{]/.test(text) ? parsePartialJson(text) : undefined
    },
  }
})
const oneObject = faulty((reader) => {
  const held: unknown[] = []
  return {
    get value() {
      const { value } = reader
      if (!Array.isArray(value)) return value
      held.splice(0, held.length, ...(value as unknown[]))
      return held
    },
  }
})
const polluted = faulty((reader) => ({
  get value() {
    const { value } = reader
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.assign({}, value) : value
  },
}))
const early = faulty((reader) => ({ isComplete: (path) => valueAt(reader.value, path) !== undefined }))

finds('a reader that shows half a number', grows(halfNumbers), /not what it becomes/)
finds('a reader that changes what somebody holds', grows(oneObject), /has changed/)
finds('a reader that calls complete what has only begun', grows(early), /is complete/)
finds('a reader that takes __proto__ for what it is', survives(polluted), /prototype of its own/)
finds(
  'a parser that takes the last word for whole',
  cutShort((text) => (text.length % 3 ? parsePartialJson(text) : { x: 1 })),
)
finds(
  'items that come twice',
  itemsOnce((text, cursor) => ({
    ...extractItems(text, cursor),
    cursor: cursor === undefined ? 0 : Math.max(0, cursor - 1),
  })),
)
