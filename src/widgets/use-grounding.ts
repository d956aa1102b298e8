'use client'
import { useEffect, useState } from 'react'
import type { Grounding } from '../model/citations.ts'

/** What a finished reply of Gemini rests on, when its provider's own facts came along. */
export function useGrounding(custom: unknown, text: string): Grounding | undefined {
  const [found, setFound] = useState<{ custom: unknown; grounding: Grounding | undefined }>()
  useEffect(() => {
    if (typeof custom !== 'object' || custom === null || !('candidates' in custom)) return
    const read = async (): Promise<void> => {
      // Few replies rest on anything; those that do can wait for what reads it.
      const { groundingOf } = await import('../model/citations.ts')
      setFound({ custom, grounding: groundingOf(custom, text) })
    }
    read().catch(() => undefined)
  }, [custom, text])
  return found?.custom === custom ? found?.grounding : undefined
}
