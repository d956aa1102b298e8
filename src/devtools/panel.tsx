'use client'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { milliseconds, path } from './format.ts'
import { adoptPageStyles } from './page-styles.ts'
import { RunDetails } from './run-details.tsx'
import type { LogState, Run, RunLog } from './run-log.ts'
import { factsOf, type RunState } from './run-reader.ts'

const STATES: Record<RunState, string> = {
  pending: 'Waiting',
  streaming: 'Streaming',
  done: 'Done',
  stopped: 'Stopped',
  error: 'Failed',
}

interface PanelProps {
  log: RunLog
  state: LogState
  traceUrl: ((traceId: string) => string) | undefined
  onClose(): void
}

/** All runs, and one of them. */
export default function Panel({ log, state, traceUrl, onClose }: PanelProps): ReactNode {
  const { runs } = state
  const [chosen, setChosen] = useState<number>()
  const [isTall, setTall] = useState(false)
  const close = useRef<HTMLButtonElement>(null)
  const run = runs.find(({ id }) => id === chosen) ?? runs[0]
  useEffect(() => {
    close.current?.focus({ preventScroll: true })
    adoptPageStyles(close.current)
  }, [])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    // Not the page’s: a dialog behind it stays open.
    event.stopPropagation()
    onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from wherever one is in it
    <section className="panel" data-tall={isTall} aria-label="React GenAI devtools" onKeyDown={onKeyDown}>
      <header className="bar">
        <h2>React GenAI</h2>
        <span className="muted">{runs.length === 1 ? '1 run' : `${runs.length} runs`}</span>
        <span className="space" />
        <button type="button" onClick={() => log.clear()} disabled={runs.length === 0}>
          Clear
        </button>
        <button type="button" aria-pressed={isTall} onClick={() => setTall(!isTall)}>
          Tall
        </button>
        <button ref={close} type="button" onClick={onClose}>
          Close
        </button>
      </header>
      {run ? (
        <div className="columns">
          <nav className="runs" aria-label="Runs">
            <ul>
              {runs.map((one) => (
                <li key={one.id}>
                  <RunRow run={one} isCurrent={one === run} onChoose={() => setChosen(one.id)} />
                </li>
              ))}
            </ul>
          </nav>
          <RunDetails key={run.id} run={run} log={log} state={state} traceUrl={traceUrl} />
        </div>
      ) : (
        <p className="empty">
          Nothing has been asked yet. What flows, agents and models are asked, and what they say, is shown here as it
          happens.
        </p>
      )}
    </section>
  )
}

function RunRow({ run, isCurrent, onChoose }: { run: Run; isCurrent: boolean; onChoose(): void }): ReactNode {
  const { state, duration, firstAt, chunkCount, wire } = factsOf(run)
  const last = run.tries.at(-1)
  return (
    <button type="button" className="run" aria-current={isCurrent} onClick={onChoose}>
      <span className="run-name">
        <span className="dot" data-state={state} aria-hidden="true" />
        <span className="run-path">{path(last?.url ?? '')}</span>
      </span>
      <span className="muted run-facts">
        <span>{STATES[state]}</span>
        <span>{milliseconds(duration ?? firstAt)}</span>
        <span>{chunkCount === 1 ? '1 chunk' : `${chunkCount} chunks`}</span>
        <span>{wire}</span>
        {run.isReplayed && <span>replayed</span>}
      </span>
    </button>
  )
}
