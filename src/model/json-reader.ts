import { setOwn, type Container, type Frame, type JsonPath, valueAt } from './json-path.ts'

/** Told of every finished value inside the root, innermost first. The path is made when asked for. */
export type OnFinish = (value: unknown, path: () => JsonPath) => void

type State = 'value' | 'token' | 'string' | 'key' | 'keyText' | 'colon' | 'comma' | 'done'

/** What nests deeper is read over: nobody could look at it, and writing it as JSON would break. */
const MAX_DEPTH = 500
/** Copied for a look however little has arrived, in characters: three a key, three for eight items. */
const FREE = 100

/**
 * Reads JSON as it arrives: every character is looked at once, wherever the pieces are cut.
 *
 * `value` may be read at any time, and only grows: strings as they arrive, numbers and literals once they are whole (half
 * a number is another number). What has not changed between two looks is the same object, so React can skip it.
 *
 * A comma before a closing bracket is forgiven, and what nests deeper than 500 levels is left out. Whatever else is not
 * JSON ends the reading: `failed` is set, and `value` stays as it was.
 *
 * @example
 * const reader = new JsonReader()
 * reader.push('{"name":"Ada","tags":["ma')
 * reader.value // { name: 'Ada', tags: ['ma'] }
 * reader.isComplete(['name']) // true
 */
export class JsonReader {
  readonly #onFinish: OnFinish | undefined
  readonly #stack: Frame[] = []
  #state: State = 'value'
  #root: unknown
  #shown: unknown
  /** Somebody holds what is there: what changes next must be a copy. */
  #shared = false
  /** How many characters have arrived since something had to be copied. */
  #fresh = 0
  /** What has to be copied, in keys. Items are lighter: a list is copied all at once. */
  #cost = 0
  /** A number, literal or string, as far as it goes. */
  #text = ''
  /** The beginning of an escape, whose end has not arrived. */
  #escape = ''

  /** Something was not JSON. What comes after it is not read. */
  failed = false

  constructor(onFinish?: OnFinish) {
    this.#onFinish = onFinish
  }

  /** The value so far, the same object until more arrives; `undefined` before there is any. */
  get value(): unknown {
    // What is held is copied before it changes. So that this costs no more than reading, something with hundreds of
    // keys, or thousands of items, is shown anew only when three characters for each key have arrived.
    if (3 * this.#cost <= FREE + this.#fresh) {
      this.#shown = this.#root
      this.#shared = true
    }
    return this.#shown
  }

  get done(): boolean {
    return this.#state === 'done'
  }

  /** Whether a value has begun, and is read on. */
  get isOpen(): boolean {
    return this.#stack.length > 0 && !this.failed
  }

