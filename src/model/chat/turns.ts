/** What is shown as one: a message of a person, or a whole reply, its tools' answers included. */
export interface ChatTurnIds {
  /** The id of its first message. */
  readonly id: string
  readonly ids: readonly string[]
}

const isSame = (one: readonly string[], other: readonly string[] | undefined): boolean =>
  one.length === other?.length && one.every((id, at) => id === other[at])

/** The messages of a path, turn by turn. Turns that were there before stay the same objects, so that React can skip them. */
export function turnsOf(
  path: readonly string[],
  isReply: (id: string) => boolean,
  before: readonly ChatTurnIds[] = [],
): readonly ChatTurnIds[] {
  const turns: ChatTurnIds[] = []
  let ids: string[] = []
  const close = (): void => {
    const [id] = ids
    if (id === undefined) return
    const known = before[turns.length]
    turns.push(known && isSame(ids, known.ids) ? known : { id, ids })
    ids = []
  }
  for (const id of path) {
    if (!isReply(id)) close()
    ids.push(id)
    if (!isReply(id)) close()
  }
  close()
  return turns
}
