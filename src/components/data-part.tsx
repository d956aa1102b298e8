'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import type { PartProps } from './parts-context.tsx'

const MAX_DEPTH = 6
const MAX_ITEMS = 200

function Scalar({ value }: { value: unknown }): ReactNode {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return (
    <span className="rg-data-value" data-type={value === null ? 'null' : typeof value} dir="auto">
      {text}
    </span>
  )
}

function Rest({ more }: { more: number }): ReactNode {
  return more > 0 ? <li className="rg-data-more">+{more}</li> : null
}

/** JSON as nested lists. Deeper or longer than a person would read, it ends in plain JSON, whatever the model sent. */
export function DataTree({ value, depth = 0 }: { value: unknown; depth?: number }): ReactNode {
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return <Scalar value={value} />
  const isList = Array.isArray(value)
  const entries: [string, unknown][] = Object.entries(value)
  const List = isList ? 'ol' : 'ul'
  return (
    <List className="rg-data-list" data-type={isList ? 'array' : 'object'}>
      {entries.slice(0, MAX_ITEMS).map(([key, item]) => (
        <li key={key} className="rg-data-item">
          {!isList && <span className="rg-data-key">{key}</span>}
          <DataTree value={item} depth={depth + 1} />
        </li>
      ))}
      <Rest more={entries.length - MAX_ITEMS} />
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
