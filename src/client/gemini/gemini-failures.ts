import { GenAIError } from '../../model/errors.ts'
import type { GeminiError } from '../../wire/gemini-frames.ts'
import { isObject } from '../../wire/json.ts'
import { serverFailure } from '../answered-failures.ts'

/** Google says it in the body, in seconds (`34.4s`), and sends no header (protocols/gemini 2.1). */
function retryDelay(details: unknown): { retryAfterMs?: number } {
  const info = (Array.isArray(details) ? (details as unknown[]) : []).find(
    (detail) => isObject(detail) && 'retryDelay' in detail,
  ) as { retryDelay?: unknown } | undefined
  const ms = parseFloat(String(info?.retryDelay)) * 1000
  return ms > 0 ? { retryAfterMs: ms } : {}
}

/** A failure with what Google says of when to try again. */
export const withDelay = <E>(error: E): E =>
  GenAIError.is(error) ? Object.assign(error, retryDelay(error.details)) : error

/** A failure in the middle of an answer, or in place of one. */
export const geminiFailure = (error: GeminiError): GenAIError =>
  withDelay(Object.assign(serverFailure(error), { httpStatus: error.code }))
