import type { JsonPath } from '../../model/json-path.ts'

/** Whether it has fields or items to show. What a schema has made (a date, say) is a value that stands alone. */
export const isGroup = (value: unknown): value is object =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

/** A place as one string, its keys and indexes as JSON; and back. */
export const below = (path: string, key: string | number): string => `${path}${path && ','}${JSON.stringify(key)}`
export const toPath = (path: string): JsonPath => (path === '' ? [] : (JSON.parse(`[${path}]`) as JsonPath))

/** A key as people would write it: `firstName` and `first_name` as “First name”. */
export function fieldName(key: string): string {
  const text = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
    .trim()
  return text === '' ? `“${key}”` : text.charAt(0).toUpperCase() + text.slice(1)
}
