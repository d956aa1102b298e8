import { BlockParser } from './block-parser.ts'
import { BlockViews } from './block-views.ts'
import { TURNING, wantsEntities } from './entities.ts'
import type { DocumentNode } from './nodes.ts'
import { holdBack } from './unfinished-blocks.ts'

export interface ReadOptions {
  /** More will follow. */
  streaming: boolean
  /** `$…$`, `\(…\)` and `\[…\]` are formulas. */
  math: boolean
}

const LINE_END = /\r\n?|\n/g

/**
 * A text as a document, also while it grows: of a longer text only what is new is read, and all that is finished stays
 * the same object. What is not the continuation of a growing text is read from the start.
 */
export class MarkdownDocument {
  /** Who reads and who draws; nobody before the first text and after its end, when only what was drawn is kept. */
  #staff: { parser: BlockParser; views: BlockViews } | undefined
  /** The text up to the last line end, which the parser has. */
  #taken = ''
  #last: (ReadOptions & { text: string; node: DocumentNode }) | undefined

  read(text: string, options: ReadOptions): DocumentNode {
    const { streaming, math } = options
    const last = this.#last
    if (last && last.text === text && last.streaming === streaming && last.math === math) return last.node
    // Not `startsWith`, which engines do character by character.
    const goesOn = last?.math === math && text.slice(0, this.#taken.length) === this.#taken
    if (!goesOn || !this.#staff) {
      this.#staff = { parser: new BlockParser(), views: new BlockViews() }
      this.#taken = ''
    }
    const { parser, views } = this.#staff
    const rest = this.#takeLines(parser, text)
    const line = clean(rest.replace(/\r$/, ''))
    let drawn: Omit<DocumentNode, 'isRare'>
    if (streaming) {
      // The document as it stands, with the line that has no end yet. The parser itself does not learn of it.
      const ahead = parser.fork()
      const open = holdBack(ahead, line)
      ahead.end()
      drawn = views.draw(parser, ahead.root, { ...options, open })
    } else {
      if (line !== '') parser.addLine(line)
      parser.end()
      drawn = views.draw(parser, undefined, { ...options, open: undefined })
      this.#staff = undefined
    }
    const node = { ...drawn, isRare: wantsEntities() }
    this.#last = { ...options, text, node }
    return node
  }

  /** Gives the parser every whole line; returns what is left. */
  #takeLines(parser: BlockParser, text: string): string {
    let from = this.#taken.length
    LINE_END.lastIndex = from
    for (let end = LINE_END.exec(text); end; end = LINE_END.exec(text)) {
      // The other half of this line end may still come.
      if (end[0] === '\r' && LINE_END.lastIndex === text.length) break
      parser.addLine(clean(text.slice(from, end.index)))
      from = LINE_END.lastIndex
    }
    this.#taken = text.slice(0, from)
    return text.slice(from)
  }
}

/**
 * A line as it is read, in memory of its own: engines keep a whole text for every slice of it, and there is another text
 * for every chunk.
 */
const clean = (line: string): string => ` ${line.replaceAll('\0', '\ufffd').replace(TURNING, '')}`.slice(1)
