'use client'
import { memo, useId, useState, type ReactNode } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import type { OutputIssue } from '../model/output.ts'
import { DataTree } from './data-part.tsx'
import { visible } from './internal/visible.ts'
import { below, fieldName, isGroup, toPath } from './internal/object-path.ts'
import { ObjectScalar } from './object-scalar.tsx'
import { useObjectOptions } from './object-options.ts'
import { objectLabels } from './labels/objects.ts'
import { useLabels } from './parts-context.tsx'

const MAX_DEPTH = 6
const MAX_ITEMS = 200
/** Longer texts get a line of their own. */
const LONG = 80

interface NodeProps {
  value: unknown
  /** Keys and indexes as JSON, so that the same place is the same prop. */
  path: string
  /** Left out when all of it is finished: then nothing here changes, and it is not drawn again. */
  isComplete?: ((path: JsonPath) => boolean) | undefined
  /** Those about this value and what is in it. */
  issues: readonly OutputIssue[]
}

interface FieldProps extends NodeProps {
  name: string | number
}

const lookOf = (value: unknown): 'group' | 'long' | 'short' =>
  isGroup(value) ? 'group' : typeof value === 'string' && value.length > LONG ? 'long' : 'short'

/** Issues are found anew with every element that is finished, but mostly they say the same. */
const isSame = (one: FieldProps, other: FieldProps): boolean =>
  one.value === other.value &&
  one.path === other.path &&
  one.isComplete === other.isComplete &&
  JSON.stringify(one.issues) === JSON.stringify(other.issues)

/** The fields of an object, the items of a list, or a value that stands alone. */
export function ObjectFields({ value, path, isComplete, issues }: NodeProps): ReactNode {
  const labels = useLabels(objectLabels)
  const at = toPath(path)
  const depth = at.length
  const own = issues.filter((issue) => issue.path.length <= depth)
  if (!isGroup(value)) {
    return (
      <>
        {value !== undefined && <ObjectScalar value={value} path={at} label={labels.value} />}
        <Issues issues={own} />
      </>
    )
  }
  if (depth >= MAX_DEPTH) {
    return (
      <>
        <DataTree value={value} />
        <Issues issues={issues} />
      </>
    )
  }
  const isList = Array.isArray(value)
  const about = new Map<string, OutputIssue[]>()
  for (const issue of issues) {
    const key = String(issue.path[depth] ?? '')
    if (issue.path.length > depth) about.set(key, [...(about.get(key) ?? []), issue])
  }
  // A field that must be there and is not has a line of its own, or nobody would see what is missing.
  const missing = isList ? [] : [...about.keys()].filter((key) => !Object.hasOwn(value, key))
  const entries: [string, unknown][] = [
    ...Object.entries(value),
    ...missing.map((key): [string, unknown] => [key, undefined]),
  ]
  const isShown = ([name]: [string, unknown], index: number): boolean => index < MAX_ITEMS || about.has(name)
  // An item that has only been opened would be a number with nothing beside it.
  const isOpened = ([name, item]: [string, unknown]): boolean =>
    isList &&
    (item === '' || (isGroup(item) && Object.keys(item).length === 0)) &&
    isComplete?.([...at, Number(name)]) === false
  const fields = entries
    .filter((entry, index) => isShown(entry, index) && !isOpened(entry))
    .map(([name, item]) => {
      const key = isList ? Number(name) : name
      const place = below(path, key)
      return (
        <Field
          key={name}
          name={key}
          value={item}
          path={place}
          isComplete={!isComplete || isComplete(toPath(place)) ? undefined : isComplete}
          issues={about.get(name) ?? []}
        />
      )
    })
  const rest = entries.filter((entry, index) => !isShown(entry, index))
  return (
    <>
      {fields.length === 0 && !isComplete && <span className="rg-object-none">{labels.noValue}</span>}
      {fields.length > 0 &&
        (isList ? <ol className="rg-object-list">{fields}</ol> : <dl className="rg-object-fields">{fields}</dl>)}
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

const Field = memo(function Field({ name, value, path, isComplete, issues }: FieldProps): ReactNode {
  const labels = useLabels(objectLabels)
  const { fieldLabel, onChange } = useObjectOptions()
  const id = useId()
  const at = toPath(path)
  const isItem = typeof name === 'number'
  // While somebody types nothing moves, and a control stays one, whatever its text has come to mean.
  const [look, setLook] = useState(() => lookOf(value))
  if (look !== lookOf(value) && (!onChange || look === 'group')) setLook(lookOf(value))
  const hasFields = look === 'group' && isGroup(value)
  const label = fieldLabel?.(at) ?? (isItem ? labels.item(name + 1) : fieldName(visible(name)))
  const isFinished = !isComplete && value !== undefined
  const content = hasFields ? (
    <ObjectFields value={value} path={path} isComplete={isComplete} issues={issues} />
  ) : (
    <>
      <ObjectScalar
        value={value}
        path={at}
        id={id}
        label={label}
        isNamed={!isItem}
        describedBy={issues.length > 0 ? `${id}-issue` : undefined}
      />
      <Issues id={`${id}-issue`} issues={issues} />
    </>
  )
  const state = {
    'data-complete': isFinished || undefined,
    'data-invalid': issues.some((issue) => issue.path.length <= at.length) || undefined,
    'data-group': hasFields || undefined,
    'data-long': look === 'long' || undefined,
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
        {isFinished && issues.length === 0 && <Tick />}
      </dt>
      <dd className="rg-field-value">{content}</dd>
    </div>
  )
}, isSame)

function Issues({ issues, id }: { issues: readonly OutputIssue[]; id?: string }): ReactNode {
  const labels = useLabels(objectLabels)
  if (issues.length === 0) return null
  return (
    <p className="rg-field-issue" id={id}>
      {issues.map(({ message }) => labels.issue(visible(message))).join(' ')}
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
