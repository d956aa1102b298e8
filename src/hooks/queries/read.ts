import {
  infiniteQueryOptions,
  queryOptions,
  type DataTag,
  type InfiniteData,
  type QueryClient,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
} from '@tanstack/react-query'
import type { CallOptions } from '../../client/http.ts'
import type { GenAIError } from '../../model/errors.ts'
import type { InfiniteKey } from './keys.ts'
import { readPage } from './list-page.ts'
import { patience, type PolledQuery } from './poll.ts'

/** A page of a list, as plain JSON. */
export interface ListPage<T> {
  items: T[]
  /** There is another page. */
  nextPageToken?: string
}

/** Options of a query, its key typed by what it holds. For `useQuery`, `useSuspenseQuery`, `prefetchQuery` and loaders. */
export type ResourceQuery<T, K extends readonly unknown[]> = UnusedSkipTokenOptions<T, GenAIError, T, K> & {
  queryKey: DataTag<K, T, GenAIError>
}

/** The same for a list, page by page: `useInfiniteQuery`. */
export type ResourceInfiniteQuery<T, S extends string> = UnusedSkipTokenInfiniteOptions<
  ListPage<T>,
  GenAIError,
  InfiniteData<ListPage<T>>,
  InfiniteKey<S>,
  string
> & { queryKey: DataTag<InfiniteKey<S>, InfiniteData<ListPage<T>>, GenAIError> }

/** How it is kept, and whether it is looked at again. */
export interface Upkeep<T> {
  staleTime?: number
  refetchInterval?: (query: PolledQuery<T>) => number | false
  refetchIntervalInBackground?: boolean
}

/** One answer. */
export const read = <T, K extends readonly unknown[]>(
  queryKey: K,
  ask: (options: CallOptions & { signal: AbortSignal }, queryClient: QueryClient) => Promise<T>,
  more: Upkeep<T> & { select?: (data: T) => T } = {},
): ResourceQuery<T, K> =>
  queryOptions<T, GenAIError, T, K>({
    queryKey,
    queryFn: ({ signal, client }) => ask({ signal }, client),
    ...patience,
    ...more,
  })

const readAll = <T>({ pages, pageParams }: InfiniteData<ListPage<T>>): InfiniteData<ListPage<T>> => ({
  pages: pages.map((page) => readPage(page)),
  pageParams,
})

/** All answers, page by page, from `first` on. */
export const readPages = <T, S extends string>(
  queryKey: InfiniteKey<S>,
  first: string,
  ask: (pageToken: string, options: CallOptions, queryClient: QueryClient) => Promise<ListPage<T>>,
  more?: Upkeep<InfiniteData<ListPage<T>>>,
): ResourceInfiniteQuery<T, S> =>
  infiniteQueryOptions<ListPage<T>, GenAIError, InfiniteData<ListPage<T>>, InfiniteKey<S>, string>({
    queryKey,
    queryFn: ({ signal, pageParam, client }) => ask(pageParam, { signal }, client),
    initialPageParam: first,
    getNextPageParam: (page) => readPage(page).nextPageToken,
    select: readAll,
    ...patience,
    ...more,
  })
