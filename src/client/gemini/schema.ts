import type { GeminiFunctionDeclaration, GeminiTool } from '../../wire/gemini-request.ts'
import { isObject, type Fields } from '../../wire/json.ts'
import { invalid } from './invalid.ts'

const TYPES = new Set(['STRING', 'NUMBER', 'INTEGER', 'BOOLEAN', 'ARRAY', 'OBJECT', 'NULL', 'TYPE_UNSPECIFIED'])

const toType = (type: unknown): string => {
  const name = String(type).toUpperCase()
  return TYPES.has(name) ? name : 'TYPE_UNSPECIFIED'
}

const isNull = (schema: unknown): boolean => isObject(schema) && schema['type'] === 'null'

/**
 * JSON Schema in Gemini's own dialect: types in capitals, `nullable` in place of a null type.
 * Schemas with a `$schema` never come here: they are sent as the JSON Schema that they are.
 */
function toGeminiSchema(given: unknown): unknown {
  if (!isObject(given)) return given
  const { anyOf: choices } = given
  if (given['type'] && choices) throw invalid('A schema has either a `type` or `anyOf`, not both.')
  const found: Fields = {}
  let schema = given
  // A choice between something and nothing is that something, nullable.
  if (Array.isArray(choices) && choices.length === 2 && choices.some(isNull)) {
    found['nullable'] = true
    schema = (isNull(choices[0]) ? choices[1] : choices[0]) as Fields
  }
  for (const [name, value] of Object.entries(schema)) {
    if (value == null || name === 'additionalProperties') continue
    if (name === 'type') Object.assign(found, typesOf(value))
    else if (name === 'items') found[name] = toGeminiSchema(value)
    else if (name === 'anyOf' && Array.isArray(value)) {
      if (value.some(isNull)) found['nullable'] = true
      found[name] = value.filter((choice) => !isNull(choice)).map(toGeminiSchema)
    } else if (name === 'properties' && isObject(value)) {
      found[name] = Object.fromEntries(Object.entries(value).map(([key, property]) => [key, toGeminiSchema(property)]))
    } else found[name] = value
  }
  return found
}

function typesOf(type: unknown): Fields {
  if (type === 'null') throw invalid('A field cannot be nothing but null.')
  if (!Array.isArray(type)) return { type: toType(type) }
  const types = (type as unknown[]).filter((each) => each !== 'null').map(toType)
  return {
    ...(types.length < type.length && { nullable: true }),
    ...(types.length === 1 ? { type: types[0] } : { anyOf: types.map((each) => ({ type: each })) }),
  }
}

/** `field` in Gemini's dialect, or moved to `jsonField` when it says that it is JSON Schema. */
export function placeSchema<T extends object>(holder: T, field: string, jsonField: string): T {
  const { [field]: schema, [jsonField]: json } = holder as Fields
  if (schema == null) return holder
  return isObject(schema) && '$schema' in schema
    ? { ...holder, [field]: undefined, [jsonField]: json ?? schema }
    : { ...holder, [field]: toGeminiSchema(schema) }
}

const toDeclaration = (declaration: GeminiFunctionDeclaration): GeminiFunctionDeclaration =>
  placeSchema(placeSchema(declaration, 'parameters', 'parametersJsonSchema'), 'response', 'responseJsonSchema')

/** A tool as it travels. */
export const toTool = (tool: GeminiTool): GeminiTool =>
  tool.functionDeclarations ? { ...tool, functionDeclarations: tool.functionDeclarations.map(toDeclaration) } : tool
