import { createGeminiClient, type GeminiClient, type GeminiClientOptions } from 'react-genai/client'

export interface Asked {
  url: string
  method: string
  headers: Headers
  body: unknown
}

export const json = (value: unknown, init: ResponseInit = {}): Response => Response.json(value, init)
export const sse = (...events: unknown[]): Response =>
  new Response(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
export const says = (text: string, finishReason = 'STOP') => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason }],
})
export const calls = (...names: string[]) => ({
  candidates: [
    {
      content: { role: 'model', parts: names.map((name) => ({ functionCall: { name, args: {} } })) },
      finishReason: 'STOP',
    },
  ],
})
export const never = (): Promise<never> => new Promise(() => undefined)
export const soon = (ms = 30): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A client whose every request is answered by hand, and what was asked. */
export function scripted(
  answer: (asked: Asked, count: number) => Response | Promise<Response>,
  options: GeminiClientOptions = {},
): { gemini: GeminiClient; asked: Asked[] } {
  const asked: Asked[] = []
  const fetch = async (
    url: unknown,
    { method = 'GET', headers, body, signal }: RequestInit = {},
  ): Promise<Response> => {
    const one = {
      url: String(url),
      method,
      headers: new Headers(headers),
      body: body instanceof Blob ? body : body && (JSON.parse(body as string) as unknown),
    }
    asked.push(one)
    const stopped = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
    )
    return Promise.race([answer(one, asked.length - 1), stopped])
  }
  return { gemini: createGeminiClient({ baseUrl: 'https://proxy.example', ...options, fetch: fetch }), asked }
}
