import type { MessageData } from '../wire/genkit-data.ts'

/** Whether two values are written the same. What nests too deep to be written is not. */
export function same(one: unknown, other: unknown): boolean {
  try {
    return JSON.stringify(one) === JSON.stringify(other)
  } catch {
    return false
  }
}

/** `next`, but with every part that is written the same in `previous` taken from there, so that React can skip it. */
export function share(previous: MessageData | undefined, next: MessageData): MessageData {
  if (!previous || same(previous, next)) return previous ?? next
  return {
    ...next,
    content: next.content.map((part, at) => {
      const before = previous.content[at]
      return before && same(before, part) ? before : part
    }),
  }
}
