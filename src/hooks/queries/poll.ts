import { pollDelay, type PollOptions } from '../../client/poll-delay.ts'
import type { GenAIError } from '../../model/errors.ts'

/** Options of a query that looks again by itself until there is nothing left to see. */
export interface PolledOptions {
  /** `false`: never. */
  poll?: PollOptions | false | undefined
}

/** As far as a query tells of itself. */
export interface PolledQuery<T> {
  state: {
    data: T | undefined
    error: GenAIError | null
    dataUpdateCount: number
    errorUpdateCount: number
  }
}

/** How often a query had been asked when nothing was going on: what begins then is looked at soon. */
const atRest = new WeakMap<object, number>()

/**
 * Looks again while something is going on: less and less often, seldom while nobody sees the page, never after a failure
 * that will not pass. It ends with the last observer, as every query does.
 */
export function pollWhile<T>(
  isRunning: (data: T) => boolean,
  defaults: { interval: number; maxInterval: number },
  { poll }: PolledOptions = {},
) {
  if (poll === false) return {}
  const pace = { interval: poll?.interval ?? defaults.interval, maxInterval: poll?.maxInterval ?? defaults.maxInterval }
  return {
    refetchInterval: (query: PolledQuery<T>): number | false => {
      const { data, error, dataUpdateCount, errorUpdateCount } = query.state
      const looks = dataUpdateCount + errorUpdateCount
      if (data !== undefined && !isRunning(data)) atRest.set(query, looks)
      if (data === undefined || !isRunning(data) || (error && !error.retryable)) return false
      const delay = pollDelay(looks - (atRest.get(query) ?? 0), { ...pace, hiddenInterval: poll?.hiddenInterval })
      return Math.max(delay, error?.retryAfterMs ?? 0)
    },
    refetchIntervalInBackground: true,
  }
}

/** What may pass is tried again, three times, and not before the server says so; unless the client has done so itself. */
export const patience = {
  retry: (failures: number, { retryable, tries = 1 }: GenAIError): boolean => retryable && failures < 3 && tries < 2,
  retryDelay: (failures: number, error: GenAIError): number =>
    error.retryAfterMs ?? Math.min(1000 * 2 ** failures, 30_000),
}
