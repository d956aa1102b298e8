/**
 * Server-Sent Events, bytes in, events out (WHATWG HTML 9.2.6).
 * The grammar tells readers to drop unknown fields. Genkit's servers send failures in one (`error: {...}`), so unknown
 * lines are handed to `onUnknown` instead of being lost: dropping them would turn every failure into a cut reply.
 */
import { createLineSplitter } from './lines.ts'

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
  /** A line whose field is not in the grammar; `value` is `''` when it has no colon. */
  onUnknown?(field: string, value: string, unterminated: boolean): void
}

export interface SseParser {
  push(bytes: Uint8Array): void
  end(): void
}

export function createSseParser(handlers: SseHandlers): SseParser {
  let event = ''
  let data: string | undefined
  let id: string | undefined
  let lastEventId = ''

  function dispatch(unterminated: boolean): void {
    if (data !== undefined) {
      handlers.onEvent({ event: event || 'message', data, id, lastEventId, unterminated })
    }
    event = ''
    data = undefined
    id = undefined
  }

  function onLine(line: string, unterminated: boolean): void {
    if (line === '') return dispatch(false)
    const colon = line.indexOf(':')
    if (colon === 0) return handlers.onComment?.(line.slice(1))
    const field = colon === -1 ? line : line.slice(0, colon)
    // Exactly one leading space belongs to the grammar; any more belong to the value.
    const value = colon === -1 ? '' : line.slice(line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1)
    switch (field) {
      case 'data':
        data = data === undefined ? value : data + '\n' + value
        break
      case 'event':
        event = value
        break
      case 'id':
        // A NUL would be cut off by the HTTP header that sends the id back; the grammar says to ignore such an id.
        if (!value.includes('\0')) id = lastEventId = value
        break
      case 'retry':
        if (/^[0-9]+$/.test(value)) handlers.onRetry?.(Number(value))
        break
      default:
        handlers.onUnknown?.(field, value, unterminated)
    }
  }

  const lines = createLineSplitter(onLine)
  return {
    push: lines.push,
    end() {
      lines.end()
      dispatch(true)
    },
  }
}
