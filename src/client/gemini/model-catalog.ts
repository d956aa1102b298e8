import type { ContentInput, ContentsInput, GeminiTool, ListConfig, RequestConfig } from '../../wire/gemini-request.ts'
import { compact, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { toContent, toContents } from './content.ts'
import { invalid, onlyOnVertex } from './invalid.ts'
import { modelPath } from './names.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { placeFields } from './place-fields.ts'
import { toTool } from './schema.ts'

/** A model: what it can do, and how much it takes. */
export interface GeminiModelInfo {
  name?: string
  displayName?: string
  description?: string
  version?: string
  inputTokenLimit?: number
  outputTokenLimit?: number
  /** What it can do: `generateContent`, `embedContent`, … */
  supportedActions?: string[]
  temperature?: number
  maxTemperature?: number
  topP?: number
  topK?: number
  thinking?: boolean
  [field: string]: unknown
}

/** `queryBase: false` lists models that were tuned. */
export interface ListModelsConfig extends ListConfig {
  /** Google's own models, or those that you have tuned. Default: `true`. */
  queryBase?: boolean | undefined
}

/** Which model: `gemini-2.5-flash`, `models/…`, `tunedModels/…`. */
export interface ModelParameters {
  model: string
  config?: RequestConfig | undefined
}

/** A tuned model, and what to call it. */
export interface UpdateModelParameters extends ModelParameters {
  config?:
    | (RequestConfig & {
        displayName?: string | undefined
        description?: string | undefined
        defaultCheckpointId?: string | undefined
      })
    | undefined
}

/** What to count: contents, and with `config` all that would be sent along. */
export interface CountTokensParameters {
  model: string
  contents: ContentsInput
  config?:
    | (RequestConfig & {
        systemInstruction?: ContentInput | undefined
        tools?: readonly GeminiTool[] | undefined
        generationConfig?: object | undefined
      })
    | undefined
}

/** How many tokens a request would take. */
export interface CountTokensResponse {
  totalTokens?: number
  cachedContentTokenCount?: number
  promptTokensDetails?: { modality?: string; tokenCount?: number }[]
}

/** The tokens themselves, content by content. Vertex AI. */
export interface ComputeTokensResponse {
  tokensInfo?: { role?: string; tokenIds?: string[]; tokens?: string[] }[]
}

/** The part of `models` that says what there is, and what it would cost. */
export interface ModelCatalog {
  countTokens(params: CountTokensParameters, options?: CallOptions): Promise<CountTokensResponse>
  /** Vertex AI only. */
  computeTokens(
    params: { model: string; contents: ContentsInput; config?: RequestConfig | undefined },
    options?: CallOptions,
  ): Promise<ComputeTokensResponse>
  list(params?: ListParameters<ListModelsConfig>, options?: CallOptions): Promise<Pager<GeminiModelInfo>>
  get(params: ModelParameters, options?: CallOptions): Promise<GeminiModelInfo>
  update(params: UpdateModelParameters, options?: CallOptions): Promise<GeminiModelInfo>
  delete(params: ModelParameters, options?: CallOptions): Promise<Record<string, unknown>>
}

/** By the names of the SDK, which are not those of the wire. */
function toModelInfo({ supportedGenerationMethods, versionId, deployedModels, ...rest }: Fields): GeminiModelInfo {
  return compact<GeminiModelInfo>({
    ...rest,
    version: (versionId ?? rest['version']) as string | undefined,
    supportedActions: supportedGenerationMethods as string[] | undefined,
    endpoints: (deployedModels as Fields[] | undefined)?.map(({ endpoint: name, deployedModelId }) => ({
      name,
      deployedModelId,
    })),
  })
}

export function createModelCatalog(api: GeminiApi): ModelCatalog {
  const ask = <T>(
    method: 'GET' | 'PATCH' | 'DELETE',
    { model, config }: UpdateModelParameters,
    options?: CallOptions,
  ) =>
    api.request<T>({
      method,
      path: modelPath(api, model),
      ...(method !== 'GET' && { body: placeFields(config) }),
      config,
      signals: [options?.signal],
    })
  return {
    countTokens: async ({ model, contents, config }, options) => {
      const path = modelPath(api, model)
      const { systemInstruction, tools, generationConfig } = config ?? {}
      const more = compact({
        systemInstruction: systemInstruction && toContent(systemInstruction),
        tools: tools?.map(toTool),
        generationConfig,
      })
      const body = { contents: toContents(contents), ...more }
      // Beside `contents` the Gemini API takes nothing; but it takes a whole request.
      const isWhole = !api.vertex && Object.keys(more).length > 0
      return api.request({
        path: `${path}:countTokens`,
        body: isWhole ? { generateContentRequest: { model: path, ...body } } : body,
        config,
        signals: [options?.signal],
      })
    },
    computeTokens: async ({ model, contents, config }, options) => {
      if (!api.vertex) throw onlyOnVertex('models.computeTokens')
      const path = `${modelPath(api, model)}:computeTokens`
      return api.request({ path, body: { contents: toContents(contents) }, config, signals: [options?.signal] })
    },
    list: async ({ config = {} } = {}, options) => {
      const { queryBase = true, ...rest } = config
      if (api.vertex && !queryBase && rest.filter)
        throw invalid('Vertex AI cannot filter tuned models. Leave `filter` out.')
      const [base, tuned] = api.vertex ? ['publishers/google/models', 'models'] : ['models', 'tunedModels']
      return list<GeminiModelInfo>(
        api,
        {
          name: 'models',
          fields: ['models', 'tunedModels', 'publisherModels'],
          path: queryBase ? base : tuned,
          config: api.vertex && !queryBase ? { ...rest, filter: 'labels.tune-type:*' } : rest,
          read: toModelInfo,
        },
        options,
      )
    },
    get: async (params, options) => toModelInfo(await ask('GET', params, options)),
    update: async (params, options) => toModelInfo(await ask('PATCH', params, options)),
    delete: async ({ model, config }, options) =>
      ask(
        'DELETE',
        { model, config: config && { httpOptions: config.httpOptions, abortSignal: config.abortSignal } },
        options,
      ),
  }
}
