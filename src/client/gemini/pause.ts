import { aborted } from '../../model/errors.ts'

/** Waits. @throws GenAIError `aborted`, at once, when a signal says so. */
export function pause(ms: number, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const over = new AbortController()
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    for (const signal of signals) {
      const stop = (): void => {
        clearTimeout(timer)
        reject(aborted(signal?.reason))
      }
      signal?.addEventListener('abort', stop, { signal: over.signal })
      if (signal?.aborted) stop()
    }
  }).finally(() => over.abort())
}

export interface WaitOptions {
  /** Milliseconds between two looks. Default: 5,000. */
  interval?: number | undefined
  signal?: AbortSignal | undefined
}

/** Looks until it is done. The first look is at once. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isDone: (found: T) => boolean,
  { interval = 5_000, signal }: WaitOptions = {},
  closed?: AbortSignal,
): Promise<T> {
  for (;;) {
    const found = await look()
    if (isDone(found)) return found
    await pause(interval, [signal, closed])
  }
}
