import type { GenerateResponse } from './generate-response.ts'

/**
 * What went wrong, as far as a program would branch on it.
 *
 * - `aborted`: somebody stopped it · `offline`: the browser has no network · `network`: no connection, or it broke
 * - `timeout`: silence for too long · `http`: a status that is not 2xx · `protocol`: an answer that is not this protocol
 * - `parse`: a frame that is not JSON · `truncated`: the stream ended without a result
 * - `server`: the flow failed and said so · `blocked`: the model refused · `invalid`: a wrong argument or option
 */
export type GenAIErrorCode =
  | 'aborted'
  | 'offline'
  | 'network'
  | 'timeout'
  | 'http'
  | 'protocol'
  | 'parse'
  | 'truncated'
  | 'server'
  | 'blocked'
  | 'invalid'

export interface GenAIErrorOptions {
  status?: string | undefined
  httpStatus?: number | undefined
  details?: unknown
  retryable?: boolean | undefined
  retryAfterMs?: number | undefined
  traceId?: string | undefined
  cause?: unknown
  response?: GenerateResponse | undefined
}

const MARKER = Symbol.for('react-genai.error')
const MAX_MESSAGE = 2_000

/**
 * Every error of this library. The message says what happened, why it matters and what to do; it is at most 2,000
 * characters long and never holds a key or a dumped body.
 *
 * @example
 * try { await flow.generate(input) } catch (error) {
 *   if (GenAIError.is(error) && error.code === 'http' && error.httpStatus === 401) signIn()
 * }
 */
export class GenAIError extends Error {
  override name = 'GenAIError'
  readonly code: GenAIErrorCode
  /** Canonical status name that the server gave, such as `PERMISSION_DENIED`. */
  readonly status: string | undefined
  readonly httpStatus: number | undefined
  /** What the server said beside its message. Schema errors hold whole schemas: not for people's eyes. */
  readonly details: unknown
  /** Whether the same call may succeed if it is made again. */
  readonly retryable: boolean
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Genkit's trace of the failed run (`x-genkit-trace-id`). */
  readonly traceId: string | undefined
  /** Everything that had arrived when it failed. */
  response: GenerateResponse | undefined

  constructor(code: GenAIErrorCode, message: string, options: GenAIErrorOptions = {}) {
    super(
      message.length > MAX_MESSAGE ? message.slice(0, MAX_MESSAGE - 1) + '…' : message,
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.code = code
    this.status = options.status
    this.httpStatus = options.httpStatus
    this.details = options.details
    this.retryable = options.retryable ?? false
    this.retryAfterMs = options.retryAfterMs
    this.traceId = options.traceId
    this.response = options.response
    Object.defineProperty(this, MARKER, { value: true })
  }

  /** Recognises errors of any installed copy of this library, where `instanceof` knows only its own. */
  static is(value: unknown): value is GenAIError {
    return typeof value === 'object' && value !== null && MARKER in value
  }
}

/** The model answered, but not with a message that can be used. */
export class GenerationResponseError extends GenAIError {
  override name = 'GenerationResponseError'

  constructor(
    response: GenerateResponse,
    message: string,
    { code = 'server', status = 'FAILED_PRECONDITION', ...options }: GenAIErrorOptions & { code?: GenAIErrorCode } = {},
  ) {
    super(code, message, { status, ...options, response })
  }
}

/** The model refused. `response.finishMessage` says why, when the provider does. */
export class GenerationBlockedError extends GenerationResponseError {
  override name = 'GenerationBlockedError'

  constructor(response: GenerateResponse, message: string, options: GenAIErrorOptions = {}) {
    super(response, message, { ...options, code: 'blocked' })
  }
}

/** A final value was read from a reply that is still arriving. Await `resolve()` first, or read `snapshot`. */
export class IncompleteIterationError extends GenAIError {
  override name = 'IncompleteIterationError'

  constructor(accessor: string) {
    super(
      'invalid',
      `\`${accessor}\` is not known yet: the reply is still arriving. ` +
        'Await resolve() or finish the iteration first; `snapshot` holds everything so far.',
    )
  }
}

/** Whatever a backend threw, as an error of ours: callers branch on `code`, and backends may be anybody's. */
export function toGenAIError(cause: unknown): GenAIError {
  if (GenAIError.is(cause)) return cause
  if (cause instanceof Error && cause.name === 'AbortError') {
    return new GenAIError('aborted', 'The request was stopped before its answer was complete.', { cause })
  }
  const said = cause instanceof Error ? cause.message : String(cause)
  return new GenAIError('protocol', `The backend failed unexpectedly: ${said}`, { cause })
}
