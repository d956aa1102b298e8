import { httpStatusCode, type StatusName } from '../../model/status.ts'
import { kindOf, type RecordedError, type RecordedEvent, type RecordedReply, type Recording } from './recording.ts'

/** Bytes that came, or an end. */
export interface WireEvent {
  at: number
  bytes?: string | Uint8Array | undefined
  end?: string | undefined
}

/** An answer of a server. */
export interface WireAnswer {
  status?: number
  headers?: Record<string, string>
  events: readonly WireEvent[]
}

/** A recorded reply as the server that said it would put it on the wire. */
export function toAnswer({ events, traceId }: RecordedReply, { wire }: Recording): WireAnswer {
  const isGemini = wire === 'gemini'
  const headers: Record<string, string> = {
    'content-type': isGemini ? 'text/event-stream' : 'text/plain',
    ...(traceId !== undefined && { 'x-genkit-trace-id': traceId }),
  }
  const [first] = events
  if (first?.error?.httpStatus !== undefined && first.error.httpStatus >= 400)
    return refusalOf(first.at, first.error, isGemini, headers)
  return { headers, events: events.flatMap((event) => (isGemini ? toGemini(event) : toGenkit(event))) }
}

/** A refusal before anything was said. */
function refusalOf(at: number, error: RecordedError, isGemini: boolean, headers: Record<string, string>): WireAnswer {
  const { httpStatus = 500, message, details, retryAfterMs } = error
  const status = error.status ?? 'UNKNOWN'
  const said = isGemini ? { error: { code: httpStatus, message, status, details } } : { status, message, details }
  return {
    status: httpStatus,
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(retryAfterMs !== undefined && { 'retry-after-ms': String(retryAfterMs) }),
    },
    events: [
      { at, bytes: JSON.stringify(said) },
      { at, end: 'done' },
    ],
  }
}

const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

function toGenkit(event: RecordedEvent): WireEvent[] {
  const { at, chunk, result, error, bytes, end } = event
  const done: WireEvent = { at, end: 'done' }
  switch (kindOf(event)) {
    case 'chunk':
      return [{ at, bytes: frame({ message: chunk }) }]
    case 'result':
      return [{ at, bytes: frame({ result }) }, done]
    case 'bytes':
      return [{ at, bytes: `${bytes}\n\n` }, done]
    case 'error':
      return endOf(at, error) ?? [{ at, bytes: `error: ${JSON.stringify({ error: saidOf(error) })}\n\n` }, done]
    default:
      // A flow that returns nothing says so.
      return end === 'done' ? [{ at, bytes: frame({}) }, done] : [{ at, end: end === 'stopped' ? 'held' : end }]
  }
}

function toGemini(event: RecordedEvent): WireEvent[] {
  const { at, chunk, error, bytes, end } = event
  const line = (value: unknown): string => `data: ${JSON.stringify(value)}\r\n\r\n`
  const done: WireEvent = { at, end: 'done' }
  switch (kindOf(event)) {
    case 'chunk':
      return [{ at, bytes: line(chunk) }]
    case 'result':
      return [done]
    case 'bytes':
      return [{ at, bytes: `${bytes}\r\n\r\n` }, done]
    case 'error': {
      const said = saidOf(error)
      return endOf(at, error) ?? [{ at, bytes: line({ error: { code: httpOf(said.status), ...said } }) }, done]
    }
    default:
      return [{ at, end: end === 'stopped' ? 'held' : end }]
  }
}

const saidOf = (error: RecordedError | undefined) => ({
  status: error?.status ?? 'INTERNAL',
  message: error?.message ?? 'Internal Error',
  details: error?.details,
})

const httpOf = (status: string): number => {
  try {
    return httpStatusCode(status as StatusName)
  } catch {
    return 500
  }
}

/** What the network did, where it was the network. */
function endOf(at: number, error: RecordedError | undefined): WireEvent[] | undefined {
  switch (error?.code) {
    case 'network':
    case 'offline':
      return [{ at, end: 'cut' }]
    case 'truncated':
      return [{ at, end: 'closed' }]
    case 'timeout':
    case 'aborted':
      return [{ at, end: 'held' }]
    case 'parse':
      return [
        { at, bytes: 'data: {"mess\n\n' },
        { at, end: 'done' },
      ]
    default:
      return undefined
  }
}
