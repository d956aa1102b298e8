import type { Part, ToolRequestPart, ToolResponsePart } from '../wire/genkit-data.ts'

/** The kinds of part, by the key that holds the payload. */
export type PartKind = 'text' | 'reasoning' | 'media' | 'toolRequest' | 'toolResponse' | 'data' | 'custom' | 'resource'

/** The part type of a kind: `PartOf<'media'>` is `MediaPart`. */
export type PartOf<K extends PartKind> = Extract<Part, Record<K, unknown>>

const KINDS: readonly PartKind[] = [
  'toolRequest',
  'toolResponse',
  'media',
  'reasoning',
  'text',
  'data',
  'custom',
  'resource',
]

/** What a part holds under a key; nothing when it is no part at all. */
const payload = (part: Part, kind: PartKind): unknown => (part as Partial<Record<PartKind, unknown>> | null)?.[kind]

/** Whether a part is of this kind: its payload is there. */
export function isPart<K extends PartKind>(part: Part, kind: K): part is PartOf<K> {
  return payload(part, kind) !== undefined
}

/** What a part mainly is; `undefined` for kinds of a later version. A text part that also carries data is text. */
export function partKind(part: Part): PartKind | undefined {
  return KINDS.find((kind) => isPart(part, kind))
}

// The accessors of Genkit's Message, over any list of parts. A chunk and a message share them. They pass over what they
// cannot read: a view may stand on JSON that nobody has looked at.

/** The parts with a truthy payload of this kind. */
export const having = <K extends PartKind>(content: readonly Part[], kind: K): PartOf<K>[] =>
  content.filter((part): part is PartOf<K> => Boolean(payload(part, kind)))

export const joinedText = (content: readonly Part[], kind: PartKind): string =>
  content
    .map((part) => payload(part, kind))
    .filter((piece) => typeof piece === 'string')
    .join('')

export const textOf = (content: readonly Part[]): string => joinedText(content, 'text')

/** The first truthy data, as Genkit has it: `0`, `false`, `''` and `null` are passed over. */
export const dataOf = (content: readonly Part[]): unknown => having(content, 'data')[0]?.data

export const toolRequestsOf = (content: readonly Part[]): ToolRequestPart[] => having(content, 'toolRequest')

export const toolResponsesOf = (content: readonly Part[]): ToolResponsePart[] => having(content, 'toolResponse')
