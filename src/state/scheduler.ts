/**
 * When growth is shown. A page draws at most once a frame, so more often is waste; a hidden page draws no frames at all,
 * so there the clock decides. Nothing here is asked for unless something is waiting.
 */
export interface Scheduler {
  /** Calls `run` once, when it is time to show growth. Returns how to call it off. */
  schedule(run: () => void): () => void
}

/** A frame that does not come (hidden tab, covered window) is not waited for longer than this. */
const PATIENCE = 250

function frameScheduler(): Scheduler {
  return {
    schedule(run) {
      let frame: number | undefined
      const cancel = (): void => {
        clearTimeout(timer)
        if (frame !== undefined) cancelAnimationFrame(frame)
      }
      const go = (): void => {
        cancel()
        run()
      }
      const timer = setTimeout(go, typeof requestAnimationFrame === 'function' ? PATIENCE : 16)
      if (typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(go)
      return cancel
    },
  }
}

let current: Scheduler = frameScheduler()

export const scheduler: Scheduler = { schedule: (run) => current.schedule(run) }

/** Puts another clock in place, for tests. Call it without one to have the real one back. */
export function setScheduler(next: Scheduler = frameScheduler()): void {
  current = next
}
