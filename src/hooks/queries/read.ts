import {
  infiniteQueryOptions,
  queryOptions,
  type DataTag,
  type InfiniteData,
  type QueryClient,
  type UnusedSkipTokenInfiniteOptions,
  type UnusedSkipTokenOptions,
} from '@tanstack/react-query'
import type { Pager } from '../../client/gemini/pager.ts'
import type { CallOptions } from '../../client/http.ts'
import type { ListConfig } from '../../model/data.ts'
import type { GenAIError } from '../../model/errors.ts'
import { factsOf, listsKey, type InfiniteKey, type ListKey } from './keys.ts'
import { patience, type PolledQuery } from './poll.ts'
import { isNamed, removalsOf, type Item } from './removals.ts'

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
interface Upkeep<T> {
  staleTime?: number
  refetchInterval?: (query: PolledQuery<T>) => number | false
  refetchIntervalInBackground?: boolean
}

/** One answer. */
export const read = <T, K extends readonly unknown[]>(
  queryKey: K,
  ask: (options: CallOptions & { signal: AbortSignal }, queryClient: QueryClient) => Promise<T>,
  more: Upkeep<T> = {},
): ResourceQuery<T, K> =>
  queryOptions<T, GenAIError, T, K>({
    queryKey,
    queryFn: ({ signal, client }) => ask({ signal }, client),
    ...patience,
    ...more,
  })

/** Asks for a list: what the services have in common. */
type AskForList<T, C> = (
  config: C & Pick<ListConfig, 'pageToken'>,
  options: CallOptions,
) => Promise<Pager<T> | ListPage<T>>

const toPage = <T>(found: Pager<T> | ListPage<T>): ListPage<T> => ({
  items: 'items' in found ? found.items : found.page,
  ...(found.nextPageToken && { nextPageToken: found.nextPageToken }),
})

/** A page without what was being deleted when it was asked for, or is now: the server may have written it before. */
async function readPage<T>(
  client: { readonly key: string },
  service: string,
  queryClient: QueryClient,
  ask: () => Promise<Pager<T> | ListPage<T>>,
): Promise<ListPage<T>> {
  const before = removalsOf(queryClient, client, service)
  const page = toPage(await ask())
  const going = [...before, ...removalsOf(queryClient, client, service)]
  const isGoing = (item: Item): boolean => going.some((name) => isNamed(item, name))
  return { ...page, items: page.items.filter((item) => !isGoing(item as Item)) }
}

/** A page of a list. */
export function readList<S extends string, T, C extends object>(
  client: { readonly key: string },
  service: S,
  config: C,
  ask: AskForList<T, C>,
  more: Upkeep<ListPage<T>> = {},
): ResourceQuery<ListPage<T>, ListKey<S>> {
  return read(
    [...listsKey(client, service), factsOf({ config })] as const,
    (options, queryClient) => readPage(client, service, queryClient, () => ask(config, options)),
    more,
  )
}

/** A list, page by page. */
export function readInfinite<S extends string, T, C extends object>(
  client: { readonly key: string },
  service: S,
  config: C,
  ask: AskForList<T, C>,
  more: Upkeep<InfiniteData<ListPage<T>>> = {},
): ResourceInfiniteQuery<T, S> {
  const queryKey = [...listsKey(client, service), factsOf({ config }), 'infinite'] as const
  return infiniteQueryOptions<ListPage<T>, GenAIError, InfiniteData<ListPage<T>>, InfiniteKey<S>, string>({
    queryKey,
    queryFn: ({ signal, pageParam, client: queryClient }) =>
      readPage(client, service, queryClient, () => ask({ ...config, pageToken: pageParam || undefined }, { signal })),
    // Not `undefined`, which does not survive the way through JSON.
    initialPageParam: (config as ListConfig).pageToken ?? '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    ...patience,
    ...more,
  })
}
