import type { ChunkData, MessageData, Part, Role, ToolRequestPart } from '../wire/genkit-data.ts'
import { isPart, textOf } from './part.ts'

interface Draft {
  index: number
  role: Role
  content: Part[]
  /**
   * Kept as it grows: joining the parts again for every chunk would make a long reply quadratic in time; a string of its own
   * for every chunk, in memory. So chunks share this one, and know how much of it came before them.
   */
  source: { text: string }
  /** The message as last shown; dropped by the next change, so untouched messages keep their identity. */
  message: MessageData | undefined
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

/** The place of the request that `next` continues: the same `ref`, or, without one, the last unfinished of that name. */
function findRequest(content: readonly Part[], { toolRequest: { name, ref } }: ToolRequestPart): number {
  return content.findLastIndex((part) => {
    if (!isPart(part, 'toolRequest')) return false
    const { toolRequest } = part
    return toolRequest.name === name && toolRequest.ref === ref && (ref !== undefined || toolRequest.partial === true)
  })
}

function addPart(content: Part[], next: Part): void {
  // A request's input is everything so far, not a delta, so a later piece of the same request takes its place.
  const at = isPart(next, 'toolRequest') ? findRequest(content, next) : content.length - 1
  const merged = isPart(next, 'toolRequest') ? next : joined(content[at], next)
  content[merged && at > -1 ? at : content.length] = merged ?? next
}

/** Replaces what the chunk holds anew: a provider's summary of the text so far must not be shown behind that text. */
function replaceKinds(content: Part[], next: readonly Part[]): Part[] {
  const kinds = new Set(next.flatMap(Object.keys))
  kinds.delete('metadata')
  return [...content.filter((part) => !Object.keys(part).some((kind) => kinds.has(kind))), ...next]
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
      draft.content = replaceKinds(draft.content, chunk.content)
      draft.source = { text: textOf(draft.content) }
    } else {
      for (const part of chunk.content) addPart(draft.content, part)
      source.text += textOf(chunk.content)
    }
    draft.message = undefined
    this.#messages = undefined
    return { index, role, previousText: () => source.text.slice(0, length) }
  }

  #draftOf({ index, role }: ChunkData): Draft {
    const last = this.#drafts.at(-1)
    if (index === undefined) {
      return last && (role ?? last.role) === last.role ? last : this.#insert((last?.index ?? -1) + 1, role ?? 'model')
    }
    const same = this.#drafts.find((draft) => draft.index === index && (role ?? draft.role) === draft.role)
    return same ?? this.#insert(index, role ?? 'model')
  }

  #insert(index: number, role: Role): Draft {
    const draft: Draft = { index, role, content: [], source: { text: '' }, message: undefined }
    const after = this.#drafts.findLastIndex((other) => other.index <= index)
    this.#drafts.splice(after + 1, 0, draft)
    return draft
  }
}
