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
  /** Who may ask, and for what: whoever it lets in spends your money. `path` is Google's: `v1beta/models/…`. */
  allow: (request: Request, path: string) => boolean | Promise<boolean>
  upstream?: string
}

const ASKED = /^(?:accept|content-length|content-type|x-server-timeout|x-goog-upload-[\w-]+)$/
const ANSWERED = /^(?:content-type|retry-after|x-goog-upload-[\w-]+)$/

const pick = (headers: Iterable<[string, unknown]>, names: RegExp): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => names.test(name)).map(([name, value]) => [name, String(value)]))

export function geminiProxy({
  credential,
  allow,
  upstream = 'https://generativelanguage.googleapis.com',
}: ProxyOptions): RequestHandler {
  return async (request, response) => {
    const { method, url, headers } = request
    if (!(await allow(request, request.path.slice(1)))) {
      const error = { code: 403, status: 'PERMISSION_DENIED', message: 'This page may not ask for that.' }
      response.status(403).json({ error })
      return
    }
    const left = new AbortController()
    response.on('close', () => left.abort())
    try {
      const init = {
        method,
        headers: { ...pick(Object.entries(headers), ASKED), ...(await credential()) },
        ...(method !== 'GET' && { body: Readable.toWeb(request), duplex: 'half' }),
        signal: left.signal,
      }
      const answer = await fetch(upstream + url, init as RequestInit)
      response.writeHead(answer.status, pick(answer.headers, ANSWERED))
      if (answer.body) await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
      else response.end()
    } catch {
      // The page has left; or Google is not there, and the page may try again.
      if (!response.headersSent)
        response.status(502).json({ error: { code: 502, status: 'UNAVAILABLE', message: 'Gemini is not there.' } })
      else response.destroy()
    }
  }
}
