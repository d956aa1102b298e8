import { act, renderHook, waitFor } from '@testing-library/react'
import { createGeminiClient, useInteraction } from 'react-genai'
import { mockTransport } from 'react-genai/testing'
import { expect, test } from 'vitest'

const start = (index: number) => ({ event_type: 'step.start', index, step: { type: 'model_output' } })
const text = (index: number, t: string) => ({ event_type: 'step.delta', index, delta: { type: 'text', text: t } })
let n = 0
const ids = (list: object[]) => list.map((e) => ({ ...e, event_id: `e${++n}` }))

test('stop and resume in the second hop keeps the first hop', async () => {
  const { fetch } = mockTransport((request) => {
    if (request.method === 'GET')
      return request
        .frame(
          ...ids([
            text(0, 'three.'),
            { event_type: 'step.stop', index: 0 },
            { event_type: 'interaction.completed', interaction: { id: 'i2', status: 'completed' } },
          ]),
        )
        .close()
    // The second hop goes on until it is left.
    if ((request.body as { continuation_token?: string }).continuation_token)
      return request.frame(
        ...ids([
          { event_type: 'interaction.created', interaction: { id: 'i2', status: 'in_progress' } },
          start(0),
          text(0, 'two '),
        ]),
      )
    return request
      .frame(
        ...ids([
          { event_type: 'interaction.created', interaction: { id: 'i1', status: 'in_progress' } },
          start(0),
          text(0, 'one '),
          { event_type: 'step.stop', index: 0 },
          {
            event_type: 'interaction.completed',
            interaction: { id: 'i1', status: 'requires_continuation', continuation_token: 't' },
          },
        ]),
      )
      .close()
  })
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
  const { fetch } = mockTransport((request) => {
    const end = {
      event_type: 'interaction.completed',
      interaction: { id: 'i1', status: 'requires_continuation', continuation_token: 't' },
    }
    if (request.method === 'GET') return request.frame(...ids([text(0, 'more '), end])).close()
    // The first hop goes on until it is left.
    if (posts++ === 0)
      return request.frame(
        ...ids([
          { event_type: 'interaction.created', interaction: { id: 'i1', status: 'in_progress' } },
          start(0),
          text(0, 'one '),
        ]),
      )
    return request
      .frame(
        ...ids([
          { event_type: 'interaction.created', interaction: { id: 'i2', status: 'in_progress' } },
          start(0),
          text(0, 'end.'),
          { event_type: 'interaction.completed', interaction: { id: 'i2', status: 'completed' } },
        ]),
      )
      .close()
  })
  const gemini = createGeminiClient({ baseUrl: 'https://x.test', fetch })
  const { result } = renderHook(() => useInteraction(gemini))
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.text).toBe('one '))
  act(() => result.current.stop())
  act(() => result.current.resume())
  await waitFor(() => expect(result.current.status).toBe('done'))
  expect([result.current.text, result.current.interaction?.status]).toEqual(['one more end.', 'completed'])
})