  /** Whether the value at this path is in `value`, and will not change any more. The root is `[]`. */
  isComplete(path: JsonPath): boolean {
    const value = valueAt(this.value, path)
    const top = this.#stack.at(-1)
    const isOpen = top ? this.#stack.some((frame) => frame.value === value) : !this.done
    const isArriving =
      /string|token/.test(this.#state) &&
      String(path.at(-1)) === String(top?.key) &&
      valueAt(this.#root, path.slice(0, -1)) === top?.value
    // What is shown may lag behind what is there.
    return value !== undefined && !isOpen && !isArriving && Object.is(value, valueAt(this.#root, path))
  }

  /** @returns How many characters were read: all of them, unless the value ended or failed before. */
  push(text: string): number {
    let at = 0
    this.#fresh += text.length
    while (at < text.length) {
      const state = this.#state
      if (state === 'done' || this.failed) break
      if (state === 'string' || state === 'keyText') at = this.#readString(text, at)
      else if (state === 'token') at = this.#readToken(text, at)
      else {
        const char = text[at] as string
        if (' \n\r\t'.includes(char) || this.#step(char)) at++
        else this.failed = true
      }
    }
    if (this.#state === 'string') this.#put(this.#text)
    return at
  }

  /** No more will come: `value` is all that there is. */
  close(): void {
    this.#fresh = Infinity
  }

  /** The text is over: a number or literal at its very end is taken for what it can be. Returns the value. */
  end(): unknown {
    if (this.#state === 'token') this.#endToken(true)
    this.close()
    return this.value
  }

  /** Takes one character of structure. */
  #step(char: string): boolean {
    const top = this.#stack.at(-1)
    const state = this.#state
    if (state === 'colon') {
      this.#state = 'value'
      return char === ':'
    }
    if (char === top?.close && (state !== 'value' || char === ']')) {
      this.#stack.pop()
      this.#cost -= top.size
      this.#finish(top.value)
      return true
    }
    if (state === 'comma') {
      if (typeof top?.key === 'number') {
        top.key++
        this.#grow(top, 1 / 8)
      }
      this.#state = top?.close === '}' ? 'key' : 'value'
      return char === ','
    }
    if (char === '"') {
      this.#state = state === 'key' ? 'keyText' : 'string'
      this.#text = ''
      return true
    }
    if (state === 'key') return false
    if (char === '{' || char === '[') {
      const isObject = char === '{'
      const value = (isObject ? {} : []) as Container
      this.#put(value)
      this.#stack.push({ value, key: isObject ? '' : 0, close: isObject ? '}' : ']', size: 0 })
      this.#state = isObject ? 'key' : 'value'
      return true
    }
    this.#state = 'token'
    this.#text = char
    return /[-\dtfn]/.test(char)
  }

  #readToken(text: string, from: number): number {
    const rest = /[^-+.\w]/g
    rest.lastIndex = from
    const at = rest.exec(text)?.index ?? text.length
    this.#text += text.slice(from, at)
    if (at < text.length) this.#endToken(false)
    return at
  }

  #endToken(cut: boolean): void {
    const text = this.#text
    const literal = cut && ['true', 'false', 'null'].find((name) => name.startsWith(text))
    let value: unknown
    try {
      value = JSON.parse(literal || text)
    } catch {
      this.failed ||= !cut
      return
    }
    this.#finishScalar(value)
  }

  #readString(text: string, from: number): number {
    const raw = this.#escape + text.slice(from)
    const stops = /["\\]/g
    let stop = stops.exec(raw)
    while (stop?.[0] === '\\') {
      stops.lastIndex = stop.index + (raw[stop.index + 1] === 'u' ? 6 : 2)
      if (stops.lastIndex > raw.length) break
      stop = stops.exec(raw)
    }
    const end = stop?.index ?? raw.length
    try {
      this.#text += JSON.parse(`"${raw.slice(0, end)}"`) as string
    } catch {
      this.failed = true
      return text.length
    }
    if (stop?.[0] !== '"') {
      this.#escape = raw.slice(end)
      return text.length
    }
    this.#escape = ''
    const top = this.#stack.at(-1)
    if (this.#state === 'string') this.#finishScalar(this.#text)
    else if (top) {
      top.key = this.#text
      this.#grow(top, 1)
      this.#state = 'colon'
    }
    return text.length - (raw.length - end) + 1
  }

  #finishScalar(value: unknown): void {
    this.#put(value)
    this.#finish(value)
  }

  #finish(value: unknown): void {
    const isInside = this.#stack.length > 0
    this.#state = isInside ? 'comma' : 'done'
    if (isInside) this.#onFinish?.(value, () => this.#stack.map(({ key }) => key))
  }

  #grow(frame: Frame, by: number): void {
    frame.size += by
    this.#cost += by
  }

  #put(value: unknown): void {
    if (this.#stack.length > MAX_DEPTH) return
    if (this.#shared) this.#unshare()
    const top = this.#stack.at(-1)
    if (top) setOwn(top.value, top.key, value)
    else this.#root = value
  }

  /** Fresh copies of everything that is open, down from the root; what is finished stays the object it was. */
  #unshare(): void {
    this.#shared = false
    this.#fresh = 0
    this.#stack.slice(0, MAX_DEPTH + 1).forEach((frame, depth) => {
      frame.value = (Array.isArray(frame.value) ? frame.value.slice() : { ...frame.value }) as Container
      const above = this.#stack[depth - 1]
      if (above) setOwn(above.value, above.key, frame.value)
      else this.#root = frame.value
    })
  }
}
