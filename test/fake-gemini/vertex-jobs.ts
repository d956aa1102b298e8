import { randomInt } from 'node:crypto'
import { badRequest, notFound } from './google-error.ts'
import { objectAt, textAt, type JsonObject } from './json.ts'
import { pageOf } from './pages.ts'
import { param, vertex, type Call, type Route } from './router.ts'
import { now } from './times.ts'

const STATES = ['JOB_STATE_PENDING', 'JOB_STATE_RUNNING', 'JOB_STATE_SUCCEEDED']

/** Jobs of one kind. Each look at one moves it on by a state; `outcome` is what it has to show at the end. */
function jobRoutes(
  kind: string,
  create: (body: JsonObject) => JsonObject,
  outcome: (job: JsonObject, parent: string) => JsonObject,
): Route[] {
  const jobs = new Map<string, JsonObject>()

  const find = (call: Call): JsonObject => {
    const job = jobs.get(`${call.parent}${kind}/${param(call, 'job')}`)
    if (job) return job
    throw notFound(`${kind} ${param(call, 'job')} does not exist.`)
  }

  const moveOn = (job: JsonObject, parent: string): void => {
    const state = STATES[STATES.indexOf(textAt(job, 'state') ?? '') + 1]
    // Neither from the last state nor from being cancelled does it go anywhere.
    if (state === undefined || state === STATES[0]) return
    Object.assign(job, { state, updateTime: now() })
    if (state === STATES[1]) job['startTime'] = now()
    else Object.assign(job, { endTime: now(), ...outcome(job, parent) })
  }

  return [
    vertex(`POST ${kind}`, (call) => {
      const name = `${call.parent}${kind}/${randomInt(2 ** 40)}`
      const job = { name, state: STATES[0], createTime: now(), updateTime: now(), ...create(call.body) }
      jobs.set(name, job)
      return job
    }),
    vertex(`GET ${kind}`, (call) => pageOf(call, kind, [...jobs.values()])),
    vertex(`GET ${kind}/{job}`, (call) => {
      const job = find(call)
      moveOn(job, call.parent)
      return job
    }),
    vertex(`POST ${kind}/{job}:cancel`, (call) => {
      const job = find(call)
      if (job['endTime'] === undefined) Object.assign(job, { state: 'JOB_STATE_CANCELLED', endTime: now() })
      return {}
    }),
    vertex(`DELETE ${kind}/{job}`, (call) => {
      jobs.delete(textAt(find(call), 'name') ?? '')
      return { name: `${call.parent}operations/${randomInt(2 ** 40)}`, done: true }
    }),
  ]
}

/** Batch predictions, tuning jobs, and the models that come out of these. */
export function createVertexJobs(): Route[] {
  const models = new Map<string, JsonObject>()

  const findModel = (call: Call): JsonObject => {
    const model = models.get(`${call.parent}${call.path}`)
    if (model) return model
    throw notFound(`Model ${call.path} does not exist.`)
  }

  const batches = jobRoutes(
    'batchPredictionJobs',
    (body) => {
      if (!objectAt(body, 'inputConfig')) throw badRequest('inputConfig is required.')
      return body
    },
    (job) => {
      const destination = objectAt(objectAt(job, 'outputConfig') ?? {}, 'gcsDestination')
      return { outputInfo: { gcsOutputDirectory: textAt(destination ?? {}, 'outputUriPrefix') } }
    },
  )
  const tunings = jobRoutes(
    'tuningJobs',
    (body) => {
      if (textAt(body, 'baseModel') === undefined && !objectAt(body, 'preTunedModel')) {
        throw badRequest('baseModel is required.')
      }
      return body
    },
    (job, parent) => {
      const name = `${parent}models/${randomInt(2 ** 40)}`
      const displayName = textAt(job, 'tunedModelDisplayName') ?? 'tuned'
      models.set(name, { name, displayName, versionId: '1', labels: { 'tune-type': 'sft' } })
      return { tunedModel: { model: `${name}@1`, endpoint: `${parent}endpoints/${randomInt(2 ** 40)}` } }
    },
  )

  return [
    ...batches,
    ...tunings,
    vertex('GET models', (call) => pageOf(call, 'models', [...models.values()])),
    vertex('GET models/{model}', findModel),
    vertex('PATCH models/{model}', (call) => Object.assign(findModel(call), call.body)),
    vertex('DELETE models/{model}', (call) => {
      models.delete(textAt(findModel(call), 'name') ?? '')
      return {}
    }),
  ]
}
