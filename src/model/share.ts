import type { MessageData } from '../wire/genkit-data.ts'

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

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
