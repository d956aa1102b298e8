/** What the modules made of blocks stand on. */
import { useEffect } from 'react'
import { expect } from 'vitest'

/** What is still under way of what was drawn. */
export const underWay: Promise<void>[] = []

/** What a text does with a hook’s result, behind the hook: once, when it has been drawn. */
export function useAfterwards(run: () => Promise<void>): void {
  useEffect(() => void underWay.push(run()), [])
}

/** What a comment says that comes of a line. */
export function outcome(value: unknown, said: unknown): void {
  // Fields that were never there and those that are undefined look the same on paper.
  if (typeof said === 'object' && said !== null) expect(value).toMatchObject(said)
  else expect(value).toBe(said)
}
