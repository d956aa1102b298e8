/** Where in a JSON value: keys and indexes, from the root on. */
export type JsonPath = readonly (string | number)[]

/** An object or array, by key or index. */
export type Container = Record<string | number, unknown>

/** A key may be `__proto__`, which is data like any other. */
export function setOwn(target: Container, key: string | number, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else target[key] = value
}

/** Whether there is a value at the path. */
export function has(value: unknown, path: JsonPath): boolean {
  let at = value
  return path.every((key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = (at as Container)[key]
    return true
  })
}

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
