import type { TransportRequest } from 'react-genai/testing'
import { vi } from 'vitest'
import { below, inPackets } from './mutate.ts'
import type { Random } from './rounds.ts'

/** How a body ends before its time: with an error, as if it were whole, or in silence. */
const WAYS = ['breaks', 'ends', 'hangs'] as const
type Way = (typeof WAYS)[number]

/** A place in a body, and how it ends there. */
export interface Cut {
  at: number
  way: Way
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Answers with a body in packets, whole or cut. All that comes before its end is read. */
export function answer(request: TransportRequest, random: Random, bytes: Uint8Array, cut?: Cut): void {
  request.write(...inPackets(random, bytes.subarray(0, cut?.at ?? bytes.length)))
  if (cut?.way === 'breaks') request.drop()
  else if (cut?.way !== 'hangs') request.close()
}

export const anyCut = (random: Random, length: number): Cut => ({
  at: below(random, length + 1),
  way: WAYS[below(random, WAYS.length)] ?? 'breaks',
})

// Taken before there is another clock.
const { setImmediate: soon } = globalThis
const turn = (): Promise<void> => new Promise((resolve) => soon(resolve))

/** Steps of the clock after which what still goes on is taken to go on for ever. */
const STEPS = 2_000

/**
 * Runs with a clock that does not wait: when nothing happens any more, it is as late as the next timer.
 * @throws when it does not come to an end.
 */
export async function withoutWaiting<T>(run: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  // What waits by chance does so by no more than this.
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  try {
    let isOver = false
    const running = run().finally(() => (isOver = true))
    running.catch(() => undefined)
    for (let steps = 0; ; steps++) {
      for (let turns = 0; turns < 3; turns++) await turn()
      if (isOver) return await running
      if (steps > STEPS) throw new Error('it never comes to an end')
      await vi.advanceTimersToNextTimerAsync()
    }
  } finally {
    chance.mockRestore()
    vi.useRealTimers()
  }
}
