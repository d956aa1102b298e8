import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { corsHeaders, mustHaveKey } from './access.ts'
import type { PendingFaults } from './faults.ts'
import { badRequest, notFound } from './google-error.ts'
import { isObject, type JsonObject } from './json.ts'
import { openStream, sendError, sendJson } from './replies.ts'
import { findRoute, readAddress, type Call, type Route } from './router.ts'
import type { Uploads } from './uploads.ts'

/** What one HTTP request, or the opening of one WebSocket, looked like. */
export interface FakeRequest {
  readonly method: string
  /** Without the query, and with the slashes that were sent. */
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: IncomingHttpHeaders
  /** The parsed JSON, the number of bytes where it was an upload, or nothing. */
  readonly body: unknown
}

interface Parts {
  apiKey: string | undefined
  routes: Route[]
  uploads: Uploads
  faults: PendingFaults
}

export interface HttpService {
  server: ReturnType<typeof createServer>
  requests: FakeRequest[]
  openStreams(): number
  log(request: IncomingMessage, url: URL): { body: unknown }
  listen(): Promise<string>
  close(): Promise<void>
}

/** The HTTP half: it logs, lets in, reads, finds the route, and answers with what the route returns or throws. */
export function createHttpService({ apiKey, routes, uploads, faults }: Parts): HttpService {
  const requests: FakeRequest[] = []
  let open = 0

  const log: HttpService['log'] = ({ method = 'GET', headers }, { pathname, searchParams }) => {
    const entry = { method, path: pathname, query: Object.fromEntries(searchParams), headers, body: undefined }
    requests.push(entry)
    return entry
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const entry = log(request, url)
    for (const [name, value] of Object.entries(corsHeaders(request.headers))) response.setHeader(name, value)
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const query = url.searchParams
    const ofSession = uploads.isSession(query)
    // Read even when it is refused: the log then shows what a retry sends again.
    const body = ofSession ? {} : await readBody(request, entry)
    faults.throwNextStatus()
    // The URL of a session is its own key: it goes to browsers that have no other.
    if (!ofSession) mustHaveKey(apiKey, request.headers, query)
    const address = readAddress(url.pathname)
    if (!address) throw notFound()
    const route = ofSession ? undefined : findRoute(routes, request.method ?? 'GET', address)
    const parent = route?.surfaces.includes('vertex') ? address.parent : ''
    const call: Call = {
      ...address,
      parent,
      query,
      headers: request.headers,
      params: route?.params ?? {},
      body,
      request,
      response,
      openStream(contentType) {
        open++
        response.once('close', () => open--)
        return openStream(response, contentType)
      },
      logBody: (bytes) => void (entry.body = bytes),
    }
    if (ofSession) return uploads.proceed(call)
    if (!route) throw notFound()
    const reply = await route.handle(call)
    if (reply && !response.destroyed) sendJson(response, reply)
  }

  const server = createServer((request, response) => {
    // Not resolved against a base: a path that begins with two slashes would lose its first segment to the host.
    const url = new URL(`http://fake${request.url ?? '/'}`)
    const streaming = url.searchParams.get('alt') === 'sse'
    answer(request, response, url).catch((error: unknown) => sendError(response, error, streaming))
  })

  return {
    server,
    requests,
    openStreams: () => open,
    log,
    async listen() {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage, entry: { body: unknown }): Promise<JsonObject> {
  const pieces: Buffer[] = []
  for await (const piece of request) if (Buffer.isBuffer(piece)) pieces.push(piece)
  const text = Buffer.concat(pieces).toString()
  if (text === '') return {}
  try {
    entry.body = JSON.parse(text)
  } catch (cause) {
    entry.body = text
    throw badRequest(`Invalid JSON payload received. ${cause instanceof Error ? cause.message : ''}`)
  }
  if (!isObject(entry.body)) throw badRequest('Invalid JSON payload received. A message must be an object.')
  return entry.body
}
