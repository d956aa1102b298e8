import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { CallOptions } from '../../client/http.ts'
import type { Pager } from '../../client/gemini/pager.ts'
import type { ListConfig } from '../../model/data.ts'
import { factsOf, listsKey, serviceKey, type KeyFilter, type ListKey, type ListsKey, type ServiceKey } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { readPage } from './list-page.ts'
import { read, readPages, type ListPage, type ResourceInfiniteQuery, type ResourceQuery, type Upkeep } from './read.ts'
import { isNamed, removalsOf, type Item } from './removals.ts'

type Keyed = { readonly key: string }

/** A list, however much of it is there. */
type Lists<T> = ListPage<T> | InfiniteData<ListPage<T>>

/** Looks at a list again while something in it is not finished. */
export const watching =
  <T>(isRunning: (item: T) => boolean, pace: { interval: number; maxInterval: number }) =>
  (options?: PolledOptions): Upkeep<Lists<T>> =>
    pollWhile<Lists<T>>(
      (lists) => ('pages' in lists ? lists.pages : [lists]).some((page) => readPage(page).items.some(isRunning)),
      pace,
      options,
    )

/**
 * What every service can tell of its lists: the filters, a page, and all of them, page by page. `upkeep` says how they are
 * kept; what it takes, the caller of a list may give.
 */
export const collection = <
  S extends string,
  Client extends Keyed,
  T,
  C extends object = ListConfig,
  Options extends unknown[] = [],
>(
  service: S,
  ask: (
    client: Client,
    config: C & Pick<ListConfig, 'pageToken'>,
    call: CallOptions,
  ) => Promise<Pager<T> | ListPage<T>>,
  upkeep?: (...options: Options) => Upkeep<Lists<T>>,
) => {
  /** A page without what was being deleted when it was asked for, or is now: the server may have written it before. */
  const askPage = async (
    queryClient: QueryClient,
    ...[client, config, call]: Parameters<typeof ask>
  ): Promise<ListPage<T>> => {
    const before = removalsOf(queryClient, client, service)
    const found = await ask(client, config, call)
    const going = [...before, ...removalsOf(queryClient, client, service)]
    const isGoing = (item: Item): boolean => going.some((name) => isNamed(item, name))
    return {
      items: ('items' in found ? found.items : found.page).filter((item) => !isGoing(item as Item)),
      ...(found.nextPageToken && { nextPageToken: found.nextPageToken }),
    }
  }
  const keyOf = (client: Client, config: C): ListKey<S> => [...listsKey(client, service), factsOf({ config })]
  return {
    /** All that is cached of this service: a filter. */
    all: (client: Keyed): KeyFilter<ServiceKey<S>> => ({ queryKey: serviceKey(client, service) }),
    /** All lists of this service: a filter. */
    lists: (client: Keyed): KeyFilter<ListsKey<S>> => ({ queryKey: listsKey(client, service) }),
    /** A page of the list. */
    list: (client: Client, config = {} as C, ...options: Options): ResourceQuery<ListPage<T>, ListKey<S>> =>
      read(keyOf(client, config), (call, queryClient) => askPage(queryClient, client, config, call), {
        ...upkeep?.(...options),
        select: readPage<T>,
      }),
    /** The list, page by page: `useInfiniteQuery`. */
    infinite: (client: Client, config = {} as C, ...options: Options): ResourceInfiniteQuery<T, S> =>
      readPages(
        [...keyOf(client, config), 'infinite'],
        // Not `undefined`, which does not survive the way through JSON.
        (config as ListConfig).pageToken ?? '',
        (pageToken, call, queryClient) =>
          askPage(queryClient, client, { ...config, pageToken: pageToken || undefined }, call),
        upkeep?.(...options),
      ),
  }
}
