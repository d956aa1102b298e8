import type { JsonPatchOperation } from '../wire/genkit-data.ts'
import { isObject } from '../wire/json.ts'
import { GenAIError } from './errors.ts'
import { setOwn, type Container } from './json-path.ts'

/** Steps that would reach what every object inherits. */
const FORBIDDEN = /^(?:__proto__|prototype|constructor)$/

const wrong = (pointer: string, why: string): GenAIError =>
  new GenAIError('protocol', `Invalid JSON Pointer: "${pointer}" ${why}.`)

function toKeys(pointer: string): string[] {
  if (pointer === '') return []
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) throw wrong(pointer, 'must start with "/"')
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const forbidden = keys.find((key) => FORBIDDEN.test(key))
  if (forbidden) throw wrong(pointer, `contains forbidden token "${forbidden}"`)
  return keys
}

const toPointer = (path: string, key: string): string => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

const isIndex = (key: string): boolean => /^\d+$/.test(key)

const child = (value: unknown, key: string): unknown =>
  isContainer(value) && Object.hasOwn(value, key) && (!Array.isArray(value) || isIndex(key)) ? value[key] : undefined

/** What this patch has copied already, and may change as it likes: a list is copied once, not for every step. */
type Own = WeakSet<object>

function copyOf(value: unknown, own: Own): Container {
  if (isContainer(value) && own.has(value)) return value
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : isContainer(value) ? { ...value } : {}) as Container
  own.add(copy)
  return copy
}

/** A copy of `value` with what `change` does at the end of `keys`; nothing beside the way there is copied. */
function edit(
  value: unknown,
  keys: readonly string[],
  own: Own,
  change: (parent: Container, key: string) => void,
): unknown {
  const [key = '', ...rest] = keys
  const copy = copyOf(value, own)
  // An absurd index would be an absurd list.
  if (Array.isArray(copy) && Number(key) > copy.length) throw wrong(key, 'is beyond the list')
  if (rest.length === 0) change(copy, key)
  else setOwn(copy, key, edit(child(value, key), rest, own, change))
  return copy
}

const put =
  (value: unknown, insert: boolean) =>
  (parent: Container, key: string): void => {
    if (!Array.isArray(parent)) return setOwn(parent, key, value)
    if (key === '-') parent.push(value)
    else if (insert && !Number.isNaN(Number(key))) parent.splice(Number(key), 0, value)
    else if (!Number.isNaN(Number(key))) parent[Number(key)] = value
  }

function cut(document: unknown, keys: readonly string[], own: Own): unknown {
  const at = keys.reduce<unknown>(child, document)
  if (at === undefined) return document
  return edit(document, keys, own, (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1)
    else delete parent[key]
  })
}

function applyOne(document: unknown, operation: JsonPatchOperation, own: Own): unknown {
  const { op, path } = operation
  const keys = toKeys(path)
  const set = (into: unknown, value: unknown, insert: boolean): unknown =>
    keys.length === 0 ? value : edit(into, keys, own, put(value, insert))
  switch (op) {
    case 'add':
    case 'replace':
      return set(document, operation.value, op === 'add')
    case 'remove':
      return keys.length === 0 ? undefined : cut(document, keys, own)
    case 'copy':
    case 'move': {
      const from = toKeys(operation.from)
      const value = from.reduce<unknown>(child, document)
      return set(op === 'move' && keys.length > 0 && from.length > 0 ? cut(document, from, own) : document, value, true)
    }
    case 'test': {
      if (same(keys.reduce<unknown>(child, document), operation.value)) return document
      const where = keys.length === 0 ? 'root' : `"${path}"`
      throw new GenAIError('protocol', `JSON Patch 'test' failed at ${where}.`)
    }
    default:
      throw new GenAIError('protocol', `Unsupported JSON Patch op: ${String(op)}`)
  }
}

/**
 * A document after a JSON Patch. The document itself is not changed: what the patch touches is new, everything else is the
 * same object. Like Genkit's, it is forgiving: missing parents are made, and what is not there is not removed.
 *
 * @throws GenAIError `protocol` for a pointer that is none or would reach a prototype, and for a `test` that fails.
 * @example
 * applyJsonPatch({ count: 1 }, [{ op: 'replace', path: '/count', value: 2 }]) // { count: 2 }
 * @see RFC 6902; Genkit 1.42, `applyPatch`
 */
export function applyJsonPatch(document: unknown, patch: readonly JsonPatchOperation[]): unknown {
  let own: Own = new WeakSet()
  let after = document
  for (const step of patch) {
    // What is no step has no path, which says so.
    const operation = Object(step) as JsonPatchOperation
    after = applyOne(after, operation, own)
    // What is in two places now must not be changed in both.
    if ('from' in operation) own = new WeakSet()
  }
  return after
}

const keysOf = (value: object): string[] => Object.keys(value).filter((key) => (value as Container)[key] !== undefined)

function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other)) return false
  const keys = keysOf(one)
  return (
    keys.length === keysOf(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  )
}

/**
 * The JSON Patch that leads from one document to another.
 * @see RFC 6902; Genkit 1.42, `diff`
 */
export function diffJson(from: unknown, to: unknown, path = ''): JsonPatchOperation[] {
  if (same(from, to)) return []
  if (Array.isArray(from) && Array.isArray(to)) {
    const shared = Math.min(from.length, to.length)
    const inside = from.slice(0, shared).flatMap((item, at) => diffJson(item, to[at], `${path}/${at}`))
    const added = to.slice(shared).map((value: unknown) => ({ op: 'add' as const, path: `${path}/-`, value }))
    const removed = from
      .slice(shared)
      .map((_, at) => ({ op: 'remove' as const, path: `${path}/${from.length - 1 - at}` }))
    return [...inside, ...added, ...removed]
  }
  if (!isObject(from) || !isObject(to)) return [{ op: 'replace', path, value: to }]
  return [...new Set([...keysOf(from), ...keysOf(to)])].flatMap((key): JsonPatchOperation[] => {
    const at = toPointer(path, key)
    if (!Object.hasOwn(to, key) || to[key] === undefined) return [{ op: 'remove', path: at }]
    if (!Object.hasOwn(from, key) || from[key] === undefined) return [{ op: 'add', path: at, value: to[key] }]
    return diffJson(from[key], to[key], at)
  })
}
