import type { ListConfig, RequestConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { onlyOnGemini } from './invalid.ts'
import { resourceName } from './names.ts'
import { list, type Pager } from './pager.ts'

/** A fact about a document, by which a search can be narrowed: one key, one value. */
export interface CustomMetadata {
  key?: string
  stringValue?: string
  numericValue?: number
  stringListValue?: { values?: string[] }
}

/** A document in a file search store, cut up and ready to be found. */
export interface SearchDocument {
  /** `fileSearchStores/…/documents/…` */
  name?: string
  displayName?: string
  state?: 'STATE_PENDING' | 'STATE_ACTIVE' | 'STATE_FAILED' | (string & {})
  sizeBytes?: string
  mimeType?: string
  createTime?: string
  updateTime?: string
  customMetadata?: CustomMetadata[]
  [field: string]: unknown
}

/** Which one; `config.force` takes what is in it along. */
export interface ForceParameters {
  name: string
  /** `force`: with all that is in it. */
  config?: (RequestConfig & { force?: boolean | undefined }) | undefined
}

/** Gemini's `fileSearchStores.documents`. Not on Vertex AI. */
export interface Documents {
  list(
    params: { parent: string; config?: ListConfig | undefined },
    options?: CallOptions,
  ): Promise<Pager<SearchDocument>>
  get(params: { name: string; config?: RequestConfig | undefined }, options?: CallOptions): Promise<SearchDocument>
  delete(params: ForceParameters, options?: CallOptions): Promise<Record<string, unknown>>
}

/** The documents of file search stores alone. `createGeminiClient` has them as `fileSearchStores.documents`. */
export function createDocuments(api: GeminiApi): Documents {
  const ask = async <T>(
    method: 'GET' | 'DELETE',
    { name, config }: ForceParameters,
    options?: CallOptions,
  ): Promise<T> => {
    if (api.vertex) throw onlyOnGemini(`documents.${method.toLowerCase()}`)
    return api.request({
      method,
      path: name,
      query: { force: config?.force },
      ...(method === 'DELETE' && { body: {} }),
      config,
      signals: [options?.signal],
    })
  }
  return {
    list: async ({ parent, config }, options) => {
      if (api.vertex) throw onlyOnGemini('documents.list')
      const path = `${resourceName(api, parent, 'fileSearchStores')}/documents`
      return list<SearchDocument>(api, { name: 'documents', path, config }, options)
    },
    get: (params, options) => ask('GET', params, options),
    delete: (params, options) => ask('DELETE', params, options),
  }
}
