/**
 * What a Genkit server streams, from every server that speaks it (Express, Fastify, fetch, Next, Firebase callable, Go,
 * Python): bytes in, frames out. Normally `data: {"message":…}` per chunk, then `data: {"result":…}`.
 *
 * It looks like Server-Sent Events but is not: failures come in four spellings, two of them in a field (`error:`) that
 * the grammar tells readers to drop; Next adds a bare `END`; a flow without a result ends in `{}`; and a route that does
 * not stream answers with plain JSON. Express labels all of it `text/plain`, so only the bytes can tell what they are.
 */
import { isObject } from './json.ts'
import { createBlockParser } from './sse.ts'

export type FlowFrame =
  | { type: 'chunk'; value: unknown }
  | { type: 'result'; value: unknown }
  /** `value` is read by `toFlowError`. `shape`: how an `error:` line was spelled, `{error:{…}}` or the bare `{…}`; absent for `data: {"error":…}`. */
  | { type: 'error'; value: unknown; shape?: 'wrapped' | 'bare' }
  /** `{}`: an undefined chunk, or, as the last frame, an undefined result. */
  | { type: 'empty' }
  | { type: 'comment' }
  | { type: 'end' }
  /** A frame that is not what the protocol says. `cut`: the input ended in the middle of it. */
  | { type: 'malformed'; cut: boolean }
  /** The body is not a flow reply at all: an HTML page, or text without a single frame. */
  | { type: 'foreign'; text: string }

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

/**
 * A frame from a `data:` line, or a `whole` reply, told apart by its keys in the order that Genkit's own client uses.
 * A kind of a later server version gives nothing: we could not show it, and it is no reason to fail a good reply.
 */
function fromEnvelope(value: unknown, whole = false): FlowFrame | undefined {
  if (!isObject(value)) return { type: 'malformed', cut: false }
  if ('result' in value) return { type: 'result', value: value['result'] }
  if ('error' in value) return { type: 'error', value: value['error'] }
  if ('message' in value) {
    return whole ? { type: 'error', value } : { type: 'chunk', value: value['message'] }
  }
  if (Object.keys(value).length === 0) return { type: 'empty' }
  return whole ? { type: 'malformed', cut: false } : undefined
}

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
            value: wrapped ? error['error'] : error,
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
    } else emit({ type: 'foreign', text })
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
