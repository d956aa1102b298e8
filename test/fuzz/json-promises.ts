import { ok } from 'node:assert/strict'

type Container = Readonly<Record<string, unknown>>
const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

/**
 * Why `part` cannot be an earlier state of `whole`; `undefined` when it can. `loose`: a number may grow into another, as
 * where half of one is shown.
 */
export function contradiction(part: unknown, whole: unknown, loose = false, path = '$'): string | undefined {
  if (part === undefined) return undefined
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part) ? undefined : path
  if (loose && typeof part === 'number' && typeof whole === 'number') return undefined
  if (!isContainer(part)) return Object.is(part, whole) ? undefined : path
  if (!isContainer(whole) || Array.isArray(part) !== Array.isArray(whole)) return path
  for (const key of Object.keys(part)) {
    const inside = Object.hasOwn(whole, key)
      ? contradiction(part[key], whole[key], loose, `${path}.${key}`)
      : `${path}.${key}`
    if (inside) return inside
  }
  return undefined
}

/** Every path in a value. */
export function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (!isContainer(value)) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...keys.flatMap((key) => pathsIn(value[key], [...path, key]))]
}

/** @throws when keys that have a meaning of their own have been given it, in the value or beyond. */
export function isHarmless(value: unknown): void {
  ok(Object.keys(Object.prototype).length === 0 && Object.keys(Array.prototype).length === 0, 'a prototype was changed')
  const look = (inside: unknown): void => {
    if (!isContainer(inside)) return
    const prototype: unknown = Object.getPrototypeOf(inside)
    ok(prototype === (Array.isArray(inside) ? Array.prototype : Object.prototype), 'a value has a prototype of its own')
    Object.keys(inside).forEach((key) => look(inside[key]))
  }
  look(value)
  // What React or a log would do with it.
  JSON.stringify(value)
}
