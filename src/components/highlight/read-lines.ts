import { highlight } from './default.ts'
import type { Highlighter, LineReader, Token } from './highlighter.ts'

/** What was read of one block: a line is read again only when it, or a line before it, has changed. */
export class ReadLines {
  readonly #reader: LineReader
  #lines: string[] = []
  #tokens: (readonly Token[])[] = []
  /** The state before each line. */
  #states: unknown[]

  constructor(reader: LineReader) {
    this.#reader = reader
    this.#states = [reader.start()]
  }

  read(lines: readonly string[]): readonly (readonly Token[])[] {
    let same = 0
    while (same < lines.length && this.#lines[same] === lines[same]) same++
    this.#lines.length = same
    this.#tokens = this.#tokens.slice(0, same)
    for (const line of lines.slice(same)) {
      const { tokens, state } = this.#reader.read(line, this.#states[this.#lines.length])
      this.#lines.push(line)
      this.#tokens.push(tokens)
      this.#states[this.#lines.length] = state
    }
    return this.#tokens
  }
}

/** What reads the lines of a language; the reader of the house unless the app has one. */
export async function readerFor(language: string, own: Highlighter = highlight): Promise<ReadLines | undefined> {
  const reader = await own(language)
  return reader && new ReadLines(reader)
}
