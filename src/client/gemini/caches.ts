import type { ContentInput, ContentsInput, GeminiTool, RequestConfig } from '../../wire/gemini-request.ts'
import { compact } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { toContent, toContents } from './content.ts'
import { resourceName, wholeModel } from './names.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { placeFields } from './place-fields.ts'
import { toTool } from './schema.ts'

/** Contents that need not be sent, nor paid in full, each time. */
export interface CachedContent {
  /** `cachedContents/…` */
  name?: string
  model?: string
  displayName?: string
  createTime?: string
  updateTime?: string
  expireTime?: string
  usageMetadata?: { totalTokenCount?: number; [field: string]: unknown }
  [field: string]: unknown
}

/** How long to keep it: `ttl` (`300s`), or `expireTime`. */
export interface UpdateCachedContentConfig extends RequestConfig {
  /** How long it is kept from now on, in seconds: `300s`. Or `expireTime`. */
  ttl?: string | undefined
  /** RFC 3339. */
  expireTime?: string | undefined
}

/** What to keep, for how long, and under what name. */
export interface CreateCachedContentConfig extends UpdateCachedContentConfig {
  contents?: ContentsInput | undefined
  systemInstruction?: ContentInput | undefined
  tools?: readonly GeminiTool[] | undefined
  toolConfig?: object | undefined
  displayName?: string | undefined
  /** Vertex AI only. */
  kmsKeyName?: string | undefined
}

/** Which one, by its name. */
export interface NamedParameters {
  /** With or without its collection. */
  name: string
  config?: RequestConfig | undefined
}

/** Gemini's `caches` service. */
export interface Caches {
  /** `await caches.create({ model, config: { contents: book, ttl: '600s' } })`, then `config: { cachedContent: name }`. */
  create(
    params: { model: string; config?: CreateCachedContentConfig | undefined },
    options?: CallOptions,
  ): Promise<CachedContent>
  list(params?: ListParameters, options?: CallOptions): Promise<Pager<CachedContent>>
  get(params: NamedParameters, options?: CallOptions): Promise<CachedContent>
  update(
    params: { name: string; config?: UpdateCachedContentConfig | undefined },
    options?: CallOptions,
  ): Promise<CachedContent>
  delete(params: NamedParameters, options?: CallOptions): Promise<Record<string, unknown>>
}

const COLLECTION = 'cachedContents'

/** The `caches` service alone. `createGeminiClient` has it as `caches`. */
export function createCaches(api: GeminiApi): Caches {
  const ask = async <T>(
    method: 'GET' | 'PATCH' | 'DELETE',
    { name, config }: { name: string; config?: UpdateCachedContentConfig | undefined },
    options?: CallOptions,
  ): Promise<T> =>
    api.request({
      method,
      path: resourceName(api, name, COLLECTION),
      ...(method !== 'GET' && { body: placeFields(config) }),
      config,
      signals: [options?.signal],
    })
  return {
    create: async ({ model, config }, options) => {
      const { contents, systemInstruction, tools, ...rest } = config ?? {}
      return api.request({
        path: COLLECTION,
        body: compact({
          model: wholeModel(api, model),
          ...placeFields(rest, { kmsKeyName: 'encryption_spec.kmsKeyName' }),
          contents: contents && toContents(contents),
          systemInstruction: systemInstruction && toContent(systemInstruction),
          tools: tools?.map(toTool),
        }),
        config,
        signals: [options?.signal],
      })
    },
    list: ({ config } = {}, options) =>
      list<CachedContent>(api, { name: COLLECTION, path: COLLECTION, config }, options),
    get: (params, options) => ask('GET', params, options),
    update: (params, options) => ask('PATCH', params, options),
    delete: (params, options) => ask('DELETE', params, options),
  }
}
