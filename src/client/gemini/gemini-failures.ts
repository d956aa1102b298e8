import type { GenAIError } from '../../model/errors.ts'
import type { GeminiError, GeminiFrame } from '../../wire/gemini-frames.ts'
import * as answered from '../answered-failures.ts'
import { truncated } from '../failures.ts'
import { retryDelay } from '../retry-after.ts'

/** A failure in the middle of an answer, or in place of one, with what Google says of when to try again. */
export function geminiFailure(error: GeminiError): GenAIError {
  const retryAfterMs = retryDelay(error.details, error.message)
  return Object.assign(answered.serverFailure(error), { httpStatus: error.code, ...(retryAfterMs && { retryAfterMs }) })
}

/** A frame that is no value. @param shown As `shownUrl` gives it. */
export function frameFailure(shown: string, frame: Exclude<GeminiFrame, { type: 'value' }> | undefined): GenAIError {
  if (!frame) return answered.foreignBody(shown, 'empty')
  if (frame.type === 'error') return geminiFailure(frame.error)
  if (frame.type === 'foreign') return answered.foreignBody(shown, frame.kind, frame.title)
  return (frame.cut ? truncated : answered.notJson)(shown)
}
