'use client'
import { useState, type ReactNode } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import { visible } from './internal/visible.ts'
import { useObjectOptions } from './object-options.ts'
import { useLabels } from './parts-context.tsx'

interface ObjectScalarProps {
  value: unknown
  path: JsonPath
  /** Of the control, for its label. */
  id?: string | undefined
  /** Names the control where there is no visible label: in a list. */
  label?: string | undefined
  describedBy?: string | undefined
}

/** A value as a person would write it. What a schema has made, a date say, is written as its JSON is. */
function written(value: unknown): string {
  if (typeof value === 'string') return value
  return (JSON.stringify(value) ?? '').replace(/^"|"$/g, '')
}

/** A text, number, truth or nothing: as it is, or as a control that changes it. */
export function ObjectScalar(props: ObjectScalarProps): ReactNode {
  const { onChange } = useObjectOptions()
  return onChange ? <Control {...props} onChange={onChange} /> : <Plain value={props.value} />
}

function Plain({ value }: { value: unknown }): ReactNode {
  const labels = useLabels()
  if (value === null || value === undefined || value === '')
    return <span className="rg-object-value rg-object-none">{labels.noValue}</span>
  const text = typeof value === 'boolean' ? (value ? labels.yes : labels.no) : visible(written(value))
  return (
    <span className="rg-object-value" data-type={typeof value} dir="auto">
      {text}
    </span>
  )
}

interface ControlProps extends ObjectScalarProps {
  onChange: (path: JsonPath, value: unknown) => void
}

function Control({ value, path, id, label, describedBy, onChange }: ControlProps): ReactNode {
  // What was there at first says what the control is. It must stay that while somebody types in it.
  const [type] = useState(typeof value)
  // As it is typed: `4.` is the number 4 already, and must not lose its point for that.
  const [text, setText] = useState(value === null || value === undefined ? '' : written(value))
  const shared = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy !== undefined || undefined,
    ...(typeof path.at(-1) === 'number' && { 'aria-label': label }),
  }
  const write = (typed: string, next: unknown): void => {
    setText(typed)
    onChange(path, next)
  }
  if (type === 'boolean') {
    return (
      <input
        {...shared}
        type="checkbox"
        className="rg-object-check"
        checked={value === true}
        onChange={(event) => onChange(path, event.target.checked)}
      />
    )
  }
  if (type === 'number') {
    return (
      <input
        {...shared}
        type="number"
        step="any"
        className="rg-object-input"
        value={text}
        onChange={({ target }) => write(target.value, target.value === '' ? null : target.valueAsNumber)}
      />
    )
  }
  return (
    <textarea
      {...shared}
      rows={1}
      dir="auto"
      className="rg-object-input"
      value={text}
      onChange={({ target }) => write(target.value, target.value)}
    />
  )
}
