import { randomUUID } from 'node:crypto'
import { badRequest, failedPrecondition, notFound } from './google-error.ts'
import { objectAt, textAt, type JsonObject } from './json.ts'
import type { Operations } from './operations.ts'
import { pageOf } from './pages.ts'
import { gemini, param, type Call, type Route } from './router.ts'
import { now } from './times.ts'

export interface Tunings {
  routes: Route[]
  /** The full name of a tuned model that can be generated with. */
  mustBeActive(id: string): string
}

/** Tuned models of the Gemini API: CREATING, until somebody has looked at the model twice, or at its operation once. */
export function createTunings(operations: Operations): Tunings {
  const models = new Map<string, { json: JsonObject; gets: number }>()

  const find = (name: string) => {
    const model = models.get(name)
    if (!model) throw notFound(`Tuned model ${name} does not exist.`)
    return model
  }

  const settle = (name: string, state: 'ACTIVE' | 'FAILED'): JsonObject => {
    const model = find(name)
    if (model.json['state'] !== 'CREATING') return model.json
    const tuningTask = { ...objectAt(model.json, 'tuningTask'), completeTime: now() }
    model.json = { ...model.json, state, tuningTask, updateTime: now() }
    return model.json
  }

  const get = (call: Call): JsonObject => {
    const model = find(call.path)
    return ++model.gets < 2 ? model.json : settle(call.path, 'ACTIVE')
  }

  return {
    routes: [
      gemini('POST tunedModels', (call) => {
        const baseModel = textAt(call.body, 'baseModel')
        const tuningTask = objectAt(call.body, 'tuningTask')
        if (baseModel === undefined) throw badRequest('* CreateTunedModelRequest.tuned_model.base_model: is required\n')
        const displayName = textAt(call.body, 'displayName')
        const slug = (displayName ?? 'tuned').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
        const name = `tunedModels/${call.query.get('tunedModelId') ?? `${slug}-${randomUUID().slice(0, 8)}`}`
        const json = {
          name,
          ...(displayName !== undefined && { displayName }),
          baseModel,
          state: 'CREATING',
          createTime: now(),
          updateTime: now(),
          tuningTask: { ...tuningTask, startTime: now() },
        }
        models.set(name, { json, gets: 0 })
        return operations.start(name, 2, () => settle(name, 'ACTIVE'), {
          '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.CreateTunedModelMetadata',
          tunedModel: name,
        })
      }),
      gemini('GET tunedModels', (call) =>
        pageOf(
          call,
          'tunedModels',
          [...models.values()].map((model) => model.json),
        ),
      ),
      gemini('GET tunedModels/{tuned}', get),
      gemini('PATCH tunedModels/{tuned}', (call) => {
        const model = find(call.path)
        const { displayName, description } = call.body
        const changes = {
          ...(displayName !== undefined && { displayName }),
          ...(description !== undefined && { description }),
        }
        model.json = { ...model.json, ...changes, updateTime: now() }
        return model.json
      }),
      gemini('DELETE tunedModels/{tuned}', (call) => {
        find(call.path)
        models.delete(call.path)
        return {}
      }),
      gemini('POST tunedModels/{tuned}:cancel', (call) => {
        settle(`tunedModels/${param(call, 'tuned')}`, 'FAILED')
        return {}
      }),
    ],
    mustBeActive(id) {
      const name = `tunedModels/${id}`
      if (find(name).json['state'] === 'ACTIVE') return name
      throw failedPrecondition(`Tuned model ${name} is not ready.`)
    },
  }
}
