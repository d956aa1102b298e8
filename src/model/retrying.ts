import type { GenAIError } from './errors.ts'

/** A request that is going to be made again. */
export interface Retrying {
  /** How many tries have failed. */
  readonly failureCount: number
  /** What the last one failed with. */
  readonly failureReason: GenAIError
  /** When the next one begins, as `Date.now()` counts. Nothing while it waits for the network. */
  readonly retryAt: number | undefined
}
