'use client'
import { useState, type ChangeEvent, type ReactNode } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import { visible } from './internal/visible.ts'
import { useObjectOptions } from './object-options.ts'
import { objectLabels } from './labels/objects.ts'
import { useLabels } from './parts-context.tsx'

interface ObjectScalarProps {
  value: unknown
  path: JsonPath
  /** Of the control, for its label. */
  id?: string | undefined
  /** What the value is called. */
  label: string
  /** Whether a visible label names the control. */
  isNamed?: boolean | undefined
  describedBy?: string | undefined
}

/** A value as a person would write it. What a schema has made, a date say, is written as its JSON is. */
function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'bigint') return String(value)
  try {
    return (JSON.stringify(value) ?? '').replace(/^"|"$/g, '')
  } catch {
    return '…'
  }
}

/** A text, number, truth or nothing: as it is, or as a control that changes it. */
export function ObjectScalar(props: ObjectScalarProps): ReactNode {
  const { onChange } = useObjectOptions()
  return onChange ? <Control {...props} onChange={onChange} /> : <Plain value={props.value} />
}

function Plain({ value }: { value: unknown }): ReactNode {
  const labels = useLabels(objectLabels)
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

/** What the control is: what was there at first says so, unless it is wrong. It must stay that while somebody types. */
function controlOf(value: unknown, isWrong: boolean): 'checkbox' | 'number' | 'text' | 'long' {
  if (typeof value === 'boolean' && !isWrong) return 'checkbox'
  if (typeof value === 'number' && !isWrong) return 'number'
  return typeof value === 'string' && (value.length > 60 || value.includes('\n')) ? 'long' : 'text'
}

function Control({ value, path, id, label, isNamed, describedBy, onChange }: ControlProps): ReactNode {
  const [kind] = useState(() => controlOf(value, describedBy !== undefined))
  // As it is typed: `4.` is the number 4 already, and must not lose its point for that. A value that changes without
  // having been typed here is taken over.
  const [state, setState] = useState({ text: written(value), of: value, isOwn: false })
  if (!Object.is(state.of, value))
    setState({ text: state.isOwn ? state.text : written(value), of: value, isOwn: false })
  const shared = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy !== undefined || undefined,
    ...(!isNamed && { 'aria-label': label }),
  }
  const typed = (read: (control: HTMLInputElement | HTMLTextAreaElement) => unknown) => ({
    ...shared,
    className: 'rg-object-input',
    value: state.text,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setState({ ...state, text: target.value, isOwn: true })
      onChange(path, read(target))
    },
  })
  const asText = (control: { value: string }): string => control.value
  const asNumber = ({ value: text }: { value: string }): number | null => (text === '' ? null : Number(text))
  if (kind === 'number') return <input {...typed(asNumber)} type="number" step="any" />
  if (kind === 'text') return <input {...typed(asText)} type="text" dir="auto" />
  if (kind === 'long') return <textarea {...typed(asText)} rows={2} dir="auto" />
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
