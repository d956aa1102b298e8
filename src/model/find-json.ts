import { JsonReader } from './json-reader.ts'
import { parseJson5 } from './json5.ts'

/** JSON, or what models write in its place. @throws SyntaxError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parseJson5(text)
  }
}

/**
 * Looks for the first JSON in text that may arrive in pieces, as Genkit does: a backslash hides the next character
 * everywhere, a double quote opens and closes strings even in prose, and only the first kind of bracket counts.
 */
export class JsonScanner {
  #open = ''
  #depth = 0
  #inString = false
  #escaped = false

  /** Where the next block begins in this piece, or where the one that has begun ends; -1 when it does not. */
  find(text: string, from = 0): number {
    const signs = /\\[^]?|["{}[\]]/g
    signs.lastIndex = from + Number(this.#escaped)
    this.#escaped &&= text === ''
    for (const { 0: sign, index } of text.matchAll(signs)) {
      // A backslash that ends the piece hides what begins the next.
      this.#escaped = sign === '\\'
      if (sign === '"') this.#inString = !this.#inString
      if (this.#inString) continue
      if (this.#open ? sign === this.#open : '{['.includes(sign)) {
        this.#open = sign
        if (this.#depth++ === 0) return index
      } else if (this.#open && sign === (this.#open === '{' ? '}' : ']') && --this.#depth === 0) {
        this.#open = ''
        return index + 1
      }
    }
    return -1
  }
}

/**
 * The first JSON object or array in a text; `null` when there is none. Of one that is cut off, what is there.
 * @throws SyntaxError when it is complete, but neither JSON nor JSON5.
 */
export function findJson(text: string): unknown {
  const scanner = new JsonScanner()
  const start = scanner.find(text)
  if (start < 0) return null
  const end = scanner.find(text, start + 1)
  if (end > 0) return parseJson(text.slice(start, end))
  const reader = new JsonReader()
  // Like Genkit's: blanks at the end are not text, even in a string that is open.
  reader.push(text.slice(start).trimEnd())
  return reader.end()
}
