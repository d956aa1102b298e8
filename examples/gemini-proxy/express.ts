/**
 * The same for Express: `app.use('/gemini', geminiProxy({ … }))`, before anything that reads bodies. What proves who asks is
 * a function, so that it works for a key and for the tokens of Google Cloud alike (see `vertex.ts`).
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { Request, RequestHandler } from 'express'

export interface ProxyOptions {
  /** `() => ({ 'x-goog-api-key': process.env.GEMINI_API_KEY })` */
  credential: () => Record<string, string> | Promise<Record<string, string>>
  /** Who may ask, and for what: whoever it lets in spends your money. `call` is Google's: `POST v1beta/models/…`. */
  allow: (request: Request, call: string) => boolean | Promise<boolean>
  upstream?: string
}

const ASKED = /^(?:accept|content-length|content-type|x-server-timeout|x-goog-upload-[\w-]+)$/
const ANSWERED = /^(?:content-type|retry-after|x-goog-upload-[\w-]+)$/

const pick = (headers: Iterable<[string, unknown]>, names: RegExp): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => names.test(name)).map(([name, value]) => [name, String(value)]))

export function geminiProxy(options: ProxyOptions): RequestHandler {
  const { credential, allow, upstream = 'https://generativelanguage.googleapis.com' } = options
  return async (request, response) => {
    const { method, headers } = request
    const fail = (code: number, status: string, message: string): void =>
      void (response.headersSent
        ? response.destroy()
        : response.status(code).json({ error: { code, status, message } }))
    const left = new AbortController()
    response.on('close', () => left.abort())
    try {
      // Whatever stands in the request line: with a dot before it, it is a path of Google's; and `..` is resolved here.
      const target = new URL(`.${request.url}`, `${upstream}/`)
      for (const name of ['key', 'access_token']) target.searchParams.delete(name)
      const isForeign = headers['sec-fetch-site'] === 'cross-site'
      if (isForeign || !(await allow(request, `${method} ${target.pathname.slice(1)}`)))
        return fail(403, 'PERMISSION_DENIED', 'This page may not ask for that.')
      if (request.readableEnded) throw new Error('Mount the proxy before whatever reads bodies.')
      const init = {
        method,
        headers: { ...pick(Object.entries(headers), ASKED), ...(await credential()) },
        ...(!/^(?:GET|HEAD)$/.test(method) && { body: Readable.toWeb(request), duplex: 'half' }),
        signal: left.signal,
      }
      const answer = await fetch(target, init as RequestInit).catch(() => undefined)
      if (!answer) return fail(502, 'UNAVAILABLE', 'Gemini is not there.')
      response.writeHead(answer.status, pick(answer.headers, ANSWERED))
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
      else response.end()
    } catch (error) {
      // A page that has left is no failure of ours.
      if (!left.signal.aborted) console.error('The Gemini proxy failed.', error)
      fail(500, 'INTERNAL', 'The proxy failed.')
    }
  }
}
