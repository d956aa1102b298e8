import type { ChatStorage } from '../client/chat-storage.ts'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import type { ChatStore } from './chat-store.ts'

/** Told how keeping a chat goes. */
export interface KeepOptions {
  onSaved(): void
  /** What could not be read or written, which is tried again with every change; `undefined` when it could. */
  onError(error: GenAIError | undefined): void
}

/** Keeps a chat in a storage while somebody is there, and to the end of a reply that goes on when they have left. */
export class ChatKept {
  #watchers = 0
  #close: (() => void) | undefined

  enter(store: ChatStore, storage: ChatStorage | undefined, onSaved: () => void): () => void {
    this.#watchers++
    const onError = (error: GenAIError | undefined): void => store.setStorageError(error)
    if (storage) this.#close ??= keepChat(store, storage, { onSaved, onError })
    return () => {
      this.#watchers--
      this.rest(store)
    }
  }

  /** Lets go when nobody is there and nothing is being written. */
  rest(store: ChatStore): void {
    if (this.#watchers > 0 || store.getSnapshot().fetchStatus === 'fetching') return
    this.#close?.()
    this.#close = undefined
  }
}

/** What does it is loaded only where something is kept. */
function keepChat(store: ChatStore, storage: ChatStorage, options: KeepOptions): () => void {
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
