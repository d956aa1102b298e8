import type {
  FileLike,
  FileParameters,
  GeminiFile,
  RegisterFilesParameters,
  UploadFileParameters,
} from '../../client/gemini/files.ts'
import type { Upload, UploadCallOptions } from '../../client/gemini/upload-handle.ts'
import type { CallOptions } from '../../client/http.ts'
import type { RequestConfig } from '../../model/data.ts'
import { collection, watching } from './collection.ts'
import { change, refreshLists, replace, type ResourceMutation } from './change.ts'
import { create, removeNamed } from './change-named.ts'
import { namedKey, nameIn, paramsOf, waitKey, type ClientWith, type GetKey, type Named, type WaitKey } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'files'>

/** Videos take minutes, all else seconds. */
const isProcessing = ({ state }: GeminiFile): boolean => state === 'PROCESSING'
const PACE = { interval: 1_000, maxInterval: 10_000 }

const keyOf = (client: Client, file: Named): GetKey<'files'> => namedKey(client, 'files', file)

const make = () => ({
  ...collection(
    'files',
    (client: Client, config, call) => client.files.list({ config }, call),
    watching(isProcessing, PACE),
  ),
  get: (
    client: Client,
    file: Named<FileParameters>,
    options: PolledOptions = {},
  ): ResourceQuery<GeminiFile, GetKey<'files'>> =>
    read(
      keyOf(client, file),
      (call) => client.files.get(paramsOf(file), call),
      pollWhile<GeminiFile>(isProcessing, PACE, options),
    ),
  /** The file, as soon as it can be used: a component that suspends on it has it ready. */
  wait: (
    client: Client,
    file: Named<FileParameters>,
    { interval }: { interval?: number | undefined } = {},
  ): ResourceQuery<GeminiFile, WaitKey<'files'>> =>
    read(
      waitKey(client, 'files', nameIn('files', paramsOf(file).name), { config: paramsOf(file).config }),
      async ({ signal }, queryClient) => {
        const found = await client.files.wait(paramsOf(file), { interval, signal })
        queryClient.setQueryData(keyOf(client, file), found)
        return found
      },
    ),
  /** Uploads a file. `useUpload` shows how far it is, and can pause. */
  upload: (client: Client, options?: UploadCallOptions): ResourceMutation<GeminiFile, UploadFileParameters> =>
    create(client, 'files', 'upload', (params) => client.files.upload(params, options)),
  /** Begins to upload a file, and gives what steers it. */
  startUpload: (
    client: Client,
    options?: UploadCallOptions,
  ): ResourceMutation<Upload<GeminiFile>, UploadFileParameters> =>
    change(client, 'files', 'startUpload', async (params, queryClient) => {
      const upload = await client.files.startUpload(params, options)
      void upload.result.then(
        () => refreshLists(queryClient, client, 'files'),
        () => undefined,
      )
      return upload
    }),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<FileParameters>> =>
    removeNamed(client, 'files', (params: FileParameters) => client.files.delete(params)),
  /** Makes objects of Cloud Storage usable as files. */
  registerFiles: (client: Client): ResourceMutation<{ files?: GeminiFile[] }, RegisterFilesParameters> =>
    change(client, 'files', 'registerFiles', async (params, queryClient) => {
      const answer = await client.files.registerFiles(params)
      for (const file of answer.files ?? [])
        if (file.name)
          replace(queryClient, client, 'files', { key: keyOf(client, file.name), item: file, name: file.name })
      refreshLists(queryClient, client, 'files')
      return answer
    }),
  /** The bytes of a file that Google made. */
  download: (
    client: Client,
    options?: CallOptions,
  ): ResourceMutation<Blob, { file: FileLike; config?: RequestConfig | undefined }> =>
    change(client, 'files', 'download', (params) => client.files.download(params, options)),
})

/**
 * Files, as options of TanStack Query. What is being processed is looked at again until it can be used.
 *
 * @example
 * const { data } = useQuery(fileQueries.list(gemini, { pageSize: 20 })) // data.items
 * const { mutate } = useMutation(fileQueries.delete(gemini))
 * const file = await queryClient.ensureQueryData(fileQueries.wait(gemini, name)) // in a loader
 */
export const fileQueries = /* @__PURE__ */ make()
