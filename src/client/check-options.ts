import { GenAIError } from '../model/errors.ts'
import type { HttpOptions } from './http.ts'

const isTime = (value: unknown): boolean => typeof value === 'number' && value >= 0
const isFunction = (value: unknown): boolean => typeof value === 'function'

/** What each option may be, and how that is said. */
const RULES: Record<string, readonly [isGood: (value: unknown) => boolean, wanted: string]> = {
  baseUrl: [(value) => typeof value === 'string', 'a string'],
  headers: [
    (value) => isFunction(value) || (typeof value === 'object' && value !== null && !(value instanceof Headers)),
    'a plain object, or a function that makes one',
  ],
  fetch: [isFunction, 'a function'],
  timeout: [isTime, 'milliseconds, 0 or more'],
  idleTimeout: [isTime, 'milliseconds, 0 or more'],
  totalTimeout: [isTime, 'milliseconds, 0 or more'],
  reconnectTimeout: [isTime, 'milliseconds, 0 or more'],
  retry: [(value) => value === false || isTime(value) || isFunction(value), 'a number, `false`, or a function'],
  retryDelay: [(value) => isTime(value) || isFunction(value), 'milliseconds, or a function'],
  signal: [(value) => value instanceof AbortSignal, 'an `AbortSignal`'],
  apiKey: [(value) => typeof value === 'string' || isFunction(value), 'a string, or a function that gets one'],
  maxConcurrent: [(value) => typeof value === 'number' && value >= 1, 'a number, 1 or more'],
}

/** What is wrong with the options of a client, if anything is. */
export function optionFailure(options: HttpOptions): GenAIError | undefined {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    return new GenAIError('invalid', 'The options of a client are an object, `{ baseUrl: … }`. Nothing was sent.')
  for (const [name, value] of Object.entries(options)) {
    const [isGood, wanted] = (Object.hasOwn(RULES, name) && RULES[name]) || []
    if (value !== undefined && isGood && !isGood(value))
      return new GenAIError(
        'invalid',
        `The option \`${name}\` is ${kindOf(value)}; it has to be ${wanted}. Nothing was sent.`,
      )
  }
  return undefined
}

/** Never the value itself: it may be a key. */
const kindOf = (value: unknown): string =>
  typeof value === 'number'
    ? String(value)
    : value === null
      ? 'null'
      : value instanceof Headers
        ? 'a `Headers`'
        : `a ${typeof value}`
