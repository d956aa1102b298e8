import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { mustHaveKey } from './access.ts'
import type { AuthTokens } from './auth-tokens.ts'
import type { PendingFaults } from './faults.ts'
import { GoogleError } from './google-error.ts'
import { isObject, type JsonObject } from './json.ts'
import { createLiveSession } from './live-session.ts'

const GEMINI =
  /^\/ws\/google\.ai\.generativelanguage\.(?<version>v1|v1beta|v1alpha|v1beta1)\.GenerativeService\.(?<method>\w+)$/
const VERTEX = /^\/ws\/google\.cloud\.aiplatform\.(?<version>v1|v1beta1)\.LlmBidiService\/(?<method>\w+)$/
/** How long the sessions stay that were told to go away. */
const GRACE = 50

interface Parts {
  server: Server
  log(request: IncomingMessage, url: URL): void
  apiKey: string | undefined
  authTokens: AuthTokens
  faults: PendingFaults
}

export interface Live {
  openSockets(): number
  closeLive(code: number, afterMessages?: number): void
  goAway(): void
  interrupt(): void
  close(): void
}

interface Peer {
  /** Neither side has begun to close. */
  readonly open: boolean
  send(message: JsonObject): void
  close(code: number, reason: string): void
  closeAfter(code: number, messages: number): void
  /** As if the client had said it. */
  hear(message: JsonObject): void
}

/** The WebSocket half: it lets in, carries frames, and closes on command. */
export function createLive({ server, log, apiKey, authTokens, faults }: Parts): Live {
  const sockets = new WebSocketServer({ noServer: true })
  const memory = new Map<string, string[]>()
  const peers = new Set<Peer>()
  const closings: { code: number; messages: number }[] = []

  const open = (socket: WebSocket, request: IncomingMessage, url: URL, constrained: boolean): void => {
    const peer = createPeer(socket)
    peers.add(peer)
    socket.on('close', () => peers.delete(peer))
    const closing = closings.shift()
    if (closing) peer.closeAfter(closing.code, closing.messages)
    const token = url.searchParams.get('access_token') ?? ''
    try {
      if (!constrained) mustHaveKey(apiKey, request.headers, url.searchParams)
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error
      return peer.close(error.code === 400 ? 1007 : 1008, error.message)
    }
    const admit = (setup: JsonObject) => (constrained ? authTokens.admit(token, setup) : setup)
    const receive = createLiveSession({ send: peer.send, close: peer.close, admit, memory })
    peer.hear = receive
    socket.on('message', (data) => {
      try {
        receive(readFrame(data))
      } catch (error) {
        peer.close(1007, error instanceof Error ? error.message : 'Invalid frame.')
      }
    })
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(`http://fake${request.url ?? '/'}`)
    log(request, url)
    const path = url.pathname.replace(/\/+/g, '/')
    const { version, method } = (GEMINI.exec(path) ?? VERTEX.exec(path))?.groups ?? {}
    // A token opens the constrained door only, and that one is in v1alpha only.
    const constrained = method === 'BidiGenerateContentConstrained' && version === 'v1alpha' && GEMINI.test(path)
    try {
      faults.throwNextStatus()
    } catch (error) {
      return refuse(socket, error instanceof GoogleError ? error.code : 500)
    }
    if (!constrained && method !== 'BidiGenerateContent') return refuse(socket, 404)
    return sockets.handleUpgrade(request, socket, head, (opened) => open(opened, request, url, constrained))
  })

  const openPeers = () => [...peers].filter((peer) => peer.open)

  return {
    openSockets: () => openPeers().length,
    closeLive(code, afterMessages = 0) {
      const closing = openPeers()
      if (closing.length === 0) closings.push({ code, messages: afterMessages })
      for (const peer of closing) peer.closeAfter(code, afterMessages)
    },
    goAway() {
      for (const peer of openPeers()) {
        peer.send({ goAway: { timeLeft: '1s' } })
        setTimeout(() => peer.close(1001, 'The server is going away.'), GRACE)
      }
    },
    interrupt() {
      for (const peer of openPeers()) peer.hear({ realtimeInput: { activityStart: {} } })
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

function createPeer(socket: WebSocket): Peer {
  let sent = 0
  let end: { code: number; at: number } | undefined
  const close = (code: number, reason: string): void => {
    // These two are never sent: they say that nothing was.
    if (code === 1005 || code === 1006) socket.terminate()
    // A reason has room for 123 bytes.
    else socket.close(code, reason.slice(0, 120))
  }
  const closeWhenDue = (): void => {
    if (end && sent >= end.at) close(end.code, 'Closed on command.')
  }
  return {
    get open() {
      return socket.readyState === socket.OPEN
    },
    close,
    send(message) {
      if (socket.readyState !== socket.OPEN) return
      const text = `${JSON.stringify(message, undefined, 2)}\n`
      // The service sends bytes, proxies text: a client has to read both.
      socket.send(sent % 2 === 0 ? Buffer.from(text) : text)
      sent++
      closeWhenDue()
    },
    hear: () => undefined,
    closeAfter(code, messages) {
      end = { code, at: sent + messages }
      closeWhenDue()
    },
  }
}

function readFrame(data: RawData): JsonObject {
  const frame: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString() : '')
  if (isObject(frame)) return frame
  throw new TypeError('Invalid JSON payload received.')
}

const refuse = (socket: Duplex, code: number): void =>
  void socket.end(`HTTP/1.1 ${code} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
