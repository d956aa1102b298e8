import { encodeAddress, normalizeLabel, unescapeText } from './characters.ts'
import { readDestination, readLabel, readTitle } from './link-parts.ts'

export interface Definition {
  href: string
  title: string | undefined
}

/** `[label]: address "title"`: what references refer to, by their labels. */
export type Definitions = Map<string, Definition>

/** Takes the definitions from the head of a paragraph; what is left is its text. */
export function takeDefinitions(text: string, definitions: Definitions): string {
  let rest = text
  while (rest.startsWith('[')) {
    const end = takeDefinition(rest, definitions)
    if (end === 0) break
    rest = rest.slice(end)
  }
  return rest
}

const atLineEnd = (text: string, from: number): number => {
  const found = /[ \t]*(?:\n|$)/y
  found.lastIndex = from
  const match = found.exec(text)
  return match ? from + match[0].length : -1
}
/** Spaces and at most one line end, as may stand between the pieces. */
const skipGap = (text: string, from: number): number => {
  const gap = /[ \t]*(?:\n[ \t]*)?/y
  gap.lastIndex = from
  return from + (gap.exec(text)?.[0].length ?? 0)
}

function takeDefinition(text: string, definitions: Definitions): number {
  const label = readLabel(text, 0)
  if (!label || text[label.end] !== ':') return 0
  const name = normalizeLabel(label.value)
  if (name === '') return 0
  const start = skipGap(text, label.end + 1)
  const destination = readDestination(text, start)
  if (!destination || destination.end === start) return 0
  let end = atLineEnd(text, destination.end)
  let title: string | undefined
  const titleAt = skipGap(text, destination.end)
  const found = titleAt > destination.end ? readTitle(text, titleAt) : undefined
  const titleEnd = found ? atLineEnd(text, found.end) : -1
  // A title that is followed by more is none: the definition ends before it, if a line does.
  if (found && titleEnd !== -1) {
    title = unescapeText(found.value)
    end = titleEnd
  }
  if (end === -1) return 0
  // The first of a label holds.
  if (!definitions.has(name)) definitions.set(name, { href: encodeAddress(unescapeText(destination.value)), title })
  return end
}
