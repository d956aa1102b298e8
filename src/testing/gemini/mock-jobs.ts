import type { GeminiOperation } from '../../model/data.ts'
import { json, nameOf, now, pageOf, refusal, type Routes } from './mock-service.ts'

/** A job as the wire has it: an operation whose metadata tells of a batch. */
export interface MockBatch {
  name: string
  metadata: Record<string, unknown>
  done?: boolean
  error?: object
}
/** A tuning job as Vertex AI has it. */
export type MockTuning = Record<string, unknown> & { name: string; state: string }

interface Held {
  batches: MockBatch[]
  tunings: MockTuning[]
  operations: Map<string, GeminiOperation<unknown>>
}

/** Each look brings it nearer to its end. */
function moveOn(batch: MockBatch): void {
  const { metadata } = batch
  const stats = metadata['batchStats'] as { requestCount: string; pendingRequestCount: string } | undefined
  if (!/PENDING|RUNNING/.test(String(metadata['state']))) return
  const left = Math.max(0, Number(stats?.pendingRequestCount ?? 1) - 1)
  metadata['state'] = left === 0 ? 'BATCH_STATE_SUCCEEDED' : 'BATCH_STATE_RUNNING'
  metadata['updateTime'] = now()
  if (stats) metadata['batchStats'] = { ...stats, pendingRequestCount: String(left) }
  if (left > 0) return
  batch.done = true
  metadata['endTime'] = now()
}

/** What is looked at again and again: batches, tuning jobs, operations. */
export function mockJobs({ batches, tunings, operations }: Held): Routes {
  const batchOf = (name: string | undefined): MockBatch | undefined => batches.find((one) => one.name === name)
  return [
    [
      'POST',
      /^models\/([^:]+):batchGenerateContent$/,
      ({ body }, model = '') => {
        const given = (
          body as { batch?: { displayName?: string; inputConfig?: { requests?: { requests?: unknown[] } } } }
        ).batch
        const count = String(given?.inputConfig?.requests?.requests?.length ?? 1)
        const metadata = {
          model: `models/${model}`,
          displayName: given?.displayName,
          state: 'BATCH_STATE_PENDING',
          createTime: now(),
          batchStats: { requestCount: count, pendingRequestCount: count },
        }
        const batch = { name: nameOf('batches'), metadata }
        batches.unshift(batch)
        return json(batch)
      },
    ],
    [
      'GET',
      /^batches$/,
      ({ query }) => {
        batches.forEach(moveOn)
        return pageOf('operations', batches, query)
      },
    ],
    [
      'GET',
      /^(batches\/[\w-]+)$/,
      (_, name) => {
        const batch = batchOf(name)
        if (!batch) return refusal(404, `There is no ${name}.`)
        moveOn(batch)
        return json(batch)
      },
    ],
    [
      'POST',
      /^(batches\/[\w-]+):cancel$/,
      (_, name) => {
        const batch = batchOf(name)
        if (!batch) return refusal(404, `There is no ${name}.`)
        batch.metadata['state'] = 'BATCH_STATE_CANCELLED'
        return json({})
      },
    ],
    [
      'DELETE',
      /^(batches\/[\w-]+)$/,
      (_, name) => {
        const at = batches.findIndex((one) => one.name === name)
        if (at < 0) return refusal(404, `There is no ${name}.`)
        batches.splice(at, 1)
        return json({})
      },
    ],
    ['GET', /^tuningJobs$/, ({ query }) => pageOf('tuningJobs', tunings, query)],
    [
      'POST',
      /^(tuningJobs\/\w+):cancel$/,
      (_, name = '') => {
        const job = tunings.find((one) => one.name.endsWith(name))
        if (job) job.state = 'JOB_STATE_CANCELLED'
        return json({})
      },
    ],
    [
      'POST',
      /:predictLongRunning$/,
      () => {
        const name = `projects/p/locations/l/publishers/google/models/veo/${nameOf('operations')}`
        operations.set(name, { name, metadata: { progressPercent: 0 } })
        return json({ name })
      },
    ],
    [
      'POST',
      /:fetchPredictOperation$/,
      ({ body }) => lookAt(operations, (body as { operationName: string }).operationName),
    ],
    ['GET', /^(.*operations\/\w+)$/, (_, name = '') => lookAt(operations, name)],
  ]
}

/** Each look brings it nearer to its end. */
function lookAt(operations: Map<string, GeminiOperation<unknown>>, name: string): Response {
  const operation = operations.get(name)
  if (!operation) return refusal(404, `There is no ${name}.`)
  if (operation.done) return json(operation)
  const percent = Math.min(100, Number(operation.metadata?.['progressPercent'] ?? 0) + 25)
  const next = {
    ...operation,
    metadata: { ...operation.metadata, progressPercent: percent },
    ...(percent === 100 && {
      done: true,
      response: { videos: [{ bytesBase64Encoded: '', mimeType: 'video/mp4' }], ...(operation.response as object) },
    }),
  }
  operations.set(name, next)
  return json(next)
}
