import type { ContentsInput, GenerateContentConfig, RequestConfig } from '../../wire/gemini-request.ts'
import type { Fields } from '../../wire/json.ts'
import { compact } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { toBatchJob, type BatchJob } from './batch-job.ts'
import { toEmbedRequests, type EmbedContentConfig } from './embed.ts'
import { toGenerateBody } from './generate-request.ts'
import { invalid, onlyOnGemini } from './invalid.ts'
import { modelPath } from './names.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { fieldsOf } from './place-fields.ts'

/** One request of a batch. */
export interface InlinedRequest {
  /** Default: that of the batch. */
  model?: string | undefined
  contents?: ContentsInput | undefined
  /** Comes back with the answer. */
  metadata?: Record<string, string> | undefined
  config?: GenerateContentConfig | undefined
}

/** Where the requests are. A string: `files/…`; on Vertex AI `gs://…` or `bq://…`. */
export type BatchSource =
  | string
  | readonly InlinedRequest[]
  | {
      format?: string
      gcsUri?: readonly string[]
      bigqueryUri?: string
      vertexDatasetName?: string
      fileName?: string
      inlinedRequests?: readonly InlinedRequest[]
    }
/** What to call a batch, and where to put its answers. */
export interface CreateBatchConfig extends RequestConfig {
  displayName?: string | undefined
  /** Vertex AI only: `gs://…` or `bq://…`. Default: beside the source. */
  dest?: string | { format?: string; gcsUri?: string; bigqueryUri?: string } | undefined
  webhookConfig?: object | undefined
}

/** Requests to be answered together. */
export interface CreateBatchParameters {
  model?: string | undefined
  src: BatchSource
  config?: CreateBatchConfig | undefined
}

/** Contents to make vectors of, together. */
export interface CreateEmbeddingsBatchParameters {
  /** Needed, though the SDK's type lets it be left out. */
  model?: string | undefined
  src: { fileName?: string; inlinedRequests?: { contents?: ContentsInput; config?: EmbedContentConfig } }
  config?: (RequestConfig & { displayName?: string | undefined }) | undefined
}

/** Which batch, by its name. */
export interface BatchParameters {
  name: string
  config?: RequestConfig | undefined
}

/** Gemini's `batches` service: many requests at half the price, within a day. */
export interface Batches {
  create(params: CreateBatchParameters, options?: CallOptions): Promise<BatchJob>
  /** Not on Vertex AI. */
  createEmbeddings(params: CreateEmbeddingsBatchParameters, options?: CallOptions): Promise<BatchJob>
  get(params: BatchParameters, options?: CallOptions): Promise<BatchJob>
  list(params?: ListParameters, options?: CallOptions): Promise<Pager<BatchJob>>
  cancel(params: BatchParameters, options?: CallOptions): Promise<void>
  delete(params: BatchParameters, options?: CallOptions): Promise<Record<string, unknown>>
}

type Source = Exclude<BatchSource, string | readonly InlinedRequest[]>

function toSource(api: GeminiApi, src: BatchSource): Source {
  const dataset = /^projects\/[^/]+\/locations\/[^/]+\/datasets\/[^/]+$/
  let source: Source
  if (Array.isArray(src)) source = { inlinedRequests: src as readonly InlinedRequest[] }
  else if (typeof src !== 'string') source = src as Source
  else if (src.startsWith('gs://')) source = { format: 'jsonl', gcsUri: [src] }
  else if (src.startsWith('bq://')) source = { format: 'bigquery', bigqueryUri: src }
  else if (dataset.test(src)) source = { format: 'vertex-dataset', vertexDatasetName: src }
  else source = { fileName: src }
  const own = [source.inlinedRequests, source.fileName?.startsWith('files/')].filter(Boolean).length
  const clouds = [source.gcsUri, source.bigqueryUri, source.vertexDatasetName].filter(Boolean).length
  if (api.vertex ? own > 0 || clouds !== 1 : clouds > 0 || own !== 1)
    throw invalid(
      api.vertex
        ? '`src` has to be one of `gs://…`, `bq://…` or a dataset of Vertex AI. Nothing was sent.'
        : '`src` has to be one of a list of requests or the name of a file, `files/…`. Nothing was sent.',
    )
  return source
}

function toVertexSource({ format, gcsUri, bigqueryUri, vertexDatasetName }: Source): Fields {
  return compact({
    instancesFormat: format,
    gcsSource: gcsUri && { uris: gcsUri },
    bigquerySource: bigqueryUri && { inputUri: bigqueryUri },
    vertexMultimodalDatasetSource: vertexDatasetName && { datasetName: vertexDatasetName },
  })
}

