/**
 * What a Genkit server streams, from every server that speaks it (Express, Fastify, fetch, Next, Firebase callable, Go,
 * Python): bytes in, frames out. Normally `data: {"message":…}` per chunk, then `data: {"result":…}`.
 *
 * It looks like Server-Sent Events but is not: failures come in four spellings, two of them in a field (`error:`) that
 * the grammar tells readers to drop; Next adds a bare `END`; a flow without a result ends in `{}`; and a route that does
 * not stream answers with plain JSON. Express labels all of it `text/plain`, so only the bytes can tell what they are.
 */
import { createSseParser } from './sse.ts'

/** A failure as a Genkit server reports it. */
export interface FlowError {
  message: string
  /** Canonical status name, such as `PERMISSION_DENIED`. */
  status?: string
  details?: unknown
}

export type FlowFrame =
  | { type: 'chunk'; value: unknown }
  | { type: 'result'; value: unknown }
  /** `shape`: how an `error:` line was spelled, `{error:{…}}` or the bare `{…}`; absent for `data: {"error":…}`. */
  | { type: 'error'; value: FlowError; shape?: 'wrapped' | 'bare' }
  /** `{}`: an undefined chunk, or, as the last frame, an undefined result. */
  | { type: 'empty' }
  | { type: 'comment' }
  | { type: 'end' }
  /** A frame that is not what the protocol says. `cut`: the input ended in the middle of it. */
  | { type: 'malformed'; cut: boolean }
  /** The body is not a flow reply at all: an HTML page, or text without a single frame. */
  | { type: 'foreign'; kind: 'html' | 'text'; title?: string }

export interface FlowFrameReader {
  push(bytes: Uint8Array): FlowFrame[]
  end(): FlowFrame[]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** Reads a failure of any spelling; a server may send a bare string or leave the message out. */
export function toFlowError(value: unknown): FlowError {
  if (!isObject(value)) return { message: typeof value === 'string' ? value : '' }
  return {
    message: typeof value['message'] === 'string' ? value['message'] : '',
    ...(typeof value['status'] === 'string' && { status: value['status'] }),
    ...(value['details'] != null && { details: value['details'] }),
  }
}

/** A frame from a `data:` line, told apart by its keys in the order that Genkit's own client uses. */
function fromEnvelope(value: unknown): FlowFrame | undefined {
  if (!isObject(value)) return { type: 'malformed', cut: false }
  if ('result' in value) return { type: 'result', value: value['result'] }
  if ('error' in value) return { type: 'error', value: toFlowError(value['error']) }
  if ('message' in value) return { type: 'chunk', value: value['message'] }
  if (Object.keys(value).length === 0) return { type: 'empty' }
  // A frame kind of a later server version: nothing we could show, and no reason to fail a good reply.
  return undefined
}

/** The body of a reply that does not stream: `{"result":…}`, `{}` for none, or an error in one of its spellings. */
export function readUnaryEnvelope(value: unknown): FlowFrame {
  if (!isObject(value)) return { type: 'malformed', cut: false }
  if (!('result' in value) && !('error' in value) && 'message' in value && 'status' in value) {
    return { type: 'error', value: toFlowError(value) }
  }
  return fromEnvelope(value) ?? { type: 'malformed', cut: false }
}

/** The readable part of an HTML page, so that an error can name it without dumping markup. */
export function htmlTitle(html: string): string | undefined {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(html)?.[1] ?? /<(?:h1|pre)[^>]*>([^<]{1,200})/i.exec(html)?.[1]
  return title?.replace(/\s+/g, ' ').trim() || undefined
}

export function createFlowFrameReader(): FlowFrameReader {
  let frames: FlowFrame[] = []
  let sawFrame = false
  let sawText = false
  // The first character that is not white space decides what the body is: `<` a page, `{` or `[` plain JSON.
  let mode: 'undecided' | 'frames' | 'html' | 'json' = 'undecided'
  // Bytes seen before that character (a byte order mark may come in pieces): they go wherever the rest goes.
  let held: Uint8Array[] = []
  let body = ''
  const decoder = new TextDecoder()

  const emit = (frame: FlowFrame | undefined): void => {
    if (!frame) return
    sawFrame = true
    frames.push(frame)
  }

  const parser = createSseParser({
    onComment: () => emit({ type: 'comment' }),
    onEvent({ data, unterminated }) {
      const parsed = parse(data)
      emit(parsed ? fromEnvelope(parsed.value) : { type: 'malformed', cut: unterminated })
    },
    onUnknown(field, value, unterminated) {
      if (field === 'END' && value === '') return emit({ type: 'end' })
      if (field !== 'error') {
        sawText = true
        return
      }
      const parsed = parse(value)
      if (!parsed) return emit({ type: 'malformed', cut: unterminated })
      const wrapped = isObject(parsed.value) && 'error' in parsed.value
      const error = wrapped ? (parsed.value as Record<string, unknown>)['error'] : parsed.value
      emit({ type: 'error', value: toFlowError(error), shape: wrapped ? 'wrapped' : 'bare' })
    },
  })

  function decide(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // White space, and the three bytes of a byte order mark.
      if (byte <= 32 || byte === 0xef || byte === 0xbb || byte === 0xbf) continue
      mode = byte === 60 ? 'html' : byte === 123 || byte === 91 ? 'json' : 'frames'
      return
    }
  }

  function endOfBody(): void {
    if (mode === 'html') {
      const title = htmlTitle(body)
      emit({ type: 'foreign', kind: 'html', ...(title !== undefined && { title }) })
    } else if (mode === 'json') {
      const parsed = parse(body)
      emit(parsed ? readUnaryEnvelope(parsed.value) : { type: 'malformed', cut: true })
    } else if (!sawFrame && sawText) {
      emit({ type: 'foreign', kind: 'text' })
    }
  }

  const drain = (): FlowFrame[] => {
    const ready = frames
    frames = []
    return ready
  }

  function take(bytes: Uint8Array): void {
    if (mode === 'frames') parser.push(bytes)
    // A page is only read for its title: 64 kB are plenty, and a hostile one must not fill the memory.
    else if (mode === 'json' || body.length < 65_536) body += decoder.decode(bytes, { stream: true })
  }

  return {
    push(bytes) {
      if (mode === 'undecided') {
        held.push(bytes)
        decide(bytes)
        if (mode === 'undecided') return []
        held.forEach(take)
        held = []
      } else {
        take(bytes)
      }
      return drain()
    },
    end() {
      if (mode === 'frames') parser.end()
      else body += decoder.decode()
      endOfBody()
      return drain()
    },
  }
}
