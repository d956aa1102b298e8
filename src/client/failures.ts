/** Failures of a request or its answer, in words: what happened, why it matters, what to do. */
import { GenAIError, type GenAIErrorCode, type TimeoutName } from '../model/errors.ts'

export const KEPT = 'What had arrived is kept. Try again'

/** A failure on the way to the server or back: the same call may well succeed. */
export const failure = (code: GenAIErrorCode, message: string, cause?: unknown, timeout?: TimeoutName): GenAIError =>
  new GenAIError(code, message, { retryable: true, cause, timeout })

/** @param shown As `shownUrl` gives it. */
export const truncated = (shown: string): GenAIError => failure('truncated', `${shown} ended in mid-answer. ${KEPT}.`)
