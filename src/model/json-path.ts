/** Where in a JSON value: keys and indexes, from the root on. */
export type JsonPath = readonly (string | number)[]

/** An object or array, by key or index. */
export type Container = Record<string | number, unknown>

/** An object or array that is still open, and the place in it that is being filled. */
export interface Frame {
  value: Container
  key: string | number
  close: '}' | ']'
  /** What a copy of it costs, in keys. */
  size: number
}

/** A key may be `__proto__`, which is data like any other. */
export function setOwn(target: Container, key: string | number, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else target[key] = value
}

/** The value at a path, `undefined` when there is none. No value of JSON is that. */
export const valueAt = (value: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>(
    (found, key) => (found && Object.hasOwn(found, key) ? (found as Container)[key] : undefined),
    value,
  )

export const has = (value: unknown, path: JsonPath): boolean => valueAt(value, path) !== undefined

/** Where the string whose first quote is at `from` is closed; the length of the text when it is not. */
export function endOfString(text: string, from: number, quote: string): number {
  const stops = quote === "'" ? /['\\]/g : /["\\]/g
  stops.lastIndex = from + 1
  for (let stop = stops.exec(text); stop; stop = stops.exec(text)) {
    if (stop[0] !== '\\') return stop.index
    stops.lastIndex++
  }
  return text.length
}
