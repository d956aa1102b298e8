import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { createGeminiClient, GenAIProvider, useChat, useGenerate, useStream, type GeminiPart } from 'react-genai'
import { mockTransport } from 'react-genai/testing'
import { expect, test } from 'vitest'
import { z } from 'zod/mini'

const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider>{children}</GenAIProvider>

const event = (parts: GeminiPart[], finishReason?: string) => ({
  candidates: [{ content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
})

/** Replies, one for each request, and what was asked. */
function gemini(...replies: object[][]) {
  const { fetch, requests } = mockTransport((request, count) => {
    const events = replies[count] ?? []
    return request.path.endsWith(':generateContent') ? request.json(events[0]) : request.frame(...events).close()
  })
  const contentsOf = (at: number) => (requests[at]?.body as { contents: unknown[] } | undefined)?.contents
  return { contentsOf, client: createGeminiClient({ baseUrl: '/gemini', fetch }) }
}

test('useStream writes what Gemini streams', async () => {
  const { client, contentsOf } = gemini([
    event([{ thought: true, text: 'Hm.' }, { text: 'Be' }]),
    event([{ text: 'cause' }], 'STOP'),
  ])
  const model = client.model('gemini-2.5-flash')
  const { result } = renderHook(() => useStream(model), { wrapper })
  act(() => result.current.start('Why?'))
  await waitFor(() => expect(result.current.status).toBe('done'))
  expect(result.current).toMatchObject({ text: 'Because', reasoning: 'Hm.' })
  expect(contentsOf(0)).toEqual([{ role: 'user', parts: [{ text: 'Why?' }] }])
})

test('useGenerate gives an object of the type that was asked for', async () => {
  const { client } = gemini([event([{ text: '{"title":"Sushi"}' }], 'STOP')])
  const model = client.model('gemini-2.5-flash', {}, { output: { schema: z.object({ title: z.string() }) } })
  const { result } = renderHook(() => useGenerate(model), { wrapper })
  act(() => result.current.generate('A menu'))
  await waitFor(() => expect(result.current.data?.output?.title).toBe('Sushi'))
})

test('useChat talks with Gemini, and tools of the page answer', async () => {
  const call = { functionCall: { id: '1', name: 'time', args: {} }, thoughtSignature: 'S' }
  const { client, contentsOf } = gemini([event([call], 'STOP')], [event([{ text: 'It is noon.' }], 'STOP')])
  const model = client.model('gemini-2.5-flash', { tools: [{ functionDeclarations: [{ name: 'time' }] }] })
  const { result } = renderHook(() => useChat(model, { tools: { time: { execute: () => ({ hour: 12 }) } } }), {
    wrapper,
  })
  act(() => void result.current.send('What time is it?'))
  await waitFor(() => expect(result.current.messages.at(-1)?.text).toBe('It is noon.'))
  expect(contentsOf(1)).toEqual([
    { role: 'user', parts: [{ text: 'What time is it?' }] },
    // The signature is where it was.
    { role: 'model', parts: [call] },
    {
      role: 'user',
      parts: [{ functionResponse: { id: '1', name: 'time', response: { name: 'time', content: { hour: 12 } } } }],
    },
  ])
})

test('a key in a page is refused', () => {
  expect(() => createGeminiClient({ apiKey: 'k' })).toThrow(/public/)
})
