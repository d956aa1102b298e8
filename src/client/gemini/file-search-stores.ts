import type { GeminiOperation, RequestConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { asBytes } from './as-bytes.ts'
import { createDocuments, type CustomMetadata, type Documents, type ForceParameters } from './documents.ts'
import { mimeTypeOf } from './mime-type.ts'
import { onlyOnGemini } from './invalid.ts'
import { modelPath, resourceName } from './names.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { fieldsOf, placeFields } from './place-fields.ts'
import { startUpload } from './upload.ts'
import type { Upload, UploadCallOptions } from './upload-handle.ts'

/** Documents that the model can search. */
export interface FileSearchStore {
  /** `fileSearchStores/…` */
  name?: string
  displayName?: string
  createTime?: string
  updateTime?: string
  activeDocumentsCount?: string
  pendingDocumentsCount?: string
  failedDocumentsCount?: string
  sizeBytes?: string
  embeddingModel?: string
  [field: string]: unknown
}
interface ChunkingConfig {
  whiteSpaceConfig?: { maxTokensPerChunk?: number; maxOverlapTokens?: number }
}
interface DocumentConfig extends RequestConfig {
  customMetadata?: readonly CustomMetadata[] | undefined
  chunkingConfig?: ChunkingConfig | undefined
}

/** An operation of which a document comes: ask for it until it is `done`. */
export type DocumentOperation = GeminiOperation<{ parent?: string; documentName?: string }>

/** A file, the store for it, and how to cut it into pieces. */
export interface UploadToFileSearchStoreParameters {
  fileSearchStoreName: string
  file: Blob
  config?: (DocumentConfig & { displayName?: string | undefined; mimeType?: string | undefined }) | undefined
}

/** Gemini's `fileSearchStores` service. Not on Vertex AI. */
export interface FileSearchStores {
  readonly documents: Documents
  create(
    params?: {
      config?: (RequestConfig & { displayName?: string | undefined; embeddingModel?: string | undefined }) | undefined
    },
    options?: CallOptions,
  ): Promise<FileSearchStore>
  list(params?: ListParameters, options?: CallOptions): Promise<Pager<FileSearchStore>>
  get(params: { name: string; config?: RequestConfig | undefined }, options?: CallOptions): Promise<FileSearchStore>
  delete(params: ForceParameters, options?: CallOptions): Promise<Record<string, unknown>>
  /** Uploads a file into a store: `operations.wait({ operation })` says when it can be found. */
  uploadToFileSearchStore(
    params: UploadToFileSearchStoreParameters,
    options?: UploadCallOptions,
  ): Promise<DocumentOperation>
  /** The same as an object, which can be paused, resumed after a failure, and aborted. */
  startUpload(
    params: UploadToFileSearchStoreParameters,
    options?: UploadCallOptions,
  ): Promise<Upload<DocumentOperation>>
  /** Takes a file that has been uploaded before. */
  importFile(
    params: { fileSearchStoreName: string; fileName: string; config?: DocumentConfig | undefined },
    options?: CallOptions,
  ): Promise<DocumentOperation>
  /** A picture of a document, by the name that a citation gives: `fileSearchStores/…/media/…`. */
  downloadMedia(name: string, config?: RequestConfig, options?: CallOptions): Promise<Uint8Array>
}

const COLLECTION = 'fileSearchStores'

/** The `fileSearchStores` service alone. `createGeminiClient` has it as `fileSearchStores`. */
export function createFileSearchStores(api: GeminiApi): FileSearchStores {
  const check = (method: string): void => {
    if (api.vertex) throw onlyOnGemini(`fileSearchStores.${method}`)
  }
  const start = (
    { fileSearchStoreName, file, config }: UploadToFileSearchStoreParameters,
    options?: UploadCallOptions,
  ): Upload<DocumentOperation> => {
    check('uploadToFileSearchStore')
    return startUpload<DocumentOperation>(
      api,
      {
        path: `${resourceName(api, fileSearchStoreName, COLLECTION)}:uploadToFileSearchStore`,
        file,
        mimeType: mimeTypeOf(file, config?.mimeType),
        body: fieldsOf(config ?? {}),
        config,
        read: (answer) => answer,
      },
      options,
    )
  }
  return {
    documents: createDocuments(api),
    startUpload: async (params, options) => start(params, options),
    uploadToFileSearchStore: async (params, options) => start(params, options).result,
    create: async ({ config } = {}, options) => {
      check('create')
      const { embeddingModel, ...rest } = config ?? {}
      const body = { ...placeFields(rest), ...(embeddingModel && { embeddingModel: modelPath(api, embeddingModel) }) }
      return api.request({ path: COLLECTION, body, config, signals: [options?.signal] })
    },
    list: async ({ config } = {}, options) => {
      check('list')
      return list<FileSearchStore>(api, { name: COLLECTION, path: COLLECTION, config }, options)
    },
    get: async ({ name, config }, options) => {
      check('get')
      return api.request({
        method: 'GET',
        path: resourceName(api, name, COLLECTION),
        config,
        signals: [options?.signal],
      })
    },
    delete: async ({ name, config }, options) => {
      check('delete')
      return api.request({
        method: 'DELETE',
        path: resourceName(api, name, COLLECTION),
        query: { force: config?.force },
        body: {},
        config,
        signals: [options?.signal],
      })
    },
    importFile: async ({ fileSearchStoreName, fileName, config }, options) => {
      check('importFile')
      return api.request({
        path: `${resourceName(api, fileSearchStoreName, COLLECTION)}:importFile`,
        body: { fileName, ...placeFields(config) },
        config,
        signals: [options?.signal],
      })
    },
    downloadMedia: async (name, config, options) => {
      check('downloadMedia')
      const pieces: Uint8Array<ArrayBuffer>[] = []
      const request = {
        method: 'GET' as const,
        path: name,
        query: { alt: 'media' },
        config,
        signals: [options?.signal],
      }
      for await (const bytes of api.open(request, asBytes)) pieces.push(bytes)
      return new Uint8Array(await new Blob(pieces).arrayBuffer())
    },
  }
}
