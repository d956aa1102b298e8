/**
 * Live sessions through a server of yours, for pages that get no token. It holds the key, or adds the token of Google Cloud,
 * which a page cannot send over a WebSocket.
 *
 * const proxy = liveProxy({ credential, allow })
 * server.on('upgrade', (request, socket, head) => proxy(request, socket, head) || socket.destroy())
 */
import { request as plain, type IncomingMessage } from 'node:http'
import { request as secure } from 'node:https'
import type { Duplex } from 'node:stream'

export interface LiveProxyOptions {
  /** `() => ({ 'x-goog-api-key': process.env.GEMINI_API_KEY })` */
  credential: () => Record<string, string> | Promise<Record<string, string>>
  /** Who may talk: whoever it lets in spends your money. */
  allow: (request: IncomingMessage) => boolean | Promise<boolean>
  /** Default: `/gemini`. */
  prefix?: string
  upstream?: string
}

const HANDSHAKE = /^(?:connection|upgrade|sec-websocket-(?:key|version|extensions|protocol))$/
const LIVE = /^ws\/google\.[\w.]+(?:\/|\.)BidiGenerate\w+$/

/** Browsers let any page open a socket to any server; only this says where it stands. */
const isOurPage = ({ headers: { origin = '', host } }: IncomingMessage): boolean =>
  URL.canParse(origin) && new URL(origin).host === host

export function liveProxy(options: LiveProxyOptions) {
  const { credential, allow, prefix = '/gemini', upstream = 'https://generativelanguage.googleapis.com' } = options
  /** Sees to it, and says so; `false` for what is not of its prefix, and is somebody else's to close. */
  return (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const [address = ''] = (request.url ?? '').split('?')
    if (!address.startsWith(`${prefix}/`)) return false
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    const talk = async (): Promise<void> => {
      const path = address.slice(prefix.length + 1).replaceAll(/\/{2,}/g, '/')
      if (!isOurPage(request) || !LIVE.test(path) || !(await allow(request))) return refuse('403 Forbidden')
      const kept = Object.entries(request.headers).filter(([name]) => HANDSHAKE.test(name))
      const headers = { ...Object.fromEntries(kept), ...(await credential()) }
      const asked = (upstream.startsWith('https:') ? secure : plain)(`${upstream}/${path}`, { headers })
      socket.on('close', () => asked.destroy())
      asked.on('upgrade', ({ headers: answered }, other, rest) => {
        if (socket.destroyed) {
          other.destroy()
          return
        }
        const lines = Object.entries(answered).map(([name, value]) => `${name}: ${String(value)}`)
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
        other.write(head)
        socket.write(rest)
        other.on('error', () => socket.destroy())
        socket.on('close', () => other.destroy())
        other.on('close', () => socket.destroy())
        socket.pipe(other).pipe(socket)
      })
      asked.on('response', (answer) => {
        answer.resume()
        refuse(`${answer.statusCode ?? 502} Refused`)
      })
      asked.on('error', () => refuse('502 Bad Gateway'))
      asked.end()
    }
    talk().catch((error: unknown) => {
      console.error('The live proxy failed.', error)
      refuse('500 Internal Server Error')
    })
    return true
  }
}
