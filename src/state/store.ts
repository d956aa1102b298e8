import { safely } from '../client/safely.ts'
import { schedule } from './scheduler.ts'

/** Milliseconds after which growth is shown even though neither a frame nor a timer has come. */
const OVERDUE = 300

/**
 * One immutable snapshot that can be watched: the shape React's `useSyncExternalStore` asks for, without React.
 * Growth is told at most once a frame, everything else at once.
 */
export class Store<T> {
  #snapshot: T
  #cancel: (() => void) | undefined
  // What makes the next one, and since when a frame is waited for: there whenever `#cancel` is.
  #make!: () => T
  #since!: number
  readonly #listeners = new Set<() => void>()

  constructor(initial: T) {
    this.#snapshot = initial
  }

  readonly getSnapshot = (): T => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Publishes now, in place of any growth that was waiting. */
  set(next: T): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#snapshot = next
    this.#listeners.forEach(safely)
  }

  /** Publishes with the next frame. `make` is called then, once, however often this was called before. */
  setSoon(make: () => T): void {
    this.#make = make
    if (!this.#cancel) {
      this.#since = performance.now()
      this.#cancel = schedule(this.#flush)
    } else if (performance.now() - this.#since > OVERDUE) {
      // Browsers slow the timers of hidden tabs to one a second and then one a minute; arriving chunks are on time.
      this.#flush()
    }
  }

  // A frame that was called off may come all the same.
  readonly #flush = (): void => this.#cancel && this.set(this.#make())
}
