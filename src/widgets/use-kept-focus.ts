'use client'
import { type RefObject, useEffect } from 'react'

/** Controls that disappear with what they did must not take the focus along: see `keepFocus`, which is fetched for it. */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let isOver = false
    let leave: (() => void) | undefined
    const begin = async (): Promise<void> => {
      try {
        const { keepFocus } = await import('./keep-focus.ts')
        if (!isOver && root.current) leave = keepFocus(root.current)
      } catch {
        // The network is away. Without it the widget still works.
      }
    }
    void begin()
    return () => {
      isOver = true
      leave?.()
    }
  }, [root])
}
