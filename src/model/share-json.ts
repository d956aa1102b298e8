const isPlain = (value: unknown): value is Record<string, unknown> =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)

/** `next`, with every part that is equal in `previous` taken from there, so that React can skip it. */
export function shareJson<T>(previous: unknown, next: T, depth?: number): T
export function shareJson(previous: unknown, next: unknown, depth = 0): unknown {
  if (!isPlain(previous) || !isPlain(next) || Array.isArray(previous) !== Array.isArray(next) || depth > 200) {
    return next
  }
  let isSame = Object.keys(previous).length === Object.keys(next).length
  const entries = Object.entries(next).map(([key, value]) => {
    const shared = Object.hasOwn(previous, key) ? shareJson(previous[key], value, depth + 1) : value
    isSame &&= Object.hasOwn(previous, key) && Object.is(previous[key], shared)
    return [key, shared] as const
  })
  if (isSame) return previous
  return Array.isArray(next) ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
