import { GenAIError } from './errors.ts'
import { endOfString, setOwn, type Container } from './json-path.ts'

/** Words that stand for a value, and how much of one must be there at the end of a text. JSON has no word for the last. */
const WORDS: readonly [word: string, value: unknown, least: number][] = [
  ['null', null, 1],
  ['true', true, 1],
  ['false', false, 1],
  ['Infinity', null, 1],
  ['-Infinity', null, 2],
  ['NaN', null, 1],
]
const MAX_DEPTH = 500

/** Thrown and caught here: the object or array that is open keeps what it has. */
const BROKEN = new Error()

/**
 * What can be said of JSON that is cut off, by Genkit's rules: an open string is kept as far as it goes, a number if it
 * can end there, a key only with a value. Missing commas are overlooked; where an object or array breaks, it ends.
 * What nests deeper than 500 levels is left out.
 *
 * For text that keeps growing use `JsonReader`, which does not begin anew every time.
 *
 * @throws GenAIError `parse` when nothing can be said at all.
 * @example
 * parsePartialJson('{"a":1,"b":"x') // { a: 1, b: 'x' }
 * @see Genkit 1.42, `parsePartialJson`
 */
// The caller says what the JSON should be, as with `JSON.parse(…) as T`.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function parsePartialJson<T = unknown>(input: string): T {
  const text = input.trim()
  let at = 0

  function skip(): string | undefined {
    while (' \n\r\t'.includes(text[at] ?? '-')) at++
    return text[at]
  }
  function value(depth: number): unknown {
    const char = skip()
    if (char === undefined || depth > MAX_DEPTH) throw BROKEN
    if (char === '"') return string()
    if (char === '{' || char === '[') return list(char === '{', depth)
    const rest = text.length - at
    for (const [word, meaning, least] of WORDS) {
      const isCut = rest < word.length && rest >= least && word.startsWith(text.slice(at))
      if (isCut || text.startsWith(word, at)) {
        at += word.length
        return meaning
      }
    }
    return number()
  }
  function string(): unknown {
    const from = at
    const end = endOfString(text, at, '"')
    at = end + 1
    if (end < text.length) return JSON.parse(text.slice(from, at))
    // A text may end in the middle of an escape.
    const open = text.slice(from)
    try {
      return JSON.parse(`${open}"`)
    } catch {
      return JSON.parse(`${open.slice(0, open.lastIndexOf('\\'))}"`)
    }
  }
  function list(isObject: boolean, depth: number): unknown {
    const target = (isObject ? {} : []) as Container
    const close = isObject ? '}' : ']'
    at++
    if (isObject) skip()
    try {
      // The very next character, as Genkit has it: a blank between a last comma and the bracket ends the list.
      for (let index = 0; text[at] !== close; index++) {
        let key: unknown = index
        skip()
        if (isObject) {
          if (text[at] !== '"') {
            // To the end of the next string: whatever holds this object goes on there.
            at = endOfString(text, at, '"') + 1
            throw BROKEN
          }
          key = string()
          skip()
          at++
        }
        setOwn(target, key as string, value(depth + 1))
        if (skip() === ',') at++
      }
      at++
    } catch {
      // It ends where it breaks.
    }
    return target
  }
  function number(): unknown {
    const from = at
    const end = /[,\]}]/g
    // At the root everything to the end is the number, as Genkit has it.
    end.lastIndex = from + (text[from] === '-' ? 1 : 0)
    at = (from > 0 && end.exec(text)?.index) || text.length
    try {
      return JSON.parse(text.slice(from, at))
    } catch {
      // `substring`: without an `e` this is nothing, not everything but the last character.
      return JSON.parse(text.substring(from, text.lastIndexOf('e')))
    }
  }

  try {
    return value(0) as T
  } catch (cause) {
    throw new GenAIError('parse', 'There is no JSON in this text, not even the beginning of some.', { cause })
  }
}
