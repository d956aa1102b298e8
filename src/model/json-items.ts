import { JsonBlock } from './json-block.ts'
import { has, type JsonPath } from './json-path.ts'
import type { OnFinish } from './json-reader.ts'

/** Objects that arrive one by one. Each is shown when it is finished, so whoever draws it never sees half of one. */
abstract class ItemList {
  readonly #onFinish: OnFinish | undefined
  #items: unknown[] = []
  #shared = false

  constructor(onFinish?: OnFinish) {
    this.#onFinish = onFinish
  }

  abstract push(text: string): void

  /** The items so far: the same array until there are more. */
  get value(): unknown[] {
    this.#shared = true
    return this.#items
  }

  isComplete(path: JsonPath): boolean {
    return path.length > 0 && has(this.#items, path)
  }

  protected add(item: unknown): void {
    if (this.#shared) this.#items = this.#items.slice()
    this.#shared = false
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
  #item: JsonBlock | undefined

  /** @param inArray Whether the text begins inside the array. */
  constructor(onFinish?: OnFinish, inArray = false) {
    super(onFinish)
    this.#inArray = inArray
  }

  push(text: string): void {
    const signs = /["\\{}\]]/g
    let at = 0
    if (!this.#inArray) {
      at = text.indexOf('[') + 1
      this.#inArray = at > 0
      this.cursor = this.#read + (at || text.length)
    }
    while (this.#inArray && !this.#done && at < text.length) {
      if (this.#item) {
        at += this.#item.push(text.slice(at))
        if (this.#item.done) this.#end(this.#item, this.#read + at)
      } else if (this.#escaped) {
        this.#escaped = false
        at++
      } else {
        signs.lastIndex = at
        const sign = signs.exec(text)
        at = sign ? sign.index : text.length
        if (!this.#beginsItem(sign?.[0])) at++
      }
    }
    this.#read += text.length
  }

  #beginsItem(sign: string | undefined): boolean {
    if (sign === '\\') this.#escaped = true
    else if (sign === '"') this.#inString = !this.#inString
    else if (!this.#inString) {
      if (sign === '{' && this.#depth === 0) this.#item = new JsonBlock()
      else if (sign === '{') this.#depth++
      else if (sign === '}') this.#depth--
      else if (sign === ']') this.#done = this.#depth === 0
    }
    return this.#item !== undefined
  }

  #end(item: JsonBlock, cursor: number): void {
    this.#item = undefined
    // What cannot be read is passed over.
    if (item.error) return
    this.cursor = cursor
    this.add(item.value)
  }
}

/** One object a line. Lines that begin with something else are passed over. */
export class LineReader extends ItemList {
  /** The object of this line; `null` when the line holds none; `undefined` before its first character. */
  #line: JsonBlock | null | undefined

  push(text: string): void {
    text.split('\n').forEach((piece, index) => {
      if (index > 0) {
        if (this.#line?.value && !this.#line.done) this.add(this.#line.value)
        this.#line = undefined
      }
      const rest = this.#line === undefined ? piece.trimStart() : piece
      if (rest === '') return
      if (this.#line === undefined) this.#line = rest.startsWith('{') ? new JsonBlock() : null
      if (!this.#line || this.#line.done) return
      this.#line.push(rest)
      if (this.#line.done && !this.#line.error) this.add(this.#line.value)
    })
  }
}
