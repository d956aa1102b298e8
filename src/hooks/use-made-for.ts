'use client'
import { useState } from 'react'

/** What was made for this key. Another key, another one. */
export function useMadeFor<T>(key: string, make: () => T): T {
  const [made, setMade] = useState(() => ({ key, value: make() }))
  if (made.key === key) return made.value
  const next = { key, value: make() }
  setMade(next)
  return next.value
}
