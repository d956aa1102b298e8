import { act, renderHook, waitFor } from '@testing-library/react'
import { createGeminiClient, useInteraction } from 'react-genai'
import { expect, test } from 'vitest'

const sse = (list: object[], hang: boolean, signal?: AbortSignal | null) =>
  new Response(
    new ReadableStream({
      start(c) {
        for (const e of list) c.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(e)}\n\n`))
        if (!hang) c.close()
        signal?.addEventListener('abort', () => {
          try {
            c.error(signal.reason)
          } catch {}
        })
      },
    }),
    { headers: { 'content-type': 'text/event-stream' } },
  )
const start = (index: number) => ({ event_type: 'step.start', index, step: { type: 'model_output' } })
const text = (index: number, t: string) => ({ event_type: 'step.delta', index, delta: { type: 'text', text: t } })
let n = 0
const ids = (list: object[]) => list.map((e) => ({ ...e, event_id: `e${++n}` }))

test('stop and resume in the second hop keeps the first hop', async () => {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    asked.push(`${init?.method} ${input instanceof Request ? input.url : String(input)}`)
    if (init?.method === 'GET')
      return sse(
        ids([
          text(0, 'three.'),
          { event_type: 'step.stop', index: 0 },
          { event_type: 'interaction.completed', interaction: { id: 'i2', status: 'completed' } },
        ]),
        false,
      )
    const body = JSON.parse(init?.body as string) as { continuation_token?: string }
    return body.continuation_token
      ? sse(
          ids([
            { event_type: 'interaction.created', interaction: { id: 'i2', status: 'in_progress' } },
            start(0),
            text(0, 'two '),
          ]),
          true,
          init?.signal,
        )
      : sse(
          ids([
            { event_type: 'interaction.created', interaction: { id: 'i1', status: 'in_progress' } },
            start(0),
            text(0, 'one '),
            { event_type: 'step.stop', index: 0 },
            {
              event_type: 'interaction.completed',
              interaction: { id: 'i1', status: 'requires_continuation', continuation_token: 't' },
            },
          ]),
          false,
        )
  }
  const gemini = createGeminiClient({ baseUrl: 'https://x.test', fetch })
  const { result } = renderHook(() => useInteraction(gemini))
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.text).toBe('one two '))
  act(() => result.current.stop())
  act(() => result.current.resume())
  await waitFor(() => expect(result.current.status).toBe('done'))
  expect(result.current.interaction?.steps.map(({ content }) => content?.map((c) => c.text).join(''))).toEqual([
    'one ',
    'two three.',
  ])
})

test('stop and resume in the first hop still asks on', async () => {
  let posts = 0
  const fetch: typeof globalThis.fetch = async (_input, init) => {
    const end = {
      event_type: 'interaction.completed',
      interaction: { id: 'i1', status: 'requires_continuation', continuation_token: 't' },
    }
    if (init?.method === 'GET') return sse(ids([text(0, 'more '), end]), false)
    return posts++ === 0
      ? sse(
          ids([
            { event_type: 'interaction.created', interaction: { id: 'i1', status: 'in_progress' } },
            start(0),
            text(0, 'one '),
          ]),
          true,
          init?.signal,
        )
      : sse(
          ids([
            { event_type: 'interaction.created', interaction: { id: 'i2', status: 'in_progress' } },
            start(0),
            text(0, 'end.'),
            { event_type: 'interaction.completed', interaction: { id: 'i2', status: 'completed' } },
          ]),
          false,
        )
  }
  const gemini = createGeminiClient({ baseUrl: 'https://x.test', fetch })
  const { result } = renderHook(() => useInteraction(gemini))
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.text).toBe('one '))
  act(() => result.current.stop())
  act(() => result.current.resume())
  await waitFor(() => expect(result.current.status).toBe('done'))
  expect([result.current.text, result.current.interaction?.status]).toEqual(['one more end.', 'completed'])
})
