'use client'
import {
  type DataTag,
  queryOptions,
  type UnusedSkipTokenOptions,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { ChatStorage } from '../client/chat-storage.ts'
import { newId } from '../model/chat/chat-message.ts'
import {
  asHistory,
  readThread,
  readThreadData,
  type StoredThread,
  THREAD_VERSION,
  type ThreadData,
} from '../model/chat/stored-thread.ts'
import { liveChat } from './live-chats.ts'
import { threadKey } from './thread-key.ts'

type ThreadKey = ReturnType<typeof threadKey>

/** Options for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and their like. */
export type ThreadQueryOptions = UnusedSkipTokenOptions<ThreadData[], Error, ThreadData[], ThreadKey> & {
  queryKey: DataTag<ThreadKey, ThreadData[], Error>
}

/** A storage, or what a cache was filled with, may be anybody's: what is no thread is left out. */
const readThreads = (list: unknown): ThreadData[] =>
  Array.isArray(list) ? list.flatMap((thread) => readThreadData(thread) ?? []) : []

/** The threads of a storage as a TanStack query, for `useQuery`, prefetching and suspense. */
export const threadOptions = (storage: ChatStorage): ThreadQueryOptions =>
  queryOptions({ queryKey: threadKey(storage), queryFn: () => storage.list(), select: readThreads })

/** Options of `useThreads`. */
export interface UseThreadsOptions {
  /** Only threads whose title holds these words, in any case and order. */
  search?: string | undefined
}

/** What `useThreads` returns. The promises reject with what the storage rejects with. */
export interface UseThreadsResult extends Pick<UseQueryResult<ThreadData[]>, 'isPending' | 'error' | 'refetch'> {
  /** The latest first. */
  threads: readonly ThreadData[]
  /** The id of a new thread. It is kept from its first message on. */
  create(): string
  rename(id: string, title: string): Promise<void>
  /** Deletes a thread. `undo` brings it back. */
  remove(id: string): Promise<void>
  /** The thread that was deleted last, while it can be brought back. */
  removed: ThreadData | undefined
  undo(): Promise<void>
  /** A thread as JSON, versioned: for a file, or for `importThread`. */
  exportThread(id: string): Promise<string>
  /** Takes in what `exportThread` made, as the history of a new thread: nothing of it is sent. Returns its id. @throws GenAIError `invalid` for anything else. */
  importThread(json: string): Promise<string>
}

const wordsOf = (text: string): string[] => text.toLocaleLowerCase().split(/\s+/).filter(Boolean)

/**
 * The list of conversations in a storage, and what can be done with them. Follows other tabs, and the chats of this page.
 *
 * @example
 * const { threads, create, remove } = useThreads(storage)
 * const [id, setId] = useState(create)
 * const chat = useChat(flow, { id, storage })
 */
export function useThreads(storage: ChatStorage, { search = '' }: UseThreadsOptions = {}): UseThreadsResult {
  const queryClient = useQueryClient()
  const { data, isPending, error, refetch } = useQuery(threadOptions(storage))
  const [deleted, setDeleted] = useState<StoredThread>()
  const refresh = useCallback(
    () => queryClient.invalidateQueries({ queryKey: threadKey(storage) }),
    [queryClient, storage],
  )
  useEffect(() => {
    try {
      const leave: unknown = storage.subscribe?.(() => void refresh())
      return typeof leave === 'function' ? () => void leave() : undefined
    } catch {
      // Without news the list is asked for when something changes here.
      return undefined
    }
  }, [storage, refresh])

  const threads = useMemo(() => {
    const words = wordsOf(search)
    return (data ?? []).filter(({ title }) => words.every((word) => title.toLocaleLowerCase().includes(word)))
  }, [data, search])

  const put = async ({ thread, messages }: StoredThread): Promise<void> => {
    await storage.save(thread, { changed: messages, removed: [] })
    await refresh()
  }
  return {
    threads,
    isPending,
    error,
    refetch,
    create: newId,
    async rename(id, title) {
      await storage.save({ version: THREAD_VERSION, id, title }, { changed: [], removed: [] })
      await refresh()
    },
    async remove(id) {
      // A reply that is still being written would bring it back.
      await liveChat(storage, id)?.drop()
      const stored = await storage.load(id)
      await storage.remove(id)
      setDeleted(stored)
      await refresh()
    },
    removed: deleted?.thread,
    async undo() {
      if (deleted) await put(deleted)
      setDeleted(undefined)
    },
    async exportThread(id) {
      return JSON.stringify(await storage.load(id))
    },
    async importThread(json) {
      const { thread, messages } = asHistory(readThread(parse(json)))
      const id = newId()
      await put({ thread: { ...thread, id, updatedAt: Date.now() }, messages })
      return id
    },
  }
}

/** `undefined` for what is no JSON: whoever reads it says what it should be. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
