import { createHash, randomUUID } from 'node:crypto'
import type { PendingFaults } from './faults.ts'
import { badRequest, failedPrecondition, GoogleError } from './google-error.ts'
import { objectAt, textAt, type JsonObject } from './json.ts'
import { pageOf } from './pages.ts'
import { sendBytes } from './replies.ts'
import { gemini, param, upload, type Call, type Route } from './router.ts'
import { inSeconds, now } from './times.ts'
import type { Uploads } from './uploads.ts'

const FILES_URL = 'https://generativelanguage.googleapis.com/v1beta/'
const TWO_DAYS = 48 * 3600

interface StoredFile {
  json: JsonObject
  bytes: Buffer
  /** How often it was asked for: the first answer says PROCESSING. */
  gets: number
}

export interface Files {
  routes: Route[]
  /** The file of this name, or the refusal that hides whether it ever existed. */
  mustFind(name: string): StoredFile
  /** Refuses a prompt that points to a file of ours which is not there, or not ready. */
  mustBeUsable(uri: string): void
  /** Adds a file that the service made itself. */
  generate(mimeType: string, bytes: Buffer): JsonObject
}

export function createFiles(uploads: Uploads, faults: PendingFaults): Files {
  const files = new Map<string, StoredFile>()

  const add = (about: JsonObject, bytes: Buffer, mimeType: string, fields: JsonObject): JsonObject => {
    const name = textAt(about, 'name') ?? `files/${randomUUID().replaceAll('-', '').slice(0, 12)}`
    const displayName = textAt(about, 'displayName')
    const json = {
      name,
      ...(displayName !== undefined && { displayName }),
      mimeType: textAt(about, 'mimeType') ?? mimeType,
      sizeBytes: String(bytes.length),
      createTime: now(),
      updateTime: now(),
      expirationTime: inSeconds(TWO_DAYS),
      sha256Hash: createHash('sha256').update(bytes).digest('base64'),
      uri: `${FILES_URL}${name}`,
      ...fields,
    }
    files.set(name, { json, bytes, gets: 0 })
    return json
  }

  const mustFind = (name: string): StoredFile => {
    const file = files.get(name)
    if (file) return file
    const id = name.replace('files/', '')
    throw new GoogleError(403, `You do not have permission to access the File ${id} or it may not exist.`)
  }

  const moveOn = (file: StoredFile): void => {
    if (file.json['state'] !== 'PROCESSING' || ++file.gets < 2) return
    const fate = faults.takeFailure()
      ? { state: 'FAILED', error: { code: 13, message: 'The file could not be processed.' } }
      : { state: 'ACTIVE' }
    file.json = { ...file.json, ...fate, updateTime: now() }
  }

  const start = (call: Call): undefined => {
    const about = objectAt(call.body, 'file') ?? {}
    const name = textAt(about, 'name')
    if (name !== undefined && !/^files\/[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) {
      throw badRequest(`* File.name: "${name}" must be files/ and up to 40 lowercase letters, digits or dashes\n`)
    }
    if (name !== undefined && files.has(name)) throw new GoogleError(409, 'Requested entity already exists')
    return uploads.start(call, (bytes, mimeType) => ({
      file: add(about, bytes, mimeType, { state: 'PROCESSING', source: 'UPLOADED' }),
    }))
  }

  return {
    routes: [
      upload('POST files', start),
      gemini('GET files', (call) => pageOf(call, 'files', [...files.values()].map((file) => file.json).toReversed())),
      gemini('GET files/{file}', (call) => {
        const file = mustFind(call.path)
        moveOn(file)
        return file.json
      }),
      gemini('DELETE files/{file}', (call) => {
        mustFind(call.path)
        files.delete(call.path)
        return {}
      }),
      gemini('GET files/{file}:download', (call) => {
        const { json, bytes } = mustFind(`files/${param(call, 'file')}`)
        if (call.query.get('alt') !== 'media') throw badRequest('Bytes are sent for alt=media only.')
        sendBytes(call.response, bytes, textAt(json, 'mimeType') ?? 'application/octet-stream')
        return undefined
      }),
    ],
    mustFind,
    mustBeUsable(uri) {
      const name = /\/(?<name>files\/[^/?:]+)$/.exec(uri)?.groups?.['name']
      if (!uri.startsWith(FILES_URL) || name === undefined) return
      if (mustFind(name).json['state'] === 'ACTIVE') return
      const id = name.replace('files/', '')
      throw failedPrecondition(`The File ${id} is not in an ACTIVE state and usage is not allowed.`)
    },
    generate(mimeType, bytes) {
      const name = `files/${randomUUID().replaceAll('-', '').slice(0, 12)}`
      const downloadUri = `${FILES_URL}${name}:download?alt=media`
      return add({ name }, bytes, mimeType, { state: 'ACTIVE', source: 'GENERATED', downloadUri })
    },
  }
}
