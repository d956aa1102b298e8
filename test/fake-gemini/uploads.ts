import { randomUUID } from 'node:crypto'
import type { PendingFaults } from './faults.ts'
import { badRequest, notFound } from './google-error.ts'
import type { JsonObject } from './json.ts'
import type { Call } from './router.ts'

/** Chunks before the last are whole multiples of this, and so is what is kept of a chunk that broke off. */
const GRANULE = 256 * 1024

interface Session {
  status: 'active' | 'final' | 'cancelled'
  bytes: Buffer
  declared: number | undefined
  finish: (bytes: Buffer) => JsonObject
  result?: JsonObject
}

export interface Uploads {
  /** Opens a session, whose URL goes out in a header. `finish` turns the bytes into the last reply. */
  start(call: Call, finish: (bytes: Buffer, mimeType: string) => JsonObject): undefined
  isSession(query: URLSearchParams): boolean
  /** Serves a request to the URL of a session. */
  proceed(call: Call): Promise<undefined>
}

/** Google's resumable protocol: start, upload, finalize, query, cancel. */
export function createUploads(origin: string, faults: PendingFaults): Uploads {
  const sessions = new Map<string, Session>()

  const reply = ({ response }: Call, session: Session, headers: Record<string, string> = {}): undefined => {
    const body = session.status === 'final' ? JSON.stringify(session.result) : ''
    response.writeHead(200, {
      ...(body && { 'content-type': 'application/json; charset=UTF-8' }),
      'x-goog-upload-status': session.status,
      ...headers,
    })
    response.end(body)
  }

  const upload = async (call: Call, session: Session, last: boolean): Promise<undefined> => {
    const offset = Number(call.headers['x-goog-upload-offset'] ?? NaN)
    if (session.status !== 'active') throw badRequest('Upload has already been terminated.')
    if (offset !== session.bytes.length) {
      call.request.resume()
      throw badRequest(`Invalid upload offset ${offset}: ${session.bytes.length} bytes have been received.`)
    }
    const { pieces, whole } = await receive(call, offset, faults)
    const bytes = Buffer.concat([session.bytes, ...pieces])
    call.logBody(bytes.length - offset)
    if (!whole) {
      session.bytes = bytes.subarray(0, Math.max(offset, bytes.length - (bytes.length % GRANULE)))
      return undefined
    }
    if (!last && bytes.length % GRANULE !== 0) {
      throw badRequest(`A chunk that is not the last must be a multiple of ${GRANULE} bytes.`)
    }
    if (last && session.declared !== undefined && session.declared !== bytes.length) {
      throw badRequest(`Upload of ${session.declared} bytes was announced, ${bytes.length} have been received.`)
    }
    session.bytes = bytes
    if (last) finalize(session)
    if (!faults.takeUploadStatusDrop()) return reply(call, session)
    call.response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
    call.response.end(JSON.stringify(session.result ?? {}))
    return undefined
  }

  return {
    start(call, finish) {
      const { headers } = call
      if (headers['x-goog-upload-protocol'] !== 'resumable' || headers['x-goog-upload-command'] !== 'start') {
        throw badRequest('Uploads are resumable here, and begin with X-Goog-Upload-Command: start.')
      }
      const mimeType = header(call, 'x-goog-upload-header-content-type') ?? 'application/octet-stream'
      const declared = header(call, 'x-goog-upload-header-content-length')
      const id = randomUUID()
      const session: Session = {
        status: 'active',
        bytes: Buffer.alloc(0),
        declared: declared === undefined ? undefined : Number(declared),
        finish: (bytes) => finish(bytes, mimeType),
      }
      sessions.set(id, session)
      const url = new URL(`/upload/${call.version}/${call.path}`, origin)
      url.search = new URLSearchParams({ upload_id: id, upload_protocol: 'resumable' }).toString()
      return reply(call, session, {
        'x-goog-upload-url': url.href,
        'x-goog-upload-control-url': url.href,
        'x-goog-upload-chunk-granularity': String(GRANULE),
      })
    },
    isSession: (query) => sessions.has(query.get('upload_id') ?? ''),
    async proceed(call) {
      const session = sessions.get(call.query.get('upload_id') ?? '')
      if (!session) throw notFound('Upload session is not found.')
      const commands = (header(call, 'x-goog-upload-command') ?? '').split(',').map((command) => command.trim())
      if (commands.includes('upload')) return upload(call, session, commands.includes('finalize'))
      call.request.resume()
      if (commands.includes('query')) {
        return reply(call, session, { 'x-goog-upload-size-received': String(session.bytes.length) })
      }
      if (session.status !== 'active') throw badRequest('Upload has already been terminated.')
      if (commands.includes('cancel')) session.status = 'cancelled'
      else if (commands.includes('finalize')) finalize(session)
      else throw badRequest(`Invalid X-Goog-Upload-Command: ${commands.join()}`)
      return reply(call, session)
    },
  }
}

function finalize(session: Session): void {
  session.result = session.finish(session.bytes)
  session.status = 'final'
}

/** The body as it comes in. It is not whole when the client went away, or when the connection was to be cut. */
async function receive(
  { request }: Call,
  offset: number,
  faults: PendingFaults,
): Promise<{ pieces: Buffer[]; whole: boolean }> {
  const pieces: Buffer[] = []
  let at = offset
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) throw new TypeError('A request body is read as bytes.')
      const cut = faults.takeUploadCut(at, at + piece.length)
      if (cut !== undefined) {
        pieces.push(piece.subarray(0, cut - at))
        request.destroy()
        return { pieces, whole: false }
      }
      pieces.push(piece)
      at += piece.length
    }
  } catch {
    return { pieces, whole: false }
  }
  return { pieces, whole: true }
}

function header({ headers }: Call, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
