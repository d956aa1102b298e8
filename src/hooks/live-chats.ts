import type { ChatStorage } from '../client/chat-storage.ts'
import type { ChatStore } from '../state/chat-store.ts'

/** Kept conversations that are on screen, or still being answered. Whoever asks for one of them gets the same store. */
const live = new Map<string, { store: ChatStore; watchers: number }>()

const keyOf = (storage: ChatStorage, id: string): string => JSON.stringify([storage.key, id])

/** The store of a kept conversation that is in use. */
export const liveChat = (storage: ChatStorage, id: string): ChatStore | undefined => live.get(keyOf(storage, id))?.store

/** Milliseconds in which whoever asked for a conversation should be on screen. React may draw a component and drop it. */
const SOON = 5000

/** A conversation that is about to be on screen: another component of the same page, drawn with this one, gets it too. */
export function announceLiveChat(storage: ChatStorage, store: ChatStore): void {
  // A server draws pages of many people.
  if (typeof document === 'undefined') return
  const key = keyOf(storage, store.id)
  const entry = { store, watchers: 0 }
  live.set(key, entry)
  setTimeout(() => {
    if (entry.watchers === 0 && live.get(key) === entry) live.delete(key)
  }, SOON)
}

/** Says that a conversation is on screen; the returned function says that it no longer is. */
export function watchLiveChat(storage: ChatStorage, store: ChatStore): () => void {
  const key = keyOf(storage, store.id)
  const known = live.get(key)
  const entry = known?.store === store ? known : { store, watchers: 0 }
  entry.watchers++
  live.set(key, entry)
  return () => {
    entry.watchers--
    const leave = (): boolean => {
      if (entry.watchers > 0 || store.isBusy) return false
      if (live.get(key) === entry) live.delete(key)
      return true
    }
    if (leave()) return
    const unsubscribe = store.subscribe(() => {
      if (entry.watchers > 0 || leave()) unsubscribe()
    })
  }
}
