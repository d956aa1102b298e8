/**
 * Whether, when and with what a request is made again of which nothing has come. Loaded beside the first request. Behind the
 * first chunk nothing is made again: it would cost twice, and the model would say something else.
 */
import { GenAIError } from '../model/errors.ts'
import type { Retrying } from '../model/retrying.ts'
import type { HeaderValues, HttpOptions } from './http.ts'
import { online } from './online.ts'
import { orAborted, pause } from './pause.ts'

/** A try that failed, and what is known of the call. `nextTry` notes here what the next one needs. */
export interface FailedTry {
  error?: GenAIError | undefined
  /** Tries that have failed before this one. */
  failureCount?: number
  /** By when the call must be over, by the clock. */
  until: number
  signals: readonly (AbortSignal | undefined)[]
  /** Something lasting is made by it: only a server that says that it did nothing may be asked again. */
  isLasting?: boolean | undefined
  /** What proves who asks cannot change. */
  isFixed?: boolean | undefined
  onRetry?: ((retrying?: Retrying) => void) | undefined
  /** Sent by the last try; left by `nextTry`: to be sent in place of those that the client would get by itself. */
  headers?: HeaderValues | undefined
  /** The one new token that a call may have has been tried. */
  isRenewed?: boolean
}

/** The longest that a server may ask to wait. */
const MAX_DELAY = 60_000

/** Resolves when it is time for the next try; with `false`, at once, when there should be none. @throws GenAIError `aborted` */
export async function nextTry(http: HttpOptions, failed: FailedTry): Promise<boolean> {
  const { clock = globalThis } = http
  const { error, failureCount = 0, signals, until } = failed
  if (!error || /^(?:aborted|invalid)$/.test(error.code)) return false
  const { headers: sent } = failed
  failed.headers = undefined
  if (error.code === 'offline' && http.networkMode !== 'always' && 'addEventListener' in globalThis)
    return isBackInTime(http, failed, error)
  if (error.httpStatus === 401 && typeof http.headers === 'function' && !failed.isFixed && !failed.isRenewed) {
    failed.isRenewed = true
    failed.headers = await newHeaders(http.headers, http, failed, sent)
    return failed.headers !== undefined
  }
  const delay = delayOf(http, failed, error)
  // What would be too late is told at once.
  if (!isWorthIt(http, failed, error) || delay > MAX_DELAY || clock.performance.now() + delay > until) {
    Object.assign(error, { tries: failureCount + 1 })
    return false
  }
  failed.failureCount = failureCount + 1
  failed.onRetry?.({ failureCount: failureCount + 1, failureReason: error, retryAt: Date.now() + delay })
  await pause(delay, signals, clock)
  return true
}

/** Waits for the network, which counts as no try, for as long as the call may take. */
async function isBackInTime(
  { clock = globalThis }: HttpOptions,
  failed: FailedTry,
  error: GenAIError,
): Promise<boolean> {
  const { failureCount = 0, signals, until } = failed
  failed.onRetry?.({ failureCount, failureReason: error, retryAt: undefined })
  const over = new AbortController()
  const all = [...signals, over.signal]
  const isBack = online(all).then(() => true)
  const isLate = until < Infinity ? [pause(until - clock.performance.now(), all, clock).then(() => false)] : []
  return Promise.race([isBack, ...isLate]).finally(() => over.abort())
}

function isWorthIt({ retry = 2 }: HttpOptions, failed: FailedTry, error: GenAIError): boolean {
  const { failureCount = 0 } = failed
  if (typeof retry === 'function') return retry(failureCount, error)
  const { code, httpStatus, retryable } = error
  // Neither says whether it was done.
  const isUnknown = failed.isLasting && httpStatus !== 429 && httpStatus !== 503
  // A server that is silent may well be at work; to ask it once more would be to pay twice.
  return failureCount < Number(retry) && !isUnknown && (code === 'network' || (code === 'http' && retryable))
}

function delayOf(
  { clock = globalThis, retryDelay }: HttpOptions,
  { failureCount = 0 }: FailedTry,
  error: GenAIError,
): number {
  if (typeof retryDelay === 'function') return retryDelay(failureCount, error)
  // By chance as a whole: all who lost one server must not come back together.
  const own = clock.Math.random() * Math.min(500 * 2 ** failureCount, 8_000)
  return error.retryAfterMs ?? retryDelay ?? own
}

/** Nothing where they cannot be had, or not in time: then the refusal stands. @throws GenAIError `aborted` */
async function newHeaders(
  ask: AskHeaders,
  { clock = globalThis, timeout }: HttpOptions,
  { signals, until }: FailedTry,
  sent: HeaderValues | undefined,
): Promise<HeaderValues | undefined> {
  const over = new AbortController()
  const all = [...signals, over.signal]
  const limit = Math.min(timeout || MAX_DELAY, until - clock.performance.now())
  // What never comes must not be waited for by those that follow.
  const late = pause(limit, all, clock).then(() => void renewals.delete(ask))
  try {
    return await Promise.race([orAborted(() => renewed(ask, sent), all), late])
  } catch (cause) {
    if (GenAIError.is(cause) && cause.code === 'aborted') throw cause
    return undefined
  } finally {
    over.abort()
  }
}

type AskHeaders = Exclude<HttpOptions['headers'], HeaderValues | undefined>

/** What functions of headers gave when they were last asked for a new token. */
const renewals = new WeakMap<object, Promise<HeaderValues>>()

/** New headers, asked for once for all that wait for them, and for all that were sent with the old ones. */
async function renewed(ask: AskHeaders, sent: HeaderValues = {}): Promise<HeaderValues> {
  const known = renewals.get(ask)
  if (known) {
    const values = await known.catch(() => undefined)
    if (values && isOther(values, sent)) return values
    // Somebody else may have asked in the meantime.
    if (renewals.get(ask) !== known) return renewed(ask, sent)
  }
  // It may be no promise, and throw.
  const renewing = (async () => ask({ reason: '401' }))()
  renewals.set(ask, renewing)
  return renewing
}

const isOther = (values: HeaderValues, sent: HeaderValues): boolean =>
  Object.entries(values).some(([name, value]) => sent[name] !== value)
