import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server held by hand, on a real socket: what each request gets is written in the test. */
export interface TestServer extends AsyncDisposable {
  readonly url: string
  readonly requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[]
  /** Resolves with the milliseconds it took until the connection of the latest request was closed by the other side. */
  closed(): Promise<number>
}

export type Handler = (response: ServerResponse, request: IncomingMessage) => void | Promise<void>

export async function serve(handler: Handler): Promise<TestServer> {
  const requests: TestServer['requests'] = []
  let closing: Promise<number> = new Promise(() => undefined)
  const server = createServer((request, response) => {
    closing = new Promise((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished) resolve(performance.now())
      })
    })
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
      void handler(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async closed() {
      const since = performance.now()
      return (await closing) - since
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
export const message = (text: string): string => frame({ message: { role: 'model', index: 0, content: [{ text }] } })

/** Sends the frames, a turn of the event loop between them, and leaves the answer open. */
export async function drip(response: ServerResponse, ...frames: string[]): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/plain' })
  for (const text of frames) {
    response.write(text)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
