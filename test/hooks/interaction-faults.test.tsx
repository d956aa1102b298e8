import { act, waitFor } from '@testing-library/react'
import type { InteractionStep } from 'react-genai'
import { beforeEach, expect, test, vi } from 'vitest'
import { CALL, LONG, SAY, setupInteraction, sleep, type Asked } from './interaction-view.tsx'

beforeEach(() => localStorage.clear())

test('where storage is forbidden, it goes without', () => {
  const spy = vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })
  try {
    expect(() => setupInteraction()).not.toThrow()
  } finally {
    spy.mockRestore()
  }
})

test('a call that was answered is not asked for again (input is not echoed)', async () => {
  const first = vi.fn(() => 1)
  const second = vi.fn(() => 2)
  const { result, bodies } = setupInteraction(
    { tools: { first: { execute: first }, second: { execute: second } } },
    {
      steps: (input) =>
        typeof input === 'string'
          ? [CALL('a', 'first')]
          : (input as Asked['input']).some(({ call_id: id }) => id === 'b')
            ? [SAY('Done.')]
            : [CALL('b', 'second')],
    },
  )
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.text).toBe('Done.'))
  expect(bodies.slice(1).map((b) => b.input.map(({ call_id: id }) => id))).toEqual([['a'], ['b']])
  expect(first).toHaveBeenCalledOnce()
})

test('respond after a reload keeps the parameters', async () => {
  const { result, unmount, open, bodies } = setupInteraction(
    { storageKey: 'k' },
    { steps: (input) => (typeof input === 'string' ? [CALL('c')] : [SAY('ok')]) },
  )
  act(() =>
    result.current.start({
      agent: 'researcher',
      input: 'Go',
      background: true,
      system_instruction: 'S',
      tools: [{ type: 'function', name: 'ask' }],
    }),
  )
  await waitFor(() => expect(result.current.status).toBe('interrupted'))
  unmount()
  const next = open()
  await waitFor(() => expect(next.result.current.status).toBe('interrupted'))
  act(() => next.result.current.respond([{ call_id: 'c', result: 'yes' }]))
  await waitFor(() => expect(next.result.current.text).toBe('ok'))
  expect(bodies[1]).toMatchObject({
    agent: 'researcher',
    background: true,
    system_instruction: 'S',
    tools: [{ name: 'ask' }],
  })
})

test('resume(other id) then cancel ends it on the server', async () => {
  const { mock, gemini, result } = setupInteraction()
  act(() => result.current.start({ model: 'm', input: 'short' }))
  await waitFor(() => expect(result.current.status).toBe('done'))
  const other = await gemini.interactions.create({ model: 'm', input: LONG, background: true })
  act(() => result.current.resume(other.id))
  await waitFor(() => expect(result.current.text).toContain('word3'))
  await act(() => result.current.cancel())
  expect(result.current.status).toBe('cancelled')
  expect(mock.requests.at(-1)).toBe(`POST interactions/${other.id}/cancel`)
})

test('cancel before an id, then a new start: the new one lives, the old is cancelled', async () => {
  const { mock, result } = setupInteraction()
  act(() => {
    result.current.start({ model: 'm', input: LONG, background: true })
    void result.current.cancel()
    result.current.start({ model: 'm', input: 'second', background: true })
  })
  await sleep(600)
  expect([result.current.status, result.current.text, mock.requests.filter((r) => r.includes('cancel'))]).toEqual([
    'done',
    'You said: second',
    ['POST interactions/interaction-1/cancel'],
  ])
})

test('cancel before an id, then reset: it is cancelled, and nothing comes back', async () => {
  const { mock, result } = setupInteraction()
  act(() => {
    result.current.start({ model: 'm', input: LONG, background: true })
    void result.current.cancel()
    result.current.reset()
  })
  await sleep(400)
  act(() => result.current.stop())
  expect(mock.requests).toContain('POST interactions/interaction-1/cancel')
})

test('cancel while a tool of the page runs', async () => {
  let finish: (v: string) => void = () => undefined
  const { mock, result } = setupInteraction(
    { tools: { ask: { execute: () => new Promise<string>((r) => (finish = r)) } } },
    { steps: (input) => (typeof input === 'string' ? [CALL('c')] : [SAY('went on')]) },
  )
  act(() => result.current.start({ model: 'm', input: 'Go', background: true }))
  await waitFor(() => expect(result.current.status).toBe('interrupted'))
  await act(() => result.current.cancel())
  act(() => result.current.stop())
  finish('x')
  await act(() => sleep(200))
  expect([result.current.status, mock.requests.filter((r) => r === 'POST interactions').length]).toEqual([
    'cancelled',
    1,
  ])
})

