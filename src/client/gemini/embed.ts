import type { GeminiContent } from '../../wire/gemini-data.ts'
import type { ContentInput, ContentsInput, RequestConfig } from '../../wire/gemini-request.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { toContent, toContents } from './content.ts'
import { invalid } from './invalid.ts'
import { modelPath } from './names.ts'
import { fieldsOf, placeFields } from './place-fields.ts'

/** What the vectors are for, and how long they are. */
export interface EmbedContentConfig extends RequestConfig {
  /** `RETRIEVAL_QUERY`, `RETRIEVAL_DOCUMENT`, `SEMANTIC_SIMILARITY`, … */
  taskType?: string | undefined
  title?: string | undefined
  outputDimensionality?: number | undefined
  /** This and the rest are of Vertex AI only. */
  mimeType?: string | undefined
  autoTruncate?: boolean | undefined
  documentOcr?: boolean | undefined
  audioTrackExtraction?: boolean | undefined
}

/** What to make vectors of: one for each content. */
export interface EmbedContentParameters {
  model: string
  /** Each element of a list is embedded by itself. */
  contents: ContentsInput
  config?: EmbedContentConfig | undefined
}

/** One vector, and what it cost. */
export interface ContentEmbedding {
  values?: number[]
  statistics?: { truncated?: boolean; tokenCount?: number }
}

/** The vectors, in the order of the contents. */
export interface EmbedContentResponse {
  embeddings?: ContentEmbedding[]
  metadata?: Record<string, unknown>
  usageMetadata?: Record<string, unknown>
}

/** The part of `models` that makes vectors of contents. */
export interface Embedding {
  embedContent(params: EmbedContentParameters, options?: CallOptions): Promise<EmbedContentResponse>
}

const each = (contents: ContentsInput): GeminiContent[] =>
  Array.isArray(contents) ? (contents as ContentInput[]).map(toContent) : [toContent(contents as ContentInput)]

/** What the Gemini API takes for several contents: a request each. */
export const toEmbedRequests = (contents: ContentsInput, config: EmbedContentConfig = {}): Fields[] =>
  each(contents).map((content) => ({ content, ...fieldsOf(config) }))

/** Vertex has a service for its later models, which takes one content. */
const isEmbedModel = (model: string): boolean =>
  (model.includes('gemini') && model !== 'gemini-embedding-001') || model.includes('maas')

async function embedContent(
  api: GeminiApi,
  { model, contents, config }: EmbedContentParameters,
  options: CallOptions = {},
): Promise<EmbedContentResponse> {
  const path = modelPath(api, model)
  const request = { config, signals: [options.signal] }
  if (!api.vertex) {
    // It reads parts side by side as one thing.
    const items = model.includes('gemini-embedding-2') ? toContents(contents) : contents
    const requests = toEmbedRequests(items, config).map((one) => ({ ...one, model: path }))
    return api.request({ ...request, path: `${path}:batchEmbedContents`, body: { requests } })
  }
  if (isEmbedModel(model)) {
    const [content, another] = toContents(contents)
    if (another) throw invalid(`${model} embeds one content at a time. Call it once for each.`)
    const body = { content, ...placeFields(config, {}, 'embedContentConfig') }
    return fromEmbedding(await api.request<Fields>({ ...request, path: `${path}:embedContent`, body }))
  }
  const { taskType, title, mimeType, ...parameters } = fieldsOf(config ?? {})
  const instances = each(contents).flatMap(({ parts }) =>
    parts?.[0]?.text === undefined ? [] : compact({ content: parts[0].text, task_type: taskType, title, mimeType }),
  )
  const body = { instances, ...(Object.keys(parameters).length > 0 && { parameters }) }
  return fromPredictions(await api.request<Fields>({ ...request, path: `${path}:predict`, body }))
}

function fromPredictions({ predictions, ...rest }: Fields): EmbedContentResponse {
  const embeddings = (Array.isArray(predictions) ? (predictions as Fields[]) : []).map(({ embeddings: found }) => {
    const { values, statistics } = (found ?? {}) as { values?: number[]; statistics?: Fields }
    const { token_count: tokenCount, ...facts } = statistics ?? {}
    return compact<ContentEmbedding>({
      values,
      statistics: statistics && (compact({ ...facts, tokenCount }) as ContentEmbedding['statistics']),
    })
  })
  return { embeddings, ...rest }
}

function fromEmbedding({ embedding, truncated, usageMetadata, ...rest }: Fields): EmbedContentResponse {
  const usage = isObject(usageMetadata) ? usageMetadata : undefined
  const statistics = compact({ truncated, tokenCount: usage?.['promptTokenCount'] }) as ContentEmbedding['statistics']
  return compact<EmbedContentResponse>({
    ...rest,
    embeddings: isObject(embedding) ? [compact<ContentEmbedding>({ ...embedding, statistics })] : [],
    usageMetadata: usage,
  })
}

export const createEmbedding = (api: GeminiApi): Embedding => ({
  embedContent: (params, options) => embedContent(api, params, options),
})
