import { randomUUID } from 'node:crypto'
import { embeddingOf } from './embeddings.ts'
import type { Files } from './files.ts'
import type { Generation } from './generate.ts'
import { badRequest, GoogleError, notFound } from './google-error.ts'
import { isObject, objectAt, objectsAt, textAt, type JsonObject } from './json.ts'
import type { Models } from './models.ts'
import { pageOf } from './pages.ts'
import { gemini, param, type Call, type Route } from './router.ts'
import { now } from './times.ts'

/** What a request is answered with, once its turn comes. */
type Work = (request: JsonObject) => JsonObject

interface Batch {
  metadata: JsonObject
  /** Gives the output, when the batch has run. */
  run: () => JsonObject
}

interface Parts {
  models: Models
  files: Files
  generation: Generation
}

const STATES = ['BATCH_STATE_PENDING', 'BATCH_STATE_RUNNING', 'BATCH_STATE_SUCCEEDED']

/** Batches of the Gemini API, shown as operations. Each look moves what was looked at on by a state. */
export function createBatches({ models, files, generation }: Parts): Route[] {
  const batches = new Map<string, Batch>()

  const find = (name: string): Batch => {
    const batch = batches.get(name)
    if (batch) return batch
    throw notFound(`Batch ${name} does not exist.`)
  }

  const show = ({ metadata }: Batch): JsonObject => {
    const state = textAt(metadata, 'state')
    const name = metadata['name']
    if (state === 'BATCH_STATE_CANCELLED') {
      return { name, metadata, done: true, error: { code: 1, message: 'Batch was cancelled.' } }
    }
    return { name, metadata, ...(state === STATES[2] && { done: true, response: metadata['output'] }) }
  }

  const moveOn = (batch: Batch): void => {
    const state = STATES[STATES.indexOf(textAt(batch.metadata, 'state') ?? '') + 1]
    // Neither from the last state nor from being cancelled does it go anywhere.
    if (state === undefined || state === STATES[0]) return
    Object.assign(batch.metadata, { state, updateTime: now() })
    if (state === STATES[2]) Object.assign(batch.metadata, { endTime: now(), output: batch.run() })
  }

  const create =
    (work: (model: string) => Work) =>
    (call: Call): JsonObject => {
      const model = models.mustGenerate(call)
      const about = objectAt(call.body, 'batch') ?? {}
      const input = objectAt(about, 'inputConfig') ?? {}
      const name = `batches/${randomUUID().replaceAll('-', '').slice(0, 12)}`
      const displayName = textAt(about, 'displayName')
      const batch = {
        run: inputOf(input, work(model)),
        metadata: {
          '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.GenerateContentBatch',
          name,
          model: `models/${param(call, 'model')}`,
          ...(displayName !== undefined && { displayName }),
          state: STATES[0],
          createTime: now(),
          updateTime: now(),
        },
      }
      batches.set(name, batch)
      return show(batch)
    }

  const inputOf = (input: JsonObject, work: Work): (() => JsonObject) => {
    // The embedding half of the SDK writes the name of a file in snake case.
    const fileName = textAt(input, 'fileName') ?? textAt(input, 'file_name')
    if (fileName !== undefined) {
      const { bytes } = files.mustFind(fileName)
      return () => ({ responsesFile: files.generate('application/jsonl', runLines(bytes, work))['name'] })
    }
    const requests = objectsAt(objectAt(input, 'requests') ?? {}, 'requests')
    if (requests.length === 0) throw badRequest('* BatchGenerateContentRequest.batch.input_config: is required\n')
    return () => ({
      inlinedResponses: {
        inlinedResponses: requests.map((each) => ({
          ...outcomeOf(() => work(objectAt(each, 'request') ?? {})),
          ...(each['metadata'] !== undefined && { metadata: each['metadata'] }),
        })),
      },
    })
  }

  return [
    gemini(
      'POST models/{model}:batchGenerateContent',
      create((model) => (request) => generation.answer(request, model)),
    ),
    gemini(
      'POST models/{model}:asyncBatchEmbedContent',
      create(() => (request) => ({ embedding: embeddingOf(request) })),
    ),
    gemini('GET batches', (call) => {
      const page = pageOf(call, 'operations', [...batches.values()].map(show))
      for (const batch of batches.values()) moveOn(batch)
      return page
    }),
    gemini('GET batches/{batch}', (call) => {
      const batch = find(call.path)
      moveOn(batch)
      return show(batch)
    }),
    gemini('POST batches/{batch}:cancel', (call) => {
      const { metadata } = find(`batches/${param(call, 'batch')}`)
      if (metadata['output'] === undefined) Object.assign(metadata, { state: 'BATCH_STATE_CANCELLED', endTime: now() })
      return {}
    }),
    gemini('DELETE batches/{batch}', (call) => {
      find(call.path)
      batches.delete(call.path)
      return {}
    }),
  ]
}

/** One request that fails leaves the others alone. */
function outcomeOf(work: () => JsonObject): JsonObject {
  try {
    return { response: work() }
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error
    return { error: { code: 3, message: error.message } }
  }
}

/** A file of requests, one on each line with a key, becomes a file of responses. */
function runLines(bytes: Buffer, work: Work): Buffer {
  const lines = bytes.toString().split('\n').filter(Boolean)
  const answers = lines.map((line) => {
    const parsed: unknown = JSON.parse(line)
    const entry = isObject(parsed) ? parsed : {}
    return JSON.stringify({ key: entry['key'], ...outcomeOf(() => work(objectAt(entry, 'request') ?? {})) })
  })
  return Buffer.from(answers.join('\n'))
}
