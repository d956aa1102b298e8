import type { Align, BlockNode, FootnoteNode, Inline, ItemNode, RowNode } from './nodes.ts'

export type BlockKind =
  | 'document'
  | 'quote'
  | 'list'
  | 'item'
  | 'footnote'
  | 'paragraph'
  | 'heading'
  | 'code'
  | 'html'
  | 'math'
  | 'table'
  | 'rule'

export interface ListMarker {
  /** The character that makes two markers alike: `-`, `+`, `*`, `.`, `)`. */
  character: string
  start: number | undefined
  /** Columns before the marker, and from there to the content. */
  offset: number
  padding: number
}

export interface Fence {
  character: string
  length: number
  /** Columns before it, which its lines may have too. */
  offset: number
}

const CONTAINERS = new Set<BlockKind>(['document', 'quote', 'list', 'item', 'footnote'])

/** Inline content, read as far as nothing that follows can change it. */
export interface Settled {
  text: string
  length: number
  nodes: Inline[]
}

/** A block while it is being read. Those on the way from the document to the end of the text are open. */
export class Block {
  kind: BlockKind
  parent: Block | undefined
  children: Block[] = []
  open = true
  depth: number
  startLine: number
  endLine: number
  /** Blank lines stand between its children: what makes a list loose. */
  gap = false
  /** What a paragraph, heading or table says. */
  text = ''
  /** What code, HTML and formulas hold, and the rows of a table under its head. */
  lines: string[] = []
  level = 0
  marker: ListMarker | undefined
  checked: boolean | undefined
  fence: Fence | undefined
  info = ''
  /** Which kind of HTML block (CommonMark 4.6), which says where it ends. */
  html = 0
  align: readonly Align[] = []
  label = ''
  /** Its closing fence has come. */
  complete = false
  /** Belongs to a look ahead, and is thrown away with it. */
  temporary: boolean
  /** What a look ahead copied it from. */
  origin: Block | undefined
  /** How many lines cannot change any more. */
  stable = Infinity

  /** What is drawn, once it cannot change. Dropped when a definition comes late. */
  node: BlockNode | ItemNode | FootnoteNode | undefined
  /** Rows of a table, made as they are finished. A look ahead shares them. */
  rows: RowNode[] = []
  /** Labels of the footnotes that it speaks of. */
  references: string[] = []
  /** Of a document's finished block: in which group it is drawn. */
  group = 0
  settled: Settled = { text: '', length: 0, nodes: [] }

  constructor(kind: BlockKind, parent: Block | undefined, line: number) {
    this.kind = kind
    this.parent = parent
    this.depth = (parent?.depth ?? -1) + 1
    this.temporary = parent?.temporary ?? false
    this.startLine = line
    this.endLine = line
  }

  get isContainer(): boolean {
    return CONTAINERS.has(this.kind)
  }

  get last(): Block | undefined {
    return this.children.at(-1)
  }

  /** A copy that can be changed and thrown away. Finished children are shared; what settles is learnt for both. */
  fork(parent: Block | undefined): Block {
    const copy = new Block(this.kind, parent, this.startLine)
    Object.assign(copy, this, { parent, temporary: true, origin: this, stable: this.lines.length })
    copy.lines = [...this.lines]
    // Of a document there may be very many, and nothing looks at them again.
    copy.children = this.parent ? [...this.children] : this.children.slice(-1).filter(({ open }) => open)
    const last = copy.last
    if (last?.open) copy.children[copy.children.length - 1] = last.fork(copy)
    return copy
  }

  add(kind: BlockKind, line: number): Block {
    const block = new Block(kind, this, line)
    const before = this.last
    if (before && line > before.endLine + 1) this.gap = true
    this.children.push(block)
    return block
  }
}
