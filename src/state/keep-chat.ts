import type { ChatStorage } from '../client/chat-storage.ts'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import type { ChatStore } from './chat-store.ts'

/** Told how keeping a chat goes. */
export interface KeepOptions {
  onSaved(): void
  /** What could not be read or written, which is tried again with every change; `undefined` when it could. */
  onError(error: GenAIError | undefined): void
}

/** Keeps a chat in a storage until the returned function is called. What does that is loaded only where something is kept. */
export function keepChat(store: ChatStore, storage: ChatStorage, options: KeepOptions): () => void {
  let close: (() => void) | undefined
  let isGone = false
  import('./chat-keeper.ts').then(
    ({ ChatKeeper }) => {
      if (!isGone) close = new ChatKeeper(store, storage, options).open()
    },
    (cause: unknown) => {
      options.onError(toGenAIError(cause))
      store.setLoading(false)
    },
  )
  return () => {
    isGone = true
    close?.()
  }
}
