import type { Documents, SearchDocument } from '../../client/gemini/documents.ts'
import type { ListConfig } from '../../model/data.ts'
import type { ResourceMutation } from './change.ts'
import { refreshOne, removeNamed } from './change-named.ts'
import { collection, watching } from './collection.ts'
import { namedKey, nameIn, paramsOf, type GetKey, type ListKey, type Named } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ListPage, type ResourceInfiniteQuery, type ResourceQuery } from './read.ts'

/** `documents` is part of `fileSearchStores`. */
interface Client {
  readonly key: string
  readonly fileSearchStores: { readonly documents: Documents }
}
type Params<M extends keyof Documents> = NonNullable<Parameters<Documents[M]>[0]>

const PACE = { interval: 2_000, maxInterval: 15_000 }
const isPending = ({ state }: SearchDocument): boolean => state === 'STATE_PENDING'
/** Which documents: the store that they are in is part of the question. */
const within = (store: string, config?: ListConfig) => ({ parent: nameIn('fileSearchStores', store), ...config })

const make = () => {
  const { list, infinite, ...filters } = collection(
    'documents',
    (client: Client, { parent, ...config }: ListConfig & { parent: string }, call) =>
      client.fileSearchStores.documents.list({ parent, config }, call),
    watching(isPending, PACE),
  )
  return {
    ...filters,
    list: (
      client: Client,
      parent: string,
      config?: ListConfig,
      options?: PolledOptions,
    ): ResourceQuery<ListPage<SearchDocument>, ListKey<'documents'>> => list(client, within(parent, config), options),
    infinite: (
      client: Client,
      parent: string,
      config?: ListConfig,
      options?: PolledOptions,
    ): ResourceInfiniteQuery<SearchDocument, 'documents'> => infinite(client, within(parent, config), options),
    get: (
      client: Client,
      document: Named<Params<'get'>>,
      options: PolledOptions = {},
    ): ResourceQuery<SearchDocument, GetKey<'documents'>> =>
      read(
        namedKey(client, 'documents', document),
        (call) => client.fileSearchStores.documents.get(paramsOf(document), call),
        pollWhile<SearchDocument>(isPending, PACE, options),
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
}

/**
 * The documents of a store, as options of TanStack Query. Those that are being read in are looked at again until they can
 * be searched.
 *
 * @example
 * const { data } = useQuery(documentQueries.list(gemini, 'fileSearchStores/handbook'))
 */
export const documentQueries = /* @__PURE__ */ make()
