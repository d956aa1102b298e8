/** How often to look at what is not finished. */
export interface PollOptions {
  /** Milliseconds before the second look; half as much more before each that follows. Default: by service. */
  interval?: number | undefined
  /** The most that it grows to. Default: by service. */
  maxInterval?: number | undefined
  /** The least while nobody sees the page. Default: 60,000. */
  hiddenInterval?: number | undefined
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden'

/** Milliseconds before one looks again, having looked so often. */
export function pollDelay(
  looks: number,
  { interval = 1_000, maxInterval = 10_000, hiddenInterval = 60_000 }: PollOptions,
): number {
  const wait = Math.min(interval * 1.5 ** Math.max(0, looks - 1), maxInterval)
  return isHidden() ? Math.max(wait, hiddenInterval) : wait
}
