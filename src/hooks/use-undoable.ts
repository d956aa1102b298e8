'use client'
import { useEffect, useRef, useState } from 'react'

/** What `useUndoable` returns. */
export interface Undoable<T> {
  /** What is as good as gone, oldest first. */
  readonly pending: readonly T[]
  /** Does it in a while. */
  schedule(item: T): void
  /** Takes the last one back. */
  undo(): void
}

/** What can be taken back for a while, as the server would not: it is told when that is over, or the component goes. */
export function useUndoable<T>(act: (item: T) => void, milliseconds: number): Undoable<T> {
  const [pending, setPending] = useState<readonly T[]>([])
  const waiting = useRef(new Map<T, { timer: ReturnType<typeof setTimeout>; run: () => void }>())
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const timers = waiting.current
    return () => {
      for (const { timer, run } of timers.values()) {
        clearTimeout(timer)
        run()
      }
      timers.clear()
      setPending([])
    }
  }, [])
  const drop = (item: T): void => {
    waiting.current.delete(item)
    setPending((items) => items.filter((one) => one !== item))
  }
  return {
    pending,
    schedule: (item) => {
      if (waiting.current.has(item)) return
      // Whoever it was meant for when it was meant.
      const { current } = latest
      const run = (): void => current(item)
      const timer = setTimeout(() => {
        run()
        drop(item)
      }, milliseconds)
      waiting.current.set(item, { timer, run })
      setPending((items) => [...items, item])
    },
    undo: () => {
      const last = pending.at(-1)
      if (last === undefined) return
      clearTimeout(waiting.current.get(last)?.timer)
      drop(last)
    },
  }
}
