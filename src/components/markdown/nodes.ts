/** What the parser makes of a text, and what is drawn. Nodes never change; a finished one keeps its identity. */

/** Text between blocks' edges. A plain string is text. */
export type Inline =
  | string
  | { type: 'emphasis' | 'strong' | 'delete' | 'refused'; children: readonly Inline[] }
  | { type: 'code'; value: string }
  | { type: 'break' }
  | LinkNode
  | ImageNode
  | { type: 'math'; value: string; display: boolean; source: string }
  | { type: 'footnote'; label: string }
  | { type: 'citation'; index: number }

export interface ImageNode {
  type: 'image'
  src: string
  title: string | undefined
  alt: string
  /** Stands in a link, where nothing else may be clicked. */
  inLink?: boolean
}

export interface LinkNode {
  type: 'link'
  /** Missing while the address is still being written, and where its scheme is not one of a link's. */
  href: string | undefined
  title: string | undefined
  children: readonly Inline[]
  /** Written as a bare address. */
  bare: boolean
}

export type Align = 'left' | 'right' | 'center' | undefined

export interface ItemNode {
  type: 'item'
  /** Of a task: whether it is done. */
  checked: boolean | undefined
  children: readonly BlockNode[]
}

export interface RowNode {
  type: 'row'
  cells: readonly (readonly Inline[])[]
}

export interface CodeNode {
  type: 'code'
  /** The first word after the fence. */
  language: string
  /** All that stands after the fence. */
  info: string
  lines: readonly string[]
  /** The closing fence has not come yet. */
  open: boolean
}

export interface TableNode {
  type: 'table'
  align: readonly Align[]
  head: RowNode
  rows: readonly RowNode[]
  /** Its lines as they were written. */
  source: readonly string[]
}

export type BlockNode =
  | { type: 'paragraph'; children: readonly Inline[] }
  | { type: 'heading'; level: number; children: readonly Inline[] }
  | { type: 'quote'; children: readonly BlockNode[] }
  | { type: 'list'; start: number | undefined; tight: boolean; items: readonly ItemNode[] }
  | CodeNode
  | TableNode
  | { type: 'math'; value: string; source: string }
  | { type: 'html'; value: string }
  | { type: 'rule' }

export interface FootnoteNode {
  label: string
  children: readonly BlockNode[]
}

export interface DocumentNode {
  /** Its blocks, in groups: however many there are, only the last groups are new. */
  groups: readonly (readonly BlockNode[])[]
  /** In the order in which the text first speaks of them. */
  footnotes: readonly FootnoteNode[]
  /** Their labels, in that order; while the text grows, also of those that it may yet have. */
  labels: readonly string[]
  /** Names a character reference that is not at hand. */
  isRare: boolean
}
