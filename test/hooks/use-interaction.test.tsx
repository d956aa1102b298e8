import { act, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { LONG, setupInteraction } from './interaction-view.tsx'

beforeEach(() => localStorage.clear())

test('steps become messages as they are written', async () => {
  const { result } = setupInteraction(
    {},
    {
      steps: () => [
        { type: 'thought', summary: [{ type: 'text', text: 'Let me look.' }] },
        { type: 'google_search_call', id: 's', arguments: { queries: ['sky'] } },
        { type: 'google_search_result', call_id: 's', result: ['blue'] },
        {
          type: 'model_output',
          content: [
            { type: 'text', text: LONG },
            { type: 'image', data: 'AAAA', mime_type: 'image/png' },
          ],
        },
      ],
    },
  )
  const seen = new Set<string>()
  act(() => result.current.start({ model: 'gemini-2.5-flash', input: 'Why?' }))
  await waitFor(() => {
    seen.add(result.current.text)
    expect(result.current.status).toBe('done')
  })
  expect(result.current.messages.map(({ role, content }) => [role, content])).toEqual([
    [
      'model',
      [
        { reasoning: 'Let me look.' },
        { toolRequest: { name: 'google_search', input: { queries: ['sky'] }, ref: 's' }, metadata: { server: true } },
      ],
    ],
    ['tool', [{ toolResponse: { name: 'google_search', output: ['blue'], ref: 's' }, metadata: { server: true } }]],
    ['model', [{ text: LONG }, { media: { url: 'data:image/png;base64,AAAA', contentType: 'image/png' } }]],
  ])
  expect(result.current.toolRequests).toEqual([])
  expect(seen.size).toBeGreaterThan(2)
})

test('what runs in the background is taken up by the next page, behind its last event', async () => {
  const options = { storageKey: 'run' }
  const { mock, result, unmount, open } = setupInteraction(options)
  act(() => result.current.start({ agent: 'researcher', input: LONG, background: true }))
  await waitFor(() => expect(result.current.text.split(' ').length).toBeGreaterThan(8))
  const before = result.current.text
  unmount()
  const next = open()
  await waitFor(() => expect(next.result.current.text.length).toBeGreaterThanOrEqual(before.length))
  await waitFor(() => expect(next.result.current.status).toBe('done'))
  expect(next.result.current.text).toBe(`You said: ${LONG}`)
  expect(mock.requests.filter((one) => one.startsWith('POST'))).toHaveLength(1)
  // One that has ended is shown again without asking.
  next.unmount()
  const asked = mock.requests.length
  const last = open()
  await waitFor(() => expect(last.result.current.text).toBe(`You said: ${LONG}`))
  expect([last.result.current.status, mock.requests.length]).toEqual(['done', asked])
})

test('to stop is to stop listening; to resume, to hear the rest', async () => {
  const { result } = setupInteraction()
  act(() => result.current.start({ model: 'm', input: LONG, background: true }))
  await waitFor(() => expect(result.current.text).toContain('word3'))
  act(() => result.current.stop())
  expect(result.current.status).toBe('stopped')
  act(() => result.current.resume())
  await waitFor(() => expect(result.current.status).toBe('done'))
  expect(result.current.text).toBe(`You said: ${LONG}`)
})

test('to cancel ends it on the server', async () => {
  const { mock, gemini, result } = setupInteraction()
  act(() => result.current.start({ model: 'm', input: LONG, background: true }))
  await waitFor(() => expect(result.current.text).toContain('word3'))
  await act(() => result.current.cancel())
  expect(result.current.status).toBe('cancelled')
  expect(mock.requests.at(-1)).toBe('POST interactions/interaction-1/cancel')
  expect((await gemini.interactions.get('interaction-1')).status).toBe('cancelled')
  // What had arrived is kept.
  expect(result.current.text).toContain('word3')
})

test('to cancel before it has a name ends it as soon as it has one', async () => {
  const { mock, result } = setupInteraction()
  act(() => {
    result.current.start({ model: 'm', input: LONG, background: true })
    void result.current.cancel()
  })
  await waitFor(() => expect(result.current.status).toBe('cancelled'))
  expect(mock.requests).toEqual(['POST interactions', 'POST interactions/interaction-1/cancel'])
})

test('tools of the page answer, and it goes on', async () => {
  const execute = vi.fn(() => ({ sky: 'clear' }))
  const { result } = setupInteraction(
    { tools: { weather: { execute } } },
    {
      steps: (input) =>
        typeof input === 'string'
          ? [{ type: 'function_call', id: 'c', name: 'weather', arguments: { city: 'Oslo' } }]
          : [...(input as []), { type: 'model_output', content: [{ type: 'text', text: 'Clear.' }] }],
    },
  )
  act(() => result.current.start({ model: 'm', input: 'Weather?' }))
  await waitFor(() => expect(result.current.text).toBe('Clear.'))
  expect(execute).toHaveBeenCalledWith({ city: 'Oslo' }, { signal: expect.any(AbortSignal) })
  // What was said before is still there.
  expect(result.current.messages.map(({ role }) => role)).toEqual(['model', 'tool', 'model'])
})

test('a tool that nobody here runs waits for a person', async () => {
  const { result } = setupInteraction(
    {},
    {
      steps: (input) =>
        typeof input === 'string'
          ? [{ type: 'function_call', id: 'c', name: 'ask', arguments: {} }]
          : [{ type: 'model_output', content: [{ type: 'text', text: JSON.stringify(input) }] }],
    },
  )
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.status).toBe('interrupted'))
  expect(result.current.toolRequests).toMatchObject([{ toolRequest: { name: 'ask', ref: 'c' } }])
  act(() => result.current.respond([{ call_id: 'c', result: 'yes' }]))
  await waitFor(() => expect(result.current.text).toContain('"result":"yes"'))
  expect(() => result.current.respond([])).toThrow(/waits/)
})

test('one that waits for a person can be cancelled, too', async () => {
  const { mock, result } = setupInteraction({}, { steps: () => [{ type: 'function_call', id: 'c', name: 'ask' }] })
  act(() => result.current.start({ model: 'm', input: 'Go', background: true }))
  await waitFor(() => expect(result.current.status).toBe('interrupted'))
  await act(() => result.current.cancel())
  expect([result.current.status, result.current.toolRequests]).toEqual(['cancelled', []])
  expect(mock.requests.at(-1)).toBe('POST interactions/interaction-1/cancel')
})

test('a failure keeps what had arrived, and can be taken up', async () => {
  const { mock, result } = setupInteraction()
  act(() => result.current.start({ model: 'm', input: 'x', background: true }))
  await waitFor(() => expect(result.current.status).toBe('done'))
  mock.fail(403)
  act(() => result.current.start({ model: 'm', input: 'y' }))
  await waitFor(() => expect(result.current.status).toBe('error'))
  expect(result.current.error).toMatchObject({ status: 'PERMISSION_DENIED' })
  expect(() => result.current.resume()).toThrow(/Start one/)
})

test('leaving the component leaves no connection', async () => {
  const { mock, result, unmount } = setupInteraction({}, { pace: 20 })
  act(() => result.current.start({ model: 'm', input: LONG }))
  await waitFor(() => expect(result.current.status).toBe('streaming'))
  unmount()
  const asked = mock.requests.length
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(mock.requests).toHaveLength(asked)
})
