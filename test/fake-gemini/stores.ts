import { randomUUID } from 'node:crypto'
import { createDocuments, type Documents } from './documents.ts'
import { passageOn } from './file-search.ts'
import type { Files } from './files.ts'
import { failedPrecondition, notFound } from './google-error.ts'
import { textAt, type JsonObject } from './json.ts'
import type { Operations } from './operations.ts'
import { pageOf } from './pages.ts'
import { gemini, param, upload, type Call, type Route } from './router.ts'
import type { GeminiResponseJson } from './script.ts'
import { now } from './times.ts'
import type { Uploads } from './uploads.ts'

interface Parts {
  files: Files
  operations: Operations
  uploads: Uploads
}

export interface Stores {
  routes: Route[]
  /** What the tool `fileSearch` answers: the passage of these stores that says most about a question, and where it stands. */
  search(stores: readonly string[], question: string): GeminiResponseJson[] | undefined
}

/** File search stores, which documents get into by upload or from files. */
export function createStores({ files, operations, uploads }: Parts): Stores {
  const stores = new Map<string, JsonObject>()
  const documents: Documents = createDocuments()

  const find = (name: string): JsonObject => {
    const store = stores.get(name)
    if (store) return store
    throw notFound(`File search store ${name} does not exist.`)
  }
  const parentOf = (call: Call): string => {
    const name = `fileSearchStores/${param(call, 'store')}`
    find(name)
    return name
  }
  const show = (store: JsonObject): JsonObject => ({ ...store, ...documents.count(textAt(store, 'name') ?? '') })

  /** The operation at whose end a document of the store is ACTIVE. */
  const index = (kind: '' | '/upload', parent: string, about: JsonObject, bytes: Buffer, mimeType: string) => {
    const documentName = documents.add(parent, about, bytes, mimeType)
    return operations.start(`${parent}${kind}`, 1, () => {
      documents.activate(documentName)
      return { parent, documentName }
    })
  }

  const routes = [
    gemini('POST fileSearchStores', (call) => {
      const displayName = textAt(call.body, 'displayName')
      const slug = displayName?.toLowerCase().replaceAll(/[^a-z0-9]+/g, '') ?? ''
      const name = `fileSearchStores/${slug}-${randomUUID().slice(0, 8)}`
      const embeddingModel = textAt(call.body, 'embeddingModel') ?? 'models/gemini-embedding-001'
      const named = displayName === undefined ? {} : { displayName }
      stores.set(name, { name, ...named, embeddingModel, createTime: now(), updateTime: now() })
      return show(find(name))
    }),
    gemini('GET fileSearchStores', (call) => pageOf(call, 'fileSearchStores', [...stores.values()].map(show))),
    gemini('GET fileSearchStores/{store}', (call) => show(find(call.path))),
    gemini('DELETE fileSearchStores/{store}', (call) => {
      find(call.path)
      if (call.query.get('force') !== 'true' && documents.of(call.path).length > 0) {
        throw failedPrecondition('Cannot delete non-empty FileSearchStore.')
      }
      documents.removeAll(call.path)
      stores.delete(call.path)
      return {}
    }),
    upload('POST fileSearchStores/{store}:uploadToFileSearchStore', (call) => {
      const parent = parentOf(call)
      const about = call.body
      return uploads.start(call, (bytes, mimeType) => index('/upload', parent, about, bytes, mimeType))
    }),
    gemini('POST fileSearchStores/{store}:importFile', (call) => {
      const file = files.mustFind(textAt(call.body, 'fileName') ?? '')
      const about = { displayName: file.json['displayName'] ?? file.json['name'], ...call.body }
      return index('', parentOf(call), about, file.bytes, textAt(file.json, 'mimeType') ?? '')
    }),
    ...documents.routes(parentOf),
  ]
  return {
    routes,
    search: (names, question) =>
      passageOn(
        names.flatMap((name) => documents.of(name)),
        question,
      ),
  }
}
