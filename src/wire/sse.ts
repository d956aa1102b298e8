/**
 * Server-Sent Events, bytes in, events out (WHATWG HTML 9.2.6).
 * The grammar tells readers to drop unknown fields. Genkit's servers send failures in one (`error: {...}`), so the floor
 * beneath, blocks of lines, hands on whatever is not data: dropping it would turn every failure into a cut reply.
 */
import { createLineSplitter, type LineSplitter } from './lines.ts'

export interface BlockHandlers {
  /** The end of a block: its `data:` lines joined by LF. `unterminated`: the input ended before the blank line did. */
  onBlock(data: string | undefined, unterminated: boolean): void
  onComment?(text: string): void
  /** Any other line, whole, and taken apart. */
  onField?(line: string, field: string, value: string, unterminated: boolean): void
}

/** Blocks of `field: value` lines: what Server-Sent Events and Genkit's flows have in common. */
export function createBlockParser({ onBlock, onComment, onField }: BlockHandlers): LineSplitter {
  let data: string | undefined

  function dispatch(unterminated: boolean): void {
    const block = data
    data = undefined
    onBlock(block, unterminated)
  }

  const { push, end } = createLineSplitter((line, unterminated) => {
    if (line === '') return dispatch(false)
    // Exactly one space after the colon belongs to the grammar; any more belong to the value.
    const [, field = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? []
    if (field === '') onComment?.(value)
    else if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
    else onField?.(line, field, value, unterminated)
  })
  return {
    push,
    end() {
      end()
      dispatch(true)
    },
  }
}

export interface SseEvent {
  /** The `event:` field, `message` when there was none. */
  event: string
  /** The `data:` lines of the block, joined by LF. */
  data: string
  /** The `id:` of this very block; `undefined` when it had none. */
  id: string | undefined
  /** The id in force after this block, to be sent as `Last-Event-ID`. */
  lastEventId: string
  /** The input ended before the blank line that would have ended this event: it may be cut. */
  unterminated: boolean
}

export interface SseHandlers {
  onEvent(event: SseEvent): void
  onComment?(text: string): void
  /** The reconnection time the server asks for, in ms. */
  onRetry?(ms: number): void
  /** A line that is no field of the grammar: readers are told to drop it, and some servers fail in one. */
  onLine?(line: string): void
}

export function createSseParser({ onEvent, onRetry, onLine, ...handlers }: SseHandlers): LineSplitter {
  let event = ''
  let id: string | undefined
  let lastEventId = ''
  return createBlockParser({
    ...handlers,
    onBlock(data, unterminated) {
      if (data !== undefined) onEvent({ event: event || 'message', data, id, lastEventId, unterminated })
      event = ''
      id = undefined
    },
    onField(line, field, value) {
      if (field === 'event') event = value
      else if (field === 'id') {
        // A NUL would be cut off by the HTTP header that sends the id back; the grammar says to ignore such an id.
        if (!value.includes('\0')) id = lastEventId = value
      } else if (field === 'retry') {
        if (/^\d+$/.test(value)) onRetry?.(Number(value))
      } else onLine?.(line)
    },
  })
}
