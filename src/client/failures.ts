/** Every way a request can fail, in words: what happened, why it matters, what to do. */
import { GenAIError, GenerationBlockedError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import type { FlowError } from '../wire/flow-frames.ts'
import { readResponse } from '../wire/genkit-schema.ts'

const RETRYABLE_HTTP = new Set([408, 429, 500, 502, 503, 504])
const RETRYABLE_STATUS = new Set(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED', 'ABORTED', 'INTERNAL'])

/** An address fit for a message: a query may hold a key. */
export const shownUrl = (url: string): string => url.replace(/[?#].*$/, '').replace(/\/\/[^/@]*@/, '//')

/** Genkit's schema errors append the whole input and schema, 29 kB at times; the list before them is what helps. */
function readable(message: string): string {
  const text = message.split('\n\nProvided data:')[0] as string
  return text.length > 600 ? `${text.slice(0, 599)}…` : text
}

export function aborted(reason: unknown): GenAIError {
  if (GenAIError.is(reason)) return reason
  return new GenAIError('aborted', 'The request was stopped before its answer was complete.', { cause: reason })
}

/** The caller's own part of the request failed, so nothing was sent. */
export function unsendable(part: 'input' | 'headers', cause: unknown): GenAIError {
  const message = {
    input: 'The input cannot be written as JSON (a circle, or a BigInt?), so nothing was sent. Pass plain data.',
    headers: 'The `headers` option failed, so nothing was sent. Look at `cause`: the token may not have been renewed.',
  }[part]
  return new GenAIError('invalid', message, { cause })
}

export function connectTimeout(url: string, ms: number): GenAIError {
  return new GenAIError(
    'timeout',
    `${shownUrl(url)} did not begin to answer within ${ms / 1000} s. The server may be overloaded, or the model may need ` +
      'longer than `timeout` allows. Try again, or raise `timeout`.',
    { retryable: true },
  )
}

export function idleTimeout(url: string, ms: number): GenAIError {
  return new GenAIError(
    'timeout',
    `${shownUrl(url)} fell silent for ${ms / 1000} s in the middle of its answer. What had arrived is kept. ` +
      'Try again, or raise `idleTimeout` if the model pauses that long.',
    { retryable: true },
  )
}

export function noConnection(url: string, cause: unknown): GenAIError {
  if (typeof navigator !== 'undefined' && navigator.onLine === false) {
    return new GenAIError(
      'offline',
      'You are offline, so the request could not be sent. Try again when you are back online.',
      {
        retryable: true,
        cause,
      },
    )
  }
  return new GenAIError(
    'network',
    `No connection to ${shownUrl(url)}. The server may be down, the address wrong, or the browser may have refused the ` +
      'request (CORS). Check that the server runs, then try again.',
    { retryable: true, cause },
  )
}

export function brokenConnection(url: string, cause: unknown): GenAIError {
  return new GenAIError(
    'network',
    `The connection to ${shownUrl(url)} broke in the middle of the answer. What had arrived is kept. Try again.`,
    { retryable: true, cause },
  )
}

export function truncated(url: string): GenAIError {
  return new GenAIError(
    'truncated',
    `The answer of ${shownUrl(url)} ended before it was complete. What had arrived is kept. ` +
      'Try again; if it happens often, look for a proxy or a time limit between here and the server.',
    { retryable: true },
  )
}

export function notJson(url: string): GenAIError {
  return new GenAIError(
    'parse',
    `${shownUrl(url)} sent something that is not JSON where a Genkit frame should be, so the answer cannot be read on. ` +
      'What had arrived is kept. Check what stands between here and the flow, then try again.',
    { retryable: true },
  )
}

export function foreignBody(url: string, kind: 'html' | 'text' | 'empty', title?: string): GenAIError {
  const what = {
    html: `a web page${title ? ` (“${title}”)` : ''} instead of a flow's answer. A login page, a captive portal or a fallback route may have answered`,
    text: "text that is not a flow's answer. The address may belong to something else",
    empty: 'nothing at all, which is not a complete answer. The server or a proxy may have dropped it',
  }[kind]
  return new GenAIError(
    'protocol',
    `${shownUrl(url)} sent ${what}. Check \`baseUrl\` and the flow's path, then try again.`,
    {
      retryable: kind === 'empty',
    },
  )
}

const ADVICE: Record<number, string> = {
  400: "The input is not what the flow expects. Compare it with the flow's input schema.",
  401: 'The server does not know who is asking. Sign in, or check the `headers` option.',
  403: 'You are known, but not allowed to use this flow.',
  404: "There is no flow at this address. Check `baseUrl` and the flow's path.",
  405: "The address does not take POST requests. Check `baseUrl` and the flow's path.",
  408: 'The server gave up waiting. Try again.',
  413: 'The message or an attachment is too big for the server. Send less.',
  429: 'Too many requests, or a quota is used up. Wait a little, then try again.',
  503: 'The server is not available right now. Try again in a moment.',
}

export function httpFailure(url: string, response: Response, body: FlowError): GenAIError {
  const { status: httpStatus } = response
  const said = body.message ? ` It said: “${readable(body.message)}”.` : ''
  const advice = ADVICE[httpStatus] ?? (httpStatus >= 500 ? 'The server failed. Try again.' : 'Check the request.')
  return (
    blocked(body) ??
    new GenAIError(
      'http',
      `${shownUrl(url)} answered ${httpStatus}${body.status ? ` ${body.status}` : ''}.${said} ${advice}`,
      {
        httpStatus,
        status: body.status,
        details: body.details,
        retryable: RETRYABLE_HTTP.has(httpStatus),
        retryAfterMs: retryAfter(response.headers),
        traceId: response.headers.get('x-genkit-trace-id') ?? undefined,
      },
    )
  )
}

/** A failure that the flow itself reported. */
export function serverFailure(error: FlowError): GenAIError {
  const refused = blocked(error)
  if (refused) return refused
  // `Internal Error` is what Genkit's servers say instead of any reason they will not tell.
  const told = error.message && !/^(internal error|internal)$/i.test(error.message)
  const message = told
    ? `The flow failed${error.status ? ` (${error.status})` : ''}: ${readable(error.message)}`
    : 'The flow failed on the server, which gave no reason. Its log knows more. Try again.'
  return new GenAIError('server', message, {
    status: error.status,
    details: error.details,
    retryable: error.status === undefined || RETRYABLE_STATUS.has(error.status),
  })
}

/** A refusal arrives as an error whose details hold the whole response (protocols/genkit 1.3). */
function blocked(error: FlowError): GenAIError | undefined {
  const { details } = error
  const data =
    typeof details === 'object' && details !== null && 'response' in details
      ? readResponse(details.response)
      : undefined
  if (data?.finishReason !== 'blocked') return undefined
  return new GenerationBlockedError(
    new GenerateResponse(data),
    `The model refused to answer. ${readable(error.message)}`,
    {
      status: error.status,
      details,
    },
  )
}

/** `Retry-After` in seconds or as a date, and the `-ms` variant that some gateways send. Nonsense is ignored. */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (ms >= 0) return ms
  const header = headers.get('retry-after')
  if (header === null) return undefined
  const seconds = header.trim() === '' ? Number.NaN : Number(header)
  const wait = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return wait >= 0 ? wait : undefined
}
