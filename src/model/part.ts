import type { MediaData, Part, ToolRequestPart, ToolResponsePart } from '../wire/genkit-data.ts'

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

/** Whether a part is of this kind: its payload is there. */
export function isPart<K extends PartKind>(part: Part, kind: K): part is PartOf<K> {
  return kind in part && (part as unknown as Record<string, unknown>)[kind] !== undefined
}

/** What a part mainly is; `undefined` for kinds of a later version. A text part that also carries data is text. */
export function partKind(part: Part): PartKind | undefined {
  return KINDS.find((kind) => isPart(part, kind))
}

// The accessors of Genkit's Message, over any list of parts. A chunk and a message share them.

export const textOf = (content: readonly Part[]): string => {
  let text = ''
  for (const part of content) if ('text' in part && part.text) text += part.text
  return text
}

export const reasoningOf = (content: readonly Part[]): string => {
  let text = ''
  for (const part of content) if ('reasoning' in part && part.reasoning) text += part.reasoning
  return text
}

export function mediaOf(content: readonly Part[]): MediaData | null {
  for (const part of content) if ('media' in part && part.media) return part.media
  return null
}

/** The first truthy data, as Genkit has it: `0`, `false`, `''` and `null` are passed over. */
export function dataOf(content: readonly Part[]): unknown {
  for (const part of content) if ('data' in part && part.data) return part.data
  return undefined
}

export const toolRequestsOf = (content: readonly Part[]): ToolRequestPart[] =>
  content.filter((part): part is ToolRequestPart => 'toolRequest' in part && Boolean(part.toolRequest))

export const toolResponsesOf = (content: readonly Part[]): ToolResponsePart[] =>
  content.filter((part): part is ToolResponsePart => 'toolResponse' in part && Boolean(part.toolResponse))

/** Tool requests that wait for a person: those with a truthy `metadata.interrupt`. */
export const interruptsOf = (content: readonly Part[]): ToolRequestPart[] =>
  toolRequestsOf(content).filter((part) => Boolean(part.metadata?.['interrupt']))
