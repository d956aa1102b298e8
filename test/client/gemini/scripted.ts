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
/** A turn of the event loop: whatever needs no waiting has happened. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** What is thrown where nobody catches it, in place of failing the test. */
export function hearUncaught(): { heard: unknown[]; leave: () => void } {
  const heard: unknown[] = []
  const others = process.listeners('uncaughtException')
  const hear = (error: unknown): void => void heard.push(error)
  for (const other of others) process.off('uncaughtException', other)
  process.on('uncaughtException', hear)
  return {
    heard,
    leave: () => {
      process.off('uncaughtException', hear)
      for (const other of others) process.on('uncaughtException', other)
    },
  }
}

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
