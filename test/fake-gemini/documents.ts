import { randomUUID } from 'node:crypto'
import { badRequest, notFound } from './google-error.ts'
import { objectsAt, textAt, type JsonObject } from './json.ts'
import { pageOf } from './pages.ts'
import { sendBytes } from './replies.ts'
import { gemini, param, type Call, type Route } from './router.ts'
import { now } from './times.ts'

type DocumentState = 'STATE_PENDING' | 'STATE_ACTIVE'

export interface StoredDocument {
  parent: string
  state: DocumentState
  json: JsonObject
  bytes: Buffer
  mimeType: string
}

export interface Documents {
  routes(parentOf: (call: Call) => string): Route[]
  add(parent: string, about: JsonObject, bytes: Buffer, mimeType: string): string
  activate(name: string): void
  of(parent: string): StoredDocument[]
  removeAll(parent: string): void
  /** What a store says about its documents. */
  count(parent: string): JsonObject
}

/** The documents of the file search stores, and their bytes as media. */
export function createDocuments(): Documents {
  const documents = new Map<string, StoredDocument>()

  const of = (parent: string) => [...documents.values()].filter((document) => document.parent === parent)
  const show = ({ json, state }: StoredDocument): JsonObject => ({ ...json, state })
  const find = (name: string): StoredDocument => {
    const document = documents.get(name)
    if (document) return document
    throw notFound(`Document ${name} does not exist.`)
  }

  return {
    routes: (parentOf) => [
      gemini('GET fileSearchStores/{store}/documents', (call) =>
        pageOf(call, 'documents', of(parentOf(call)).map(show)),
      ),
      gemini('GET fileSearchStores/{store}/documents/{document}', (call) => show(find(call.path))),
      gemini('DELETE fileSearchStores/{store}/documents/{document}', (call) => {
        find(call.path)
        documents.delete(call.path)
        return {}
      }),
      gemini('GET fileSearchStores/{store}/media/{media}', (call) => {
        const { bytes, mimeType } = find(`${parentOf(call)}/documents/${param(call, 'media')}`)
        if (call.query.get('alt') !== 'media') throw badRequest('Bytes are sent for alt=media only.')
        sendBytes(call.response, bytes, mimeType)
        return undefined
      }),
    ],
    add(parent, about, bytes, mimeType) {
      const name = `${parent}/documents/${randomUUID().slice(0, 8)}`
      const displayName = textAt(about, 'displayName')
      const customMetadata = objectsAt(about, 'customMetadata')
      documents.set(name, {
        parent,
        state: 'STATE_PENDING',
        bytes,
        mimeType: textAt(about, 'mimeType') ?? mimeType,
        json: {
          name,
          ...(displayName !== undefined && { displayName }),
          ...(customMetadata.length > 0 && { customMetadata }),
          mimeType: textAt(about, 'mimeType') ?? mimeType,
          sizeBytes: String(bytes.length),
          createTime: now(),
          updateTime: now(),
        },
      })
      return name
    },
    activate(name) {
      const document = documents.get(name)
      if (document) document.state = 'STATE_ACTIVE'
    },
    of,
    removeAll(parent) {
      for (const { json } of of(parent)) documents.delete(textAt(json, 'name') ?? '')
    },
    count(parent) {
      const list = of(parent)
      const inState = (state: DocumentState) => String(list.filter((document) => document.state === state).length)
      return {
        activeDocumentsCount: inState('STATE_ACTIVE'),
        pendingDocumentsCount: inState('STATE_PENDING'),
        failedDocumentsCount: '0',
        sizeBytes: String(list.reduce((sum, { bytes }) => sum + bytes.length, 0)),
      }
    },
  }
}
