import type { ChunkData, MessageData, Part, Role, ToolRequestPart } from '../wire/genkit-data.ts'
import { isPart, textOf } from './part.ts'

interface Draft {
  index: number
  role: Role
  content: Part[]
  requests: Map<string, number>
  /**
   * Kept as it grows: joining the parts again for every chunk would make a long reply quadratic in time; a string of its own
   * for every chunk, in memory. So chunks share this one, and know how much of it came before them.
   */
  source: { text: string }
  /** The message as last shown; dropped by the next change, so untouched messages keep their identity. */
  message?: MessageData | undefined
}

/** Where a chunk went: what `GenerateResponseChunk` needs to know. */
export interface Placed {
  index: number
  role: Role
  previousText: () => string
}

/** Two neighbours as one, when they are nothing but text, or nothing but reasoning. */
function joined(last: Part | undefined, next: Part): Part | undefined {
  const kinds = new Set(Object.keys({ ...last, ...next }))
  const metadata = kinds.delete('metadata') && { metadata: { ...last?.metadata, ...next.metadata } }
  // A signature is for the part that it came with, and what stands before it.
  if (!last || kinds.size > 1 || last.metadata?.['thoughtSignature']) return undefined
  if ('text' in last && 'text' in next) return { text: last.text + next.text, ...metadata }
  return 'reasoning' in last && 'reasoning' in next
    ? { reasoning: last.reasoning + next.reasoning, ...metadata }
    : undefined
}

const keyOf = ({ toolRequest }: ToolRequestPart): string => JSON.stringify([toolRequest.name, toolRequest.ref])

/**
 * Puts parts behind those that are there, in place: pieces of one text become one, and a later version of a request takes
 * its place.
 *
 * @param requests Where each tool request stands, by name and `ref`: to look through all of them for each would be quadratic.
 */
export function addParts(parts: readonly Part[], content: Part[] = [], requests = new Map<string, number>()): Part[] {
  for (const next of parts) {
    let at = content.length
    let part: Part | undefined = next
    if (isPart(next, 'toolRequest')) {
      const key = keyOf(next)
      const known = requests.get(key) ?? at
      // A request's input is everything so far, not a delta, so a later piece of the same request takes its place: the same
      // `ref`, or, without one, the last of that name, unfinished.
      const { toolRequest } = (content[known] ?? next) as ToolRequestPart
      if (toolRequest.ref !== undefined || toolRequest.partial) at = known
      requests.set(key, at)
    } else {
      part = joined(content.at(-1), next)
      if (part) at--
      else part = next
    }
    content[at] = part
  }
  return content
}

/** Replaces what the chunk holds anew: a provider's summary of the text so far must not be shown behind that text. */
function replaceKinds(content: Part[], next: readonly Part[]): Part[] {
  const kinds = next.flatMap(Object.keys).filter((kind) => kind !== 'metadata')
  return [...content.filter((part) => !kinds.some((kind) => Object.hasOwn(part, kind))), ...next]
}

/**
 * Chunks in, messages out. Work per chunk does not grow with the reply: drafts are changed in place, and `messages`
 * copies only those that changed since it was last read.
 */
export class ReplyAccumulator {
  readonly #drafts: Draft[] = []
  /** As last asked for; dropped by every change. */
  #messages: readonly MessageData[] | undefined

  /** Everything so far, by index. The same array, messages and parts as before where nothing has changed. */
  get messages(): readonly MessageData[] {
    return (this.#messages ??= this.#drafts.map(
      (draft) => (draft.message ??= { role: draft.role, content: [...draft.content] }),
    ))
  }

  add(chunk: ChunkData): Placed {
    const draft = this.#draftOf(chunk)
    const { index, role, source } = draft
    const { length } = source.text
    if (chunk.aggregated) {
      draft.content = addParts(replaceKinds(draft.content, chunk.content), [], (draft.requests = new Map()))
      draft.source = { text: textOf(draft.content) }
    } else {
      addParts(chunk.content, draft.content, draft.requests)
      source.text += textOf(chunk.content)
    }
    draft.message = this.#messages = undefined
    return { index, role, previousText: () => source.text.slice(0, length) }
  }

  #draftOf({ index, role }: ChunkData): Draft {
    const last = this.#drafts.at(-1)
    const same = this.#drafts.find(
      (draft) => (index === undefined ? draft === last : draft.index === index) && (role ?? draft.role) === draft.role,
    )
    return same ?? this.#insert(index ?? (last?.index ?? -1) + 1, role ?? 'model')
  }

  #insert(index: number, role: Role): Draft {
    const draft: Draft = { index, role, content: [], requests: new Map(), source: { text: '' } }
    const after = this.#drafts.findLastIndex((other) => other.index <= index)
    this.#drafts.splice(after + 1, 0, draft)
    return draft
  }
}
