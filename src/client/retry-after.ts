/** When a server wants to be asked again, in all the ways in which it may say so. */
import { isObject } from '../wire/json.ts'

/** A wait in ms; nothing for what is no number, or lies in the past. */
const wait = (ms: number): number | undefined => (ms > 0 && ms < Infinity ? ms : undefined)

/** `retry-after-ms`; `Retry-After` in seconds, or as a date, by the clock of the server that answers. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? ''
  const date = /^\s*-?[\d.]+\s*$/.test(value) ? NaN : Date.parse(value)
  const now = Date.parse(headers.get('date') ?? '') || Date.now()
  return wait(Number(headers.get('retry-after-ms') ?? NaN)) ?? wait(Number(value || NaN) * 1000) ?? wait(date - now)
}

/** Google says it in the body (`RetryInfo`), in seconds (`34.4s`), and in words; it sends no header (protocols/gemini 2.1). */
export function retryDelay(details: unknown, message = ''): number | undefined {
  const infos = (Array.isArray(details) ? (details as unknown[]) : []).filter(isObject)
  const info = infos.find((detail) => 'retryDelay' in detail)
  const words = /retry in ([\d.]+)s/.exec(message)?.[1]
  const delay = info?.['retryDelay']
  return wait(parseFloat(typeof delay === 'string' ? delay : (words ?? '')) * 1000)
}
