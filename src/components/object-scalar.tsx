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

/** A text, number, truth or nothing: as it is, or as a control that changes it. */
export function ObjectScalar({ value, path, id, label, describedBy }: ObjectScalarProps): ReactNode {
  const labels = useLabels()
  const { onChange } = useObjectOptions()
  const type = value === null ? 'null' : typeof value
  // A number that is being deleted is nothing for a moment; its control must stay what it is.
  const [known, setKnown] = useState(type)
  if (known !== type && type !== 'null' && type !== 'undefined') setKnown(type)
  if (!onChange) {
    const text =
      type === 'boolean'
        ? value
          ? labels.yes
          : labels.no
        : type === 'string'
          ? visible(value as string)
          : String(value)
    return (
      <span className="rg-object-value" data-type={type} dir="auto">
        {value === null || value === undefined || value === '' ? (
          <span className="rg-object-none">{labels.noValue}</span>
        ) : (
          text
        )}
      </span>
    )
  }
  const control = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': describedBy !== undefined || undefined,
    ...(typeof path.at(-1) === 'number' && { 'aria-label': label }),
  }
  if (known === 'boolean') {
    return (
      <input
        {...control}
        type="checkbox"
        className="rg-object-check"
        checked={value === true}
        onChange={(event) => onChange(path, event.target.checked)}
      />
    )
  }
  if (known === 'number') {
    return (
      <input
        {...control}
        type="number"
        step="any"
        className="rg-object-input"
        value={typeof value === 'number' ? value : ''}
        onChange={({ target }) => onChange(path, target.value === '' ? null : target.valueAsNumber)}
      />
    )
  }
  return (
    <textarea
      {...control}
      rows={1}
      dir="auto"
      className="rg-object-input"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(path, event.target.value)}
    />
  )
}
