'use client'
import { type ReactNode, useId, useState } from 'react'
import { formatRecording } from '../testing/recording/recording.ts'
import { recordingOf } from '../testing/recording/record-fetch.ts'
import { amount, bytes, milliseconds, path } from './format.ts'
import { Reply } from './reply.tsx'
import type { LogState, Run, RunLog } from './run-log.ts'
import { Events, Request } from './run-lists.tsx'
import { factsOf, type RunFacts } from './run-reader.ts'
import { Tabs } from './tabs.tsx'
import { Timeline } from './timeline.tsx'
import { toCurl } from './to-curl.ts'

interface RunDetailsProps {
  run: Run
  log: RunLog
  state: LogState
  traceUrl: ((traceId: string) => string) | undefined
}

const genkitUi = (traceId: string): string => `http://localhost:4000/traces/${traceId}`

/** Everything about one run. */
export function RunDetails({ run, log, state, traceUrl = genkitUi }: RunDetailsProps): ReactNode {
  const facts = factsOf(run)
  const { traceId, error } = facts
  const last = run.tries.at(-1)
  if (!last) return null
  return (
    <div className="details">
      <div className="title">
        <h3>
          {last.method} {path(last.url)}
        </h3>
        <Actions run={run} log={log} state={state} />
        {traceId !== undefined && (
          <a href={traceUrl(traceId)} target="_blank" rel="noreferrer">
            Trace
          </a>
        )}
      </div>
      {error !== undefined && <p className="error">{error}</p>}
      <Figures run={run} facts={facts} />
      <Timeline facts={facts} />
      <Tabs
        label="What to show"
        tabs={{
          Reply: <Reply run={run} moment={facts.moment} isOver={last.end !== undefined} />,
          Events: <Events chunks={facts.chunks} />,
          Request: <Request exchange={last} />,
        }}
      />
    </div>
  )
}

/** The figures, each with its name. */
function Figures({ run, facts }: { run: Run; facts: RunFacts }): ReactNode {
  const { usage, isEstimated, tokens, tokensPerSecond, failedTries } = facts
  const about = isEstimated ? '≈ ' : ''
  const rows: [name: string, value: string][] = [
    ['First token', milliseconds(facts.firstAt)],
    ['Duration', milliseconds(facts.duration)],
    [
      'Tokens a second',
      tokensPerSecond === undefined ? '–' : `${about}${tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0)}`,
    ],
    ['Tokens', `${amount(usage?.inputTokens)} in, ${about}${amount(tokens)} out`],
    ['Chunks', amount(facts.chunkCount)],
    ['Received', bytes(facts.bytes)],
    ['Retries', failedTries.length === 0 ? '0' : failedTries.map(({ status }) => status ?? 'no connection').join(', ')],
    ['Finish', facts.finishReason ?? '–'],
    ...Object.entries(run.renders).map(([name, { count, longest }]): [string, string] => [
      `${name} drawn`,
      `${count} times, to ${longest.toFixed(longest < 10 ? 1 : 0)} ms`,
    ]),
  ]
  return (
    <dl className="figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What can be done with it. */
function Actions({ run, log, state: { runs, replayed } }: Pick<RunDetailsProps, 'run' | 'log' | 'state'>): ReactNode {
  const [said, say] = useState('')
  const [words, setWords] = useState<'keep' | 'hide'>('keep')
  const field = useId()
  const last = run.tries.at(-1)
  const url = last?.url ?? ''
  const isPlanned = replayed[url] === run.id
  const copy = async (): Promise<void> => {
    if (!last) return
    try {
      await navigator.clipboard.writeText(toCurl(last, location.href))
      say('Copied')
    } catch {
      say('The browser does not let this page copy.')
    }
  }
  // A conversation is all that was asked there, first to last.
  const all = runs.filter(({ tries }) => tries.at(-1)?.url === url).toReversed()
  const save = async (chosen: readonly Run[]): Promise<void> => {
    try {
      const tries = chosen.map((one) => one.tries)
      const text = formatRecording(await recordingOf(tries, { text: words }))
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
      link.download = `${path(url).replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'reply'}.json`
      link.click()
      // Later: some browsers begin to read it only then.
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
      say(`Saved ${link.download}`)
    } catch (error) {
      say(error instanceof Error ? error.message : 'It could not be saved.')
    }
  }
  return (
    <>
      <span role="status" className="muted">
        {said}
      </span>
      <button type="button" onClick={() => void copy()}>
        Copy as curl
      </button>
      <button type="button" onClick={() => void save([run])}>
        Save recording
      </button>
      {all.length > 1 && (
        <button type="button" onClick={() => void save(all)}>
          Save all {all.length}
        </button>
      )}
      <label htmlFor={field} className="hidden">
        Words in the recording
      </label>
      <select id={field} value={words} onChange={({ target }) => setWords(target.value === 'hide' ? 'hide' : 'keep')}>
        <option value="keep">with its words</option>
        <option value="hide">words hidden</option>
      </select>
      <button
        type="button"
        aria-pressed={isPlanned}
        disabled={!last?.end}
        title="Answers the next questions to this address with this run"
        onClick={() => log.replay(url, isPlanned ? undefined : run)}
      >
        Replay in the page
      </button>
    </>
  )
}
