'use client'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { GeminiFile } from '../client/gemini/files.ts'
import { useState } from 'react'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import { useGemini } from './use-gemini.ts'
import { fileQueries } from './queries/files.ts'
import type { ClientWith } from './queries/keys.ts'
import type { PolledOptions } from './queries/poll.ts'
import { useUndoable } from './use-undoable.ts'

/** Options of `useFiles`. */
export interface UseFilesOptions extends PolledOptions {
  /** Files of a page. Default: 20. */
  pageSize?: number | undefined
  /** Milliseconds in which a deletion can be taken back: the server is told after that. Default: 6,000. */
  undoTime?: number | undefined
}

/** What `useFiles` returns. */
export interface UseFilesResult {
  files: readonly GeminiFile[]
  isPending: boolean
  isFetching: boolean
  /** The list could not be had, or a file not be deleted. */
  error: GenAIError | null
  refetch(): void
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): void
  /** Takes a file away, and deletes it when the time for second thoughts is over. */
  remove(file: GeminiFile): void
  /** What was taken away last, and can still be had back. */
  removed: GeminiFile | undefined
  undo(): void
}

/** The files that Gemini keeps, page by page, with second thoughts. @throws GenAIError `invalid` without a client. */
export function useFiles(
  client?: ClientWith<'files'>,
  { pageSize = 20, undoTime = 6_000, poll }: UseFilesOptions = {},
): UseFilesResult {
  const found = useGemini(client)
  const list = useInfiniteQuery(fileQueries.infinite(found, { pageSize }, { poll }))
  const queryClient = useQueryClient()
  // Of several, each may fail, and a mutation tells only of its last.
  const [failure, setFailure] = useState<GenAIError | null>(null)
  const { pending, schedule, undo } = useUndoable<GeminiFile>(({ name = '' }) => {
    // Of the client that had the file, whichever there is by then.
    const deletion = queryClient.getMutationCache().build(queryClient, fileQueries.delete(found))
    void deletion.execute(name).catch((error: unknown) => setFailure(toGenAIError(error)))
  }, undoTime)
  const gone = new Set(pending.map(({ name }) => name))
  return {
    files: list.data?.pages.flatMap(({ items }) => items).filter(({ name }) => !gone.has(name)) ?? [],
    isPending: list.isPending,
    isFetching: list.isFetching,
    error: failure ?? list.error,
    refetch: () => {
      setFailure(null)
      void list.refetch()
    },
    hasNextPage: list.hasNextPage,
    isFetchingNextPage: list.isFetchingNextPage,
    fetchNextPage: () => void list.fetchNextPage(),
    remove: schedule,
    removed: pending.at(-1),
    undo,
  }
}
