/** Every way a request can fail, in words: what happened, why it matters, what to do. */
import { GenAIError, type GenAIErrorCode } from '../model/errors.ts'
import type { FlowError } from '../wire/flow-frames.ts'

const KEPT = 'What had arrived is kept. Try again'
const CHECK = 'Check `baseUrl` and the path'

/** An address fit for a message: a query, or what stands before an `@`, may hold a key. */
export const shownUrl = (url: string): string => url.replace(/[?#].*|(?<=\/\/)[^/@]*@/g, '')

/** Genkit's schema errors append the whole input and schema, 29 kB at times; the list before them is what helps. */
const readable = (message: string): string => message.replace(/\n\nProvided data:[^]*/, '').slice(0, 600)

/** A failure on the way to the server or back: the same call may well succeed. */
const failure = (code: GenAIErrorCode, message: string, cause?: unknown): GenAIError =>
  new GenAIError(code, message, { retryable: true, cause })

/** The caller's own part of the request failed. */
export const unsendable = (_url: string, cause: unknown): GenAIError =>
  new GenAIError('invalid', 'Nothing was sent: the input is not JSON, or `headers` failed. See `cause`.', { cause })

export const silence = (url: string, ms: number, option: 'timeout' | 'idleTimeout'): GenAIError =>
  failure('timeout', `${url} said nothing for ${ms / 1000} s. Try again, or raise \`${option}\`.`)

export const noConnection = (url: string, cause: unknown): GenAIError =>
  // `false`, not just falsy: later versions of Node have a `navigator` that does not know.
  (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false
    ? failure('offline', 'You are offline. Nothing was sent. Try again.', cause)
    : failure('network', `No connection to ${url}. It may be down, or refuse this page (CORS). Try again.`, cause)

export const brokenConnection = (url: string, cause: unknown): GenAIError =>
  failure('network', `The connection to ${url} broke in mid-answer. ${KEPT}.`, cause)

export const truncated = (url: string): GenAIError => failure('truncated', `${url} ended in mid-answer. ${KEPT}.`)

export const notJson = (url: string): GenAIError => failure('parse', `${url} sent a frame that is not JSON. ${KEPT}.`)

export function foreignBody(url: string, kind: 'html' | 'text' | 'empty', title = ''): GenAIError {
  const what = { html: `a web page "${title}"`, text: 'plain text', empty: 'nothing' }[kind]
  return failure('protocol', `${url} sent ${what}, not an answer. ${CHECK}.`)
}

/** @param url As `shownUrl` gives it. */
export function httpFailure(
  url: string,
  { status: httpStatus, headers }: Response,
  { status, details, message }: FlowError,
): GenAIError {
  const retryable = httpStatus === 408 || httpStatus === 429 || (httpStatus >= 500 && httpStatus !== 501)
  const said = message && ` "${readable(message)}".`
  const advice = retryable ? 'Try again' : httpStatus === 404 ? CHECK : 'Check `headers` and the input'
  return new GenAIError('http', `${url} answered ${httpStatus}${status ? ` ${status}` : ''}.${said} ${advice}.`, {
    httpStatus,
    status,
    details,
    retryable,
    // Seconds; the header's other form, a date, is as good as none.
    retryAfterMs: Math.max(0, parseInt(headers.get('retry-after') ?? '') * 1000) || undefined,
    traceId: headers.get('x-genkit-trace-id') ?? undefined,
  })
}

/** A failure that the server itself reported, in the middle of an answer or in place of one. */
export function serverFailure({ status = 'INTERNAL', details, message }: FlowError): GenAIError {
  // `Internal Error` is what Genkit's servers say in place of a reason that they will not tell.
  const told = /^(internal( error)?)?$/i.test(message) ? 'see its log, then try again.' : readable(message)
  return new GenAIError('server', `The server failed (${status}): ${told}`, {
    status,
    details,
    retryable: /UNAVAILABLE|EXHAUSTED|DEADLINE|ABORTED|INTERNAL/.test(status),
  })
}
