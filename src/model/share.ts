/**
 * `next`, but with every part of it that equals its counterpart in `previous` taken from there, so that React can skip
 * what has not changed. Plain JSON only; anything else counts as changed.
 */
export function share<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next
  if (Array.isArray(next)) {
    if (!Array.isArray(previous)) return next
    const copy = next.map((item, at) => share<unknown>(previous[at], item))
    const same = previous.length === next.length && copy.every((item, at) => item === previous[at])
    return (same ? previous : copy) as T
  }
  if (!isPlain(next) || !isPlain(previous)) return next
  const keys = Object.keys(next)
  const copy: Record<string, unknown> = {}
  let same = Object.keys(previous).length === keys.length
  for (const key of keys) {
    // Not an assignment: a key named `__proto__` must stay data.
    const value = share(Object.hasOwn(previous, key) ? previous[key] : undefined, next[key])
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true })
    same &&= Object.hasOwn(previous, key) && previous[key] === value
  }
  return (same ? previous : copy) as T
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
