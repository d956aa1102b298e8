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
  /** Left empty, it is nothing: `null`. */
  isNullable: boolean
  initial: unknown
}

const KINDS: Record<string, FormField['kind']> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
}

const typeOf = (type: unknown): unknown => (Array.isArray(type) ? type.find((one) => one !== 'null') : type)

/** The ways that a value may be, as unions are written: `anyOf`, `oneOf`, or none. */
function variantsOf(schema: Record<string, unknown>): Record<string, unknown>[] {
  const { anyOf, oneOf } = schema
  return [anyOf, oneOf].flat().filter(isObject)
}

/** The values to choose from, when those are all that there may be. */
function choicesOf(schema: Record<string, unknown>): readonly unknown[] | undefined {
  if (Array.isArray(schema['enum'])) return schema['enum']
  const variants = variantsOf(schema).filter(({ type }) => type !== 'null')
  return variants.length > 0 && variants.every((one) => 'const' in one)
    ? variants.map((one) => one['const'])
    : undefined
}

function fieldOf(key: string, schema: unknown, isRequired: boolean, label: string): FormField {
  const found: Record<string, unknown> = isObject(schema) ? schema : {}
  const { title, description } = found
  const list = choicesOf(found)
  const isNullable =
    variantsOf(found).some(({ type }) => type === 'null') ||
    (Array.isArray(found['type']) && found['type'].includes('null'))
  // A text or nothing is written as a union of the two.
  const [only, ...others] = variantsOf(found).filter(({ type }) => type !== 'null')
  const { type: kindOf, maxLength } = only && others.length === 0 ? only : found
  const type = typeOf(kindOf)
  const kind = typeof type === 'string' && Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
  const isLong = kind === 'text' && typeof maxLength === 'number' && maxLength > 200
  return {
    key,
    label: typeof title === 'string' ? title : label,
    description: typeof description === 'string' ? description : undefined,
    kind: list ? 'choice' : isLong ? 'long' : (kind ?? 'json'),
    choices: list ?? [],
    isRequired,
    isNullable,
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
  const read = ({ key, kind, choices, isRequired, isNullable, initial }: FormField): unknown => {
    const raw = data.get(key || 'value')
    const text = typeof raw === 'string' ? raw : ''
    // What need not be said, and was not touched, is not said.
    if (kind === 'boolean') return raw !== null || isRequired || initial !== undefined ? raw !== null : undefined
    if (text === '') {
      if (isNullable && isRequired) return null
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
