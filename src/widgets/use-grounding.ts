'use client'
import { useEffect, useState } from 'react'
import type { Grounded } from '../components/grounding-context.ts'

/** What a finished reply of Gemini rests on, when its provider's own facts came along. */
export function useGrounding(custom: unknown, text: string): Grounded | undefined {
  const [found, setFound] = useState<{ custom: unknown; grounded: Grounded | undefined }>()
  useEffect(() => {
    if (typeof custom !== 'object' || custom === null || !('candidates' in custom)) return
    const read = async (): Promise<void> => {
      // Few replies rest on anything; those that do can wait for what reads it.
      const [{ groundingOf }, { grounded }] = await Promise.all([
        import('../model/citations.ts'),
        import('../components/grounded.tsx'),
      ])
      const facts = groundingOf(custom, text)
      setFound({ custom, grounded: facts && grounded(facts) })
    }
    read().catch(() => undefined)
  }, [custom, text])
  return found?.custom === custom ? found?.grounded : undefined
}
