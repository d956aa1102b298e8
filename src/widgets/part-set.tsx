'use client'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { type PartSet as Parts, PartSetContext } from '../components/part-core.tsx'
import { ReasoningPart } from '../components/reasoning-part.tsx'
import { TextPart } from '../components/text-part.tsx'

let parts: Parts = { text: TextPart, reasoning: ReasoningPart }
let loading: Promise<void> | undefined
const listeners = new Set<() => void>()

async function load(): Promise<void> {
  try {
    const { richParts } = await import('../components/rich-parts.ts')
    parts = { ...parts, ...richParts }
    for (const listener of listeners) listener()
  } catch {
    // The network may be away; the next one that needs them tries again.
    loading = undefined
  }
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const get = (): Parts => parts

/** Gives text and reasoning at once, and all other parts as soon as they are loaded, which begins when it is drawn. */
export function PartSet({ children }: { children: ReactNode }): ReactNode {
  const current = useSyncExternalStore(subscribe, get, get)
  useEffect(() => {
    loading ??= load()
  })
  return <PartSetContext.Provider value={current}>{children}</PartSetContext.Provider>
}
