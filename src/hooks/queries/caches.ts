import type { CachedContent, Caches, NamedParameters } from '../../client/gemini/caches.ts'
import { collection } from './collection.ts'
import type { ResourceMutation } from './change.ts'
import { create, removeNamed, update } from './change-named.ts'
import { namedKey, paramsOf, type ClientWith, type GetKey, type Named } from './keys.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'caches'>
type Params<M extends keyof Caches> = NonNullable<Parameters<Caches[M]>[0]>

const COLLECTION = 'cachedContents'

const make = () => ({
  ...collection('caches', (client: Client, config, call) => client.caches.list({ config }, call)),
  get: (client: Client, cache: Named<NamedParameters>): ResourceQuery<CachedContent, GetKey<'caches'>> =>
    read(namedKey(client, 'caches', cache, COLLECTION), (call) => client.caches.get(paramsOf(cache), call)),
  create: (client: Client): ResourceMutation<CachedContent, Params<'create'>> =>
    create(client, 'caches', 'create', (params) => client.caches.create(params)),
  update: (client: Client): ResourceMutation<CachedContent, Params<'update'>> =>
    update(client, 'caches', (params: Params<'update'>) => client.caches.update(params), COLLECTION),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<NamedParameters>> =>
    removeNamed(client, 'caches', (params: NamedParameters) => client.caches.delete(params), COLLECTION),
})

/**
 * Cached contents, as options of TanStack Query.
 *
 * @example
 * const { data } = useQuery(cacheQueries.get(gemini, 'cachedContents/abc'))
 * const { mutate } = useMutation(cacheQueries.update(gemini))
 * mutate({ name: 'cachedContents/abc', config: { ttl: '3600s' } })
 */
export const cacheQueries = /* @__PURE__ */ make()
