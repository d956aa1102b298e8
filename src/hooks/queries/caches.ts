import type { CachedContent, Caches, NamedParameters } from '../../client/gemini/caches.ts'
import type { ListConfig } from '../../model/data.ts'
import type { ResourceMutation } from './change.ts'
import { create, removeNamed, update } from './change-named.ts'
import {
  listsKey,
  namedKey,
  paramsOf,
  serviceKey,
  type ClientWith,
  type GetKey,
  type KeyFilter,
  type ListKey,
  type ListsKey,
  type Named,
  type ServiceKey,
} from './keys.ts'
import { read, readInfinite, readList, type ListPage, type ResourceInfiniteQuery, type ResourceQuery } from './read.ts'

type Client = ClientWith<'caches'>
type Params<M extends keyof Caches> = NonNullable<Parameters<Caches[M]>[0]>

const COLLECTION = 'cachedContents'

/**
 * Cached contents, as options of TanStack Query.
 *
 * @example
 * const { data } = useQuery(cacheQueries.get(gemini, 'cachedContents/abc'))
 * const { mutate } = useMutation(cacheQueries.update(gemini))
 * mutate({ name: 'cachedContents/abc', config: { ttl: '3600s' } })
 */
export const cacheQueries = {
  /** All that is cached here of contents that are cached there. */
  all: (client: Client): KeyFilter<ServiceKey<'caches'>> => ({ queryKey: serviceKey(client, 'caches') }),
  /** All lists of them. */
  lists: (client: Client): KeyFilter<ListsKey<'caches'>> => ({ queryKey: listsKey(client, 'caches') }),
  list: (client: Client, config: ListConfig = {}): ResourceQuery<ListPage<CachedContent>, ListKey<'caches'>> =>
    readList(client, 'caches', config, (asked, call) => client.caches.list({ config: asked }, call)),
  infinite: (client: Client, config: ListConfig = {}): ResourceInfiniteQuery<CachedContent, 'caches'> =>
    readInfinite(client, 'caches', config, (asked, call) => client.caches.list({ config: asked }, call)),
  get: (client: Client, cache: Named<NamedParameters>): ResourceQuery<CachedContent, GetKey<'caches'>> =>
    read(namedKey(client, 'caches', cache, COLLECTION), (call) => client.caches.get(paramsOf(cache), call)),
  create: (client: Client): ResourceMutation<CachedContent, Params<'create'>> =>
    create(client, 'caches', 'create', (params) => client.caches.create(params)),
  update: (client: Client): ResourceMutation<CachedContent, Params<'update'>> =>
    update(client, 'caches', (params: Params<'update'>) => client.caches.update(params), COLLECTION),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<NamedParameters>> =>
    removeNamed(client, 'caches', (params: NamedParameters) => client.caches.delete(params), COLLECTION),
}
