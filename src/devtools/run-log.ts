import { askingOf, type Exchange, watchFetch } from '../testing/recording/exchange.ts'
import { withoutSecrets } from '../testing/recording/secrets.ts'
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

/** One question, with every try to get it answered. Another object whenever something has changed. */
export interface Run {
  readonly id: number
  readonly tries: readonly Exchange[]
  /** By the name of the probe; the app as a whole is `App`. */
  readonly renders: Readonly<Record<string, Renders>>
  /** Whether a recording has answered it. */
  readonly isReplayed: boolean
}

/** What the devtools show. */
export interface LogState {
  /** Newest first. */
  readonly runs: readonly Run[]
  /** Which run answers the questions to an address, by its id. */
  readonly replayed: Readonly<Record<string, number>>
}

const MOST_RUNS = 50
/** Bytes that are kept: a panel that is left open all day must not fill the memory. */
const MOST_BYTES = 20_000_000

/** What has been asked and answered in this page, for the devtools. It knows no React. */
export class RunLog {
  #runs: readonly Run[] = []
  readonly #plans = new Map<string, Run>()
  /** Those that nobody wants to see any more, though they may still be arriving. */
  readonly #dropped = new WeakSet<Exchange>()
  readonly #listeners = new Set<() => void>()
  #state: LogState = { runs: [], replayed: {} }
  #isTelling = false

  /** Another object whenever something has changed, twenty times a second at most. */
  readonly getSnapshot = (): LogState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Forgets all runs, and answers nothing in their place any more. */
  clear(): void {
    this.#keep([])
    this.#plans.clear()
    this.#tell()
  }

  /** What to answer requests to that address with, in place of asking the server; `undefined`: nothing any more. */
  replay(url: string, run: Run | undefined): void {
    if (run) this.#plans.set(url, run)
    else this.#plans.delete(url)
    this.#tell()
  }

  /** Something was drawn. It counts for every run that is going on. */
  rendered(name: string, milliseconds: number): void {
    const isOver = ({ tries }: Run): boolean => tries.at(-1)?.end !== undefined
    if (this.#runs.every(isOver)) return
    this.#runs = this.#runs.map((run) => {
      if (isOver(run)) return run
      const { count, total, longest } = run.renders[name] ?? { count: 0, total: 0, longest: 0 }
      const one: Renders = {
        count: count + 1,
        total: total + milliseconds,
        longest: Math.max(longest, milliseconds),
      }
      return { ...run, renders: { ...run.renders, [name]: one } }
    })
    this.#tell()
  }

  /** A `fetch` whose requests to flows, agents and models are in the log. */
  watch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    const answered: typeof fetch = (target, init) => {
      const asking = this.#plans.size > 0 ? askingOf(target, init) : undefined
      const plan = asking && isGenerating(asking) && this.#plans.get(withoutSecrets(shownUrl(asking.url)))
      return plan ? again(plan, init?.signal ?? undefined) : fetch(target, init)
    }
    return watchFetch(answered, { wants: isGenerating, onChange: (exchange) => this.#note(exchange) })
  }

  #note(exchange: Exchange): void {
    if (this.#dropped.has(exchange)) return
    const known = this.#runs.find(({ tries }) => tries.includes(exchange))
    const before = known ?? this.#runs.find(({ tries }) => goesOn(tries, exchange))
    if (before) {
      const run: Run = { ...before, tries: known ? before.tries : [...before.tries, exchange] }
      this.#runs = this.#runs.map((one) => (one === before ? run : one))
    } else {
      const isReplayed = this.#plans.has(exchange.url)
      this.#runs = [{ id: exchange.id, tries: [exchange], renders: {}, isReplayed }, ...this.#runs]
    }
    if (!known || exchange.end) this.#keep(withinLimits(this.#runs))
    this.#tell()
  }

  /** Those, and no others: what comes for others from now on is of no interest. */
  #keep(runs: readonly Run[]): void {
    for (const run of this.#runs) if (!runs.includes(run)) for (const one of run.tries) this.#dropped.add(one)
    this.#runs = runs
  }

  #tell(): void {
    // Pieces may come by the thousand: whoever looks on must cost the page nothing that could be felt.
    if (this.#isTelling) return
    this.#isTelling = true
    setTimeout(() => {
      this.#isTelling = false
      const replayed = Object.fromEntries([...this.#plans].map(([url, { id }]) => [url, id]))
      this.#state = { runs: this.#runs, replayed }
      for (const listener of this.#listeners) listener()
    }, 50)
  }
}

/** The newest runs, as many as there is room for, and the very newest in any case. */
function withinLimits(runs: readonly Run[]): readonly Run[] {
  let room = MOST_BYTES
  const full = runs.findIndex(({ tries }) => {
    for (const { packets, sent } of tries) {
      room -= sent
      for (const { bytes } of packets) room -= bytes.length
    }
    return room < 0
  })
  return runs.slice(0, full === -1 ? MOST_RUNS : Math.max(1, Math.min(MOST_RUNS, full)))
}

const ENDS = { closed: 'done', cut: 'cut', stopped: 'held' } as const

/** What came then, at the times when it came. */
async function again({ tries }: Run, signal: AbortSignal | undefined): Promise<Response> {
  signal?.throwIfAborted()
  const { status, answerHeaders = {}, packets, end = 'stopped', endedAfter = 0 } = tries.at(-1) as Exchange
  const type = answerHeaders['content-type']
  const headers = { ...(type && { 'content-type': type }) }
  return answerOf([...packets, { at: endedAfter, end: ENDS[end] }], { status, headers, wait: paceOf({})(), signal })
}
