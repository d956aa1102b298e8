/**
 * A snapshot that remembers what was read of it, so that its reader need not be told of anything else: what TanStack Query
 * does with its results. What was once read counts from then on.
 */
export class Tracked<T extends object> {
  readonly #getSnapshot: () => T
  readonly #read = new Set<keyof T>()
  #last: T | undefined
  #view: T | undefined

  constructor(getSnapshot: () => T) {
    this.#getSnapshot = getSnapshot
  }

  /** The same object until something changes that was read. */
  readonly get = (): T => {
    const next = this.#getSnapshot()
    const [last, view] = [this.#last, this.#view]
    if (view && last && [...this.#read].every((key) => Object.is(next[key], last[key]))) return view
    this.#last = next
    return (this.#view = this.#watch(next))
  }

  #watch(snapshot: T): T {
    const view = {} as T
    const own = { ...snapshot }
    for (const key of Object.keys(snapshot) as (keyof T)[]) {
      Object.defineProperty(view, key, {
        enumerable: true,
        get: () => {
          // Of what was never read nobody was told, so this view may be older than that: an event handler wants it as it is.
          if (!this.#read.has(key)) own[key] = this.#getSnapshot()[key]
          this.#read.add(key)
          return own[key]
        },
      })
    }
    return view
  }
}
