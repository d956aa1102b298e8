'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { visible } from './internal/visible.ts'
import type { PartProps } from './parts-context.tsx'

const MAX_DEPTH = 6
const MAX_ITEMS = 200

/** What is not a list any more, as JSON. Deeper than even that can be written, it is only named. */
function asText(value: unknown): string {
  if (typeof value === 'string') return visible(value)
  try {
    return visible(JSON.stringify(value) ?? '')
  } catch {
    return '…'
  }
}

function Scalar({ value }: { value: unknown }): ReactNode {
  return (
    <span className="rg-data-value" data-type={value === null ? 'null' : typeof value} dir="auto">
      {asText(value)}
    </span>
  )
}

/** JSON as nested lists. Where they would go too deep or too long, plain JSON takes over; nothing is left out. */
export function DataTree({ value, depth = 0 }: { value: unknown; depth?: number }): ReactNode {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return <Scalar value={value} />
  const isList = Array.isArray(value)
  const entries: [string, unknown][] = Object.entries(value)
  const rest = entries.slice(MAX_ITEMS)
  const List = isList ? 'ol' : 'ul'
  return (
    <List className="rg-data-list" data-type={isList ? 'array' : 'object'}>
      {entries.slice(0, MAX_ITEMS).map(([key, item]) => (
        <li key={key} className="rg-data-item">
          {!isList && <span className="rg-data-key">{visible(key)}</span>}
          <DataTree value={item} depth={depth + 1} />
        </li>
      ))}
      {rest.length > 0 && (
        <li className="rg-data-more">
          <details>
            <summary>+{rest.length}</summary>
            <Scalar value={isList ? rest.map(([, item]) => item) : Object.fromEntries(rest)} />
          </details>
        </li>
      )}
    </List>
  )
}

export type DataPartProps = PartProps<'data'> & Omit<ComponentProps<'div'>, 'part' | 'children'>

/** A structured value as a readable tree. Renders a `<div>`. */
export function DataPart({ part, streaming, className, ...props }: DataPartProps): ReactNode {
  return (
    <div {...props} className={cx('rg-data', className)} data-streaming={streaming || undefined}>
      <DataTree value={part.data} />
    </div>
  )
}
