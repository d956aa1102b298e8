/** How a server says no, in words. Loaded with the first refusal: then there is a network. */
import { GenAIError, GenerationBlockedError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import { readErrorBody } from '../wire/error-body.ts'
import { readResponse } from '../wire/genkit-schema.ts'
import { CHECK, readable } from './answered-failures.ts'

export { foreignBody, notJson, serverFailure } from './answered-failures.ts'

/** A refusal of the model's arrives as an error whose details hold the whole response (protocols/genkit 1.3). */
export function refusalIn(error: unknown): GenAIError | undefined {
  const { status, details } = error as Partial<GenAIError>
  const data = readResponse((details as { response?: unknown } | undefined)?.response)
  return data?.finishReason === 'blocked'
    ? new GenerationBlockedError(new GenerateResponse(data), `The model refused. ${data.finishMessage ?? ''}`, {
        status,
        details,
      })
    : undefined
}

/**
 * @param url As `shownUrl` gives it.
 * @param said Its body, as far as it was read.
 */
export function httpFailure(url: string, { status: httpStatus, headers }: Response, said: string): GenAIError {
  const { status, details, message } = readErrorBody(said)
  const retryable = httpStatus === 408 || httpStatus === 429 || (httpStatus >= 500 && httpStatus !== 501)
  const quoted = message && ` "${readable(message)}".`
  const advice = retryable ? 'Try again' : httpStatus === 404 ? CHECK : 'Check `headers` and the input'
  return new GenAIError('http', `${url} answered ${httpStatus}${status ? ` ${status}` : ''}.${quoted} ${advice}.`, {
    httpStatus,
    status,
    details,
    retryable,
    // Seconds; the header's other form, a date, is as good as none.
    retryAfterMs: Math.max(0, parseInt(headers.get('retry-after') ?? '') * 1000) || undefined,
    traceId: headers.get('x-genkit-trace-id') ?? undefined,
  })
}
