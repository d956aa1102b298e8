'use client'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { JsonSchema } from '../model/formats.ts'
import { GenAIError, ValidationError } from '../model/errors.ts'
import { DeclineButton } from './internal/decline-button.tsx'
import { fieldsOf, type FormField, readFields } from './internal/form-fields.ts'
import { toolLabels } from './labels/tools.ts'
import { type ToolAnswer, useLabels } from './parts-context.tsx'
import { ToolFormField } from './tool-form-field.tsx'

interface ToolFormProps {
  name: string
  /** Makes the JSON Schema of the answer. */
  form: () => Promise<JsonSchema>
  answer: ToolAnswer
}

/** Asks for the answer of a tool, field by field, as its schema says. What the schema refuses is said beside the field. */
export default function ToolForm({ name, form, answer }: ToolFormProps): ReactNode {
  const labels = useLabels(toolLabels)
  const [schema, setSchema] = useState<JsonSchema>()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    let isGone = false
    form().then(
      (found) => void (isGone || setSchema(() => found)),
      (error: unknown) => void (isGone || setFailure(error instanceof Error ? error.message : String(error))),
    )
    return () => {
      isGone = true
    }
  }, [form])
  const fields = schema ? fieldsOf(schema, labels.answer) : []

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const read = readFields(fields, new FormData(event.currentTarget), labels)
    setErrors(read.errors)
    const [wrong] = Object.keys(read.errors)
    if (wrong !== undefined) return focusOn(event.currentTarget, wrong)
    try {
      answer.respond(read.value)
    } catch (error) {
      if (!GenAIError.is(error)) throw error
      const found = issuesOf(error, fields)
      setErrors(found)
      const [first] = Object.keys(found)
      if (first === undefined) setFailure(error.message)
      else focusOn(event.currentTarget, first)
    }
  }

  return (
    <form className="rg-tool-form" noValidate onSubmit={submit}>
      {fields.map((field) => (
        <ToolFormField
          key={field.key}
          field={field}
          error={Object.hasOwn(errors, field.key) ? errors[field.key] : undefined}
        />
      ))}
      {failure !== undefined && (
        <p role="alert" className="rg-tool-error">
          {failure}
        </p>
      )}
      <div className="rg-tool-actions">
        <button type="submit" className="rg-button rg-button-primary" disabled={!schema}>
          {labels.sendAnswer}
        </button>
        <DeclineButton name={name} answer={answer} />
      </div>
    </form>
  )
}

const focusOn = (form: HTMLFormElement, key: string): void =>
  form.querySelector<HTMLElement>(`[name="${CSS.escape(key || 'value')}"]`)?.focus()

function issuesOf(error: GenAIError, fields: readonly FormField[]): Record<string, string> {
  if (!(error instanceof ValidationError)) return {}
  const found = error.issues.flatMap(({ path, message }): [string, string][] => {
    const field = fields.find(({ key }) => key === String(path[0] ?? '')) ?? fields[0]
    return field ? [[field.key, message]] : []
  })
  return Object.fromEntries(found)
}
