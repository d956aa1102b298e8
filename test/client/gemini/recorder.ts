import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

export interface Recorded {
  method: string
  path: string
  query: Record<string, string>
  /** JSON; of bytes, how many. */
  body: unknown
  headers: Record<string, string | string[] | undefined>
}

const reply = { candidates: [{ content: { role: 'model', parts: [{ text: 'ok' }] }, finishReason: 'STOP' }] }

/** A server that writes down what it is asked, and answers just enough for a client to go on. */
export interface Recorder {
  readonly url: string
  /** What was asked since the last look. */
  take(): Recorded[]
  /** The frames of live sessions, each opened by its address, since the last look. */
  takeFrames(): unknown[]
  close(): Promise<void>
}

export async function startRecorder(): Promise<Recorder> {
  const requests: Recorded[] = []
  const frames: unknown[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const bytes = Buffer.concat(pieces)
      const url = new URL(request.url ?? '/', 'http://recorder')
      const isUpload = request.headers['x-goog-upload-offset'] !== undefined
      requests.push({
        method: request.method ?? '',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: isUpload ? bytes.length : bytes.length > 0 ? (JSON.parse(bytes.toString()) as unknown) : undefined,
        headers: request.headers,
      })
      const command = request.headers['x-goog-upload-command']
      if (command === 'start')
        response.setHeader(
          'x-goog-upload-url',
          'https://generativelanguage.googleapis.com/upload/v1beta/session?upload_id=U',
        )
      else if (isUpload)
        response.setHeader('x-goog-upload-status', String(command).includes('finalize') ? 'final' : 'active')
      const isStream = url.searchParams.get('alt') === 'sse' || request.headers.accept === 'text/event-stream'
      response.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json')
      if (url.pathname.includes('interactions') && isStream) {
        const created = {
          event_type: 'interaction.created',
          event_id: '1',
          interaction: { id: 'i1', status: 'in_progress' },
        }
        const completed = {
          event_type: 'interaction.completed',
          event_id: '2',
          interaction: { id: 'i1', status: 'completed' },
        }
        response.end([created, completed].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
      } else if (isStream) response.end(`data: ${JSON.stringify(reply)}\r\n\r\n`)
      else if (url.pathname.endsWith(':generateContent')) response.end(JSON.stringify(reply))
      else response.end(isUpload ? '{"file":{"name":"files/abc"}}' : '{}')
    })
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    // The SDK says one slash too many.
    frames.push(String(request.url).replace('//', '/'))
    socket.on('message', (data: Buffer) => {
      frames.push(JSON.parse(data.toString()))
      if (frames.length > 0 && data.includes('"setup"')) socket.send('{"setupComplete":{"sessionId":"s"}}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => requests.splice(0),
    takeFrames: () => frames.splice(0),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
