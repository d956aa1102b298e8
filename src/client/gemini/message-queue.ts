import type { GenAIError } from '../../model/errors.ts'

interface Reader<T> {
  items: T[]
  /** Of every `next()` that waits. */
  wakes: (() => void)[]
}

const wake = <T>(reader: Reader<T>): void => {
  for (const go of reader.wakes.splice(0)) go()
}

/** Messages for readers who come and go. What came before the first of them waits for it; nothing is kept for nobody. */
export class MessageQueue<T> {
  readonly #readers = new Set<Reader<T>>()
  #early: T[] | undefined = []
  #ended: { error: GenAIError | undefined } | undefined

  push(item: T): void {
    this.#early?.push(item)
    for (const reader of this.#readers) {
      reader.items.push(item)
      wake(reader)
    }
  }

  end(error: GenAIError | undefined): void {
    this.#ended = { error }
    this.#readers.forEach(wake)
  }

  read(): AsyncIterator<T, undefined> {
    const reader: Reader<T> = { items: this.#early ?? [], wakes: [] }
    this.#early = undefined
    this.#readers.add(reader)
    return {
      next: async () => {
        for (;;) {
          const [item] = reader.items.splice(0, 1)
          if (item !== undefined) return { done: false, value: item }
          if (!this.#readers.has(reader)) return { done: true, value: undefined }
          if (this.#ended) {
            this.#readers.delete(reader)
            if (this.#ended.error) throw this.#ended.error
          } else await new Promise<void>((resolve) => reader.wakes.push(resolve))
        }
      },
      return: () => {
        this.#readers.delete(reader)
        reader.items = []
        wake(reader)
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }

  /** Whoever is told by callbacks reads nothing. */
  forget(): void {
    this.#early = undefined
  }
}
