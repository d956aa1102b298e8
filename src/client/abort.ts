/** A controller that follows other signals, and can stop following: a shared signal must not collect listeners. */
export interface LinkedController {
  readonly signal: AbortSignal
  abort(reason: unknown): void
  /** Removes every listener. Call it when the work is over. */
  unlink(): void
}

export function linkSignals(signals: readonly (AbortSignal | undefined)[]): LinkedController {
  const controller = new AbortController()
  const undo: (() => void)[] = []
  for (const signal of signals) {
    if (!signal) continue
    const follow = (): void => controller.abort(signal.reason)
    if (signal.aborted) {
      follow()
      break
    }
    signal.addEventListener('abort', follow, { once: true })
    undo.push(() => signal.removeEventListener('abort', follow))
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => undo.splice(0).forEach((remove) => remove()),
  }
}
