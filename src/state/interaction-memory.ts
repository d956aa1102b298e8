import type { Interaction } from '../model/data.ts'

/** What is kept of a run over a reload. */
export interface KeptInteraction {
  id: string
  background: boolean
  lastEventId?: string | undefined
  /** As far as `lastEventId` says; without it, it is told from the beginning. */
  interaction?: Interaction | undefined
}

/** `localStorage`, `sessionStorage`, or anything like them. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Milliseconds between two writings while it grows: a page that is left in between is told the rest again. */
const PACE = 500

/** Where a run is kept. Nothing that goes wrong here ends the run. */
export class InteractionMemory {
  readonly #key: string
  readonly #storage: TextStorage
  #written = 0

  constructor(key: string, storage: TextStorage) {
    this.#key = `react-genai interaction ${key}`
    this.#storage = storage
  }

  read(): KeptInteraction | undefined {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key) ?? 'null') as KeptInteraction | null
      return typeof kept?.id === 'string' ? kept : undefined
    } catch {
      // Of another version, or forbidden: there is nothing.
      return undefined
    }
  }

  /** `isGrowth`: it may wait for the next time. */
  write(kept: KeptInteraction, isGrowth = false): void {
    const now = Date.now()
    if (isGrowth && now - this.#written < PACE) return
    this.#written = now
    try {
      this.#storage.setItem(this.#key, JSON.stringify(kept))
    } catch {
      this.#writeLess(kept)
    }
  }

  /** Pictures take more than there is room for. What they were can be asked for again. */
  #writeLess({ id, background }: KeptInteraction): void {
    try {
      this.#storage.setItem(this.#key, JSON.stringify({ id, background }))
    } catch {
      this.clear()
    }
  }

  clear(): void {
    this.#written = 0
    try {
      this.#storage.removeItem(this.#key)
    } catch {
      // Forbidden: nothing was kept either.
    }
  }
}
