import type { InfiniteData } from '@tanstack/react-query'
import type { Documents, SearchDocument } from '../../client/gemini/documents.ts'
import type { ListConfig } from '../../model/data.ts'
import type { ResourceMutation } from './change.ts'
import { refreshOne, removeNamed } from './change-named.ts'
import {
  listsKey,
  namedKey,
  nameIn,
  paramsOf,
  serviceKey,
  type GetKey,
  type KeyFilter,
  type ListKey,
  type ListsKey,
  type Named,
  type ServiceKey,
} from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, readInfinite, readList, type ListPage, type ResourceInfiniteQuery, type ResourceQuery } from './read.ts'

/** `documents` is part of `fileSearchStores`. */
interface Client {
  readonly key: string
  readonly fileSearchStores: { readonly documents: Documents }
}
type Params<M extends keyof Documents> = NonNullable<Parameters<Documents[M]>[0]>

const POLL = { interval: 2_000, maxInterval: 15_000 }
const isPending = ({ state }: SearchDocument): boolean => state === 'STATE_PENDING'
const inStore = (name: string): string => nameIn('fileSearchStores', name)

/**
 * The documents of a store, as options of TanStack Query. Those that are being read in are looked at again until they can
 * be searched.
 *
 * @example
 * const { data } = useQuery(documentQueries.list(gemini, 'fileSearchStores/handbook'))
 */
export const documentQueries = {
  /** All that is cached of documents, whatever the store. */
  all: (client: Client): KeyFilter<ServiceKey<'documents'>> => ({ queryKey: serviceKey(client, 'documents') }),
  /** All lists of them. */
  lists: (client: Client): KeyFilter<ListsKey<'documents'>> => ({ queryKey: listsKey(client, 'documents') }),
  list: (
    client: Client,
    parent: string,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceQuery<ListPage<SearchDocument>, ListKey<'documents'>> =>
    readList(
      client,
      'documents',
      { parent: inStore(parent), ...config },
      ({ parent: store, ...asked }, call) =>
        client.fileSearchStores.documents.list({ parent: store, config: asked }, call),
      pollWhile<ListPage<SearchDocument>>(({ items }) => items.some(isPending), POLL, options),
    ),
  infinite: (
    client: Client,
    parent: string,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceInfiniteQuery<SearchDocument, 'documents'> =>
    readInfinite(
      client,
      'documents',
      { parent: inStore(parent), ...config },
      ({ parent: store, ...asked }, call) =>
        client.fileSearchStores.documents.list({ parent: store, config: asked }, call),
      pollWhile<InfiniteData<ListPage<SearchDocument>>>(
        ({ pages }) => pages.some(({ items }) => items.some(isPending)),
        POLL,
        options,
      ),
    ),
  get: (
    client: Client,
    document: Named<Params<'get'>>,
    options: PolledOptions = {},
  ): ResourceQuery<SearchDocument, GetKey<'documents'>> =>
    read(
      namedKey(client, 'documents', document),
      (call) => client.fileSearchStores.documents.get(paramsOf(document), call),
      pollWhile<SearchDocument>(isPending, POLL, options),
    ),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<Params<'delete'>>> => {
    const removal = removeNamed(client, 'documents', (params: Params<'delete'>) =>
      client.fileSearchStores.documents.delete(params),
    )
    return {
      ...removal,
      mutationFn: async (document, context) => {
        const answer = await removal.mutationFn(document, context)
        // The store counts what is in it.
        const [store] = paramsOf(document).name.split('/documents/')
        if (store) refreshOne(context.client, client, 'fileSearchStores', store)
        return answer
      },
    }
  },
}
