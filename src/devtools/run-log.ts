import { type Exchange, watchFetch } from '../testing/recording/exchange.ts'
import { goesOn, isGenerating } from '../testing/recording/record-fetch.ts'
import { shownUrl } from '../client/shown-url.ts'
import { answerOf } from '../testing/wire-answer.ts'
import { paceOf } from '../testing/recording/play.ts'

/** How often something was drawn while a run was going on. */
interface Renders {
  count: number
  /** Milliseconds, all together and the longest. */
  total: number
  longest: number
}

/** One question, with every try to get it answered. */
export interface Run {
  readonly id: number
  readonly tries: Exchange[]
  /** By the name of the probe; the app as a whole is `App`. */
  readonly renders: Record<string, Renders>
  /** Whether a recording has answered it. */
  readonly isReplayed: boolean
}

const MOST_RUNS = 50

/** What has been asked and answered in this page, for the devtools. It knows no React. */
export class RunLog {
  #runs: readonly Run[] = []
  readonly #listeners = new Set<() => void>()
  readonly #plans = new Map<string, Run>()
  #isTold = true

  /** Newest first. Another list whenever something has changed, at most once a frame. */
  readonly getSnapshot = (): readonly Run[] => this.#runs
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Forgets all runs, and answers nothing in their place any more. */
  clear(): void {
    this.#runs = []
    this.#plans.clear()
    this.#tell()
  }

  /** What to answer requests to that address with, in place of asking the server; `undefined`: nothing any more. */
  replay(url: string, run: Run | undefined): void {
    if (run) this.#plans.set(url, run)
    else this.#plans.delete(url)
    this.#runs = [...this.#runs]
    this.#tell()
  }

  replayed(url: string): Run | undefined {
    return this.#plans.get(url)
  }

  /** Something was drawn. It counts for every run that is going on. */
  rendered(name: string, milliseconds: number): void {
    for (const run of this.#runs) {
      if (run.tries.at(-1)?.end) continue
      const known = run.renders[name] ?? { count: 0, total: 0, longest: 0 }
      run.renders[name] = {
        count: known.count + 1,
        total: known.total + milliseconds,
        longest: Math.max(known.longest, milliseconds),
      }
    }
  }

  /** A `fetch` whose requests to flows, agents and models are in the log. */
  watch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    const answered: typeof fetch = (target, init) => {
      const url = shownUrl(target instanceof Request ? target.url : String(target))
      const plan = this.#plans.get(url)
      return plan && init?.method === 'POST'
        ? Promise.resolve(again(plan, init.signal ?? undefined))
        : fetch(target, init)
    }
    return watchFetch(answered, { wants: isGenerating, onChange: (exchange) => this.#note(exchange) })
  }

  #note(exchange: Exchange): void {
    const known = this.#runs.find(({ tries }) => tries.includes(exchange))
    if (!known) {
      const before = this.#runs.find(({ tries }) => goesOn(tries, exchange))
      before?.tries.push(exchange)
      const isReplayed = this.#plans.has(exchange.url)
      if (!before)
        this.#runs = [{ id: exchange.id, tries: [exchange], renders: {}, isReplayed }, ...this.#runs].slice(
          0,
          MOST_RUNS,
        )
    }
    this.#runs = [...this.#runs]
    this.#tell()
  }

  #tell(): void {
    if (!this.#isTold) return
    this.#isTold = false
    // Pieces may come by the thousand: whoever looks on must cost the page nothing that could be felt.
    setTimeout(() => {
      this.#isTold = true
      for (const listener of this.#listeners) listener()
    }, 50)
  }
}

/** What came then, at the times when it came. */
function again({ tries }: Run, signal: AbortSignal | undefined): Response {
  const { status, answerHeaders = {}, packets, end, endedAfter = 0 } = tries.at(-1) as Exchange
  const type = answerHeaders['content-type']
  return answerOf([...packets, { at: endedAfter, end: end === 'closed' ? 'done' : 'cut' }], {
    status,
    headers: { ...(type && { 'content-type': type }) },
    wait: paceOf({})(),
    signal,
  })
}
