import { GenAIError } from '../../model/errors.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { asBytes } from './as-bytes.ts'
import { invalid, onlyOnGemini } from './invalid.ts'
import { mimeTypeOf } from './mime-type.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { lookUntil, type WaitOptions } from '../pause.ts'
import { fieldsOf } from './place-fields.ts'
import { startUpload } from './upload.ts'
import type { Upload, UploadCallOptions } from './upload-handle.ts'

/** A file that Google keeps for you, for two days. */
export interface GeminiFile {
  /** `files/…` */
  name?: string
  displayName?: string
  mimeType?: string
  /** A number, as a string. */
  sizeBytes?: string
  createTime?: string
  updateTime?: string
  expirationTime?: string
  sha256Hash?: string
  /** What a part refers to it by: `{ fileData: { fileUri: uri, mimeType } }`. */
  uri?: string
  downloadUri?: string
  /** A file that is `PROCESSING` cannot be used yet. */
  state?: 'PROCESSING' | 'ACTIVE' | 'FAILED' | (string & {})
  error?: { code?: number; message?: string }
  [field: string]: unknown
}

/** A file, and what to call it. */
export interface UploadFileParameters {
  file: Blob
  config?:
    | (RequestConfig & {
        name?: string | undefined
        displayName?: string | undefined
        /** Default: that of the file. */
        mimeType?: string | undefined
      })
    | undefined
}

/** Which file: `files/…`, its id, or its address. */
export interface FileParameters {
  name: string
  config?: RequestConfig | undefined
}

/** Anything that has a file in it: a name, an address, a file, a video. */
export type FileLike = string | { name?: string } | { uri?: string } | { video?: { uri?: string } }

/** Objects of Cloud Storage, and who may read them. */
export interface RegisterFilesParameters {
  /** Where they are: `gs://bucket/object`. */
  uris: readonly string[]
  /** Who may read them: a `GoogleAuth`, or anything like it. Not needed where `headers`, or a proxy, say it. */
  auth?: { getRequestHeaders(): Promise<Iterable<[string, string]> | Record<string, string>> } | undefined
  config?: RequestConfig | undefined
}

/** Gemini's `files` service. Not on Vertex AI. */
export interface Files {
  /**
   * Uploads a file, and gives it as the server has it, which may still be `PROCESSING`.
   *
   * @example
   * const { name = '' } = await files.upload({ file }, { onProgress: ({ sent, total }) => show(sent / total) })
   * const { uri, mimeType } = await files.wait({ name })
   * @throws GenAIError
   */
  upload(params: UploadFileParameters, options?: UploadCallOptions): Promise<GeminiFile>
  /** The same as an object, which can be paused, resumed after a failure, and aborted. */
  startUpload(params: UploadFileParameters, options?: UploadCallOptions): Promise<Upload<GeminiFile>>
  /** Looks until the file can be used. @throws GenAIError `server` when it could not be processed. */
  wait(params: FileParameters, options?: WaitOptions): Promise<GeminiFile>
  list(params?: ListParameters, options?: CallOptions): Promise<Pager<GeminiFile>>
  get(params: FileParameters, options?: CallOptions): Promise<GeminiFile>
  delete(params: FileParameters, options?: CallOptions): Promise<Record<string, unknown>>
  /** Makes objects of Cloud Storage usable as files, without a copy. For servers: it takes an account, not a key. */
  registerFiles(params: RegisterFilesParameters, options?: CallOptions): Promise<{ files?: GeminiFile[] }>
  /** The bytes, of files that Google made: it keeps those that were uploaded to itself. */
  download(params: { file: FileLike; config?: RequestConfig | undefined }, options?: CallOptions): Promise<Blob>
}

/** The id of a file. @throws GenAIError `invalid` */
function fileId(file: FileLike): string {
  const { name, uri, video } = (typeof file === 'string' ? { name: file } : file) as {
    name?: string
    uri?: string
    video?: { uri?: string }
  }
  const given = video?.uri ?? name ?? uri ?? ''
  const id = given.startsWith('https://') ? /files\/([^/:?#]+)/.exec(given)?.[1] : given.replace(/^files\//, '')
  if (!id) throw invalid('There is no file in this. Give a name (`files/…`), an address, a file or a video.')
  return id
}

const toRecord = (headers: Iterable<[string, string]> | Record<string, string> = {}): Record<string, string> =>
  Symbol.iterator in headers ? Object.fromEntries(headers) : headers

/** The `files` service alone. `createGeminiClient` has it as `files`. */
export function createFiles(api: GeminiApi): Files {
  const ask = async <T>(
    method: 'GET' | 'DELETE',
    { name, config }: FileParameters,
    options?: CallOptions,
  ): Promise<T> => {
    if (api.vertex) throw onlyOnGemini(`files.${method.toLowerCase()}`)
    const path = `files/${fileId(name)}`
    return api.request({ method, path, ...(method === 'DELETE' && { body: {} }), config, signals: [options?.signal] })
  }
  const upload = ({ file, config }: UploadFileParameters, options?: UploadCallOptions): Upload<GeminiFile> => {
    if (api.vertex) throw onlyOnGemini('files.upload')
    const { name, mimeType, ...fields } = fieldsOf(config ?? {}) as { name?: string; mimeType?: string }
    const type = mimeTypeOf(file, mimeType)
    return startUpload(
      api,
      {
        path: 'files',
        file,
        mimeType: type,
        body: {
          file: {
            ...fields,
            ...(name && { name: name.startsWith('files/') ? name : `files/${name}` }),
            mimeType: type,
            sizeBytes: String(file.size),
          },
        },
        config,
        read: (answer) => (answer['file'] ?? answer) as GeminiFile,
      },
      options,
    )
  }
  return {
    startUpload: async (params, options) => upload(params, options),
    upload: async (params, options) => upload(params, options).result,
    wait: async (params, options) => {
      const file = await lookUntil(
        () => ask<GeminiFile>('GET', params, options),
        ({ state }) => state !== 'PROCESSING',
        options,
        [params.config?.abortSignal, api.signal, api.options.signal],
      )
      if (file.state !== 'FAILED') return file
      const why = file.error?.message?.replace(/\.$/, '') ?? 'no reason was given'
      throw new GenAIError('server', `${file.name} could not be processed: ${why}. Upload it anew, or another.`, {
        details: file,
      })
    },
    list: async ({ config } = {}, options) => {
      if (api.vertex) throw onlyOnGemini('files.list')
      return list<GeminiFile>(api, { name: 'files', path: 'files', config }, options)
    },
    get: (params, options) => ask('GET', params, options),
    delete: (params, options) => ask('DELETE', params, options),
    registerFiles: async ({ uris, auth, config }, options) => {
      if (api.vertex) throw onlyOnGemini('files.registerFiles')
      const own = config?.httpOptions
      const headers = { ...own?.headers, ...toRecord(await auth?.getRequestHeaders()) }
      return api.request({
        path: 'files:register',
        body: { uris },
        config: { ...config, httpOptions: { ...own, headers } },
        signals: [options?.signal],
      })
    },
    download: async ({ file, config }, options) => {
      const parts: BlobPart[] = []
      let type = ''
      const request = {
        method: 'GET' as const,
        path: `files/${fileId(file)}:download`,
        query: { alt: 'media' },
        config,
        signals: [options?.signal],
        onResponse: ({ headers }: Response) => {
          type = headers.get('content-type') ?? ''
        },
      }
      for await (const bytes of api.open(request, asBytes)) parts.push(bytes)
      return new Blob(parts, { type })
    },
  }
}
