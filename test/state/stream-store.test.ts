import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { StreamStore, type StreamStoreOptions } from 'react-genai'
import { AsyncGenerateResponse, createGenkitClient, GenAIError } from 'react-genai/client'
import { mockBackend, setScheduler } from 'react-genai/testing'
import { drip, message, serve } from '../client/server.ts'

/** Frames that come when the test says so. */
function frames() {
  const waiting = new Set<() => void>()
  setScheduler((run) => {
    waiting.add(run)
    return () => waiting.delete(run)
  })
  return {
    waiting,
    next() {
      for (const run of waiting) {
        waiting.delete(run)
        run()
      }
    },
  }
}

/** Lets everything that is ready happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

function watch<I>(options: StreamStoreOptions<I, unknown, unknown>) {
  const store = new StreamStore(options)
  const seen: string[] = []
  store.subscribe(() => {
    const { status, text } = store.getSnapshot()
    seen.push(`${status}:${text}`)
  })
  return { store, seen, state: () => store.getSnapshot() }
}

let frame: ReturnType<typeof frames>
beforeEach(() => {
  frame = frames()
})
afterEach(() => setScheduler())

describe('a run', () => {
  test('grows a frame at a time and ends at once', async () => {
    const backend = mockBackend()
    const { seen, state } = watch({ backend })
    expect(state().status).toBe('idle')
    state().start('Why?')
    backend.text('Be')
    backend.text('cau')
    await settle()
    expect(seen).toEqual(['pending:'])
    frame.next()
    expect(seen.at(-1)).toBe('streaming:Becau')
    backend.text('se')
    backend.end()
    await settle()
    expect(seen).toEqual(['pending:', 'streaming:Becau', 'done:Because'])
    expect(frame.waiting.size).toBe(0)
  })

  test('without a single chunk goes from pending to its end', async () => {
    const backend = mockBackend()
    const { seen, state } = watch({ backend })
    state().start('Why?')
    backend.end('Because')
    await settle()
    expect(seen).toEqual(['pending:', 'done:Because'])
  })

  test('that waits for a person is interrupted', async () => {
    const backend = mockBackend()
    const { state } = watch({ backend })
    state().start('Pay')
    backend.end({
      message: { role: 'model', content: [{ toolRequest: { name: 'pay' }, metadata: { interrupt: true } }] },
      finishReason: 'interrupted',
    })
    await settle()
    expect(state().status).toBe('interrupted')
    expect(state().interrupts).toHaveLength(1)
  })

  test('that fails keeps what arrived, and can be tried again', async () => {
    const backend = mockBackend()
    const { state } = watch({ backend })
    state().start('Why?')
    backend.text('Bec')
    backend.fail(new GenAIError('network', 'gone'))
    await settle()
    expect(state()).toMatchObject({ status: 'error', text: 'Bec', fetchStatus: 'idle', error: { code: 'network' } })
    state().retry()
    await settle()
    backend.end('Because')
    await settle()
    expect(state()).toMatchObject({ status: 'done', text: 'Because', error: undefined })
    expect(backend.requests.map((request) => request.input)).toEqual(['Why?', 'Why?'])
  })

  test('that fails in an unknown way fails in a known one', async () => {
    const backend = mockBackend()
    const { state } = watch({ backend })
    state().start('Why?')
    backend.fail('boom')
    await settle()
    expect(state().error).toMatchObject({ code: 'protocol', cause: 'boom' })
  })

  test('is stopped at once, with what it had, and that is no error', async () => {
    const backend = mockBackend()
    const onError = vi.fn()
    const onSettled = vi.fn()
    const { state } = watch({ backend, onError, onSettled })
    state().start('Why?')
    await settle()
    backend.text('Bec')
    await settle()
    state().stop()
    expect(state()).toMatchObject({ status: 'stopped', text: 'Bec', isStopped: true, error: undefined })
    expect(backend.requests[0]?.signal.aborted).toBe(true)
    expect(frame.waiting.size).toBe(0)
    await settle()
    expect(onError).not.toHaveBeenCalled()
    expect(onSettled).toHaveBeenCalledTimes(1)
  })

  test('started anew ends the one before, whose words never land', async () => {
    const first = mockBackend({ key: 'first' })
    const { store, state } = watch({ backend: first })
    state().start('A')
    await settle()
    first.text('old')
    const second = mockBackend({ key: 'second' })
    store.setOptions({ backend: second })
    state().start('B')
    await settle()
    first.text(' words')
    first.end('old words')
    second.text('new')
    await settle()
    frame.next()
    expect(first.requests[0]?.signal.aborted).toBe(true)
    expect(state()).toMatchObject({ status: 'streaming', text: 'new' })
    second.end()
    await settle()
    expect(state()).toMatchObject({ status: 'done', text: 'new' })
  })

  test('reset forgets it', async () => {
    const backend = mockBackend()
    const { state } = watch({ backend })
    state().start('Why?')
    await settle()
    backend.text('Bec')
    await settle()
    state().reset()
    frame.next()
    expect(state()).toMatchObject({ status: 'idle', text: '', response: undefined })
  })
})

describe('notifications', () => {
  test('10,000 chunks that are there already: a frame each at most, and every word', async () => {
    setScheduler()
    const started = performance.now()
    const backend = mockBackend()
    const { seen, state } = watch({ backend })
    for (let at = 0; at < 10_000; at++) backend.text(`${at} `)
    backend.end()
    state().start('count')
    while (state().status !== 'done') await settle()
    const framesElapsed = Math.ceil((performance.now() - started) / 16)
    expect(seen.length).toBeLessThanOrEqual(framesElapsed + 2)
    expect(state().text).toBe(Array.from({ length: 10_000 }, (_, at) => `${at} `).join(''))
  })

  test('a hidden page, which gets no frames, is not starved', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const backend = mockBackend()
    const { seen, state } = watch({ backend })
    state().start('Why?')
    backend.text('a')
    await settle()
    expect(seen).toEqual(['pending:'])
    vi.advanceTimersByTime(1000)
    backend.text('b')
    await settle()
    vi.useRealTimers()
    expect(seen).toEqual(['pending:', 'streaming:ab'])
  })

  test('a snapshot is the same object until something changes', async () => {
    const backend = mockBackend()
    const { state } = watch({ backend })
    expect(state()).toBe(state())
    state().start('Why?')
    backend.text('a')
    await settle()
    frame.next()
    const first = state().messages[0]
    expect(state().messages[0]).toBe(first)
    backend.chunk({ role: 'tool', index: 1, content: [{ toolResponse: { name: 't' } }] })
    await settle()
    frame.next()
    expect(state().messages).toHaveLength(2)
    expect(state().messages[0]).toBe(first)
  })
})

describe('callbacks', () => {
  test('see every chunk, in their latest version, and cannot stop the stream', async () => {
    const thrown: unknown[] = []
    process.once('uncaughtException', (error) => thrown.push(error))
    const backend = mockBackend()
    const early = vi.fn(() => {
      throw new Error('mine')
    })
    const late = vi.fn()
    const { store, state } = watch({ backend, onChunk: early })
    state().start('Why?')
    await settle()
    backend.text('a')
    await settle()
    store.setOptions({ backend, onChunk: late })
    backend.text('b')
    backend.end()
    await settle()
    await settle()
    expect(early).toHaveBeenCalledTimes(1)
    expect(late).toHaveBeenCalledTimes(1)
    expect(state().text).toBe('ab')
    expect(thrown).toHaveLength(1)
  })

  test('tell messages, tools, interrupts and the end', async () => {
    const backend = mockBackend()
    const calls: string[] = []
    const tell = (name: string) => () => void calls.push(name)
    const { state } = watch({
      backend,
      onMessage: tell('message'),
      onToolRequest: tell('tool'),
      onInterrupt: tell('interrupt'),
      onSuccess: tell('success'),
      onError: tell('error'),
      onSettled: tell('settled'),
    })
    state().start('Pay')
    backend.end({
      message: { role: 'model', content: [{ toolRequest: { name: 'pay' }, metadata: { interrupt: true } }] },
    })
    await settle()
    expect(calls).toEqual(['message', 'tool', 'interrupt', 'success', 'settled'])
  })
})

describe('watchers', () => {
  test('mounted, unmounted and mounted again within a task: one request', async () => {
    const backend = mockBackend()
    const { store, state } = watch({ backend })
    const leave = store.attach()
    state().start('Why?')
    leave()
    store.attach()
    state().start('Why?')
    await settle()
    expect(backend.requests).toHaveLength(1)
  })

  test('nobody left: nothing is asked any more', async () => {
    const backend = mockBackend()
    const { store, state } = watch({ backend })
    store.attach()()
    state().start('Why?')
    await settle()
    expect(backend.requests).toHaveLength(0)
    expect(state().status).toBe('idle')
  })

  test('nobody left with keepAlive: it goes on', async () => {
    const backend = mockBackend()
    const { store, state } = watch({ backend, keepAlive: true })
    const leave = store.attach()
    state().start('Why?')
    await settle()
    leave()
    backend.end('Because')
    await settle()
    expect(state()).toMatchObject({ status: 'done', text: 'Because' })
  })

  test.each(['stop', 'leave'] as const)('%s closes the connection within a second', async (how) => {
    setScheduler()
    await using server = await serve((response) => drip(response, message('a'), message('b')))
    const { store, state } = watch({ backend: createGenkitClient({ baseUrl: server.url }).flow('chat') })
    const leave = store.attach()
    state().start('Why?')
    while (state().text !== 'ab') await settle()
    if (how === 'stop') state().stop()
    else leave()
    expect(await server.closed()).toBeLessThan(1000)
    expect(server.requests).toHaveLength(1)
  })
})

describe('from inside', () => {
  test.each([
    ['stop', 'stopped'],
    ['reset', 'idle'],
  ] as const)('a callback may %s the run', async (verb, status) => {
    const backend = mockBackend()
    const onChunk = vi.fn(() => state()[verb]())
    const { state } = watch({ backend, onChunk })
    state().start('Why?')
    backend.text('a')
    backend.text('b')
    await settle()
    frame.next()
    expect(state()).toMatchObject({ status, fetchStatus: 'idle' })
    expect(onChunk).toHaveBeenCalledTimes(1)
    expect(backend.requests[0]?.signal.aborted).toBe(true)
  })

  test('a callback may start another', async () => {
    const backend = mockBackend()
    let once = true
    const { state } = watch({
      backend,
      onChunk: () => {
        if (once) state().start('Again?')
        once = false
      },
    })
    state().start('Why?')
    backend.text('old')
    await settle()
    frame.next()
    expect(state()).toMatchObject({ status: 'pending', response: undefined })
    backend.end('new')
    await settle()
    expect(state()).toMatchObject({ status: 'done', text: 'new' })
  })

  test('a subscriber that throws breaks nothing', async () => {
    const thrown: unknown[] = []
    process.once('uncaughtException', (error) => thrown.push(error))
    const backend = mockBackend()
    const store = new StreamStore({ backend })
    const unsubscribe = store.subscribe(() => {
      unsubscribe()
      throw new Error('mine')
    })
    store.getSnapshot().start('Why?')
    backend.end('Because')
    await settle()
    await settle()
    expect(store.getSnapshot()).toMatchObject({ status: 'done', text: 'Because' })
    expect(thrown).toHaveLength(1)
  })

  test('started, stopped and tried again within a tick: one request, and the stop is told', async () => {
    const backend = mockBackend()
    const onSettled = vi.fn()
    const { state } = watch({ backend, onSettled })
    state().start('Why?')
    state().stop()
    expect(state()).toMatchObject({ status: 'stopped', text: '' })
    state().retry()
    await settle()
    expect(onSettled).toHaveBeenCalledTimes(1)
    expect(backend.requests.map((request) => request.input)).toEqual(['Why?'])
  })

  test.each([Object.create(null), { toString: null }, undefined, null, 7])(
    'a backend that throws %o fails, no more',
    async (thrown: unknown) => {
      const backend = {
        key: 'odd',
        generate: () => Promise.reject(new Error('not used')),
        stream: () => {
          throw thrown
        },
      }
      const { state } = watch({ backend })
      state().start('Why?')
      await settle()
      expect(state()).toMatchObject({ status: 'error', error: { code: 'protocol' } })
    },
  )
})

test('a flood of chunks lets the page breathe', async () => {
  setScheduler()
  const backend = mockBackend()
  const { state } = watch({ backend })
  for (let at = 0; at < 50_000; at++) backend.text('x')
  backend.end()
  let turns = 0
  const clock = setInterval(() => turns++, 1)
  state().start('count')
  while (state().status !== 'done') await new Promise((resolve) => setTimeout(resolve, 5))
  clearInterval(clock)
  expect(state().text).toHaveLength(50_000)
  expect(turns).toBeGreaterThanOrEqual(3)
})

test('a reply that comes at its own pace needs no turns of ours: the page has one with each frame', async () => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
  setScheduler()
  const backend = mockBackend()
  const { state } = watch({ backend })
  const channels = vi.spyOn(globalThis, 'MessageChannel')
  try {
    state().start('Why?')
    for (let at = 0; at < 200; at++) {
      backend.text('x')
      await vi.advanceTimersByTimeAsync(5)
    }
    expect(state().text.length).toBeGreaterThan(190)
    expect(channels).toHaveBeenCalledTimes(0)
  } finally {
    channels.mockRestore()
    vi.useRealTimers()
  }
})

test('a backend of one’s own is enough', async () => {
  async function* words() {
    yield 'Be'
    yield 'cause'
  }
  const { state } = watch<string>({
    backend: {
      key: 'own',
      generate: () => Promise.reject(new Error('not used')),
      stream: () => new AsyncGenerateResponse(words()),
    },
  })
  state().start('Why?')
  await settle()
  expect(state()).toMatchObject({ status: 'done', text: 'Because' })
})

test.each([
  ['nothing', null],
  ['a generator', (async function* () {})()],
  ['a list', ['a']],
  ['a reply without a response', Object.assign(new AsyncGenerateResponse((async function* () {})()), {})],
])('a backend whose `stream` gives %s fails, and says what it should give', async (name, reply) => {
  if (name === 'a reply without a response') Object.defineProperty(reply, 'snapshot', { value: 5 })
  const { state } = watch<string>({
    backend: { key: 'own', generate: () => Promise.reject(new Error('not used')), stream: () => reply as never },
  })
  state().start('Why?')
  await settle()
  expect(state()).toMatchObject({ status: 'error', error: { code: 'protocol' }, text: '' })
  expect(state().error?.message).toContain('AsyncGenerateResponse')
})
