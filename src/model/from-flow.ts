/**
 * A flow may stream and return anything: strings, Genkit's own chunks and responses, or JSON of its own
 * (protocols/genkit 8.1). Here every shape becomes one: `ChunkData`, `GenerateResponseData`, `MessageData`.
 */
import type { ChunkData, GenerateResponseData, MessageData } from '../wire/genkit-data.ts'
import { readChunk, readMessage, readResponse } from '../wire/genkit-schema.ts'
import { isObject } from '../wire/json.ts'
import { isPart, textOf } from './part.ts'
import { shareJson } from './share-json.ts'

/** What the server streamed for one chunk; `undefined` for nothing. */
export function toChunkData(value: unknown): ChunkData | undefined {
  if (value == null) return undefined
  // The model's, also behind a tool's answer that the flow has passed on.
  if (typeof value === 'string') return { role: 'model', content: [{ text: value }] }
  // Flows that stream JSON send the value so far again and again: the latest one stands for all.
  return readChunk(value) ?? { role: 'model', aggregated: true, content: [{ data: value }] }
}

/** What the flow returned, if that is a model's whole response: one with a message, or with why there is none. */
export function toResponse(value: unknown): GenerateResponseData | undefined {
  const found = readResponse(value)
  const message = found?.message ?? found?.candidates?.[0]?.message
  const ended = found?.usage && (found.finishReason ?? found.operation)
  return message || ended ? found : undefined
}

/** Whether the text was the value itself on its way, bare or in a fence. Prose that only quotes some JSON is not. */
function isTextOf(text: string, value: unknown): boolean {
  try {
    const read: unknown = JSON.parse(text.replace(/^\s*```\w*|```\s*$/g, ''))
    return shareJson(read, value) === read
  } catch {
    return false
  }
}

/**
 * What the flow returned, if that is not a response, as the message that ends the reply. No streamed word is lost to it:
 * prose stays before a bare value, and thoughts and pictures beside the text that a flow returns alone.
 */
export function toMessage(value: unknown, last: MessageData | undefined): MessageData | undefined {
  if (value == null) return last
  const message = isObject(value) && value['role'] ? readMessage(value) : undefined
  if (message) return message
  const parts = last?.role === 'model' ? last.content : []
  const text = textOf(parts)
  const isText = typeof value === 'string'
  if (text && text === value) return { role: 'model', content: parts }
  // A value that streamed was this one on its way.
  const kept = parts.filter(
    (part) => !isPart(part, 'data') && !(isPart(part, 'text') && (isText || isTextOf(text, value))),
  )
  return { role: 'model', content: [...kept, isText ? { text: value } : { data: value }] }
}
