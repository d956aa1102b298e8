/**
 * A proxy for the Gemini API, from a `Request` to a `Response`: for Deno, Bun, workers, Next, Hono and their like. It holds
 * the key; pages ask it in the API's own words, with `createGeminiClient({ baseUrl: '/gemini' })`.
 */
import { createGeminiClient } from 'react-genai/client'

export interface ProxyOptions {
  key: string
  /** Who may ask, and for what: whoever it lets in spends your money. `path` is Google's: `v1beta/models/…`. */
  allow: (request: Request, path: string) => boolean | Promise<boolean>
  /** Where it is mounted. Default: `/gemini`. */
  prefix?: string
  upstream?: string
}

/** What pages of this app need: answers, streams, token counts, uploads. Not your files, caches and batches. */
export const FOR_CHATS =
  /^(?:v1beta\/models\/[\w.-]+:(?:generateContent|streamGenerateContent|countTokens)|upload\/v1beta\/files|v1beta\/files\/\w+)$/

const ASKED = /^(?:accept|content-type|x-server-timeout|x-goog-upload-[\w-]+)$/
const ANSWERED = /^(?:content-type|retry-after|x-goog-upload-[\w-]+)$/

function pick(headers: Headers, names: RegExp): Headers {
  return new Headers([...headers].filter(([name]) => names.test(name)))
}

export function geminiProxy({
  key,
  allow,
  prefix = '/gemini',
  upstream = 'https://generativelanguage.googleapis.com',
}: ProxyOptions): (request: Request) => Promise<Response> {
  const gemini = createGeminiClient({ apiKey: key, baseUrl: upstream })
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const path = pathname.slice(prefix.length + 1)
    if (!(await allow(request, path))) {
      const error = { code: 403, status: 'PERMISSION_DENIED', message: 'This page may not ask for that.' }
      return Response.json({ error }, { status: 403 })
    }
    // A page gets a token for one live session, never the key.
    if (path === 'live-token') return Response.json(await gemini.authTokens.create({ config: { uses: 1 } }))

    const headers = pick(request.headers, ASKED)
    headers.set('x-goog-api-key', key)
    const init = { method: request.method, headers, body: request.body, signal: request.signal, duplex: 'half' }
    const response = await fetch(`${upstream}/${path}${search}`, init)
    // The body goes on as it comes, and is let go of when the page leaves.
    return new Response(response.body, { status: response.status, headers: pick(response.headers, ANSWERED) })
  }
}