function toDestination(source: Source, dest: CreateBatchConfig['dest'], stamp: string): Fields {
  const [from] = source.gcsUri ?? []
  const beside = from?.endsWith('.jsonl')
    ? `${from.slice(0, -6)}/dest`
    : `${from ?? source.bigqueryUri ?? ''}_dest_${stamp}`
  const given = dest ?? beside
  const isTable = typeof given === 'string' && given.startsWith('bq://')
  if (typeof given === 'string' && !isTable && !given.startsWith('gs://'))
    throw invalid('`dest` has to be `gs://…` or `bq://…`. Nothing was sent.')
  const { format, gcsUri, bigqueryUri } =
    typeof given !== 'string'
      ? given
      : { format: isTable ? 'bigquery' : 'jsonl', ...(isTable ? { bigqueryUri: given } : { gcsUri: given }) }
  return compact({
    predictionsFormat: format,
    gcsDestination: gcsUri && { outputUriPrefix: gcsUri },
    bigqueryDestination: bigqueryUri && { outputUri: bigqueryUri },
  })
}

function toInlined(api: GeminiApi, { model, contents, metadata, config }: InlinedRequest): Fields {
  const request = {
    ...(model && { model: modelPath(api, model) }),
    ...toGenerateBody(api, { model: '', contents: contents ?? [], config }),
  }
  return compact({ request, metadata })
}

/** The path of a batch, of which only the last part matters. @throws GenAIError `invalid` */
function batchPath({ vertex }: GeminiApi, name: string): string {
  const [collection, pattern] = vertex
    ? ['batchPredictionJobs', /^(?:projects\/[^/]+\/locations\/[^/]+\/batchPredictionJobs\/([^/]+)|(\d+))$/]
    : ['batches', /(?:^|\/)batches\/([^/]+)$/]
  const [, id, number] = pattern.exec(name) ?? []
  if (!(id ?? number))
    throw invalid(`"${name.slice(0, 100)}" is no name of a batch: \`${collection}/…\`. Nothing was sent.`)
  return `${collection}/${id ?? number}`
}

/** The `batches` service alone. `createGeminiClient` has it as `batches`. */
export function createBatches(api: GeminiApi): Batches {
  const ask = async (
    method: 'GET' | 'DELETE',
    { name, config }: BatchParameters,
    options?: CallOptions,
  ): Promise<Fields> =>
    api.request({
      method,
      path: batchPath(api, name),
      ...(method === 'DELETE' && { body: {} }),
      config,
      signals: [options?.signal],
    })
  const createVertex = ({ model, src, config }: CreateBatchParameters, options?: CallOptions): Promise<Fields> => {
    const source = toSource(api, src)
    const stamp = String(Date.now())
    return api.request({
      path: 'batchPredictionJobs',
      body: {
        displayName: config?.displayName ?? `genaiBatchJob_${stamp}`,
        model: modelPath(api, model ?? ''),
        inputConfig: toVertexSource(source),
        outputConfig: toDestination(source, config?.dest, stamp),
      },
      config,
      signals: [options?.signal],
    })
  }
  const create = ({ model, src, config }: CreateBatchParameters, options?: CallOptions): Promise<Fields> => {
    const { fileName, inlinedRequests } = toSource(api, src)
    const requests = inlinedRequests?.map((request) => toInlined(api, request))
    return api.request({
      path: `${modelPath(api, model ?? '')}:batchGenerateContent`,
      body: {
        batch: { ...fieldsOf(config ?? {}), inputConfig: fileName ? { fileName } : { requests: { requests } } },
      },
      config,
      signals: [options?.signal],
    })
  }
  return {
    create: async (params, options) => toBatchJob(await (api.vertex ? createVertex : create)(params, options)),
    createEmbeddings: async ({ model = '', src, config }, options) => {
      if (api.vertex) throw onlyOnGemini('batches.createEmbeddings')
      const { fileName, inlinedRequests: inlined } = src
      const requests =
        inlined && toEmbedRequests(inlined.contents ?? [], inlined.config).map((request) => ({ request }))
      return toBatchJob(
        await api.request<Fields>({
          path: `${modelPath(api, model)}:asyncBatchEmbedContent`,
          // The service wants this one field in snake case.
          body: {
            batch: {
              ...fieldsOf(config ?? {}),
              inputConfig: requests ? { requests: { requests } } : { file_name: fileName },
            },
          },
          config,
          signals: [options?.signal],
        }),
      )
    },
    get: async (params, options) => toBatchJob(await ask('GET', params, options)),
    list: async ({ config } = {}, options) => {
      const path = api.vertex ? 'batchPredictionJobs' : 'batches'
      return list<BatchJob>(
        api,
        { name: 'batchJobs', fields: ['operations', path], path, config, read: (job) => toBatchJob(job) },
        options,
      )
    },
    cancel: async ({ name, config }, options) => {
      await api.request({ path: `${batchPath(api, name)}:cancel`, body: {}, config, signals: [options?.signal] })
    },
    delete: (params, options) => ask('DELETE', params, options),
  }
}
