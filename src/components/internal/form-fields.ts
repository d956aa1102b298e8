import type { JsonSchema } from '../../model/formats.ts'
import { isObject } from './is-object.ts'
import { fieldName } from './object-path.ts'

/** One field of a form that a JSON Schema describes. */
export interface FormField {
  /** Its name in the value; empty when it is the whole value. */
  key: string
  label: string
  description: string | undefined
  kind: 'text' | 'long' | 'number' | 'boolean' | 'choice' | 'json'
  choices: readonly unknown[]
  isRequired: boolean
  initial: unknown
}

const KINDS: Record<string, FormField['kind']> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
}

const typeOf = (type: unknown): unknown => (Array.isArray(type) ? type.find((one) => one !== 'null') : type)

function fieldOf(key: string, schema: unknown, isRequired: boolean, label: string): FormField {
  const found: Record<string, unknown> = isObject(schema) ? schema : {}
  const { enum: list, title, description, maxLength } = found
  const type = typeOf(found['type'])
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  const isLong = kind === 'text' && typeof maxLength === 'number' && maxLength > 200
  return {
    key,
    label: typeof title === 'string' ? title : label,
    description: typeof description === 'string' ? description : undefined,
    kind: Array.isArray(list) ? 'choice' : isLong ? 'long' : (kind ?? 'json'),
    choices: Array.isArray(list) ? list : [],
    isRequired,
    initial: found['default'],
  }
}

/** The fields of a schema: those of an object, or the value itself as the only one. */
export function fieldsOf(schema: JsonSchema, label: string): FormField[] {
  const found: Record<string, unknown> = isObject(schema) ? schema : {}
  const { properties, required } = found
  if (!isObject(properties)) return [fieldOf('', schema, true, label)]
  return Object.entries(properties).map(([key, one]) =>
    fieldOf(key, one, Array.isArray(required) && required.includes(key), fieldName(key)),
  )
}

/** What a form holds, and what is wrong with it as it is written. Whether it fits the schema, the schema says. */
export function readFields(
  fields: readonly FormField[],
  data: FormData,
  labels: { required: string; notJson: string },
): { value: unknown; errors: Record<string, string> } {
  const errors: [string, string][] = []
  const read = ({ key, kind, choices, isRequired }: FormField): unknown => {
    const raw = data.get(key || 'value')
    const text = typeof raw === 'string' ? raw : ''
    if (kind === 'boolean') return raw !== null
    if (text === '') {
      if (isRequired && kind !== 'text' && kind !== 'long') errors.push([key, labels.required])
      return isRequired && (kind === 'text' || kind === 'long') ? '' : undefined
    }
    if (kind === 'number') return Number(text)
    if (kind === 'choice') return choices[Number(text)]
    if (kind !== 'json') return text
    try {
      return JSON.parse(text) as unknown
    } catch {
      errors.push([key, labels.notJson])
      return undefined
    }
  }
  const [only] = fields
  const values = fields.map((field): [string, unknown] => [field.key, read(field)])
  const value =
    only?.key === '' ? values[0]?.[1] : Object.fromEntries(values.filter(([, found]) => found !== undefined))
  return { value, errors: Object.fromEntries(errors) }
}
