'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'

/** Characters that are read and drawn in one go: less than the fiftieth of a second that a click may wait. */
const STEP = 20_000

const never = (): (() => void) => () => undefined
const no = (): boolean => false
const yes = (): boolean => true

/**
 * How much of a text may be drawn by now. Of one of a megabyte that is there at once, a page would stand still while all of
 * it is drawn; so it comes step by step, and the beginning can be read. What a server has drawn is there as a whole.
 */
export function useMost(length: number): number {
  const isHydrating = useSyncExternalStore(never, no, yes)
  const [most, setMost] = useState(isHydrating ? Infinity : STEP)
  useEffect(() => {
    if (length <= most) return undefined
    const timer = setTimeout(() => setMost(most + STEP))
    return () => clearTimeout(timer)
  }, [length, most])
  return most
}
