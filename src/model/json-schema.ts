import type { JsonPath } from './json-path.ts'
import type { OutputIssue } from './output.ts'

/** The part of JSON Schema that is looked at. */
interface Schema {
  type?: string | string[]
  required?: string[]
  properties?: Record<string, Schema>
  items?: Schema
}

/**
 * What is wrong with a plain value by a JSON Schema, in the words of AJV, which Genkit's servers use. It looks at types
 * and fields, and takes every other keyword to hold: the server, which has checked them all, fails a reply that breaks one.
 */
export function checkJsonSchema(
  { type, required = [], properties = {}, items }: Schema,
  value: unknown,
  path: JsonPath = [],
): OutputIssue[] {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  if (type && ![type].flat().some((one) => one === kind || (one === 'integer' && Number.isInteger(value)))) {
    return [{ message: `must be ${String(type)}`, path }]
  }
  if (kind !== 'object' && kind !== 'array') return []
  const isList = kind === 'array'
  return [
    ...required
      .filter((key) => !isList && !Object.hasOwn(value as object, key))
      .map((key) => ({ message: `must have required property '${key}'`, path })),
    ...Object.entries(value as object).flatMap(([key, item]) =>
      checkJsonSchema((isList ? items : properties[key]) ?? {}, item, [...path, isList ? Number(key) : key]),
    ),
  ]
}
