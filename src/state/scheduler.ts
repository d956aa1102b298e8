/** Calls `run` once, when it is time to show growth. Returns how to call it off. */
export type Scheduler = (run: () => void) => () => void

/**
 * A page draws at most once a frame, so showing growth more often is waste; without frames the clock decides. A hidden
 * page, whose frames do not come, is the store's affair.
 */
const frames: Scheduler = (run) => {
  if (typeof requestAnimationFrame === 'function') {
    const frame = requestAnimationFrame(run)
    return () => cancelAnimationFrame(frame)
  }
  const timer = setTimeout(run, 16)
  return () => clearTimeout(timer)
}

let current = frames

export const schedule: Scheduler = (run) => current(run)

/** Puts another clock in place, for tests. Call it without one to have the real one back. */
export function setScheduler(next: Scheduler = frames): void {
  current = next
}
