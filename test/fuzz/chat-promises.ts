import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'

interface Placed {
  readonly id: string
  readonly parentId?: string | undefined
}

/** @throws unless each message follows the one before it, the first follows none, and none comes twice. */
export function isPath(path: readonly Placed[]): void {
  strictEqual(new Set(path.map(({ id }) => id)).size, path.length, 'a message comes twice')
  path.forEach(({ id, parentId }, at) => strictEqual(parentId, path[at - 1]?.id, `${id} follows another message`))
}

/** @throws unless every message is reached from the first, once. */
export function isForest(messages: readonly Placed[]): void {
  const ids = messages.map(({ id }) => id)
  strictEqual(new Set(ids).size, ids.length, 'two messages have one id')
  const reached: string[] = []
  const children = new Map<string | undefined, Placed[]>()
  for (const message of messages) children.set(message.parentId, [...(children.get(message.parentId) ?? []), message])
  const open = [...(children.get(undefined) ?? [])]
  for (const { id } of open) {
    reached.push(id)
    ok(reached.length <= ids.length, 'messages stand in a circle')
    open.push(...(children.get(id) ?? []))
  }
  deepStrictEqual(reached.sort(), ids.sort(), 'a message is not reached')
}
