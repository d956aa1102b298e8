import type { GeminiResponse } from '../../wire/gemini-data.ts'
import { compact, isObject, type Fields } from '../../wire/json.ts'

/** Open: services add their own. */
export type JobState =
  | 'JOB_STATE_UNSPECIFIED'
  | 'JOB_STATE_QUEUED'
  | 'JOB_STATE_PENDING'
  | 'JOB_STATE_RUNNING'
  | 'JOB_STATE_SUCCEEDED'
  | 'JOB_STATE_FAILED'
  | 'JOB_STATE_CANCELLED'
  | 'JOB_STATE_EXPIRED'
  | (string & {})

/** The answer to one request of a batch, or why there is none. */
export interface InlinedResponse {
  response?: GeminiResponse
  metadata?: Record<string, unknown>
  error?: { code?: number; message?: string; details?: unknown[] }
}

/** A batch: how far it is, and where its answers are. */
export interface BatchJob {
  /** `batches/…` */
  name?: string
  displayName?: string
  state?: JobState
  createTime?: string
  startTime?: string
  endTime?: string
  updateTime?: string
  model?: string
  error?: Record<string, unknown>
  /** Vertex AI: what it was made of. */
  src?: Record<string, unknown>
  /** Where the answers are, or the answers themselves. */
  dest?: {
    fileName?: string
    inlinedResponses?: InlinedResponse[]
    inlinedEmbedContentResponses?: { response?: { embedding?: { values?: number[] } }; error?: unknown }[]
    format?: string
    gcsUri?: string
    bigqueryUri?: string
    [field: string]: unknown
  }
  [field: string]: unknown
}

const toState = (state: unknown): JobState | undefined =>
  typeof state === 'string' ? state.replace(/^BATCH_STATE_/, 'JOB_STATE_') : undefined

/** Answers stand twice in their own list. */
function toDestination(output: Fields): BatchJob['dest'] {
  const { responsesFile: fileName, inlinedResponses, inlinedEmbedContentResponses, ...rest } = output
  const listIn = (holder: unknown): Fields[] | undefined => {
    const list = isObject(holder) ? holder['inlinedResponses'] : undefined
    return Array.isArray(list) ? list.filter(isObject) : undefined
  }
  const responses = listIn(inlinedResponses)
  const isEmbedding = responses?.some(({ response }) => isObject(response) && 'embedding' in response)
  return compact({
    ...rest,
    fileName: fileName as string | undefined,
    inlinedResponses: isEmbedding ? null : (responses as InlinedResponse[] | undefined),
    inlinedEmbedContentResponses: listIn(inlinedEmbedContentResponses) ?? (isEmbedding ? responses : undefined),
  })
}

function toVertexDestination(output: Fields): BatchJob['dest'] {
  const { predictionsFormat, gcsDestination: bucket, bigqueryDestination: table } = output
  return compact({
    format: predictionsFormat,
    gcsUri: isObject(bucket) ? bucket['outputUriPrefix'] : null,
    bigqueryUri: isObject(table) ? table['outputUri'] : null,
  }) as BatchJob['dest']
}

/** By the names of the SDK. The Gemini API tells of a batch in an operation, Vertex in the thing itself. */
export function toBatchJob(answer: Fields): BatchJob {
  const { metadata, inputConfig, outputConfig, name, error, done: _, response: _again, ...vertex } = answer
  const { output, state, '@type': _type, ...facts } = isObject(metadata) ? metadata : vertex
  const dest = isObject(output)
    ? toDestination(output)
    : isObject(outputConfig)
      ? toVertexDestination(outputConfig)
      : undefined
  const { instancesFormat, gcsSource, bigquerySource } = (inputConfig ?? {}) as Record<string, Fields | undefined>
  const src = compact({
    format: instancesFormat,
    gcsUri: gcsSource?.['uris'],
    bigqueryUri: bigquerySource?.['inputUri'],
  })
  return compact({ ...facts, name, error, state: toState(state), dest, src: inputConfig ? src : null }) as BatchJob
}
