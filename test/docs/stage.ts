/** What the modules made of blocks stand on. */
import { useEffect, useState } from 'react'
import { expect } from 'vitest'

/** What is still under way of what was drawn. */
export const underWay: Promise<void>[] = []

/** What a text does with a hook’s result, behind the hook: once, when it has been drawn, and is there to stay. */
export function useAfterwards(run: () => Promise<void>): void {
  const [latest] = useState({ run })
  useEffect(() => {
    let resolve: (done: Promise<void>) => void = () => undefined
    underWay.push(new Promise((settle) => (resolve = settle)))
    const timer = setTimeout(() => resolve(latest.run()))
    // Strict mode takes everything away once: what was not begun is over.
    return () => {
      clearTimeout(timer)
      resolve(Promise.resolve())
    }
  }, [latest])
}

/** What a comment says that comes of a line. */
export function outcome(value: unknown, said: unknown): void {
  // Fields that were never there and those that are undefined look the same on paper.
  if (typeof said === 'object' && said !== null) expect(value).toMatchObject(said)
  else expect(value).toBe(said)
}
