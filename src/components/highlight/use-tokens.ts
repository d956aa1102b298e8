'use client'
import { useEffect, useState } from 'react'
import type { Highlighter, Token } from './highlighter.ts'
import type { ReadLines } from './read-lines.ts'

/** The tokens of each line; `undefined` until somebody can read the language, and where nobody can. */
export function useTokens(
  language: string,
  lines: readonly string[],
  highlighter?: Highlighter | false,
): readonly (readonly Token[])[] | undefined {
  const [read, setRead] = useState<ReadLines>()
  useEffect(() => {
    if (highlighter === false || language === '') return undefined
    let isWanted = true
    // Loaded when the first block of code asks.
    void import('./read-lines.ts')
      .then(({ readerFor }) => readerFor(language, highlighter))
      .then(
        (reader) => {
          if (isWanted) setRead(reader)
        },
        // Without colours code is still code: what cannot be loaded is not the reader's trouble.
        () => undefined,
      )
    return () => {
      isWanted = false
      setRead(undefined)
    }
  }, [highlighter, language])
  // A cache of a pure function: the same lines always have the same tokens.
  return read?.read(lines)
}
