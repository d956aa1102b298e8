import type { ChatMessageData } from './chat-message.ts'

/** Messages that do not follow themselves. `parentOf` knows what those follow that are there already. */
export function withoutCircles(
  messages: readonly ChatMessageData[],
  parentOf: (id: string) => string | undefined,
): ChatMessageData[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const isInCircle = ({ id }: ChatMessageData): boolean => {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined; at = byId.has(at) ? byId.get(at)?.parentId : parentOf(at)) {
      if (seen.has(at)) return true
      seen.add(at)
    }
    return false
  }
  return messages.filter((message) => !isInCircle(message))
}
