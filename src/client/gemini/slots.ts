import { aborted } from '../../model/errors.ts'

/** So many at a time; the others wait, first come first served. */
export interface Slots {
  /** Waits for a place, and gives what frees it. @throws GenAIError `aborted` when a signal says so first. */
  take(signals: readonly (AbortSignal | undefined)[]): Promise<() => void>
}

export function createSlots(max = Infinity): Slots {
  let free = max
  const waiting = new Set<() => void>()
  const give = (): void => {
    free++
    const [next] = waiting
    next?.()
  }
  return {
    async take(signals) {
      if (free < 1) {
        const left = new AbortController()
        await new Promise<void>((resolve, reject) => {
          const enter = (): void => {
            waiting.delete(enter)
            free--
            resolve()
          }
          waiting.add(enter)
          for (const signal of signals) {
            const leave = (): void => {
              waiting.delete(enter)
              reject(aborted(signal?.reason))
            }
            signal?.addEventListener('abort', leave, { signal: left.signal })
            if (signal?.aborted) leave()
          }
        }).finally(() => left.abort())
      } else free--
      return give
    },
  }
}
