import type { InfiniteData, MutationFunctionContext, QueryClient, UseMutationOptions } from '@tanstack/react-query'
import type { GenAIError } from '../../model/errors.ts'
import { listsKey, serviceKey } from './keys.ts'
import { beginRemoval, isNamed, type Item } from './removals.ts'
import type { ListPage } from './read.ts'

/**
 * Options of a mutation, for `useMutation`. What it does to the cache it does in its `mutationFn`: callbacks of yours,
 * spread over it, are added to that and replace nothing.
 */
export interface ResourceMutation<T, V> {
  mutationKey: readonly ['genai', string, string, string]
  mutationFn: (variables: V, context: MutationFunctionContext) => Promise<T>
  /** As in TanStack Query. Default: none, as nobody knows what the first attempt has done. */
  retry?: NonNullable<UseMutationOptions<T, GenAIError, V>['retry']>
  gcTime?: number
  networkMode?: 'always'
}

type Client = { readonly key: string }
type Lists<T> = ListPage<T> | InfiniteData<ListPage<T>>

/** A mutation that changes nothing that is cached; or sees to it itself. */
export const change = <T, V>(
  client: Client,
  service: string,
  verb: string,
  run: (variables: V, queryClient: QueryClient) => Promise<T>,
): ResourceMutation<T, V> => ({
  mutationKey: [...serviceKey(client, service), verb],
  mutationFn: (variables, context) => run(variables, context.client),
})

/** Lists that may show it are asked for again; nobody waits for that. */
export const refreshLists = (queryClient: QueryClient, client: Client, service: string): void =>
  void queryClient.invalidateQueries({ queryKey: listsKey(client, service) })

const pagesOf = <T>(data: Lists<T>): ListPage<T>[] => ('pages' in data ? data.pages : [data])
const withPages = <T>(data: Lists<T>, pages: ListPage<T>[]): Lists<T> =>
  'pages' in data ? { ...data, pages } : (pages[0] ?? data)

const changeLists = (
  queryClient: QueryClient,
  queryKey: readonly unknown[],
  edit: (items: Item[], at: number) => Item[],
): void =>
  void queryClient.setQueriesData<Lists<Item>>(
    { queryKey },
    (data) =>
      data &&
      withPages(
        data,
        pagesOf(data).map((page, at) => ({ ...page, items: edit(page.items, at) })),
      ),
  )

/** Lists that have been changed here are stale all the same; those that were under way may have been written before. */
function settleLists(queryClient: QueryClient, queryKey: readonly unknown[]): void {
  void queryClient.invalidateQueries({ queryKey, refetchType: 'none' })
  void queryClient.refetchQueries({ queryKey, predicate: ({ state }) => state.fetchStatus === 'fetching' })
}

/** Puts a thing that has changed into the place of the one that was there, everywhere. */
export function replace(
  queryClient: QueryClient,
  client: Client,
  service: string,
  { key, item, name }: { key: readonly unknown[]; item: object; name: string },
): void {
  queryClient.setQueryData(key, item)
  changeLists(queryClient, listsKey(client, service), (items) =>
    items.map((known) => (isNamed(known, name) ? { ...known, ...item } : known)),
  )
  settleLists(queryClient, listsKey(client, service))
}

/**
 * Takes a thing out of all lists at once, then deletes it. When that fails, it is put back where it was; others that went
 * in the meantime stay away. Lists are read anew in the end: what was on its way may have been written before.
 */
export const remove = <T, V>(
  client: Client,
  service: string,
  ask: (variables: V) => Promise<T>,
  nameOf: (variables: V) => { name: string; key: readonly unknown[] },
): ResourceMutation<T, V> => ({
  ...change(client, service, 'delete', async (variables: V, queryClient) => {
    const { name, key } = nameOf(variables)
    const lists = listsKey(client, service)
    const before = queryClient.getQueriesData<Lists<Item>>({ queryKey: lists })
    const end = beginRemoval(queryClient, client, service, name)
    changeLists(queryClient, lists, (items) => items.filter((item) => !isNamed(item, name)))
    try {
      const answer = await ask(variables)
      for (const queryKey of [key, [...serviceKey(client, service), 'wait', name]])
        queryClient.removeQueries({ queryKey })
      return answer
    } catch (error) {
      for (const [queryKey, data] of before) if (data) putBack(queryClient, queryKey, data, name)
      throw error
    } finally {
      end()
      void queryClient.invalidateQueries({ queryKey: lists })
    }
  }),
  // Offline it fails, and is back: to wait for a network would be to delete it some day, unseen.
  networkMode: 'always',
})

function putBack(queryClient: QueryClient, queryKey: readonly unknown[], before: Lists<Item>, name: string): void {
  queryClient.setQueryData<Lists<Item>>(queryKey, (data) => {
    if (!data || pagesOf(data).some(({ items }) => items.some((item) => isNamed(item, name)))) return data
    const pages = pagesOf(data).map((page, number) => {
      const known = pagesOf(before)[number]?.items ?? []
      const at = known.findIndex((item) => isNamed(item, name))
      return at < 0
        ? page
        : { ...page, items: [...page.items.slice(0, at), known[at] as Item, ...page.items.slice(at)] }
    })
    return withPages(data, pages)
  })
}
