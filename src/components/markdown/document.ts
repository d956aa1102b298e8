import { BlockParser } from './block-parser.ts'
import { BlockViews } from './block-views.ts'
import type { DocumentNode } from './nodes.ts'
import { holdBack } from './unfinished-blocks.ts'

export interface ReadOptions {
  /** More will follow. */
  streaming: boolean
  /** `$…$`, `\(…\)` and `\[…\]` are formulas. */
  math: boolean
}

const LINE_END = /\r\n?|\n/g
// Characters that turn the reading direction, and so let a text look like another one. Blocks find their own direction.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A text as a document, also while it grows: of a longer text only what is new is read, and all that is finished stays
 * the same object. A text that is not a continuation is read from the start.
 */
export class MarkdownDocument {
  #parser = new BlockParser()
  #views = new BlockViews()
  /** The text up to the last line end, which the parser has. */
  #taken = ''
  #last: { text: string; options: ReadOptions; node: DocumentNode } | undefined

  read(text: string, options: ReadOptions): DocumentNode {
    const last = this.#last
    if (last && last.text === text && last.options.streaming === options.streaming && last.options.math === options.math)
      return last.node
    // Not `startsWith`, which engines do character by character.
    const goesOn = text.slice(0, this.#taken.length) === this.#taken
    if (!goesOn || (last && last.options.math !== options.math)) this.reset()
    const rest = this.#takeLines(text)
    const node = this.#look(rest, options)
    this.#last = { text, options, node }
    return node
  }

  /** Forgets everything. */
  reset(): void {
    this.#parser = new BlockParser()
    this.#views = new BlockViews()
    this.#taken = ''
    this.#last = undefined
  }

  /** Gives the parser every whole line; returns what is left. */
  #takeLines(text: string): string {
    let from = this.#taken.length
    LINE_END.lastIndex = from
    for (let end = LINE_END.exec(text); end; end = LINE_END.exec(text)) {
      // The other half of this line end may still come.
      if (end[0] === '\r' && LINE_END.lastIndex === text.length) break
      this.#parser.addLine(clean(text.slice(from, end.index)))
      from = LINE_END.lastIndex
    }
    if (from > this.#taken.length) this.#taken = text.slice(0, from)
    return text.slice(from)
  }

  /** The document as it stands, with the line that has no end yet. The parser itself does not learn of it. */
  #look(rest: string, { streaming, math }: ReadOptions): DocumentNode {
    const fork = this.#parser.fork()
    const line = clean(rest.replace(/\r$/, ''))
    const open = streaming ? holdBack(fork, line) : undefined
    if (!streaming && line !== '') fork.addLine(line)
    fork.end()
    return this.#views.draw(this.#parser, fork, { streaming, math, open })
  }
}

const clean = (line: string): string => line.replaceAll('\0', '\ufffd').replace(TURNING, '')
