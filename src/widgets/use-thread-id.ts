'use client'
import { useEffect, useState } from 'react'
import type { ChatStorage } from '../client/chat-storage.ts'
import { newId } from '../model/chat/chat-message.ts'

const keyOf = (storage: ChatStorage): string => `react-genai-thread-${storage.key}`

/** What this tab has shown last. Where nothing may be kept, a new one each time. */
function remembered(storage: ChatStorage): string | undefined {
  try {
    return sessionStorage.getItem(keyOf(storage)) ?? undefined
  } catch {
    return undefined
  }
}

/**
 * Which conversation a widget shows: the one it is given; without a list, the only one of its storage; with one, the one
 * this tab has shown last.
 */
export function useThreadId(
  storage: ChatStorage | undefined,
  hasList: boolean,
  given: string | undefined,
): [id: string | undefined, show: (id: string) => void] {
  const [own, show] = useState(() => (storage && hasList ? (remembered(storage) ?? newId()) : undefined))
  useEffect(() => {
    try {
      if (storage && own !== undefined) sessionStorage.setItem(keyOf(storage), own)
    } catch {}
  }, [storage, own])
  return [given ?? own ?? (storage && 'main'), show]
}
