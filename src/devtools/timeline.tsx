'use client'
import type { ReactNode } from 'react'
import { milliseconds } from './format.ts'
import type { RunFacts } from './run-reader.ts'

const BARS = 80
const HEIGHT = 36

/** Chunks over time: how many characters came when, the first token, and the tries that failed. */
export function Timeline({ facts }: { facts: RunFacts }): ReactNode {
  const { chunks, firstAt, duration, failedTries } = facts
  const end = Math.max(1, duration ?? 0, chunks.at(-1)?.at ?? 0, failedTries.at(-1)?.at ?? 0)
  const bars = Array.from({ length: BARS }, () => 0)
  for (const { at, text, bytes } of chunks) {
    const bar = Math.min(BARS - 1, Math.floor((at / end) * BARS))
    bars[bar] = (bars[bar] ?? 0) + (text.length || Math.min(4, bytes))
  }
  const most = Math.max(1, ...bars)
  const said = `${chunks.length} chunks in ${milliseconds(end)}, the first after ${milliseconds(firstAt)}`
  return (
    <figure className="timeline">
      <svg viewBox={`0 0 ${BARS} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={said}>
        {bars.map((size, at) =>
          size === 0 ? null : (
            <rect
              // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
              key={at}
              x={at + 0.1}
              width={0.8}
              y={HEIGHT - Math.max(2, (size / most) * HEIGHT)}
              height={Math.max(2, (size / most) * HEIGHT)}
              className="chunks"
            />
          ),
        )}
        {failedTries.map(({ at }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a try is its place
          <rect key={index} x={(at / end) * BARS} width={0.5} y={0} height={HEIGHT} className="failed" />
        ))}
        {firstAt !== undefined && (
          <rect x={(firstAt / end) * BARS} width={0.25} y={0} height={HEIGHT} className="first" />
        )}
      </svg>
      <figcaption className="muted">
        <span>0</span>
        <span>{milliseconds(end)}</span>
      </figcaption>
    </figure>
  )
}
