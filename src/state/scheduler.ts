/** Calls `run` once, when it is time to show growth. Returns how to call it off. */
export type Scheduler = (run: () => void) => () => void

/** A frame that does not come (hidden tab, covered window) is not waited for longer than this. */
const PATIENCE = 250

/** A page draws at most once a frame, so showing growth more often is waste; without frames the clock decides. */
const frames: Scheduler = (run) => {
  const inPage = typeof requestAnimationFrame === 'function'
  const go = (): void => {
    cancel()
    run()
  }
  const timer = setTimeout(go, inPage ? PATIENCE : 16)
  const frame = inPage ? requestAnimationFrame(go) : 0
  const cancel = (): void => {
    clearTimeout(timer)
    if (inPage) cancelAnimationFrame(frame)
  }
  return cancel
}

let current = frames

export const schedule: Scheduler = (run) => current(run)

/** Puts another clock in place, for tests. Call it without one to have the real one back. */
export function setScheduler(next: Scheduler = frames): void {
  current = next
}
