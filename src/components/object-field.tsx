'use client'
import { memo, useId, type ReactNode } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import type { OutputIssue } from '../model/output.ts'
import { DataTree } from './data-part.tsx'
import { visible } from './internal/visible.ts'
import { ObjectScalar } from './object-scalar.tsx'
import { useObjectOptions } from './object-options.ts'
import { useLabels } from './parts-context.tsx'

const MAX_DEPTH = 6
const MAX_ITEMS = 200
/** Longer texts get a line of their own. */
const LONG = 80
const NONE: readonly OutputIssue[] = []

interface NodeProps {
  value: unknown
  /** Keys and indexes as JSON, so that the same place is the same prop. */
  path: string
  /** Left out when all of it is finished: then nothing here changes, and it is not drawn again. */
  isComplete?: ((path: JsonPath) => boolean) | undefined
  /** Those about this value and what is in it. */
  issues: readonly OutputIssue[]
}

/** Whether it has fields or items to show. What a schema has made (a date, say) is a value that stands alone. */
const isGroup = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

const toPath = (path: string): JsonPath => (path === '' ? [] : (JSON.parse(`[${path}]`) as JsonPath))
const below = (path: string, key: string | number): string => `${path}${path && ','}${JSON.stringify(key)}`

/** `firstName` and `first_name` as “First name”. */
function words(key: string): string {
  const text = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The fields of an object, the items of a list, or a value that stands alone. */
export function ObjectFields({ value, path, isComplete, issues }: NodeProps): ReactNode {
  const depth = toPath(path).length
  const own = issues.filter((issue) => issue.path.length === depth)
  if (!isGroup(value)) {
    return (
      <>
        {value !== undefined && <ObjectScalar value={value} path={toPath(path)} />}
        <Issues issues={own} />
      </>
    )
  }
  if (depth >= MAX_DEPTH) return <DataTree value={value} />
  const isList = Array.isArray(value)
  // A field that must be there and is not has a line of its own, or nobody would see what is missing.
  const missing = isList
    ? []
    : issues.map((issue) => String(issue.path[depth] ?? '')).filter((key) => key && !Object.hasOwn(value, key))
  const entries: [string, unknown][] = [
    ...Object.entries(value),
    ...[...new Set(missing)].map((key): [string, unknown] => [key, undefined]),
  ]
  const fields = entries.slice(0, MAX_ITEMS).map(([name, item]) => {
    const key = isList ? Number(name) : name
    const at = below(path, key)
    const inside = issues.filter((issue) => issue.path.length > depth && String(issue.path[depth]) === name)
    const isDone = !isComplete || isComplete(toPath(at))
    return (
      <Field
        key={name}
        name={key}
        value={item}
        path={at}
        isComplete={isDone ? undefined : isComplete}
        issues={inside.length > 0 ? inside : NONE}
      />
    )
  })
  const rest = entries.slice(MAX_ITEMS)
  return (
    <>
      {isList ? <ol className="rg-object-list">{fields}</ol> : <dl className="rg-object-fields">{fields}</dl>}
      {rest.length > 0 && (
        <details>
          <summary>+{rest.length}</summary>
          <DataTree value={isList ? rest.map(([, item]) => item) : Object.fromEntries(rest)} />
        </details>
      )}
      <Issues issues={own} />
    </>
  )
}

const Field = memo(function Field({
  name,
  value,
  path,
  isComplete,
  issues,
}: NodeProps & { name: string | number }): ReactNode {
  const labels = useLabels()
  const { fieldLabel, onChange } = useObjectOptions()
  const id = useId()
  const at = toPath(path)
  const isItem = typeof name === 'number'
  const hasFields = isGroup(value)
  const own = issues.filter((issue) => issue.path.length === at.length)
  const label = fieldLabel?.(at) ?? (isItem ? labels.item(name + 1) : words(visible(name)))
  const content = hasFields ? (
    <ObjectFields value={value} path={path} isComplete={isComplete} issues={issues} />
  ) : (
    <>
      <ObjectScalar
        value={value}
        path={at}
        id={id}
        label={label}
        describedBy={own.length > 0 ? `${id}-issue` : undefined}
      />
      <Issues id={`${id}-issue`} issues={own} />
    </>
  )
  const state = {
    'data-complete': (!isComplete && value !== undefined) || undefined,
    'data-invalid': own.length > 0 || undefined,
    'data-group': hasFields || undefined,
    'data-long': (typeof value === 'string' && value.length > LONG) || undefined,
  }
  if (isItem) {
    return (
      <li className="rg-field" {...state}>
        {content}
      </li>
    )
  }
  return (
    <div className="rg-field" {...state}>
      <dt className="rg-field-label">
        {onChange && !hasFields ? <label htmlFor={id}>{label}</label> : label}
        {!isComplete && value !== undefined && own.length === 0 && <Tick />}
      </dt>
      <dd className="rg-field-value">{content}</dd>
    </div>
  )
})

function Issues({ issues, id }: { issues: readonly OutputIssue[]; id?: string }): ReactNode {
  if (issues.length === 0) return null
  return (
    <p className="rg-field-issue" id={id}>
      {issues.map(({ message }) => visible(message)).join(' ')}
    </p>
  )
}

function Tick(): ReactNode {
  return (
    <svg className="rg-tick" viewBox="0 0 16 16" width="14" height="14" fill="none" aria-hidden="true">
      <path d="M3.5 8.5l3 3 6-7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
