/** Reading JSON that somebody else wrote: what is not of the kind asked for counts as absent. */
export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function objectAt(from: JsonObject, key: string): JsonObject | undefined {
  const value = from[key]
  return isObject(value) ? value : undefined
}

export function objectsAt(from: JsonObject, key: string): JsonObject[] {
  const value = from[key]
  return Array.isArray(value) ? value.filter(isObject) : []
}

export function textAt(from: JsonObject, key: string): string | undefined {
  const value = from[key]
  return typeof value === 'string' ? value : undefined
}

export function numberAt(from: JsonObject, key: string): number | undefined {
  const value = from[key]
  return typeof value === 'number' ? value : undefined
}
