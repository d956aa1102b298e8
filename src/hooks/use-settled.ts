'use client'
import { useEffect, useState } from 'react'

/** A value that has stayed the same, by its key, for as long as this. At first, whatever there is. */
export function useSettled<T>(value: T, key: string, milliseconds: number): { value: T; key: string } {
  const [settled, setSettled] = useState({ value, key })
  useEffect(() => {
    if (settled.key === key) return undefined
    const timer = setTimeout(() => setSettled({ value, key }), milliseconds)
    return () => clearTimeout(timer)
    // A new object of the same content must not begin the wait anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, settled.key, milliseconds])
  return settled
}
