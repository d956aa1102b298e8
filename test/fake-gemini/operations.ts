import { randomUUID } from 'node:crypto'
import { notFound } from './google-error.ts'
import type { JsonObject } from './json.ts'
import { gemini, type Call, type Route } from './router.ts'

interface Operation {
  polls: number
  metadata: JsonObject
  finish: () => JsonObject
  response?: JsonObject
}

export interface Operations {
  routes: Route[]
  /** Begins long work on behalf of a resource. It is done when it has been asked for so many times. */
  start(of: string, polls: number, finish: () => JsonObject, metadata?: JsonObject): JsonObject
  poll(name: string): JsonObject
}

/** Long-running operations, which move on when somebody looks. */
export function createOperations(): Operations {
  const operations = new Map<string, Operation>()

  const show = (name: string, { metadata, response }: Operation): JsonObject => ({
    name,
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(response && { done: true, response }),
  })

  const poll = (name: string): JsonObject => {
    const operation = operations.get(name)
    if (!operation) throw notFound(`Operation is not found: ${name}`)
    if (--operation.polls <= 0) operation.response ??= operation.finish()
    return show(name, operation)
  }

  const get = (call: Call): JsonObject => poll(call.path)
  return {
    routes: [
      gemini('GET models/{model}/operations/{operation}', get),
      gemini('GET tunedModels/{tuned}/operations/{operation}', get),
      gemini('GET fileSearchStores/{store}/operations/{operation}', get),
      gemini('GET fileSearchStores/{store}/upload/operations/{operation}', get),
    ],
    start(of, polls, finish, metadata = {}) {
      const name = `${of}/operations/${randomUUID().slice(0, 8)}`
      const operation = { polls, metadata, finish }
      operations.set(name, operation)
      return show(name, operation)
    },
    poll,
  }
}
