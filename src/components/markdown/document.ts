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
  #parser = new BlockParser()
  #views = new BlockViews()
  /** The text up to the last line end, which the parser has; all of it once it has ended. */
  #taken = ''
  #last: (ReadOptions & { text: string; node: DocumentNode }) | undefined

  read(text: string, options: ReadOptions): DocumentNode {
    const { streaming, math } = options
    const last = this.#last
    if (last) {
      if (last.text === text && last.streaming === streaming && last.math === math) return last.node
      // Not `startsWith`, which engines do character by character.
      const goesOn = last.streaming && last.math === math && text.slice(0, this.#taken.length) === this.#taken
      if (!goesOn) {
        this.#parser = new BlockParser()
        this.#views = new BlockViews()
        this.#taken = ''
      }
    }
    const rest = this.#takeLines(text)
    const drawn = streaming ? this.#lookAhead(rest, options) : this.#end(rest, options)
    const node = { ...drawn, isRare: wantsEntities() }
    this.#last = { ...options, text, node }
    return node
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
    this.#taken = text.slice(0, from)
    return text.slice(from)
  }

  /** The document as it stands, with the line that has no end yet. The parser itself does not learn of it. */
  #lookAhead(rest: string, options: ReadOptions): Drawn {
    const ahead = this.#parser.fork()
    const open = holdBack(ahead, clean(rest.replace(/\r$/, '')))
    ahead.end()
    return this.#views.draw(this.#parser, ahead.root, { ...options, open })
  }

  #end(rest: string, options: ReadOptions): Drawn {
    const line = clean(rest.replace(/\r$/, ''))
    if (line !== '') this.#parser.addLine(line)
    this.#parser.end()
    return this.#views.draw(this.#parser, undefined, { ...options, open: undefined })
  }
}

type Drawn = Omit<DocumentNode, 'isRare'>

/**
 * A line as it is read, in memory of its own: engines keep a whole text for every slice of it, and there is another text
 * for every chunk.
 */
const clean = (line: string): string => ` ${line.replaceAll('\0', '\ufffd').replace(TURNING, '')}`.slice(1)
