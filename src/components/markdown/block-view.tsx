'use client'
import { memo, type ReactNode } from 'react'
import { markdownLabels } from '../labels/markdown.ts'
import { useLabels } from '../parts-context.tsx'
import { CodeView } from './code-view.tsx'
import { element } from './element.ts'
import { drawInline } from './inline-view.tsx'
import type { BlockNode, ItemNode } from './nodes.ts'
import { type MarkdownComponents, useMarkdown } from './options.ts'
import { TableView } from './table-view.tsx'

/** Each block finds its own direction; one inside another follows that. */
const direction = (isInner: boolean): 'auto' | undefined => (isInner ? undefined : 'auto')

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

/** One block. Drawn anew only when its node is another one, and a finished block's never is. */
const BlockView = memo(function BlockView({ node, isInner }: { node: BlockNode; isInner: boolean }): ReactNode {
  const { components } = useMarkdown()
  const dir = direction(isInner)
  switch (node.type) {
    case 'paragraph':
      return element(components, 'p', { dir }, drawInline(node.children, components))
    case 'heading':
      return element(components, HEADINGS[node.level - 1] ?? 'h6', { dir }, drawInline(node.children, components))
    case 'quote':
      return element(components, 'blockquote', { dir }, <BlockList nodes={node.children} isInner />)
    case 'list':
      return element(
        components,
        node.start === undefined ? 'ul' : 'ol',
        { dir, start: node.start === 1 ? undefined : node.start, 'data-tight': node.tight || undefined },
        node.items.map((item, key) => <ItemView key={key} node={item} isTight={node.tight} />),
      )
    case 'code':
      return <CodeView node={node} />
    case 'table':
      return <TableView node={node} />
    case 'math': {
      const Formula = components?.math
      return Formula ? <Formula value={node.value} display /> : <p className="rg-source">{node.source}</p>
    }
    case 'html':
      return node.value === '' ? null : <div className="rg-source">{node.value}</div>
    default:
      return element(components, 'hr', null)
  }
})

const ItemView = memo(function ItemView({ node, isTight }: { node: ItemNode; isTight: boolean }): ReactNode {
  const { components } = useMarkdown()
  const { checked, children } = node
  const props = { 'data-task': checked === undefined ? undefined : '' }
  const [first, ...rest] = children
  // A box stands in the line that it belongs to.
  const isText = first?.type === 'paragraph'
  const box = checked === undefined ? null : <TaskBox checked={checked} />
  const head = isText ? <ItemText isTight={isTight} components={components} box={box} node={first} /> : box
  const others = isText ? rest : children
  return element(
    components,
    'li',
    props,
    head,
    others.length > 0 ? <BlockList nodes={others} isInner isTight={isTight} /> : null,
  )
})

interface ItemTextProps {
  node: Extract<BlockNode, { type: 'paragraph' }>
  isTight: boolean
  box?: ReactNode
  components: MarkdownComponents | undefined
}

/** A paragraph of a list; in a tight one it is only its text. */
function ItemText({ node, isTight, box, components }: ItemTextProps): ReactNode {
  const content = drawInline(node.children, components)
  if (!isTight) return element(components, 'p', null, box, content)
  return (
    <span className="rg-item">
      {box}
      {content}
    </span>
  )
}

function TaskBox({ checked }: { checked: boolean }): ReactNode {
  const labels = useLabels(markdownLabels)
  return (
    <input
      type="checkbox"
      checked={checked}
      disabled
      readOnly
      aria-label={checked ? labels.taskDone : labels.taskOpen}
    />
  )
}

export interface BlockListProps {
  nodes: readonly BlockNode[]
  /** They stand in another block. */
  isInner?: boolean
  isTight?: boolean
}

/** Blocks in their order; a list hands them over as they are. Their places are their keys: a text only grows at its end. */
export const BlockList = memo(function BlockList({
  nodes,
  isInner = false,
  isTight = false,
}: BlockListProps): ReactNode {
  const { components } = useMarkdown()
  return nodes.map((node, key) =>
    isTight && node.type === 'paragraph' ? (
      <ItemText key={key} node={node} isTight components={components} />
    ) : (
      <BlockView key={key} node={node} isInner={isInner} />
    ),
  )
})
