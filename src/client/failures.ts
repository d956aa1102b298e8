/**
 * Every way in which a request can fail before it is answered, or while it is, in words: what happened, why it matters, what
 * to do. They are here from the start: when the network is away, nothing can be loaded.
 */
import { GenAIError, type GenAIErrorCode } from '../model/errors.ts'

export const KEPT = 'What had arrived is kept. Try again'

/** An address fit for a message: a query, or what stands before an `@`, may hold a key. */
export const shownUrl = (url: string): string => url.replace(/[?#].*|(?<=\/\/)[^/@]*@/g, '')

/** A failure on the way to the server or back: the same call may well succeed. */
export const failure = (code: GenAIErrorCode, message: string, cause?: unknown): GenAIError =>
  new GenAIError(code, message, { retryable: true, cause })

/** The caller's own part of the request failed. */
export const unsendable = (_url: string, cause: unknown): GenAIError =>
  new GenAIError('invalid', 'Nothing was sent: the input is no JSON, or `headers` failed.', { cause })

export const silence = (url: string, ms: number, option: 'timeout' | 'idleTimeout'): GenAIError =>
  failure('timeout', `${url} said nothing for ${ms / 1000} s. Try again, or raise \`${option}\`.`)

export const noConnection = (url: string, cause: unknown): GenAIError =>
  // `false`, not just falsy: later versions of Node have a `navigator` that does not know.
  (globalThis as { navigator?: Partial<Navigator> }).navigator?.onLine === false
    ? failure('offline', 'You are offline. Nothing was sent. Try again.', cause)
    : failure('network', `No connection to ${url}. It is down or refuses this page (CORS). Try again.`, cause)

export const brokenConnection = (url: string, cause: unknown): GenAIError =>
  failure('network', `The connection to ${url} broke in mid-answer. ${KEPT}.`, cause)

export const truncated = (url: string): GenAIError => failure('truncated', `${url} ended in mid-answer. ${KEPT}.`)
