import type { ChatStorage } from '../client/chat-storage.ts'
import type { ChatStore } from '../state/chat-store.ts'

/** Kept conversations that are on screen, or still being answered. Whoever asks for one of them gets the same store. */
const live = new Map<string, { store: ChatStore; watchers: number }>()

const keyOf = (storage: ChatStorage, id: string): string => JSON.stringify([storage.key, id])

/** The store of a kept conversation that is in use. */
export const liveChat = (storage: ChatStorage, id: string): ChatStore | undefined => live.get(keyOf(storage, id))?.store

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
