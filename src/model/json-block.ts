import { parseJson5 } from './json5.ts'
import { has, type JsonPath } from './json-path.ts'
import { JsonReader, type OnFinish } from './json-reader.ts'

/**
 * The first JSON object or array in a text that arrives in pieces, found as Genkit finds it: a backslash hides the next
 * character everywhere, a double quote opens and closes strings even in prose, only the first kind of bracket counts.
 * JSON is read as it arrives; what turns out to be JSON5, when its block is complete.
 */
export class JsonBlock {
  readonly #reader: JsonReader
  /** The bracket that opened the block. */
  #open = ''
  #text = ''
  /** Looking for the beginning; or, in a block that is not JSON, for the end. */
  #scanning = true
  #depth = 0
  #inString = false
  #escaped = false
  #closed: { value: unknown; error?: unknown } | undefined

  constructor(onFinish?: OnFinish) {
    this.#reader = new JsonReader(onFinish)
  }

  /** The value so far; `undefined` before the block has begun. */
  get value(): unknown {
    return (this.#closed ?? this.#reader).value
  }

  /** Why a closed block has no more value than it had on its way. */
  get error(): unknown {
    return this.#closed?.error
  }

  get done(): boolean {
    return this.#closed !== undefined
  }

  /** The text is over. Returns the value: of a block that is not closed, everything that is there. */
  end(): unknown {
    return this.done ? this.value : this.#reader.end(true)
  }

  isComplete(path: JsonPath): boolean {
    return this.#closed && !this.#closed.error ? has(this.#closed.value, path) : this.#reader.isComplete(path)
  }

  /** @returns How many characters were read: all of them, unless the block was closed before. */
  push(text: string): number {
    let at = 0
    while (at < text.length && !this.#closed) at = this.#scanning ? this.#scan(text, at) : this.#read(text, at)
    return at
  }

  #read(text: string, from: number): number {
    const piece = text.slice(from)
    const length = this.#reader.push(piece)
    this.#text += piece.slice(0, length)
    if (this.#reader.done) this.#closed = { value: this.#reader.value }
    if (this.#reader.failed) {
      const { depth, inString } = this.#reader.open(this.#open === '{' ? '}' : ']')
      this.#depth = depth
      this.#inString = inString
      this.#scanning = true
    }
    return from + length
  }

  #scan(text: string, from: number): number {
    const signs = /["\\{}[\]]/g
    let at = from
    let isClosed = false
    while (at < text.length && !isClosed) {
      if (this.#escaped) at++
      signs.lastIndex = at
      const sign = this.#escaped ? undefined : signs.exec(text)
      this.#escaped = false
      if (sign === undefined) continue
      const char = sign?.[0]
      if (!this.#open && !this.#inString && (char === '{' || char === '[')) {
        this.#open = char
        this.#scanning = false
        return sign?.index ?? at
      }
      at = sign ? sign.index + 1 : text.length
      if (char === '\\') this.#escaped = true
      else if (char === '"') this.#inString = !this.#inString
      else if (char && this.#open && !this.#inString) {
        if (char === this.#open) this.#depth++
        else if (char === (this.#open === '{' ? '}' : ']')) isClosed = --this.#depth === 0
      }
    }
    if (this.#open) this.#text += text.slice(from, at)
    if (isClosed) this.#close()
    return at
  }

  #close(): void {
    try {
      this.#closed = { value: parseJson5(this.#text) }
    } catch (error) {
      this.#closed = { value: this.#reader.value, error }
    }
  }
}
