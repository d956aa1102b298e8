import type { SseEvent } from '../../src/wire/sse.ts'

export interface ReadEvents {
  events: SseEvent[]
  retries: number[]
}

/** The grammar of the standard (WHATWG HTML 9.2.6), the slow and plain way: all at once, line by line. */
export function readEvents(bytes: Uint8Array): ReadEvents {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replace(/^\ufeff/, '')
  const lines = text.split(/\r\n|\r|\n/)
  const read: ReadEvents = { events: [], retries: [] }
  let data: string[] = []
  let event = ''
  let id: string | undefined
  let lastEventId = ''
  const dispatch = (unterminated: boolean): void => {
    if (data.length > 0)
      read.events.push({ event: event || 'message', data: data.join('\n'), id, lastEventId, unterminated })
    data = []
    event = ''
    id = undefined
  }
  // What stands behind the last line end is a line only when it says something.
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (line === '') dispatch(false)
    else if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) {
      id = value
      lastEventId = value
    } else if (field === 'retry' && /^[0-9]+$/.test(value)) read.retries.push(Number(value))
  }
  dispatch(true)
  return read
}
