import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { type Check, RoundFailure, runRounds } from './rounds.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** How many rounds were run, and in how many seconds. */
    fuzz?: { rounds: number; seconds: number }
  }
}

const { FUZZ_SEED, FUZZ_ROUNDS, FUZZ_SECONDS, FUZZ_TRACE } = process.env

/** How many of this file share its seconds. */
let inFile = 0

/**
 * A promise that is kept for whatever `check` makes up: a few seeded rounds by default, with `FUZZ_SECONDS` as many as fit
 * into that time, with `FUZZ_ROUNDS` exactly so many, all of them from `FUZZ_SEED` on.
 */
export function fuzz(name: string, check: Check, rounds = 200): void {
  inFile++
  const seconds = Number(FUZZ_SECONDS ?? Infinity)
  const timeout = Number.isFinite(seconds) ? seconds * 1000 + 120_000 : 120_000
  // Its callers say what they promise, in words.
  // oxlint-disable-next-line vitest/valid-title
  test(name, { timeout }, async ({ task }) => {
    const start = performance.now()
    const budget = {
      seed: Number(FUZZ_SEED ?? 1),
      rounds: Number(FUZZ_ROUNDS ?? (FUZZ_SECONDS ? Infinity : rounds)),
      seconds: seconds / inFile,
      trace: FUZZ_TRACE,
    }
    let done = 0
    try {
      done = await runRounds(check, budget)
      expect(done).toBeGreaterThan(0)
    } catch (error) {
      if (!(error instanceof RoundFailure)) throw error
      done = error.seed - budget.seed + 1
      error.message += `\nRun it again: npm run fuzz -- --only ${basename(task.file.name, '.test.ts')} --test "${name}" --seed ${error.seed} --rounds 1`
      throw error
    } finally {
      task.meta.fuzz = { rounds: done, seconds: (performance.now() - start) / 1000 }
    }
  })
}

/** Shows that a check can fail: with this fault planted it does, within a few rounds. */
export function finds(fault: string, check: Check, why: RegExp = /(?:)/, rounds = 300): void {
  test(`finds ${fault}`, { timeout: 120_000 }, async () => {
    const failing = runRounds(check, { seed: 1, rounds, seconds: Infinity })
    await expect(failing).rejects.toThrow(RoundFailure)
    await expect(failing).rejects.toThrow(why)
  })
}
