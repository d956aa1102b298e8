/**
 * A flow may stream and return anything: strings, Genkit's own chunks and responses, or JSON of its own
 * (protocols/genkit 8.1). Here every shape becomes one: `ChunkData` and `GenerateResponseData`.
 */
import type { ChunkData, GenerateResponseData, MessageData, Part } from '../wire/genkit-data.ts'
import { readChunk, readMessage, readResponse } from '../wire/genkit-schema.ts'
import { extractJson } from './extract-json.ts'
import { isPart, textOf } from './part.ts'

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the server streamed for one chunk; `undefined` for nothing. */
export function toChunkData(value: unknown): ChunkData | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return { content: [{ text: value }] }
  if (isObject(value)) {
    if (Array.isArray(value['content'])) {
      const chunk = readChunk(value)
      if (chunk) return chunk
    }
    // An agent's chunk: the model's own chunk inside, or state that has no place in a message.
    if (isObject(value['modelChunk'])) return readChunk(value['modelChunk'])
    if ('customPatch' in value || 'artifact' in value || 'turnEnd' in value) return undefined
  }
  // Flows that stream JSON send the value so far again and again: the latest one stands for all.
  return { aggregated: true, content: [{ data: value }] }
}

function looksLikeResponse(value: Json): boolean {
  const message = value['message']
  return (
    (isObject(message) && Array.isArray(message['content'])) ||
    Array.isArray(value['candidates']) ||
    (isObject(value['operation']) && typeof value['operation']['id'] === 'string') ||
    (typeof value['finishReason'] === 'string' && ('usage' in value || 'custom' in value || 'sessionId' in value))
  )
}

/** The parts that streamed for the last message of the model. */
function streamedParts(streamed: readonly MessageData[]): readonly Part[] {
  const last = streamed.at(-1)
  return last?.role === 'model' ? last.content : []
}

/** A flow that streams whole chunks and returns only their text: the thoughts and pictures beside it stay. */
function withText(streamed: readonly MessageData[], text: string): MessageData {
  const parts = streamedParts(streamed)
  if (textOf(parts) === text && parts.length > 0) return { role: 'model', content: [...parts] }
  return { role: 'model', content: [...parts.filter((part) => !isPart(part, 'text')), { text }] }
}

/** A result that is a value and not a message, behind what had streamed of it. */
function withData(streamed: readonly MessageData[], data: unknown): MessageData {
  const parts = streamedParts(streamed).filter((part) => !isPart(part, 'data'))
  const prose = isJsonText(parts) ? parts.filter((part) => !isPart(part, 'text')) : parts
  return { role: 'model', content: [...prose, { data }] }
}

/** Whether the text was the value itself on its way: then the value takes its place. Prose stays: no word is lost. */
function isJsonText(content: readonly Part[]): boolean {
  try {
    return extractJson(textOf(content)) !== null
  } catch {
    return true
  }
}

/**
 * What the flow returned, as a reply.
 * @param streamed What its chunks had said: kept when the flow returns nothing, or a bare value.
 */
export function toResponseData(value: unknown, streamed: readonly MessageData[] = []): GenerateResponseData {
  const last = streamed.at(-1)
  const request = streamed.length > 1 ? { request: { messages: streamed.slice(0, -1) } } : {}
  if (value === undefined || value === null) {
    return { ...(last && { message: last }), finishReason: 'stop', ...request }
  }
  if (typeof value === 'string') {
    return { message: withText(streamed, value), finishReason: 'stop', raw: value, ...request }
  }
  if (isObject(value)) {
    const response = looksLikeResponse(value) ? readResponse(value) : undefined
    if (response) return { ...response, raw: response.raw ?? value }
    const message =
      Array.isArray(value['content']) && typeof value['role'] === 'string' ? readMessage(value) : undefined
    if (message) return { message, finishReason: 'stop', ...request }
  }
  return { message: withData(streamed, value), finishReason: 'stop', raw: value, ...request }
}
