/**
 * Where time and chance come from, in milliseconds: `globalThis`, or something with these of its members. Tests put their own
 * in its place.
 */
export interface Clock {
  /** Only ever grows, whatever happens to the computer's date. */
  performance: { now(): number }
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(timer: unknown): void
  /** For waits that should differ from page to page. */
  Math: { random(): number }
}
