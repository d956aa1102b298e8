/** How a server says no, in words. Loaded with the first refusal: then there is a network. */
import { GenAIError, GenerationBlockedError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import { foreignIn, readErrorBody, toFlowError } from '../wire/error-body.ts'
import type { FlowFrame } from '../wire/flow-frames.ts'
import { readResponse } from '../wire/genkit-schema.ts'
import { retryAfter, retryDelay } from './retry-after.ts'
import { truncated } from './failures.ts'
import { CHECK, foreignBody, notJson, readable, serverFailure } from './answered-failures.ts'

/** A refusal of the model's arrives as an error whose details hold the whole response (protocols/genkit 1.3). */
function refusalIn(error: unknown): GenAIError | undefined {
  const { status, details, httpStatus } = error as Partial<GenAIError>
  const data = readResponse((details as { response?: unknown } | undefined)?.response)
  return data?.finishReason === 'blocked'
    ? new GenerationBlockedError(new GenerateResponse(data), `The model refused. ${data.finishMessage ?? ''}`, {
        status,
        details,
        httpStatus,
      })
    : undefined
}

const LIMIT = 65_536

/** A body, as far as it comes: what breaks, or is let go of, ends there. */
async function bodyOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> {
  const words = new TextDecoder()
  let said = ''
  try {
    for (;;) {
      const { value } = (await reader?.read()) ?? {}
      if (!value || said.length > LIMIT) break
      said += words.decode(value, { stream: true })
    }
  } catch {}
  return said
}

const ADVICE: Record<number, string> = {
  404: CHECK,
  413: 'An attachment is too big, or the conversation too long: send less',
}

/**
 * @param url As `shownUrl` gives it.
 * @param reader Of its body, whatever its content type says.
 */
export async function httpFailure(
  url: string,
  { status: httpStatus, headers }: Response,
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<GenAIError> {
  const { status, details, message } = readErrorBody(await bodyOf(reader))
  const isPassing = httpStatus === 408 || httpStatus === 429 || (httpStatus >= 500 && httpStatus !== 501)
  const said = headers.get('x-should-retry')
  const retryable = said ? said === 'true' : isPassing
  const quoted = message && ` "${readable(message)}".`
  const advice = retryable ? 'Try again' : (ADVICE[httpStatus] ?? 'Check `headers` and the input')
  return new GenAIError('http', `${url} answered ${httpStatus}${status ? ` ${status}` : ''}.${quoted} ${advice}.`, {
    httpStatus,
    status,
    details,
    retryable,
    retryAfterMs: retryAfter(headers) ?? retryDelay(details, message),
    traceId: headers.get('x-genkit-trace-id') ?? undefined,
  })
}

/** A frame that says that it failed, or is none, or should not have been the last; nothing at all; or an error. */
export type FlowTrouble = FlowFrame | GenAIError | undefined

/**
 * What a flow failed with, in words. An error may be a refusal of the model's.
 * @param url As `shownUrl` gives it.
 */
export function flowFailure(url: string, cause: FlowTrouble): GenAIError {
  if (!cause) return foreignBody(url, 'empty')
  if (!('type' in cause)) return refusalIn(cause) ?? cause
  if (cause.type === 'error') {
    const failure = serverFailure(toFlowError(cause.value))
    return refusalIn(failure) ?? failure
  }
  if (cause.type === 'foreign') {
    const { kind, title } = foreignIn(cause.text)
    return foreignBody(url, kind, title)
  }
  // A good frame, or half of one: there should have been more.
  return cause.type === 'malformed' && !cause.cut ? notJson(url) : truncated(url)
}
