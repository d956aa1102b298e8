import type { Block, Settled } from './block.ts'
import type { BlockParser } from './block-parser.ts'
import type { Definitions } from './definitions.ts'
import { footnotesIn } from './footnotes-in.ts'
import { parseInline } from './inline.ts'
import type { InlineContext } from './inline-state.ts'
import type { BlockNode, DocumentNode, FootnoteNode, Inline, ItemNode, RowNode } from './nodes.ts'
import { splitRow } from './table.ts'

export interface DrawOptions {
  streaming: boolean
  math: boolean
  /** The leaf at the end of the text, of which more may come. */
  open: Block | undefined
}

/** The first of a label holds. */
const addFootnote = (footnotes: Map<string, Block>, block: Block): void => {
  if (!footnotes.has(block.label)) footnotes.set(block.label, block)
}

const hasReferences = ({ references }: Block): boolean => references.length > 0

/** Finished blocks are handed on in groups of so many: one comparison tells that none of them has changed. */
export const GROUP = 24

interface Group {
  blocks: Block[]
  /** Missing while one of its blocks has to be made again. */
  nodes: readonly BlockNode[] | undefined
  /** Of the footnotes that they speak of. */
  labels: string[]
}

/**
 * What is drawn of blocks. A finished block is made once; only when a definition comes late are those made again that
 * had asked for it.
 */
export class BlockViews {
  /** Who has asked in vain, by label; by `^label` for a footnote. */
  readonly #waiting = new Map<string, Set<Block>>()
  readonly #groups: Group[] = []
  /** How many of the document's blocks are finished, and in a group or a footnote. */
  #finished = 0
  #footnotes = new Map<string, Block>()
  #definitions: Definitions = new Map()
  /** How many of them are known here. */
  #known = 0
  /** Of the line at the end of the text, which the parser does not have yet. */
  readonly #growing: Settled = { text: '', length: 0, nodes: [] }
  #order: readonly string[] = []
  #options: DrawOptions = { streaming: false, math: false, open: undefined }

