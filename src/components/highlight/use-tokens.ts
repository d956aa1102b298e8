'use client'
import { useEffect, useRef, useState } from 'react'
import type { Highlighter, Token } from './highlighter.ts'
import type { ReadLines } from './read-lines.ts'

/** The tokens of each line; `undefined` until somebody can read the language, and where nobody can. */
export function useTokens(
  language: string,
  lines: readonly string[],
  highlighter?: Highlighter | false,
): readonly (readonly Token[])[] | undefined {
  const [read, setRead] = useState<ReadLines>()
  const isOff = highlighter === false || language === ''
  // One that is written in place is another one for every frame; it must not begin anew for that.
  const latest = useRef(highlighter)
  useEffect(() => {
    latest.current = highlighter
  })
  useEffect(() => {
    if (isOff) return undefined
    let isWanted = true
    const load = async (): Promise<void> => {
      // With the first block of code that asks.
      const { readerFor } = await import('./read-lines.ts')
      const reader = await readerFor(language, latest.current || undefined)
      if (isWanted) setRead(reader)
    }
    // Without colours code is still code: what cannot be loaded is not the reader's trouble.
    load().catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [isOff, language])
  // A cache of a pure function: the same lines always have the same tokens.
  return isOff ? undefined : read?.read(lines)
}
