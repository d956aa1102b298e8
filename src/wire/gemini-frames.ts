/**
 * What the Gemini API sends: bytes in, frames out. Streams are Server-Sent Events, one JSON object each; without `alt=sse`
 * they are one JSON array; an answer that does not stream is one object. Failures come as an event, or as a bare object
 * behind the last event. Content types tell nothing: a 404 in pretty-printed JSON calls itself `text/event-stream`.
 * (protocols/gemini 2.1, 5.5)
 */
import { htmlTitle, toFlowError, type FlowError } from './error-body.ts'
import { isObject } from './json.ts'
import { createObjectSplitter } from './json-values.ts'
import { createSseParser } from './sse.ts'

export interface GeminiError extends FlowError {
  /** The HTTP status that Google means. */
  code?: number | undefined
}

export type GeminiFrame =
  /** `id`: of the event that it came in, if that had one. */
  | { type: 'value'; value: Record<string, unknown>; id?: string | undefined }
  | { type: 'error'; error: GeminiError }
  /** Not JSON. `cut`: the input ended in the middle of it. */
  | { type: 'malformed'; cut: boolean }
  | { type: 'foreign'; kind: 'html' | 'text'; title?: string | undefined }

export interface GeminiFrameReader {
  push(bytes: Uint8Array): readonly GeminiFrame[]
  end(): readonly GeminiFrame[]
}

const PAGE_LIMIT = 65_536

/** Most pieces of a large event are the end of nothing. */
const NONE: never[] = []

export const toGeminiError = (value: unknown): GeminiError => {
  const code = isObject(value) ? value['code'] : undefined
  return { ...toFlowError(value), code: typeof code === 'number' ? code : undefined }
}

/** An object with an `error` and nothing that a reply has. Operations have an `error` too, and a name. */
export const isFailure = (value: Record<string, unknown>): boolean => isObject(value['error']) && !('name' in value)

export function createGeminiFrameReader(): GeminiFrameReader {
  const frames: GeminiFrame[] = []
  let sawFrame = false
  let isDone = false
  // Lines of no event, and no JSON either.
  let page = ''

  function emit(text: string, unterminated: boolean, id?: string): void {
    sawFrame = true
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {}
    if (!isObject(value)) frames.push({ type: 'malformed', cut: unterminated })
    else if (isFailure(value)) frames.push({ type: 'error', error: toGeminiError(value['error']) })
    else frames.push({ type: 'value', value, ...(id !== undefined && { id }) })
  }

  const bare = createObjectSplitter((text) => emit(text, false))
  const { push, end } = createSseParser({
    onEvent({ data, id, unterminated }) {
      // Proxies end with it, as OpenAI does. Behind it nothing counts.
      if (data.trim() === '[DONE]') isDone = true
      else if (!isDone) emit(data, unterminated, id)
    },
    onLine(line) {
      if (isDone) return
      if (!page && (bare.isOpen || /^\s*[[{\]},]/.test(line))) bare.push(`${line}\n`)
      else if (page.length < PAGE_LIMIT) page += `${line}\n`
    },
  })

  function endOfBody(): void {
    if (bare.isOpen) frames.push({ type: 'malformed', cut: true })
    else if (!sawFrame && !isDone && page.trim()) {
      const isHtml = page.trimStart().startsWith('<')
      frames.push({ type: 'foreign', kind: isHtml ? 'html' : 'text', title: isHtml ? htmlTitle(page) : undefined })
    }
  }

  return {
    push(bytes) {
      push(bytes)
      return frames.length > 0 ? frames.splice(0) : NONE
    },
    end() {
      end()
      endOfBody()
      return frames.splice(0)
    },
  }
}