  /** Draws what `parser` knows for good; and then, while the text grows, what a look `ahead` makes of the rest. */
  draw(parser: BlockParser, ahead: Block | undefined, options: DrawOptions): Omit<DocumentNode, 'isRare'> {
    this.#options = options
    this.#definitions = parser.definitions
    this.#finish(parser.root.children)
    for (const label of [...parser.definitions.keys()].slice(this.#known)) this.#wake(label)
    this.#known = parser.definitions.size
    // While it grows, any footnote may yet be written. At the end it is known which were not.
    if (!ahead) for (const label of this.#waiting.keys()) if (label.startsWith('^')) this.#wake(label)

    const groups = this.#groups.map((group) => group.nodes ?? this.#group(group))
    const labels = new Set(this.#groups.flatMap((group) => group.labels))
    const written = new Map(this.#footnotes)
    for (const block of ahead?.children ?? []) {
      if (block.kind === 'footnote') addFootnote(written, block)
      else {
        // A block keeps its place: when it is finished, nothing about it moves.
        const node = this.#block(block)
        const last = groups.at(-1)
        if (!last || last.length === GROUP) groups.push([node])
        else groups[groups.length - 1] = [...last, node]
        for (const label of block.references) labels.add(label)
      }
    }
    return { groups, ...this.#drawFootnotes(labels, written) }
  }

  /** Takes the document's blocks that have been closed since. */
  #finish(blocks: readonly Block[]): void {
    for (let block = blocks[this.#finished]; block && !block.open; block = blocks[++this.#finished]) {
      if (block.kind === 'footnote') {
        addFootnote(this.#footnotes, block)
        continue
      }
      let last = this.#groups.at(-1)
      if (!last || last.blocks.length === GROUP)
        this.#groups.push((last = { blocks: [], nodes: undefined, labels: [] }))
      block.group = this.#groups.length - 1
      last.blocks.push(block)
      last.nodes = undefined
    }
  }

  #wake(label: string): void {
    for (const block of this.#waiting.get(label) ?? []) {
      Object.assign(block.settled, { text: '', length: 0, nodes: [] })
      block.rows.length = 0
      for (let above: Block | undefined = block; above; above = above.parent) {
        above.node = undefined
        const group: Group | undefined = this.#groups[above.group]
        if (group?.blocks.includes(above)) group.nodes = undefined
      }
    }
  }

  #drawFootnotes(labels: Set<string>, written: ReadonlyMap<string, Block>): Pick<DocumentNode, 'footnotes' | 'labels'> {
    const footnotes: FootnoteNode[] = []
    // A footnote may speak of others, which then follow.
    for (const label of labels) {
      const block = written.get(label)
      if (!block) continue
      footnotes.push(this.#kept(block, () => ({ label, children: this.#children(block) })))
      for (const reference of block.references) labels.add(reference)
    }
    // The same list as long as it says the same: who shows a number is drawn anew for another one only.
    const order = [...labels]
    if (order.join(' ') !== this.#order.join(' ')) this.#order = order
    return { footnotes, labels: this.#order }
  }

  #group(group: Group): readonly BlockNode[] {
    const nodes = group.blocks.map((block) => this.#block(block))
    group.labels = group.blocks.flatMap(({ references }) => references)
    group.nodes = nodes
    return nodes
  }

  /** A finished block's node is made once. */
  #kept<N extends NonNullable<Block['node']>>(block: Block, make: () => N): N {
    // A block's node is always of the kind that its maker makes.
    if (block.node) return block.node as N
    const node = make()
    if (!block.temporary) block.node = node
    return node
  }

  #children(block: Block): BlockNode[] {
    const children = block.children.map((child) => this.#block(child))
    this.#gather(block)
    return children
  }

  #gather(block: Block): void {
    if (!hasReferences(block) && !block.children.some(hasReferences)) return
    block.references = block.children.flatMap(({ references }) => references)
  }

  #block(block: Block): BlockNode {
    return this.#kept(block, (): BlockNode => {
      switch (block.kind) {
        case 'heading':
          return {
            type: 'heading',
            level: block.level,
            children: this.#inline(block, block.text, block === this.#options.open),
          }
        case 'quote':
          return { type: 'quote', children: this.#children(block) }
        case 'list':
          return this.#list(block)
        case 'code':
          return this.#code(block)
        case 'table':
          return this.#table(block)
        case 'math': {
          const value = block.lines.join('\n')
          return { type: 'math', value, source: block.lines.length > 1 ? `$$\n${value}\n$$` : `$$${value}$$` }
        }
        case 'html':
          return { type: 'html', value: block.html === 2 ? '' : block.lines.join('\n') }
        case 'rule':
          return { type: 'rule' }
        default:
          return { type: 'paragraph', children: this.#inline(block, block.text, block === this.#options.open) }
      }
    })
  }

  #list(block: Block): BlockNode {
    const items = block.children.map((item) =>
      this.#kept(item, (): ItemNode => ({ type: 'item', checked: item.checked, children: this.#children(item) })),
    )
    this.#gather(block)
    return { type: 'list', start: block.marker?.start, tight: !block.gap, items }
  }

  #code({ info, lines, complete, temporary, fence }: Block): BlockNode {
    const language = /^\S*/.exec(info)?.[0] ?? ''
    const open = this.#options.streaming && temporary && fence !== undefined && !complete
    return { type: 'code', language, info, lines, open }
  }

  #table(block: Block): BlockNode {
    const { align, lines, stable, rows } = block
    const isOpen = block === this.#options.open
    const row = (line: string, open: boolean): RowNode => {
      const cells = splitRow(line)
      const last = Math.min(cells.length, align.length) - 1
      return {
        type: 'row',
        cells: align.map((_, at) => this.#inline(block, cells[at] ?? '', open && at === last, true)),
      }
    }
    const all = lines.map((line, at) => {
      const made = rows[at] ?? row(line, isOpen && at === lines.length - 1)
      if (at < stable) rows[at] = made
      return made
    })
    const head = row(block.text, isOpen && lines.length === 0)
    const mayRefer = [block.text, ...lines].some((line) => line.includes('[^'))
    block.references = mayRefer ? footnotesIn([head, ...all].flatMap(({ cells }) => cells.flat())) : []
    return { type: 'table', align, head, rows: all, source: [block.text, block.info, ...lines] }
  }

  #inline(block: Block, text: string, unfinished: boolean, isCell = false): Inline[] {
    const { math, streaming } = this.#options
    const wait = (label: string): void => {
      const asking = block.temporary ? block.origin : block
      if (!asking) return
      const waiting = this.#waiting.get(label) ?? new Set()
      this.#waiting.set(label, waiting.add(asking))
    }
    const context: InlineContext = {
      math,
      unfinished,
      definition: (label) => {
        const found = this.#definitions.get(label)
        if (!found) wait(label)
        return found
      },
      footnote: (label) => {
        const isKnown = this.#footnotes.has(label)
        if (!isKnown) wait(`^${label}`)
        return isKnown || streaming
      },
    }
    if (isCell) return parseInline(text, context, { text: '', length: 0, nodes: [] })
    const isGrowing = block.temporary && !block.origin
    const nodes = parseInline(text, context, isGrowing ? this.#growing : block.settled)
    block.references = text.includes('[^') ? footnotesIn(nodes) : []
    return nodes
  }
}
