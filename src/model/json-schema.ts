import { isObject, type Fields } from '../wire/json.ts'

/** What is wrong with a value, and where: `items.3.price`, or `(root)`. */
export interface SchemaIssue {
  path: string
  message: string
}

type Check = (limit: never, value: never) => false | string

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const isType = (type: unknown, value: unknown): boolean =>
  type === 'array'
    ? Array.isArray(value)
    : type === 'object'
      ? isObject(value)
      : type === 'null'
        ? value === null
        : type === 'integer'
          ? Number.isInteger(value)
          : typeof value === type

/** Keywords that look at a value alone, by the type that they look at. The words are AJV's, which Genkit's servers use. */
const ANY: Record<string, Check> = {
  type: (types: unknown, value) => !list(types).some((type) => isType(type, value)) && `must be ${list(types).join()}`,
  enum: (all: unknown[], value) => !all.some((one) => same(one, value)) && 'must be equal to one of the allowed values',
  const: (one, value) => !same(one, value) && 'must be equal to constant',
}
const STRING: Record<string, Check> = {
  minLength: (least: number, text: string) =>
    [...text].length < least && `must NOT have fewer than ${least} characters`,
  maxLength: (most: number, text: string) => [...text].length > most && `must NOT have more than ${most} characters`,
  pattern: (pattern: string, text: string) => !new RegExp(pattern, 'u').test(text) && `must match pattern "${pattern}"`,
}
const NUMBER: Record<string, Check> = {
  minimum: (limit: number, value: number) => value < limit && `must be >= ${limit}`,
  maximum: (limit: number, value: number) => value > limit && `must be <= ${limit}`,
  exclusiveMinimum: (limit: number, value: number) => value <= limit && `must be > ${limit}`,
  exclusiveMaximum: (limit: number, value: number) => value >= limit && `must be < ${limit}`,
  multipleOf: (step: number, value: number) =>
    Math.abs(value / step - Math.round(value / step)) > 1e-9 && `must be multiple of ${step}`,
}
const ARRAY: Record<string, Check> = {
  minItems: (least: number, items: unknown[]) => items.length < least && `must NOT have fewer than ${least} items`,
  maxItems: (most: number, items: unknown[]) => items.length > most && `must NOT have more than ${most} items`,
  uniqueItems: (_, items: unknown[]) =>
    new Set(items.map((item) => JSON.stringify(item))).size < items.length && 'must NOT have duplicate items',
}

/**
 * Everything that is wrong with a plain value by a JSON Schema: draft 07, and what zod writes of later ones.
 * `format`, `if` and references to other documents are not looked at.
 */
export function checkJsonSchema(root: unknown, value: unknown): SchemaIssue[] {
  const issues: SchemaIssue[] = []

  function resolve(reference: string): unknown {
    const keys = reference.split('/').slice(1)
    return keys.reduce<unknown>((at, key) => (isObject(at) ? at[key.replace('~1', '/').replace('~0', '~')] : at), root)
  }
  const fits = (schema: unknown, item: unknown): boolean => checkJsonSchema(withRoot(schema, root), item).length === 0

  function check(schema: unknown, item: unknown, path: string): void {
    const add = (message: false | string | undefined, at = path): void => {
      if (message) issues.push({ path: at.slice(1) || '(root)', message })
    }
    if (schema === false) add('boolean schema is false')
    if (!isObject(schema)) return
    const checks = {
      ...ANY,
      ...(typeof item === 'string' && STRING),
      ...(typeof item === 'number' && NUMBER),
      ...(Array.isArray(item) && ARRAY),
    }
    for (const [keyword, test] of Object.entries(checks)) {
      const limit = schema[keyword]
      if (limit !== undefined && limit !== false) add(test(limit as never, item as never))
    }
    if (typeof schema['$ref'] === 'string') check(resolve(schema['$ref']), item, path)
    for (const part of list(schema['allOf'] ?? [])) check(part, item, path)
    const matches = (keyword: string): number => list(schema[keyword]).filter((part) => fits(part, item)).length
    add(schema['anyOf'] !== undefined && matches('anyOf') === 0 && 'must match a schema in anyOf')
    add(schema['oneOf'] !== undefined && matches('oneOf') !== 1 && 'must match exactly one schema in oneOf')
    add(schema['not'] !== undefined && fits(schema['not'], item) && 'must NOT be valid')
    if (Array.isArray(item)) checkItems(schema, item, path)
    else if (isObject(item)) checkFields(schema, item, path, add)
  }
  function checkItems(schema: Fields, items: unknown[], path: string): void {
    const first = list(schema['prefixItems'] ?? (Array.isArray(schema['items']) ? schema['items'] : []))
    const rest = Array.isArray(schema['items']) ? schema['additionalItems'] : schema['items']
    items.forEach((item, index) => check(index < first.length ? first[index] : rest, item, `${path}.${index}`))
  }
  function checkFields(schema: Fields, fields: Fields, path: string, add: (message: false | string) => void): void {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    for (const key of list(schema['required'] ?? [])) {
      add(!Object.hasOwn(fields, String(key)) && `must have required property '${String(key)}'`)
    }
    for (const [key, field] of Object.entries(fields)) {
      if (Object.hasOwn(properties, key)) check(properties[key], field, `${path}.${key}`)
      else if (schema['additionalProperties'] === false) add('must NOT have additional properties')
      else check(schema['additionalProperties'], field, `${path}.${key}`)
    }
  }

  check(root, value, '')
  return issues
}

/** A part of a schema may refer to what the whole defines. */
const withRoot = (schema: unknown, root: unknown): unknown =>
  isObject(schema) && isObject(root) ? { $defs: root['$defs'], definitions: root['definitions'], ...schema } : schema
