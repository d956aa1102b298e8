import { Block, type BlockKind } from './block.ts'
import { continues } from './block-continue.ts'
import { startBlock } from './block-starts.ts'
import { LineCursor } from './cursor.ts'
import { type Definitions, takeDefinitions } from './definitions.ts'
import { closesHtml } from './html-block.ts'

const canContain = (parent: Block, kind: BlockKind): boolean =>
  parent.kind === 'list' ? kind === 'item' : parent.isContainer && kind !== 'item'

/** Leaves whose lines are never the start of another block. */
const isVerbatim = ({ kind }: Block): boolean => kind === 'code' || kind === 'html' || kind === 'math'

/**
 * Text to blocks, line by line (CommonMark 0.31, appendix “A parsing strategy”, phase 1, with GFM's tables and
 * footnotes). Each line is looked at once. `fork` makes a parser that can be given a line which is not whole yet, and be
 * thrown away: it copies the open blocks, shares all others, and what it takes for a definition may still be growing.
 */
export class BlockParser {
  root = new Block('document', undefined, 1)
  /** The deepest open block. */
  tip = this.root
  /** Number of the line in hand, from 1. */
  line = 0
  definitions: Definitions = new Map()
  /** The deepest block that the line in hand belongs to, before it starts new ones. */
  #matched = this.root

  fork(): BlockParser {
    const copy = new BlockParser()
    copy.root = this.root.fork(undefined)
    copy.tip = copy.root
    while (copy.tip.last?.open) copy.tip = copy.tip.last
    copy.line = this.line
    return copy
  }

  addLine(text: string): void {
    this.line++
    const cursor = new LineCursor(text)
    let container = this.root
    for (let child = container.last; child?.open; child = container.last) {
      const outcome = continues(child, cursor)
      if (outcome === 'closes') {
        child.complete = true
        this.close(child, this.line)
        return
      }
      if (outcome === 'no') break
      container = child
    }
    this.#matched = container

    let started = false
    while (!isVerbatim(container)) {
      const start = startBlock(this, container, cursor)
      if (start === 'none') {
        cursor.skipSpaces()
        break
      }
      started = true
      container = this.tip
      if (start === 'leaf') break
    }

    // Where the markers of its containers are missing, a paragraph goes on all the same: a lazy line.
    if (!started && this.tip !== this.#matched && !cursor.blank && this.tip.kind === 'paragraph') {
      container = this.tip
    } else this.closeUnmatched()
    this.#addText(container, cursor)
  }

  #addText(container: Block, cursor: LineCursor): void {
    const { kind } = container
    if (kind === 'paragraph') {
      if (!cursor.blank) container.text += (container.text && '\n') + cursor.rest()
    } else if (isVerbatim(container)) {
      // The line of the opening fence holds nothing of what it opens.
      if (container.startLine === this.line && (kind === 'math' || container.fence)) return
      const line = cursor.rest()
      container.lines.push(line)
      if (kind === 'html' && closesHtml(container.html, line)) this.close(container, this.line)
    } else if (kind === 'table') {
      if (container.startLine < this.line - 1) container.lines.push(cursor.rest())
    } else if (container.isContainer && !cursor.blank) {
      this.open('paragraph').text = cursor.rest()
    }
  }

  /** Adds a block under the tip, or above it where the tip may not hold it. */
  open(kind: BlockKind, line = this.line): Block {
    this.closeUnmatched()
    while (!canContain(this.tip, kind)) this.close(this.tip, this.line - 1)
    this.tip = this.#matched = this.tip.add(kind, line)
    return this.tip
  }

  closeUnmatched(): void {
    while (this.tip !== this.#matched) this.close(this.tip, this.line - 1)
  }

  /** The end of the text: nothing stays open. */
  end(): void {
    while (this.tip !== this.root) this.close(this.tip, this.line)
  }

  close(block: Block, endLine: number): void {
    const { parent, kind, last } = block
    block.open = false
    block.endLine = endLine
    if (parent) {
      this.tip = parent
      if (this.#matched === block) this.#matched = parent
    }
    if (kind === 'paragraph') {
      block.text = takeDefinitions(block.text, this.definitions)
      if (block.text === '') parent?.children.pop()
      else block.text = block.text.trimEnd()
    } else if (kind === 'code' && !block.fence) {
      while (block.lines.at(-1)?.trim() === '') block.lines.pop()
      block.endLine = block.startLine + block.lines.length - 1
    } else if (kind === 'list' || kind === 'item' || kind === 'footnote') {
      block.endLine = last?.endLine ?? block.startLine
      if (kind === 'item' && parent && block.gap) parent.gap = true
    }
  }
}
