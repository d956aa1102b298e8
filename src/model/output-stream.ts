import { JsonScanner } from './find-json.ts'
import type { OutputReader } from './formats.ts'
import { JsonReader, type OnFinish } from './json-reader.ts'
import { validate, type OutputIssue, type OutputOptions } from './output.ts'

/** The first JSON in a text that arrives in pieces. What is JSON5 stays as far as it was JSON, until the reply is whole. */
export class JsonText extends JsonReader implements OutputReader {
  readonly #scanner = new JsonScanner()
  #isFound = false

  override push(text: string): number {
    const start = this.#isFound ? 0 : this.#scanner.find(text)
    this.#isFound = start >= 0
    return this.#isFound ? super.push(text.slice(start)) : 0
  }
}

/** Characters that may be checked for nothing, before checking must not cost more than a few times reading. */
const FREE = 20_000

/** A format that says nothing before the end. */
const silent: OutputReader = { push: () => undefined, value: undefined, isComplete: () => false }

/** The output of a reply that is still arriving. Reading and checking cost the same per character, however long it gets. */
export class OutputStream<O> {
  readonly #options: OutputOptions<O>
  /** The text that has been read. */
  text = ''
  /** Everything so far, and what is finished of it. */
  reader: OutputReader = silent
  issues: readonly OutputIssue[] = []
  #checked = 0
  #isDue = false

  constructor(options: OutputOptions<O>) {
    this.#options = options
    this.begin()
  }

  /** Another text, or the same in another version. */
  begin(): void {
    this.#checked = 0
    this.text = ''
    this.issues = []
    const onFinish: OnFinish = (value, path) => {
      this.#isDue = true
      const { onElement } = this.#options
      if (onElement && typeof path().at(-1) === 'number') onElement(value, path())
    }
    const handler = this.#options.format?.handler()
    this.reader = handler ? (handler.reader?.(onFinish) ?? silent) : new JsonText(onFinish)
  }

  push(text: string): void {
    this.text += text
    this.reader.push(text)
    if (this.#isDue && this.#checked < 4 * this.text.length + FREE) this.#check()
  }

  /** A schema can only check the whole: of what it says, that counts which is about finished values. */
  #check(): void {
    const { schema } = this.#options
    this.#isDue = false
    this.#checked += this.text.length
    try {
      this.issues = ((schema && validate(schema, this.reader.value).issues) ?? []).filter(
        ({ path }) => this.reader.isComplete(path) || this.reader.isComplete(path.slice(0, -1)),
      )
    } catch {
      // A schema may stumble over what is not finished. It is asked again, and at the end in any case.
    }
  }
}
