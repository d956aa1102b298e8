/** Sockets, tokens and pages that fail a live session at the wrong moment. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type LiveServerMessage, type LiveState } from 'react-genai/client'
import { mockSocket, type MockSockets, type SocketConnection } from 'react-genai/testing'
import { hearUncaught, never, turn } from './scripted.ts'

type OnSetup = (connection: SocketConnection, count: number) => void
let sockets: MockSockets
/** What a connection does when it is set up: said by each test. */
let onSetup: OnSetup

const socket = (at: number): SocketConnection => {
  const found = sockets.connections[at]
  if (!found) throw new Error(`There is no socket ${at}.`)
  return found
}
const agree = (one: SocketConnection): void => one.send({ setupComplete: {} })
const agreeByName = (one: SocketConnection): void => {
  agree(one)
  one.send({ sessionResumptionUpdate: { resumable: true, newHandle: 'h' } })
}
const inputsOf = ({ received }: SocketConnection) =>
  (received as { realtimeInput?: { text?: string } }[]).map(({ realtimeInput }) => realtimeInput?.text)
const says = (text: string, turnComplete = true) => ({
  serverContent: { modelTurn: { parts: [{ text }] }, turnComplete },
})
const textOf = ({ serverContent }: LiveServerMessage) => serverContent?.modelTurn?.parts?.[0]?.text
const resumption = { sessionResumption: {} }
const quick = { retryDelay: 1, retries: 2 }
const model = 'm'
const client = (options: Parameters<typeof createGeminiClient>[0] = {}) =>
  createGeminiClient({
    baseUrl: 'http://127.0.0.1:1',
    apiKey: 'auth_tokens/a',
    WebSocket: sockets.WebSocket,
    ...options,
  }).live

const unheard: unknown[] = []
const hear = (error: unknown): void => void unheard.push(error)
beforeEach(() => {
  onSetup = agreeByName
  sockets = mockSocket({
    onMessage: (message, connection) => {
      const count = sockets.connections.indexOf(connection)
      // Not at once: no server answers while it is being asked.
      if ((message as { setup?: object }).setup) setTimeout(() => onSetup(connection, count))
    },
  })
  unheard.length = 0
  process.on('unhandledRejection', hear)
})
afterEach(async () => {
  await turn()
  process.off('unhandledRejection', hear)
  // oxlint-disable-next-line no-standalone-expect -- it is part of every one of them
  expect(unheard).toEqual([])
})

describe('a token that cannot be had', () => {
  test('is asked for again when the connection was lost', async () => {
    let asked = 0
    const apiKey = () =>
      ++asked === 2 ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve('auth_tokens/a')
    const session = await client({ apiKey }).connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).drop()
    await vi.waitFor(() => expect(asked).toBe(3))
    await vi.waitFor(() => expect(session.state).toBe('open'))
  })

  test('ends the session when it never comes, and whoever reads is told', async () => {
    let asked = 0
    const apiKey = () =>
      ++asked > 1 ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve('auth_tokens/a')
    const onclose = vi.fn()
    const session = await client({ apiKey }).connect({ model, config: resumption, callbacks: { onclose } }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    const read = (async () => {
      for await (const _ of session);
    })()
    socket(0).drop()
    await expect(read).rejects.toMatchObject({ name: 'GenAIError' })
    expect([session.state, asked]).toEqual(['closed', 4])
    expect(onclose).toHaveBeenCalledOnce()
  })

  test('can be waited for as long as was said, and left', async () => {
    await expect(client({ apiKey: never, timeout: 20 }).connect({ model })).rejects.toMatchObject({ code: 'timeout' })
    const stop = new AbortController()
    const connecting = client({ apiKey: never }).connect({ model }, { signal: stop.signal })
    stop.abort()
    await expect(connecting).rejects.toMatchObject({ code: 'aborted' })
  })
})

test('the socket of a page that is put away is closed, and the session goes on when the page is back', async () => {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  try {
    const session = await client().connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: false }))
    await turn()
    expect(socket(0).isOver).toBe(false)
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }))
    await vi.waitFor(() => expect([session.state, sockets.connections.length]).toEqual(['open', 2]))
    await vi.waitFor(() => expect(socket(0).isOver).toBe(true))
    session.close()
  } finally {
    vi.unstubAllGlobals()
  }
})

test('`onopen` that throws is heard of, and the session lives', async () => {
  const { heard, leave } = hearUncaught()
  const session = await client().connect({
    model,
    callbacks: {
      onopen: () => {
        throw new Error('no such element')
      },
    },
  })
  expect(session.state).toBe('open')
  await vi.waitFor(() => expect(heard).toMatchObject([{ message: 'no such element' }]))
  leave()
})

