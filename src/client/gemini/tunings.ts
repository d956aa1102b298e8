import type { GeminiOperation, RequestConfig } from '../../wire/gemini-request.ts'
import { compact, type Fields, isObject } from '../../wire/json.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import type { JobState } from './batch-job.ts'
import type { NamedParameters } from './caches.ts'
import { onlyOnGemini, onlyOnVertex } from './invalid.ts'
import { list, type ListParameters, type Pager } from './pager.ts'
import { fieldsOf, placeFields } from './place-fields.ts'

/** A model that is being tuned: how far it is, and what came of it. */
export interface TuningJob {
  name?: string
  state?: JobState
  createTime?: string
  startTime?: string
  endTime?: string
  updateTime?: string
  description?: string
  baseModel?: string
  /** What came of it: the model to ask. */
  tunedModel?: { model?: string; endpoint?: string; [field: string]: unknown }
  error?: Record<string, unknown>
  [field: string]: unknown
}

/** How to tune. Which of these there are depends on the method. */
export interface CreateTuningJobConfig extends RequestConfig {
  /** Vertex AI: `SUPERVISED_FINE_TUNING` (default), `PREFERENCE_TUNING`, `DISTILLATION`, `REINFORCEMENT_TUNING`. */
  method?: string | undefined
  validationDataset?: { gcsUri?: string; vertexDatasetResource?: string } | undefined
  tunedModelDisplayName?: string | undefined
  description?: string | undefined
  epochCount?: number | undefined
  learningRateMultiplier?: number | undefined
  learningRate?: number | undefined
  batchSize?: number | undefined
  adapterSize?: string | undefined
  preTunedModelCheckpointId?: string | undefined
  labels?: Record<string, string> | undefined
  tuningMode?: string | undefined
  exportLastCheckpointOnly?: boolean | undefined
  customBaseModel?: string | undefined
  beta?: number | undefined
  baseTeacherModel?: string | undefined
  tunedTeacherModelSource?: string | undefined
  sftLossWeightMultiplier?: number | undefined
  outputUri?: string | undefined
  encryptionSpec?: object | undefined
  /** Of reinforcement. */
  rewardConfig?: object | undefined
  compositeRewardConfig?: object | undefined
  samplesPerPrompt?: number | undefined
  evaluateInterval?: number | undefined
  checkpointInterval?: number | undefined
  maxOutputTokens?: number | undefined
  thinkingLevel?: string | undefined
  validationDatasetUri?: string | undefined
}

/** A model, and what it should learn from. */
export interface CreateTuningJobParameters {
  baseModel: string
  trainingDataset: { gcsUri?: string; vertexDatasetResource?: string; examples?: readonly unknown[] }
  config?: CreateTuningJobConfig | undefined
}

/** Gemini's `tunings` service. The Gemini API takes no examples any more: tune on Vertex AI. */
export interface Tunings {
  tune(params: CreateTuningJobParameters, options?: CallOptions): Promise<TuningJob>
  get(params: NamedParameters, options?: CallOptions): Promise<TuningJob>
  /** Vertex AI only. */
  list(params?: ListParameters, options?: CallOptions): Promise<Pager<TuningJob>>
  cancel(params: NamedParameters, options?: CallOptions): Promise<Record<string, unknown>>
}

const STATES: Record<string, JobState> = {
  STATE_UNSPECIFIED: 'JOB_STATE_UNSPECIFIED',
  CREATING: 'JOB_STATE_RUNNING',
  ACTIVE: 'JOB_STATE_SUCCEEDED',
  FAILED: 'JOB_STATE_FAILED',
}

/** By the names of the SDK. */
function toJob(api: GeminiApi, answer: Fields): TuningJob {
  const { state, tuningTask, ...rest } = answer
  const name = rest['name'] as string | undefined
  const task = isObject(tuningTask) ? tuningTask : {}
  return compact<TuningJob>({
    ...rest,
    state: STATES[String(state)] ?? (state as JobState | undefined),
    startTime: (task['startTime'] ?? rest['startTime']) as string | undefined,
    endTime: (task['completeTime'] ?? rest['endTime']) as string | undefined,
    tunedModel: (api.vertex ? rest['tunedModel'] : name && { model: name, endpoint: name }) as TuningJob['tunedModel'],
  })
}

