import { aborted } from '../model/errors.ts'
import type { Clock } from './clock.ts'

type Signals = readonly (AbortSignal | undefined)[]

/** What comes of it, unless a signal speaks first; and when one has, it is not even begun. @throws GenAIError `aborted` */
export function orAborted<T>(run: () => Promise<T> | T, signals: Signals): Promise<T> {
  const over = new AbortController()
  return new Promise<T>((resolve, reject) => {
    for (const signal of signals) {
      const stop = (): void => reject(aborted(signal?.reason))
      if (signal?.aborted) return stop()
      signal?.addEventListener('abort', stop, { signal: over.signal })
    }
    Promise.resolve().then(run).then(resolve, reject)
  }).finally(() => over.abort())
}

/** Waits. @throws GenAIError `aborted`, at once, when a signal says so. */
export function pause(ms: number, signals: Signals, clock: Clock = globalThis): Promise<void> {
  let timer: unknown
  const waited = (): Promise<void> => new Promise((resolve) => (timer = clock.setTimeout(resolve, ms)))
  return orAborted(waited, signals).finally(() => clock.clearTimeout(timer))
}

/** How often to look, and when to stop. */
export interface WaitOptions {
  /** Milliseconds between two looks, or what makes them of how often one has looked. Default: 5,000. */
  interval?: number | ((looks: number) => number) | undefined
  signal?: AbortSignal | undefined
}

/** Looks until it is done. The first look is at once. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isDone: (found: T) => boolean,
  { interval = 5_000, signal }: WaitOptions = {},
  others: Signals = [],
): Promise<T> {
  for (let looks = 1; ; looks++) {
    const found = await look()
    if (isDone(found)) return found
    await pause(typeof interval === 'number' ? interval : interval(looks), [signal, ...others])
  }
}
