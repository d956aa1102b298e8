'use client'
import { type ReactNode, useId } from 'react'
import type { FormField } from './internal/form-fields.ts'
import { visible } from './internal/visible.ts'
import { toolLabels } from './labels/tools.ts'
import { useLabels } from './parts-context.tsx'

/** One field of a form, what it is called, what it is for, and what is wrong with it. */
export function ToolFormField({ field, error }: { field: FormField; error: string | undefined }): ReactNode {
  const id = useId()
  const { label, description, kind } = field
  const notes = [description !== undefined && `${id}-note`, error !== undefined && `${id}-error`].filter(Boolean)
  const shared = {
    id,
    // A field without a name is not sent along with its form.
    name: field.key || 'value',
    'aria-describedby': notes.length > 0 ? notes.join(' ') : undefined,
    'aria-invalid': error !== undefined || undefined,
    'aria-required': (field.isRequired && kind !== 'boolean') || undefined,
  }
  return (
    <div className="rg-tool-form-field" data-kind={kind}>
      <label htmlFor={id} className="rg-tool-form-label">
        {visible(label)}
      </label>
      <Control field={field} shared={shared} />
      {description !== undefined && (
        <p id={`${id}-note`} className="rg-tool-form-note" dir="auto">
          {visible(description)}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="rg-tool-error">
          {error}
        </p>
      )}
    </div>
  )
}

interface ControlProps {
  field: FormField
  shared: { id: string; name: string }
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

function Control({ field: { kind, choices, initial }, shared }: ControlProps): ReactNode {
  const labels = useLabels(toolLabels)
  const look = { ...shared, className: 'rg-object-input' }
  switch (kind) {
    case 'boolean':
      return <input {...shared} type="checkbox" className="rg-object-check" defaultChecked={initial === true} />
    case 'choice':
      return (
        <select {...look} defaultValue={initial === undefined ? '' : String(choices.indexOf(initial))}>
          <option value="">{labels.choose}</option>
          {choices.map((choice, at) => (
            <option key={at} value={at}>
              {visible(textOf(choice))}
            </option>
          ))}
        </select>
      )
    case 'number':
      return <input {...look} type="number" step="any" defaultValue={textOf(initial)} />
    case 'text':
      return <input {...look} type="text" dir="auto" defaultValue={textOf(initial)} />
    default:
      return <textarea {...look} rows={3} dir="auto" defaultValue={textOf(initial)} spellCheck={kind === 'long'} />
  }
}