const SPECS: Record<string, string> = {
  SUPERVISED_FINE_TUNING: 'supervisedTuningSpec',
  PREFERENCE_TUNING: 'preferenceOptimizationSpec',
  DISTILLATION: 'distillationSpec',
  REINFORCEMENT_TUNING: 'reinforcementTuningSpec',
}

/** Beside the spec, not in it. */
const TOP = ['tunedModelDisplayName', 'description', 'customBaseModel', 'labels', 'outputUri', 'encryptionSpec']
/** In the spec, not among its hyperparameters. */
const IN_SPEC = [
  'exportLastCheckpointOnly',
  'tuningMode',
  'baseTeacherModel',
  'tunedTeacherModelSource',
  'compositeRewardConfig',
  'validationDatasetUri',
]

function toVertexBody({ baseModel, trainingDataset, config = {} }: CreateTuningJobParameters): Fields {
  if (trainingDataset.examples) throw onlyOnGemini('tunings.tune: examples')
  const {
    method = 'SUPERVISED_FINE_TUNING',
    validationDataset,
    preTunedModelCheckpointId: checkpointId,
    ...rest
  } = config
  const spec = SPECS[method] ?? 'supervisedTuningSpec'
  const paths: Record<string, string> = { rewardConfig: `${spec}.singleRewardConfig` }
  for (const name of TOP) paths[name] = name
  for (const name of IN_SPEC) paths[name] = `${spec}.${name}`
  const body = placeFields(rest, paths, `${spec}.hyperParameters`)
  const data = trainingDataset.gcsUri ?? trainingDataset.vertexDatasetResource
  const validation = validationDataset?.gcsUri ?? validationDataset?.vertexDatasetResource
  const model = baseModel.startsWith('projects/')
    ? { preTunedModel: compact({ tunedModelName: baseModel, checkpointId }) }
    : { baseModel }
  return {
    ...model,
    ...body,
    [spec]: compact({
      ...(body[spec] as Fields | undefined),
      [spec === 'distillationSpec' ? 'promptDatasetUri' : 'trainingDatasetUri']: data,
      ...(validation && { validationDatasetUri: validation }),
    }),
  }
}

/** All that the Gemini API still knows. */
const ON_GEMINI = new Set([
  'tunedModelDisplayName',
  'epochCount',
  'learningRateMultiplier',
  'learningRate',
  'batchSize',
  'method',
])

function toGeminiBody({ baseModel, trainingDataset, config = {} }: CreateTuningJobParameters): Fields {
  const { examples: _, ...clouds } = trainingDataset
  const [strange] = [...Object.keys(clouds), ...Object.keys(fieldsOf(config)).filter((name) => !ON_GEMINI.has(name))]
  if (strange) throw onlyOnVertex(`tunings.tune: ${strange}`)
  const paths = { tunedModelDisplayName: 'displayName', method: '' }
  return { baseModel, ...placeFields(config, paths, 'tuningTask.hyperparameters') }
}

/** The `tunings` service alone. `createGeminiClient` has it as `tunings`. */
export function createTunings(api: GeminiApi): Tunings {
  return {
    tune: async (params, options) => {
      const request = { config: params.config, signals: [options?.signal] }
      if (api.vertex)
        return toJob(api, await api.request<Fields>({ ...request, path: 'tuningJobs', body: toVertexBody(params) }))
      const operation = await api.request<GeminiOperation>({
        ...request,
        path: 'tunedModels',
        body: toGeminiBody(params),
      })
      const made = operation.metadata?.['tunedModel'] as string | undefined
      return { name: made ?? operation.name?.split('/operations/')[0] ?? '', state: 'JOB_STATE_QUEUED' }
    },
    get: async ({ name, config }, options) =>
      toJob(api, await api.request<Fields>({ method: 'GET', path: name, config, signals: [options?.signal] })),
    list: async ({ config } = {}, options) => {
      if (!api.vertex) throw onlyOnVertex('tunings.list')
      return list<TuningJob>(
        api,
        { name: 'tuningJobs', path: 'tuningJobs', config, read: (job) => toJob(api, job) },
        options,
      )
    },
    cancel: async ({ name, config }, options) =>
      api.request({ path: `${name}:cancel`, body: {}, config, signals: [options?.signal] }),
  }
}
