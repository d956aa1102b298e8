/** How many rows a group has on the average, and at most. */
const MEAN = 16
const MOST = 48

function hashOf(id: string): number {
  let hash = 0
  for (let at = 0; at < id.length; at++) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0
  // The low bits of such a sum depend on the end of the id only.
  return (hash ^ (hash >>> 15)) >>> 0
}

/** Rows that are drawn, or not, together. */
export interface MessageGroup<T> {
  /** The id of its first row. */
  readonly id: string
  readonly items: readonly T[]
  /** The place of its first row. */
  readonly from: number
}

const isSame = <T>(one: MessageGroup<T>, other: MessageGroup<T> | undefined): other is MessageGroup<T> =>
  other !== undefined &&
  one.from === other.from &&
  one.items.length === other.items.length &&
  one.items.every((item, at) => item === other.items[at])

/**
 * Rows in groups, cut by what the ids are and not by how many came before: rows put in front leave the groups behind them
 * as they were. Groups that were there before stay the same objects.
 */
export function groupsOf<T extends { readonly id: string }>(
  items: readonly T[],
  before: readonly MessageGroup<T>[] = [],
): readonly MessageGroup<T>[] {
  const known = new Map(before.map((group) => [group.id, group]))
  const groups: MessageGroup<T>[] = []
  let start = 0
  for (let at = 1; at <= items.length; at++) {
    const item = items[at]
    const isEnd = item === undefined || at - start >= MOST || hashOf(item.id) % MEAN === 0
    const first = items[start]
    if (!isEnd || !first) continue
    const group = { id: first.id, items: items.slice(start, at), from: start }
    const same = known.get(group.id)
    groups.push(isSame(group, same) ? same : group)
    start = at
  }
  return groups
}
