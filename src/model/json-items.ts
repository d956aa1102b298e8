import { findJson, parseJson } from './find-json.ts'
import type { OutputReader } from './formats.ts'
import { has, type JsonPath } from './json-path.ts'
import type { OnFinish } from './json-reader.ts'

/** Objects that arrive one by one. Each is shown when it is finished, so whoever draws it never sees half of one. */
abstract class ItemList implements OutputReader {
  readonly #onFinish: OnFinish | undefined
  #items: unknown[] = []
  #shown: unknown[] = []
  #fresh = 0

  constructor(onFinish?: OnFinish) {
    this.#onFinish = onFinish
  }

  protected abstract read(text: string): void

  push(text: string): void {
    this.#fresh += text.length
    this.read(text)
  }

  /** No more will come. */
  close(_isCut?: boolean): void {
    this.#fresh = Infinity
  }

  /** The items so far: the same array until there are more, and, of thousands, until enough has arrived for a copy. */
  get value(): unknown[] {
    if (this.#shown.length < this.#items.length && this.#items.length <= 64 + 4 * this.#fresh) {
      this.#shown = this.#items.slice()
      this.#fresh = 0
    }
    return this.#shown
  }

  isComplete(path: JsonPath): boolean {
    return path.length > 0 && has(this.value, path)
  }

  protected add(item: unknown): void {
    const index = this.#items.push(item) - 1
    this.#onFinish?.(item, () => [index])
  }
}

/** The objects of the first array in a text, as Genkit's `extractItems` finds them. */
export class ItemReader extends ItemList {
  /** Where the last item ended, counted from the beginning of the text. */
  cursor = 0
  #read = 0
  #inArray: boolean
  #done = false
  #depth = 0
  #inString = false
  #escaped = false
  /** The item that is arriving. */
  #text: string | undefined

  /** @param inArray Whether the text begins inside the array. */
  constructor(onFinish?: OnFinish, inArray = false) {
    super(onFinish)
    this.#inArray = inArray
  }

  protected read(text: string): void {
    const signs = /["\\{}\]]/g
    let at = 0
    if (!this.#inArray) {
      at = text.indexOf('[') + 1
      this.#inArray = at > 0
      this.cursor = this.#read + (at || text.length)
    }
    while (this.#inArray && !this.#done && at < text.length) {
      const from = at
      if (this.#escaped) at++
      signs.lastIndex = at
      const sign = this.#escaped ? null : signs.exec(text)
      if (!this.#escaped) at = sign ? sign.index + 1 : text.length
      this.#escaped = sign?.[0] === '\\'
      if (this.#text !== undefined) this.#text += text.slice(from, at)
      this.#structure(sign?.[0], this.#read + at)
    }
    this.#read += text.length
  }

  #structure(sign: string | undefined, at: number): void {
    if (sign === '"') this.#inString = !this.#inString
    if (this.#inString) return
    if (sign === '{' && this.#depth++ === 0) this.#text = '{'
    if (sign === '}' && --this.#depth === 0 && this.#text !== undefined) this.#end(this.#text, at)
    if (sign === ']') this.#done = this.#depth === 0
  }

  #end(text: string, cursor: number): void {
    this.#text = undefined
    let item: unknown
    try {
      item = parseJson(text)
    } catch {
      // What cannot be read is passed over.
      return
    }
    this.cursor = cursor
    this.add(item)
  }
}

/**
 * The complete objects of the first array in a text, from `cursor` on, and the cursor for the next call with a longer
 * text. What is not an object is passed over, and so is what cannot be read.
 *
 * @example
 * const { items, cursor } = extractItems('[{"a":1},{"b":') // items: [{ a: 1 }]
 * extractItems('[{"a":1},{"b":2}]', cursor) // items: [{ b: 2 }]
 * @see Genkit 1.42, `extractItems`
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function extractItems<T = unknown>(text: string, cursor = 0): { items: T[]; cursor: number } {
  const reader = new ItemReader(undefined, cursor > 0)
  reader.push(text.slice(cursor))
  return { items: reader.value as T[], cursor: cursor + reader.cursor }
}

/** One object a line. Lines that begin with something else are passed over. */
export class LineReader extends ItemList {
  #line = ''

  /** The last line may have no end; of one that was cut off nobody knows. */
  override close(isCut = false): void {
    if (!isCut) this.#end(this.#line.trim())
    this.#line = ''
    super.close()
  }

  protected read(text: string): void {
    const [rest = '', ...next] = text.split('\n')
    this.#line += rest
    for (const line of next) {
      this.#end(this.#line.trim())
      this.#line = line
    }
  }

  #end(line: string): void {
    let item: unknown
    try {
      item = line.startsWith('{') && findJson(line)
    } catch {
      // What cannot be read is passed over while it grows; at the end it is an error, as Genkit has it.
    }
    if (item) this.add(item)
  }
}
