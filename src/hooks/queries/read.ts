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
import { factsOf, listsKey, serviceKey, type InfiniteKey, type ListKey } from './keys.ts'
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

/** What is being deleted does not come back with a list that the server wrote just before. */
function withoutDeleted<T>(page: ListPage<T>, queryClient: QueryClient, deletes: readonly unknown[]): ListPage<T> {
  const going = queryClient
    .getMutationCache()
    .findAll({ mutationKey: deletes, status: 'pending' })
    .map(({ state }) => state.variables as string | { name?: string; model?: string })
    .map((variables) => (typeof variables === 'string' ? variables : (variables.name ?? variables.model)))
  if (going.length === 0) return page
  const isGoing = ({ name, id }: { name?: string; id?: string }): boolean =>
    going.some((one) => one !== undefined && (one === name || one === id || name?.endsWith(`/${one}`)))
  return { ...page, items: page.items.filter((item) => !isGoing(item as { name?: string; id?: string })) }
}

/** A page of a list. */
export function readList<S extends string, T, C extends object>(
  client: { readonly key: string },
  service: S,
  config: C,
  ask: AskForList<T, C>,
  more: Upkeep<ListPage<T>> = {},
): ResourceQuery<ListPage<T>, ListKey<S>> {
  const deletes = [...serviceKey(client, service), 'delete']
  return read(
    [...listsKey(client, service), factsOf({ config })] as const,
    async (options, queryClient) => withoutDeleted(toPage(await ask(config, options)), queryClient, deletes),
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
  const deletes = [...serviceKey(client, service), 'delete']
  const queryKey = [...listsKey(client, service), factsOf({ config }), 'infinite'] as const
  return infiniteQueryOptions<ListPage<T>, GenAIError, InfiniteData<ListPage<T>>, InfiniteKey<S>, string>({
    queryKey,
    queryFn: async ({ signal, pageParam, client: queryClient }) =>
      withoutDeleted(
        toPage(await ask({ ...config, pageToken: pageParam || undefined }, { signal })),
        queryClient,
        deletes,
      ),
    // Not `undefined`, which does not survive the way through JSON.
    initialPageParam: (config as ListConfig).pageToken ?? '',
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    ...patience,
    ...more,
  })
}
