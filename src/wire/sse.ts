/**
 * Server-Sent Events, bytes in, events out (WHATWG HTML 9.2.6).
 * The grammar tells readers to drop unknown fields. Genkit's servers send failures in one (`error: {...}`), so unknown
 * lines are handed to `onUnknown` instead of being lost: dropping them would turn every failure into a cut reply.
 */
import { createLineSplitter, type LineSplitter } from './lines.ts'

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
  /** A whole line whose field is not in the grammar. */
  onUnknown?(line: string, unterminated: boolean): void
}

export function createSseParser({ onEvent, onComment, onRetry, onUnknown }: SseHandlers): LineSplitter {
  let event = ''
  let data: string | undefined
  let id: string | undefined
  let lastEventId = ''

  function dispatch(unterminated: boolean): void {
    if (data !== undefined) onEvent({ event: event || 'message', data, id, lastEventId, unterminated })
    event = ''
    data = id = undefined
  }

  const { push, end } = createLineSplitter((line, unterminated) => {
    if (line === '') return dispatch(false)
    // Exactly one space after the colon belongs to the grammar; any more belong to the value.
    const [, field, value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? []
    if (field === '') onComment?.(value)
    else if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
    else if (field === 'event') event = value
    else if (field === 'id') {
      // A NUL would be cut off by the HTTP header that sends the id back; the grammar says to ignore such an id.
      if (!value.includes('\0')) id = lastEventId = value
    } else if (field === 'retry') {
      if (/^\d+$/.test(value)) onRetry?.(Number(value))
    } else onUnknown?.(line, unterminated)
  })
  return {
    push,
    end() {
      end()
      dispatch(true)
    },
  }
}
