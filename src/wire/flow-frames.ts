/**
 * What a Genkit server streams, from every server that speaks it (Express, Fastify, fetch, Next, Firebase callable, Go,
 * Python): bytes in, frames out. Normally `data: {"message":…}` per chunk, then `data: {"result":…}`.
 *
 * It looks like Server-Sent Events but is not: failures come in four spellings, two of them in a field (`error:`) that
 * the grammar tells readers to drop; Next adds a bare `END`; a flow without a result ends in `{}`; and a route that does
 * not stream answers with plain JSON. Express labels all of it `text/plain`, so only the bytes can tell what they are.
 */
import { compact, isObject } from './json.ts'
import { createBlockParser } from './sse.ts'

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

/** The value in a one-element list, so that a parsed `null` differs from a failure. */
function parse(text: string): [value: unknown] | undefined {
  try {
    return [JSON.parse(text)]
  } catch {
    return undefined
  }
}

/** Reads a failure of any spelling; a server may send a bare string or leave the message out. */
export function toFlowError(value: unknown): FlowError {
  const { message, status, details } = isObject(value) ? value : { message: value }
  return compact<FlowError>({
    message: typeof message === 'string' ? message : '',
    status: typeof status === 'string' ? status : null,
    details,
  })
}

/**
 * A frame from a `data:` line, or a `whole` reply, told apart by its keys in the order that Genkit's own client uses.
 * A kind of a later server version gives nothing: we could not show it, and it is no reason to fail a good reply.
 */
function fromEnvelope(value: unknown, whole = false): FlowFrame | undefined {
  if (!isObject(value)) return { type: 'malformed', cut: false }
  if ('result' in value) return { type: 'result', value: value['result'] }
  if ('error' in value) return { type: 'error', value: toFlowError(value['error']) }
  if ('message' in value) {
    return whole ? { type: 'error', value: toFlowError(value) } : { type: 'chunk', value: value['message'] }
  }
  if (Object.keys(value).length === 0) return { type: 'empty' }
  return whole ? { type: 'malformed', cut: false } : undefined
}

/** The readable part of an HTML page, so that an error can name it without dumping markup. */
export const htmlTitle = (html: string): string | undefined =>
  (/<(?:pre|h1)[^<>]*>([^<]{1,200})/i.exec(html) ?? /<title[^<>]*>([^<]{1,200})/i.exec(html))?.[1]
    ?.replace(/\s+/g, ' ')
    .trim() || undefined

const PAGE_LIMIT = 65_536

export function createFlowFrameReader(): FlowFrameReader {
  const frames: FlowFrame[] = []
  let sawFrame = false
  // Lines that are no frames: if nothing else comes, they are a page, or a reply that does not stream.
  let body = ''
  let isJson = false

  function emit(frame: FlowFrame | undefined): void {
    if (frame) frames.push(frame)
    sawFrame = true
  }

  const { push, end } = createBlockParser({
    onComment: () => emit({ type: 'comment' }),
    onBlock(data, unterminated) {
      if (data === undefined) return
      const parsed = parse(data)
      emit(parsed ? fromEnvelope(parsed[0]) : { type: 'malformed', cut: unterminated })
    },
    onField(line, field, value, unterminated) {
      if (line === 'END') emit({ type: 'end' })
      else if (field === 'error') {
        const [error] = parse(value) ?? []
        const wrapped = isObject(error) && 'error' in error
        if (error === undefined) emit({ type: 'malformed', cut: unterminated })
        else
          emit({
            type: 'error',
            value: toFlowError(wrapped ? error['error'] : error),
            shape: wrapped ? 'wrapped' : 'bare',
          })
      } else {
        // Asked of the first line only: to look into a body that grows is to copy all of it, for every line.
        if (!body) isJson = /^\s*[[{]/.test(line)
        // A page is only read for its title, and a hostile one must not fill the memory; a JSON reply is read whole.
        if (isJson || body.length < PAGE_LIMIT) body += `${line}\n`
      }
    },
  })

  function endOfBody(): void {
    const text = body.trimStart()
    if (sawFrame || !text) return
    if (/^[[{]/.test(text)) {
      const parsed = parse(text)
      emit(parsed ? fromEnvelope(parsed[0], true) : { type: 'malformed', cut: true })
    } else if (text.startsWith('<')) {
      const title = htmlTitle(text)
      emit({ type: 'foreign', kind: 'html', ...(title && { title }) })
    } else {
      emit({ type: 'foreign', kind: 'text' })
    }
  }

  const drain = (): FlowFrame[] => frames.splice(0)
  return {
    push(bytes) {
      push(bytes)
      return drain()
    },
    end() {
      end()
      endOfBody()
      return drain()
    },
  }
}
