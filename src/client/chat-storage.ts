import type { ChatMessageData } from '../model/chat/chat-message.ts'
import type { StoredThread, ThreadData } from '../model/chat/stored-thread.ts'

/** What is new of the facts of a thread. Those left out stay what they are. */
export type ThreadPatch = Pick<ThreadData, 'version' | 'id'> & Partial<ThreadData>

/** What is new of a thread since it was last saved. */
export interface ThreadChanges {
  changed: readonly ChatMessageData[]
  /** Ids of messages that are gone. */
  removed: readonly string[]
}

/** News of a thread from another tab, or another device. */
export interface StorageNews extends Partial<ThreadChanges> {
  threadId: string
  /** The thread has been deleted. */
  deleted?: boolean
}

/**
 * Where conversations are kept. `indexedDbStorage` and `httpStorage` are two; anything with these members is one.
 * Promises that reject are reported, and what could not be saved is tried again with the next change.
 */
export interface ChatStorage {
  /** Tells it apart in a cache. Never a credential. */
  readonly key: string
  /** Every thread, the latest first. */
  list(): Promise<ThreadData[]>
  load(threadId: string): Promise<StoredThread | undefined>
  /** Writes what is new of a thread, and of its messages those that changed: all of it, or nothing. */
  save(thread: ThreadPatch, changes: ThreadChanges): Promise<void>
  remove(threadId: string): Promise<void>
  /** Tells what others have saved. Returns how to stop it. */
  subscribe?(listener: (news: StorageNews) => void): () => void
}
