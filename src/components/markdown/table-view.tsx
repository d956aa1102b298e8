'use client'
import { memo, type ReactNode } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { markdownLabels } from '../labels/markdown.ts'
import { useLabels } from '../parts-context.tsx'
import { element } from './element.ts'
import { drawInline } from './inline-view.tsx'
import type { Align, RowNode, TableNode } from './nodes.ts'
import { useMarkdown } from './options.ts'
import { toCsv } from './to-csv.ts'

const Row = memo(function Row({
  node,
  align,
  tag,
}: {
  node: RowNode
  align: readonly Align[]
  tag: 'td' | 'th'
}): ReactNode {
  const { components } = useMarkdown()
  return (
    <tr>
      {node.cells.map((cell, key) =>
        element(components, tag, { key, align: align[key], dir: 'auto' }, drawInline(cell, components)),
      )}
    </tr>
  )
})

/** A table, which scrolls in itself when it is wide, and can be taken along. */
export function TableView({ node }: { node: TableNode }): ReactNode {
  const { components } = useMarkdown()
  const labels = useLabels(markdownLabels)
  const { head, rows, align, source } = node
  return (
    <div className="rg-table">
      {/* It may scroll, and must be reached by key then. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="rg-table-scroll" tabIndex={0} role="group" aria-label={labels.table}>
        {element(
          components,
          'table',
          null,
          <thead>
            <Row node={head} align={align} tag="th" />
          </thead>,
          rows.length > 0 && (
            <tbody>
              {rows.map((row, key) => (
                <Row key={key} node={row} align={align} tag="td" />
              ))}
            </tbody>
          ),
        )}
      </div>
      <div className="rg-table-bar">
        <CopyButton text={() => toCsv(node)} label={labels.copyCsv} />
        <CopyButton text={() => source.join('\n')} label={labels.copyMarkdown} />
      </div>
    </div>
  )
}
