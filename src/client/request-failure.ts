/** Every way in which a request can fail before it is answered, or while it is. */
import { GenAIError, type GenAIErrorCode, type TimeoutName } from '../model/errors.ts'
import { optionFailure } from './check-options.ts'
import { failure, KEPT } from './failures.ts'
import { safeCause } from './hide-secrets.ts'
import type { HttpOptions } from './http.ts'
import { httpFailure } from './refusals.ts'

const SLOW: Record<TimeoutName, string> = {
  timeout: 'did not answer for',
  idleTimeout: 'fell silent for',
  totalTimeout: 'was not done after',
}

/** What is known of a request that failed. */
export interface FailedRequest {
  http: HttpOptions
  /** `invalid` before it was sent, `network` then. */
  code: GenAIErrorCode
  cause: unknown
  /** Which wait was too long. */
  slow: TimeoutName | undefined
  /** How many ms the others may take. */
  timeout: number
  idleTimeout: number
  /** The server has begun to answer. Also the cause, when it says no. */
  response: Response | undefined
  /** Reads its body. */
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined
}

/** @param shown As `shownUrl` gives it. */
export function requestFailure(shown: string, what: FailedRequest): GenAIError | Promise<GenAIError> {
  const { http, code, slow, response, reader } = what
  if (response && what.cause === response) return httpFailure(shown, response, reader)
  // Whatever happened, this is why.
  const wrong = response ? undefined : optionFailure(http)
  if (wrong) return wrong
  if (slow) {
    const ms = slow === 'totalTimeout' ? Number(http.totalTimeout) : what[slow]
    const text = `${shown} ${SLOW[slow]} ${ms / 1000} s. Try again, or raise \`${slow}\`.`
    return failure('timeout', text, undefined, slow)
  }
  if (GenAIError.is(what.cause)) return what.cause
  const cause = safeCause(what.cause)
  // The caller's own part of the request.
  if (code === 'invalid')
    return new GenAIError(code, 'Nothing was sent: the input is no JSON, or `headers` failed.', { cause })
  if (response) return failure('network', `The connection to ${shown} broke in mid-answer. ${KEPT}.`, cause)
  // `false`, not just falsy: later versions of Node have a `navigator` that does not know.
  return (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false
    ? failure('offline', 'You are offline. Nothing was sent. Try again.', cause)
    : failure('network', `No connection to ${shown}. It is down or refuses this page (CORS). Try again.`, cause)
}
