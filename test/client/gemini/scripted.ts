import { createGeminiClient, type GeminiClient, type GeminiClientOptions } from 'react-genai/client'
import { mockTransport, type Answer, type TransportRequest } from 'react-genai/testing'

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
  answer: Answer,
  options: GeminiClientOptions = {},
): { gemini: GeminiClient; asked: readonly TransportRequest[] } {
  const { fetch, requests } = mockTransport(answer)
  return { gemini: createGeminiClient({ baseUrl: 'https://proxy.example', ...options, fetch }), asked: requests }
}
