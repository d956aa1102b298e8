import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ChatMessageData } from '../model/chat/chat-message.ts'
import { readNews, readThread, readThreadData, THREAD_VERSION, type ThreadData } from '../model/chat/stored-thread.ts'
import type { ChatStorage, StorageNews } from './chat-storage.ts'

/** Options of `indexedDbStorage`. */
export interface IndexedDbStorageOptions {
  /** The name of the database. One for each person who signs in, so that nobody reads another's. Default: `react-genai`. */
  name?: string | undefined
  /** How many threads are kept; the oldest go first. Default: 200. */
  maxThreads?: number | undefined
}

/** A `ChatStorage` in this browser, and a way to empty it. */
export interface IndexedDbStorage extends ChatStorage {
  /** Deletes every thread: for signing out. */
  clear(): Promise<void>
}

interface Schema extends DBSchema {
  threads: { key: string; value: ThreadData; indexes: { updatedAt: number } }
  messages: { key: [string, string]; value: ChatMessageData & { threadId: string } }
}

/** Every message of a thread. An array sorts behind every string. */
const messagesOf = (threadId: string): IDBKeyRange => IDBKeyRange.bound([threadId], [threadId, []])

/**
 * Keeps conversations in this browser, in IndexedDB, and tells the other tabs of them. Each message is a record of its
 * own, so that saving costs the same however long the thread is, and two tabs do not overwrite one another.
 * Nothing is encrypted: whoever uses this browser can read it.
 *
 * @example
 * const storage = indexedDbStorage({ name: `chats-${user.id}` })
 * <ChatWidget backend={flow} storage={storage} />
 */
export function indexedDbStorage({
  name = 'react-genai',
  maxThreads = 200,
}: IndexedDbStorageOptions = {}): IndexedDbStorage {
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore('threads', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt')
        db.createObjectStore('messages', { keyPath: ['threadId', 'id'] })
      },
      // A newer version of the app waits in another tab: it must not wait for ever.
      blocking: (_, __, event) => {
        opened = undefined
        ;(event.target as IDBDatabase | null)?.close()
      },
      terminated: () => (opened = undefined),
    }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const listeners = new Set<(news: StorageNews) => void>()
  let channel: BroadcastChannel | undefined
  // A channel reaches only this origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tell = (news: StorageNews): void => open().postMessage({ version: THREAD_VERSION, ...news })
  const open = (): BroadcastChannel => {
    if (!channel) {
      channel = new BroadcastChannel(`${name}-chats`)
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        // Another tab may run another version of the page, and any script of this origin may speak here.
        const news = readNews(data)
        if (news) for (const listener of listeners) listener(news)
      })
    }
    return channel
  }

  const storage: IndexedDbStorage = {
    key: name,
    async list() {
      const found = await (await database()).getAllFromIndex('threads', 'updatedAt')
      const latest: ThreadData[] = []
      for (const thread of found) latest.unshift(...[readThreadData(thread) ?? []].flat())
      return latest
    },
    async load(threadId) {
      const transaction = (await database()).transaction(['threads', 'messages'])
      const thread = await transaction.objectStore('threads').get(threadId)
      if (!thread) return undefined
      return readThread({ thread, messages: await transaction.objectStore('messages').getAll(messagesOf(threadId)) })
    },
    async save(thread, { changed, removed }) {
      const db = await database()
      const transaction = db.transaction(['threads', 'messages'], 'readwrite')
      const [threads, messages] = [transaction.objectStore('threads'), transaction.objectStore('messages')]
      const before = (await threads.get(thread.id)) ?? { title: '', createdAt: Date.now(), updatedAt: Date.now() }
      await Promise.all([
        threads.put({ ...before, ...thread }),
        ...changed.map((message) => messages.put({ ...message, threadId: thread.id })),
        ...removed.map((id) => messages.delete([thread.id, id])),
        transaction.done,
      ])
      tell({ threadId: thread.id, changed, removed })
      const surplus = (await db.count('threads')) - maxThreads
      if (surplus > 0)
        for (const id of await db.getAllKeysFromIndex('threads', 'updatedAt', null, surplus)) await storage.remove(id)
    },
    async remove(threadId) {
      const transaction = (await database()).transaction(['threads', 'messages'], 'readwrite')
      await Promise.all([
        transaction.objectStore('threads').delete(threadId),
        transaction.objectStore('messages').delete(messagesOf(threadId)),
        transaction.done,
      ])
      tell({ threadId, deleted: true })
    },
    async clear() {
      const ids = await (await database()).getAllKeys('threads')
      const transaction = (await database()).transaction(['threads', 'messages'], 'readwrite')
      await Promise.all([
        transaction.objectStore('threads').clear(),
        transaction.objectStore('messages').clear(),
        transaction.done,
      ])
      for (const threadId of ids) tell({ threadId, deleted: true })
    },
    subscribe(listener) {
      open()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        channel?.close()
        channel = undefined
      }
    },
  }
  return storage
}
