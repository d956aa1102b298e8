import type { GeminiFile } from '../../client/gemini/files.ts'
import { json, nameOf, now, pageOf, refusal, wait, type MockGeminiRequest, type Routes } from './mock-service.ts'

/** How uploads go. */
export interface MockUploadOptions {
  /** Bytes in a second. Default: any number at once. */
  bytesPerSecond?: number | undefined
  /** How often a file has to be asked for before it is `ACTIVE`. Default: 1. */
  looks?: number | undefined
  /** Names of files that cannot be processed. */
  failing?: readonly string[] | undefined
}

interface Session {
  about: Partial<GeminiFile>
  size: number
  type: string
  received: number
  isOver: boolean
}

const headersOf = ({ received, isOver }: Session): Record<string, string> => ({
  'x-goog-upload-status': isOver ? 'final' : 'active',
  'x-goog-upload-size-received': String(received),
})

/** Gemini's `files`, in memory. */
export function mockFiles(
  files: GeminiFile[],
  { bytesPerSecond = Infinity, looks = 1, failing = [] }: MockUploadOptions = {},
): Routes {
  const sessions = new Map<string, Session>()
  const asked = new Map<string, number>()

  const make = ({ about, type, size }: Session): GeminiFile => {
    const name = nameOf('files')
    const file: GeminiFile = {
      name,
      displayName: about.displayName ?? '',
      mimeType: type,
      sizeBytes: String(size),
      createTime: now(),
      expirationTime: new Date(Date.now() + 48 * 3_600_000).toISOString(),
      uri: `https://generativelanguage.googleapis.com/v1beta/${name}`,
      state: looks === 0 ? 'ACTIVE' : 'PROCESSING',
    }
    files.unshift(file)
    return file
  }
  const take = async (session: Session, { headers, bytes, signal }: MockGeminiRequest): Promise<Response> => {
    const command = headers.get('x-goog-upload-command') ?? ''
    if (command === 'cancel') return json({}, { 'x-goog-upload-status': 'cancelled' })
    if (command.startsWith('upload')) {
      const size = bytes?.size ?? 0
      await wait((size / bytesPerSecond) * 1000, signal)
      session.received = Number(headers.get('x-goog-upload-offset')) + size
      if (command.includes('finalize')) {
        session.isOver = true
        return json({ file: make(session) }, headersOf(session))
      }
    }
    return json({}, headersOf(session))
  }
  /** Nearer to being done with each look. */
  const look = (name: string): void => {
    const at = files.findIndex((file) => file.name === name)
    const file = files[at]
    if (file?.state !== 'PROCESSING') return
    const count = (asked.get(name) ?? 0) + 1
    asked.set(name, count)
    if (count < looks) return
    files[at] = failing.includes(file.displayName ?? '')
      ? { ...file, state: 'FAILED', error: { code: 13, message: 'The file could not be processed.' } }
      : { ...file, state: 'ACTIVE' }
  }
  return [
    [
      'POST',
      /^upload\/files$/,
      ({ body, headers }) => {
        const id = nameOf('session')
        const type = headers.get('x-goog-upload-header-content-type') ?? 'application/octet-stream'
        const size = Number(headers.get('x-goog-upload-header-content-length'))
        const about = (body as { file?: Partial<GeminiFile> } | undefined)?.file ?? {}
        sessions.set(id, { about, size, type, received: 0, isOver: false })
        return json({}, { 'x-goog-upload-url': `https://gemini.mock/upload/${id}`, 'x-goog-upload-status': 'active' })
      },
    ],
    [
      'POST',
      /^upload\/\/?(session\/\w+)$/,
      (request, id = '') => {
        const session = sessions.get(id)
        return session ? take(session, request) : refusal(404, 'This upload is not known any more.')
      },
    ],
    [
      'GET',
      /^files$/,
      ({ query }) => {
        for (const { name = '' } of files) look(name)
        return pageOf('files', files, query)
      },
    ],
    [
      'GET',
      /^(files\/[\w-]+)$/,
      (_, name = '') => {
        look(name)
        const file = files.find((one) => one.name === name)
        return file ? json(file) : refusal(404, `There is no ${name}.`)
      },
    ],
    [
      'DELETE',
      /^(files\/[\w-]+)$/,
      (_, name) => {
        const at = files.findIndex((one) => one.name === name)
        if (at < 0) return refusal(404, `There is no ${name}.`)
        files.splice(at, 1)
        return json({})
      },
    ],
  ]
}
