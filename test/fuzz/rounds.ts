import { writeFileSync } from 'node:fs'
import { seeded } from '../random.ts'

export type Random = () => number

/** Remembers what a round is about to try, for the message of its failure. */
type Note = (tried: unknown) => void

/** One round: makes an input by `random`, and throws when a promise does not hold for it. */
export type Check = (random: Random, note: Note) => void | Promise<void>

export interface Budget {
  /** Of the first round; each round has the next one. */
  seed: number
  rounds: number
  seconds: number
  /** A file that holds the seed of the round that is running: of a round that never ends, nothing else would tell. */
  trace?: string | undefined
}

/** A round in which a promise did not hold. */
export class RoundFailure extends Error {
  override name = 'RoundFailure'
  readonly seed: number

  constructor(seed: number, tried: unknown, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    const input = tried === undefined ? '' : `\nTried: ${shorten(JSON.stringify(tried))}`
    super(`${shorten(why)}\nSeed: ${seed}${input}`, { cause })
    this.seed = seed
  }
}

const shorten = (text: string): string => (text.length > 4000 ? `${text.slice(0, 4000)}…` : text)

// Taken here, because a round may put a clock of its own in their place.
const now = performance.now.bind(performance)
const { setImmediate: soon } = globalThis

/** Milliseconds after which whoever runs the tests is let hear that they are alive. */
const BREATH = 200

/**
 * Runs rounds until they are done or the time is up; the time says how many there are, never how one ends.
 * @returns How many there were.
 * @throws RoundFailure at the first in which `check` throws.
 */
export async function runRounds(check: Check, { seed, rounds, seconds, trace }: Budget): Promise<number> {
  const start = now()
  let breath = start
  let round = 0
  for (; round < rounds; round++) {
    const time = now()
    if (time - start >= seconds * 1000) break
    if (time - breath > BREATH) {
      await new Promise<void>((resolve) => soon(resolve))
      breath = now()
    }
    const own = (seed + round) >>> 0
    if (trace) writeFileSync(trace, String(own))
    let tried: unknown
    try {
      await check(seeded(own), (input) => (tried = input))
    } catch (cause) {
      throw new RoundFailure(own, tried, cause)
    }
  }
  return round
}
