import type { InteractionProgress } from '../model/interaction-hops.ts'
import type { InteractionParameters, InteractionStep } from '../model/data.ts'

/** What is kept of a run over a reload. */
export interface KeptInteraction {
  id: string
  background: boolean
  /** What was asked, but for the input. */
  params?: Partial<InteractionParameters> | undefined
  lastEventId?: string | undefined
  /** As far as `lastEventId` says; without it, it is told from the beginning. */
  known?: InteractionProgress | undefined
  /** Steps of turns before. */
  before?: readonly InteractionStep[] | undefined
}

/** `localStorage`, `sessionStorage`, or anything like them. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Milliseconds between two writings while it grows: a page that is left in between is told the rest again. */
const PACE = 500

/** Where a run is kept. Nothing that goes wrong here ends the run. */
export class InteractionMemory {
  readonly #key: string
  /** Where storage is forbidden, even to ask for it throws. */
  readonly #storage: () => TextStorage
  #written = 0

  constructor(key: string, storage: () => TextStorage) {
    this.#key = `react-genai interaction ${key}`
    this.#storage = storage
  }

  read(): KeptInteraction | undefined {
    try {
      const kept = JSON.parse(this.#storage().getItem(this.#key) ?? 'null') as KeptInteraction | null
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
    const { before: _, ...rest } = kept
    const { known: _known, lastEventId: _last, ...least } = rest
    // Pictures take more than there is room for. What they were can be asked for again.
    if (![kept, rest, least].some((one) => this.#put(one))) this.#clear()
  }

  clear(): void {
    this.#written = 0
    this.#clear()
  }

  #put(kept: KeptInteraction): boolean {
    try {
      this.#storage().setItem(this.#key, JSON.stringify(kept))
      return true
    } catch {
      return false
    }
  }

  #clear(): void {
    try {
      this.#storage().removeItem(this.#key)
    } catch {
      // Forbidden: nothing was kept either.
    }
  }
}