test('leaving while a tool runs, and coming back: it is begun anew, and answered once', async () => {
  const finishes: ((v: string) => void)[] = []
  const execute = vi.fn(() => new Promise<string>((r) => finishes.push(r)))
  const { bodies, result, unmount, open } = setupInteraction(
    { storageKey: 'k', tools: { ask: { execute } } },
    { steps: (input) => (typeof input === 'string' ? [CALL('c')] : [SAY('went on')]) },
  )
  act(() => result.current.start({ model: 'm', input: 'Go', background: true }))
  await waitFor(() => expect(execute).toHaveBeenCalledOnce())
  unmount()
  const next = open()
  await sleep(50)
  finishes.forEach((f) => f('x'))
  await waitFor(() => expect(next.result.current.text).toBe('went on'))
  await sleep(100)
  expect([execute.mock.calls.length, bodies.slice(1).length]).toEqual([2, 1])
})

test('leaving while a tool runs: nothing is asked after that', async () => {
  let finish: (v: string) => void = () => undefined
  const signals: AbortSignal[] = []
  const { mock, result, unmount } = setupInteraction(
    {
      tools: {
        ask: {
          execute: (_: unknown, { signal }: { signal: AbortSignal }) => {
            signals.push(signal)
            return new Promise<string>((resolve) => (finish = resolve))
          },
        },
      },
    },
    { steps: (input) => (typeof input === 'string' ? [CALL('c')] : [SAY(LONG)]) },
  )
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(signals).toHaveLength(1))
  unmount()
  finish('x')
  await sleep(100)
  expect([signals[0]?.aborted, mock.requests]).toEqual([true, ['POST interactions']])
})

test('cancelled stays cancelled over a reload', async () => {
  const { result, unmount, open, mock } = setupInteraction({ storageKey: 'k' })
  act(() => result.current.start({ model: 'm', input: LONG }))
  await waitFor(() => expect(result.current.text).toContain('word3'))
  await act(() => result.current.cancel())
  expect(result.current.status).toBe('cancelled')
  unmount()
  const next = open()
  await sleep(500)
  expect([next.result.current.status, mock.requests.length]).toEqual(['cancelled', 1])
})

test('what was said before survives a reload', async () => {
  const { result, unmount, open } = setupInteraction(
    { storageKey: 'k', tools: { ask: { execute: () => 1 } } },
    {
      steps: (input) =>
        typeof input === 'string' ? [SAY('Let me see.'), CALL('c')] : [...(input as InteractionStep[]), SAY('Clear.')],
    },
  )
  act(() => result.current.start({ model: 'm', input: 'Go' }))
  await waitFor(() => expect(result.current.text).toBe('Clear.'))
  await waitFor(() => expect(result.current.status).toBe('done'))
  const before = result.current.messages.map(({ role, text }) => [role, text])
  unmount()
  const next = open()
  await waitFor(() => expect(next.result.current.text).toBe('Clear.'))
  expect(next.result.current.messages.map(({ role, text }) => [role, text])).toEqual(before)
})

test('success is told once, however often it is shown', async () => {
  const onSuccess = vi.fn()
  const { result, unmount, open } = setupInteraction({ storageKey: 'k', onSuccess })
  act(() => result.current.start({ model: 'm', input: 'x' }))
  await waitFor(() => expect(result.current.status).toBe('done'))
  unmount()
  open().unmount()
  open()
  await sleep(50)
  expect(onSuccess).toHaveBeenCalledOnce()
})

test('two hooks with one storageKey: a tool is run and answered once', async () => {
  const execute = vi.fn(async () => (await sleep(20), 'x'))
  const tools: { ask?: { execute: () => unknown } } = {}
  const { bodies, result, unmount, open } = setupInteraction(
    { storageKey: 'k', tools },
    { steps: (input) => (typeof input === 'string' ? [CALL('c')] : [SAY('went on')]) },
  )
  act(() => result.current.start({ model: 'm', input: 'Go', background: true }))
  await waitFor(() => expect(result.current.status).toBe('interrupted'))
  unmount()
  tools.ask = { execute }
  const one = open()
  open()
  await waitFor(() => expect(one.result.current.text).toBe('went on'))
  await sleep(100)
  expect([execute.mock.calls.length, bodies.length - 1]).toEqual([1, 1])
})
