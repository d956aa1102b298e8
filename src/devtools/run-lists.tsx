'use client'
import type { ReactNode } from 'react'
import type { Exchange } from '../testing/recording/exchange.ts'
import { hiddenIn } from '../testing/recording/secrets.ts'
import { bytes as shownBytes, milliseconds } from './format.ts'
import type { ChunkFact } from './run-reader.ts'

const MOST_ROWS = 200

/** What came, one after the other: the last of them, because a long reply has thousands. */
export function Events({ chunks }: { chunks: readonly ChunkFact[] }): ReactNode {
  const from = Math.max(0, chunks.length - MOST_ROWS)
  return (
    <>
      {from > 0 && (
        <p className="muted">
          The last {MOST_ROWS} of {chunks.length}.
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">After</th>
            <th scope="col">Kind</th>
            <th scope="col">Size</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {chunks.slice(from).map(({ at, kind, bytes, text }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- events only come behind those that are there
            <tr key={from + index}>
              <td>{milliseconds(at)}</td>
              <td>{kind}</td>
              <td>{shownBytes(bytes)}</td>
              <td className="text">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const MOST_LETTERS = 20_000

/** What was asked, and what stood above the answer, without credentials. */
export function Request({ exchange }: { exchange: Exchange }): ReactNode {
  const { headers, body, status, answerHeaders = {} } = exchange
  const asked = JSON.stringify(hiddenIn(body), null, 2) ?? ''
  return (
    <>
      <h4>Asked</h4>
      <pre>{asked.length > MOST_LETTERS ? `${asked.slice(0, MOST_LETTERS)}\n…` : asked}</pre>
      <h4>Headers</h4>
      <pre>{linesOf(headers)}</pre>
      <h4>Answered with {status ?? 'nothing'}</h4>
      <pre>{linesOf(answerHeaders)}</pre>
    </>
  )
}

const linesOf = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
