import { aborted, type GenAIError, toGenAIError } from './errors.ts'

/** Pieces as they come; a generator may return the final result, which then replaces what had streamed. */
export type ReplySource<S> = AsyncIterable<S, unknown>

/** A source, or how to open one. Its signal is aborted when everybody has left or `abort` is called. */
export type OpenReply<S> = ReplySource<S> | ((signal: AbortSignal) => ReplySource<S>)

/**
 * One source for many readers, who may come at any time: each gets every item from the first on, and an error only after
 * the items before it. Nothing is opened until somebody reads, nothing is read ahead of the fastest, and who leaves last
 * closes it.
 */
export abstract class Replay<S, T> implements AsyncIterable<T> {
  readonly #source: OpenReply<S>
  readonly #controller = new AbortController()
  #iterator: AsyncIterator<S, unknown> | undefined
  #pulling: Promise<void> | undefined
  #wake: (() => void) | undefined
  #waiting = 0
  /** Everything so far. */
  protected readonly items: T[] = []
  /** Set when no more will come, for whatever reason. */
  protected ended: { error?: GenAIError } | undefined

  constructor(source: OpenReply<S>) {
    this.#source = source
  }

  /** Makes an item of a piece. Whatever it throws ends the reading, like an error of the source. */
  protected abstract add(raw: S): T
  /** The source has ended, and may have returned something. */
  protected abstract complete(result: unknown): void
  /** The error as readers get it. */
  protected abstract failure(cause: unknown): GenAIError

  /** Whether no more chunks will come, for whatever reason. */
  get done(): boolean {
    return this.ended !== undefined
  }

  /** Stops and closes the connection. Readers get an error with code `aborted`; what has arrived stays. */
  abort(reason?: unknown): void {
    this.#fail(aborted(reason))
  }

  /** Reads to the end, and holds the source open until then. Never rejects. */
  protected async drain(): Promise<void> {
    this.#waiting++
    while (!this.ended) await this.pull()
    this.#waiting--
  }

  /** One step of the source, shared by all who wait for it. It also ends when reading does, whatever the source does. */
  protected pull(): Promise<void> {
    this.#pulling ??= new Promise((resolve) => {
      this.#wake = () => {
        this.#pulling = undefined
        resolve()
      }
      void this.#step().then(this.#wake)
    })
    return this.#pulling
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    let at = 0
    // An iterator that was made but never read is nobody.
    let isReading: boolean | undefined
    const leave = (): void => {
      if (isReading) this.#waiting--
      isReading = false
    }
    // By hand, not an async generator: `return()` of a generator would wait for the item that is on its way.
    return {
      next: async () => {
        if (isReading === undefined) {
          isReading = true
          this.#waiting++
        }
        // `return()` may be called while an item is awaited.
        // oxlint-disable-next-line no-unmodified-loop-condition
        while (isReading) {
          if (at < this.items.length) return { done: false, value: this.items[at++] as T }
          if (this.ended) {
            leave()
            if (this.ended.error) throw this.ended.error
          } else {
            await this.pull()
          }
        }
        return { done: true, value: undefined }
      },
      return: async () => {
        const wasReading = isReading
        leave()
        if (wasReading && this.#waiting === 0) this.abort()
        return { done: true, value: undefined }
      },
    }
  }

  /** Never rejects: an error is part of the state. */
  async #step(): Promise<void> {
    try {
      const source = this.#source
      this.#iterator ??= (typeof source === 'function' ? source(this.#controller.signal) : source)[
        Symbol.asyncIterator
      ]()
      const step = await this.#iterator.next()
      if (this.ended) return
      // It throws for what is no iterator result, which would never say that it is over.
      if (Reflect.get(step, 'done')) {
        this.complete(step.value)
        this.ended = {}
      } else this.items.push(this.add(step.value as S))
    } catch (error) {
      this.#fail(error)
    }
  }

  #fail(cause: unknown): void {
    if (this.ended) return
    // Readers wait for the end, so nothing may keep it from them: neither a strange error nor a format of the app's own.
    let error = toGenAIError('unknown')
    try {
      error = this.failure(cause)
    } catch {}
    this.ended = { error }
    this.#controller.abort(error)
    // Not awaited: a source that hangs must not hold up whoever leaves. Its complaint about being left is no news.
    void (async () => this.#iterator?.return?.())().catch(() => undefined)
    this.#wake?.()
  }
}

/** The source of what is there already. */
export async function* nothing(): AsyncGenerator<never> {}
