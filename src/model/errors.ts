import type { GenerateResponse } from './generate-response.ts'
import type { OutputIssue } from './output.ts'

/**
 * What went wrong, as far as a program would branch on it.
 *
 * - `aborted`: somebody stopped it · `offline`: the browser has no network · `network`: no connection, or it broke
 * - `timeout`: silence for too long · `http`: a status that is not 2xx · `protocol`: an answer that is not this protocol
 * - `parse`: a frame that is not JSON · `truncated`: the stream ended without a result
 * - `server`: the server failed and said so · `blocked`: the model refused · `invalid`: a wrong argument or option
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

/** Which wait was too long, by the option that says how long it may be. */
export type TimeoutName = 'timeout' | 'idleTimeout' | 'totalTimeout'

/** What is known of a failure beside its code and message; see the fields of `GenAIError`. */
export interface GenAIErrorOptions {
  status?: string | undefined
  httpStatus?: number | undefined
  details?: unknown
  retryable?: boolean | undefined
  retryAfterMs?: number | undefined
  traceId?: string | undefined
  timeout?: TimeoutName | undefined
  tries?: number | undefined
  cause?: unknown
  response?: GenerateResponse | undefined
}

const MARKER: unique symbol = Symbol.for('react-genai.error')
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
  declare readonly [MARKER]: true
  declare readonly code: GenAIErrorCode
  /** Canonical status name that the server gave, such as `PERMISSION_DENIED`. */
  declare readonly status: string | undefined
  declare readonly httpStatus: number | undefined
  /** What the server said beside its message. Schema errors hold whole schemas: not for people's eyes. */
  declare readonly details: unknown
  /** Whether the same call may succeed if it is made again. */
  declare readonly retryable: boolean
  /** How long the server asks to wait, in milliseconds: its `Retry-After` or `retry-after-ms`, or Google's `RetryInfo`. */
  declare readonly retryAfterMs: number | undefined
  /** Genkit's trace of the failed run (`x-genkit-trace-id`). */
  declare readonly traceId: string | undefined
  /** Of a `timeout`: which one. None when it was a signal of the caller's own. */
  declare readonly timeout: TimeoutName | undefined
  /** How many requests were made, where the client asks again by itself. */
  declare readonly tries: number | undefined
  /** Everything that had arrived when it failed. */
  declare response: GenerateResponse | undefined

  constructor(code: GenAIErrorCode, message: string, { cause, ...facts }: GenAIErrorOptions = {}) {
    super(message.slice(0, MAX_MESSAGE), { cause })
    Object.assign(this, { retryable: false, ...facts, code, [MARKER]: true })
  }

  /** Recognises errors of any installed copy of this library, where `instanceof` knows only its own. */
  static is(value: unknown): value is GenAIError {
    const found = value as Partial<GenAIError> | null | undefined
    // Anybody can put the mark on something: readers go by these two.
    return found?.[MARKER] === true && typeof found.code === 'string' && typeof found.message === 'string'
  }
}

/** The model answered, but not with a message that can be used. */
export class GenerationResponseError extends GenAIError {
  override name = 'GenerationResponseError'

  constructor(
    response: GenerateResponse,
    message: string,
    options: GenAIErrorOptions = {},
    code: GenAIErrorCode = 'server',
  ) {
    super(code, message, { ...options, status: options.status ?? 'FAILED_PRECONDITION', response })
  }
}

/** The model refused. `response.finishMessage` says why, when the provider does. */
export class GenerationBlockedError extends GenerationResponseError {
  override name = 'GenerationBlockedError'

  constructor(response: GenerateResponse, message: string, options: GenAIErrorOptions = {}) {
    super(response, message, options, 'blocked')
  }
}

/** A final value was read from a reply that is still arriving. Await `resolve()` first, or read `snapshot`. */
export class IncompleteIterationError extends GenAIError {
  override name = 'IncompleteIterationError'

  constructor() {
    super('invalid', 'The reply is incomplete: await resolve() or read `snapshot`.')
  }
}

/** The output does not fit its schema. The reply itself is complete, and kept. */
export class ValidationError extends GenAIError {
  override name = 'ValidationError'
  declare readonly issues: readonly OutputIssue[]
  /** What was checked. */
  declare readonly value: unknown

  constructor(issues: readonly OutputIssue[], value: unknown, options: GenAIErrorOptions = {}) {
    const list = issues.map(({ message, path }) => `- ${path.join('.') || '(root)'}: ${message}`).join('\n')
    super('invalid', `Schema validation failed. Parse Errors:\n\n${list}`, {
      status: 'INVALID_ARGUMENT',
      ...options,
    })
    Object.assign(this, { issues, value })
  }
}

/** The reason of whoever leaves a reply to go on without them, in place of stopping it. */
export const LEFT = 'left'

/** A caller said so; the signal of `AbortSignal.timeout()` says why. The reason may be shared, so it is never ours. */
export const aborted = (reason: unknown): GenAIError =>
  new GenAIError(
    (reason as Error | undefined)?.name === 'TimeoutError' ? 'timeout' : 'aborted',
    'Stopped. What had arrived is kept.',
    { cause: reason },
  )

/** Whatever a backend threw, as an error of ours: callers branch on `code`, and backends may be anybody's. */
export function toGenAIError(cause: unknown): GenAIError {
  if (GenAIError.is(cause)) return cause
  const { name, message } =
    cause instanceof Error ? cause : { name: '', message: typeof cause === 'string' ? cause : typeof cause }
  return new GenAIError(name === 'AbortError' ? 'aborted' : 'protocol', `The backend failed: ${message}.`, {
    cause,
  })
}