test('what waited is sent before what is sent now', async () => {
  const states: LiveState[] = []
  const session = await client().connect(
    {
      model,
      config: resumption,
      callbacks: {
        onstate: (state) => {
          states.push(state)
          if (state !== 'closed') session.sendRealtimeInput({ text: state })
        },
      },
    },
    quick,
  )
  await vi.waitFor(() => expect(session.handle).toBe('h'))
  socket(0).drop()
  await vi.waitFor(() => expect(states).toEqual(['reconnecting', 'open']))
  expect(inputsOf(socket(1)).slice(1)).toEqual(['reconnecting', 'open'])
})

test('turns are received one after the other, whenever they came', async () => {
  const session = await client().connect({ model })
  socket(0).send(says('a'))
  socket(0).send(says('b'))
  const next = async (): Promise<(string | undefined)[]> => {
    const texts: (string | undefined)[] = []
    for await (const message of session.receive()) texts.push(textOf(message))
    return texts.filter(Boolean)
  }
  expect(await next()).toEqual(['a'])
  expect(await next()).toEqual(['b'])
  socket(0).send(says('c'))
  expect(await next()).toEqual(['c'])
})

test('two who wait for a message are both told', async () => {
  const session = await client().connect({ model })
  const reader = session[Symbol.asyncIterator]()
  await reader.next()
  await reader.next()
  const both = Promise.all([reader.next(), reader.next()])
  socket(0).send(says('a'))
  socket(0).send(says('b'))
  expect((await both).map(({ value }) => value && textOf(value))).toEqual(['a', 'b'])
})

describe('a session that moves', () => {
  const goAway = { goAway: { timeLeft: '1.01s' } }

  test('leaves nothing open when it is closed on the way', async () => {
    onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).drop()
    await vi.waitFor(() => expect(socket(1).received).toHaveLength(1))
    session.close()
    await vi.waitFor(() => expect(socket(1).isOver).toBe(true))
    expect(session.state).toBe('closed')
  })

  test('hears the old connection until the new one has agreed', async () => {
    onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    const texts: (string | undefined)[] = []
    void (async () => {
      for await (const message of session) texts.push(textOf(message))
    })()
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).send(goAway)
    await vi.waitFor(() => expect(session.state).toBe('reconnecting'))
    socket(0).send(says('still here'))
    await vi.waitFor(() => expect(texts).toContain('still here'))
    agree(socket(1))
    await vi.waitFor(() => expect(session.state).toBe('open'))
    await vi.waitFor(() => expect(socket(0).isOver).toBe(true))
    socket(1).send(says('and here'))
    await vi.waitFor(() => expect(texts).toContain('and here'))
    session.close()
  })

  test('stays where it is when there is nowhere to go, and ends with that', async () => {
    onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
      else one.close(1013)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).send(goAway)
    await vi.waitFor(() => expect(sockets.connections).toHaveLength(4))
    await vi.waitFor(() => expect(session.state).toBe('open'))
    session.sendRealtimeInput({ text: 'are you there' })
    expect(inputsOf(socket(0)).at(-1)).toBe('are you there')
    socket(0).drop()
    await vi.waitFor(() => expect(session.state).toBe('closed'))
  })
})

test('a session that is stopped on its way is over, though the old connection stands', async () => {
  onSetup = (one, count) => {
    if (count === 0) agreeByName(one)
    else one.close(1013)
  }
  const stop = new AbortController()
  const states: LiveState[] = []
  const session = await client().connect(
    { model, config: resumption, callbacks: { onstate: (state) => states.push(state) } },
    { retries: 2, retryDelay: 60_000, signal: stop.signal },
  )
  await vi.waitFor(() => expect(session.handle).toBe('h'))
  socket(0).send({ goAway: { timeLeft: '1.01s' } })
  await vi.waitFor(() => expect(socket(1).isOver).toBe(true))
  stop.abort()
  await vi.waitFor(() => expect(session.state).toBe('closed'))
  expect(states).toEqual(['reconnecting', 'closed'])
})

test('a connection that ends as soon as it began is no session', async () => {
  onSetup = (one) => {
    agree(one)
    one.close(1011)
  }
  await expect(client().connect({ model })).rejects.toMatchObject({ code: 'server', retryable: true })
})

test('music plays on when whoever listens throws', async () => {
  const { heard, leave } = hearUncaught()
  const onclose = vi.fn()
  let count = 0
  const onmessage = () => {
    count++
    throw new Error('deaf')
  }
  await client({ apiKey: 'k' }).music.connect({ model, callbacks: { onmessage, onclose } })
  for (const at of [1, 2]) socket(0).send({ serverContent: { at } })
  socket(0).drop()
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(count).toBe(2)
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  leave()
})
