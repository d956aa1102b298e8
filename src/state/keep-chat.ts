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
  #close: ((discard: boolean) => Promise<void> | undefined) | undefined

  enter(store: ChatStore, storage: ChatStorage | undefined, onSaved: () => void): () => void {
    this.#watchers++
    const onError = (error: GenAIError | undefined): void => {
      if (store.getSnapshot().storageError !== error) store.setStorageError(error)
    }
    if (storage) this.#close ??= keepChat(store, storage, { onSaved, onError })
    return () => void this.#watchers--
  }

  /** Lets go when nobody is there any more. */
  rest(): void {
    if (this.#watchers === 0) void this.#leave()
  }

  /** Lets go at once. What is not saved yet is not saved: the thread is to be forgotten. */
  async drop(): Promise<void> {
    await this.#leave(true)
  }

  #leave(discard = false): Promise<void> | undefined {
    const closed = this.#close?.(discard)
    this.#close = undefined
    return closed
  }
}

/** What does it is loaded only where something is kept. */
function keepChat(
  store: ChatStore,
  storage: ChatStorage,
  options: KeepOptions,
): (discard: boolean) => Promise<void> | undefined {
  let close: ((discard: boolean) => Promise<void>) | undefined
  let isGone = false
  const load = async (): Promise<void> => {
    try {
      const { ChatKeeper } = await import('./chat-keeper.ts')
      if (!isGone) close = new ChatKeeper(store, storage, options).open()
    } catch (cause) {
      options.onError(toGenAIError(cause))
      store.setLoading(false)
    }
  }
  void load()
  return (discard) => {
    isGone = true
    return close?.(discard)
  }
}
