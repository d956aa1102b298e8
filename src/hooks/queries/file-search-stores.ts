import type { QueryClient } from '@tanstack/react-query'
import type { FileSearchStore, FileSearchStores } from '../../client/gemini/file-search-stores.ts'
import type { Upload, UploadCallOptions } from '../../client/gemini/upload-handle.ts'
import type { RequestConfig } from '../../model/data.ts'
import { collection } from './collection.ts'
import { change, refreshLists, type ResourceMutation } from './change.ts'
import { create, refreshOne, removeNamed } from './change-named.ts'
import { namedKey, paramsOf, type ClientWith, type GetKey, type Named } from './keys.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'fileSearchStores'>
type Params<M extends Exclude<keyof FileSearchStores, 'documents'>> = NonNullable<Parameters<FileSearchStores[M]>[0]>
type Answer<M extends Exclude<keyof FileSearchStores, 'documents'>> = Awaited<ReturnType<FileSearchStores[M]>>

const SERVICE = 'fileSearchStores'

/** The store counts its documents, and their list shows them. */
const refreshStore = (queryClient: QueryClient, client: { readonly key: string }, store: string): void => {
  refreshOne(queryClient, client, SERVICE, store)
  refreshLists(queryClient, client, 'documents')
}

/** A document more. */
const withDocument = <V extends { fileSearchStoreName: string }, T>(
  client: Client,
  verb: string,
  ask: (params: V) => Promise<T>,
): ResourceMutation<T, V> =>
  change(client, SERVICE, verb, async (params, queryClient) => {
    const answer = await ask(params)
    refreshStore(queryClient, client, params.fileSearchStoreName)
    return answer
  })

const make = () => ({
  ...collection(SERVICE, (client: Client, config, call) => client.fileSearchStores.list({ config }, call)),
  get: (client: Client, store: Named<Params<'get'>>): ResourceQuery<FileSearchStore, GetKey<typeof SERVICE>> =>
    read(namedKey(client, SERVICE, store), (call) => client.fileSearchStores.get(paramsOf(store), call)),
  create: (client: Client): ResourceMutation<FileSearchStore, Params<'create'> | void> =>
    create(client, SERVICE, 'create', (params) => client.fileSearchStores.create(params ?? {})),
  /** With `config: { force: true }`, also one that is not empty. */
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<Params<'delete'>>> =>
    removeNamed(client, SERVICE, (params: Params<'delete'>) => client.fileSearchStores.delete(params)),
  /** Uploads a file into a store. The operation says when it can be searched. */
  uploadToFileSearchStore: (
    client: Client,
    options?: UploadCallOptions,
  ): ResourceMutation<Answer<'uploadToFileSearchStore'>, Params<'uploadToFileSearchStore'>> =>
    withDocument(client, 'uploadToFileSearchStore', (params) =>
      client.fileSearchStores.uploadToFileSearchStore(params, options),
    ),
  /** Begins to, and gives what steers it. `useUpload` with `store` does it all. */
  startUpload: (
    client: Client,
    options?: UploadCallOptions,
  ): ResourceMutation<Answer<'startUpload'> & Upload<unknown>, Params<'startUpload'>> =>
    change(client, SERVICE, 'startUpload', async (params, queryClient) => {
      const upload = await client.fileSearchStores.startUpload(params, options)
      void upload.result.then(
        () => refreshStore(queryClient, client, params.fileSearchStoreName),
        () => undefined,
      )
      return upload
    }),
  /** Puts a file that was uploaded into a store. */
  importFile: (client: Client): ResourceMutation<Answer<'importFile'>, Params<'importFile'>> =>
    withDocument(client, 'importFile', (params) => client.fileSearchStores.importFile(params)),
  /** The bytes of something that a store has. */
  downloadMedia: (
    client: Client,
  ): ResourceMutation<Uint8Array, Named<{ name: string; config?: RequestConfig | undefined }>> =>
    change(client, SERVICE, 'downloadMedia', (media) => {
      const { name, config } = paramsOf(media)
      return client.fileSearchStores.downloadMedia(name, config)
    }),
})

/**
 * Stores that the model searches, as options of TanStack Query. What is in them: `documentQueries`.
 *
 * @example
 * const { data } = useSuspenseQuery(fileSearchStoreQueries.list(gemini))
 * const { mutate } = useMutation(fileSearchStoreQueries.create(gemini))
 * mutate({ config: { displayName: 'Handbook' } })
 */
export const fileSearchStoreQueries = /* @__PURE__ */ make()
