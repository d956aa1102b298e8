import type { GenAIError } from '../../model/errors.ts'

/** How often to look at what is not finished. */
export interface PollOptions {
  /** Milliseconds before the second look; half as much more before each that follows. Default: by service. */
  interval?: number | undefined
  /** The most that it grows to. Default: by service. */
  maxInterval?: number | undefined
  /** The least while nobody sees the page. Default: 60,000. */
  hiddenInterval?: number | undefined
}

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

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden'

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
  const { interval = defaults.interval, maxInterval = defaults.maxInterval, hiddenInterval = 60_000 } = poll ?? {}
  return {
    refetchInterval: ({ state }: PolledQuery<T>): number | false => {
      const { data, error, dataUpdateCount, errorUpdateCount } = state
      if (data === undefined || !isRunning(data) || (error && !error.retryable)) return false
      const looks = Math.max(0, dataUpdateCount + errorUpdateCount - 1)
      const wait = Math.max(Math.min(interval * 1.5 ** looks, maxInterval), error?.retryAfterMs ?? 0)
      return isHidden() ? Math.max(wait, hiddenInterval) : wait
    },
    refetchIntervalInBackground: true,
  }
}

/** What may pass is tried again, three times, and not before the server says so. */
export const patience = {
  retry: (failures: number, error: GenAIError): boolean => error.retryable && failures < 3,
  retryDelay: (failures: number, error: GenAIError): number =>
    error.retryAfterMs ?? Math.min(1000 * 2 ** failures, 30_000),
}
