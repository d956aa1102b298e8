/** Sockets, tokens and pages that fail a live session at the wrong moment. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type LiveServerMessage, type LiveState } from 'react-genai/client'
import { hearUncaught, never, turn } from './scripted.ts'

/** A socket by hand: what it does when it is set up is said by each test. */
class Socket extends EventTarget {
  static all: Socket[] = []
  static onSetup: (socket: Socket, count: number) => void = () => undefined
  readonly sent: { realtimeInput?: { text?: string } }[] = []
  isClosed = false
  binaryType = ''
  readonly bufferedAmount = 0

  constructor() {
    super()
    const count = Socket.all.push(this) - 1
    setTimeout(() => {
      if (!this.isClosed) this.dispatchEvent(new Event('open'))
    })
    this.onSetup = () => Socket.onSetup(this, count)
  }
  readonly onSetup: () => void

  send(text: string): void {
    const message = JSON.parse(text) as { setup?: object; realtimeInput?: { text?: string } }
    this.sent.push(message)
    if (message.setup) setTimeout(this.onSetup)
  }
  say(message: object): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(message) }))
  }
  end(code = 1006): void {
    if (this.isClosed) return
    this.isClosed = true
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }))
  }
  close(): void {
    setTimeout(() => this.end(1000))
  }
}

const socket = (at: number): Socket => {
  const found = Socket.all[at]
  if (!found) throw new Error(`There is no socket ${at}.`)
  return found
}
const agree = (one: Socket): void => one.say({ setupComplete: {} })
const agreeByName = (one: Socket): void => {
  agree(one)
  one.say({ sessionResumptionUpdate: { resumable: true, newHandle: 'h' } })
}
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
    WebSocket: Socket as unknown as typeof WebSocket,
    ...options,
  }).live

const unheard: unknown[] = []
const hear = (error: unknown): void => void unheard.push(error)
beforeEach(() => {
  Socket.all = []
  Socket.onSetup = agreeByName
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
    socket(0).end()
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
    socket(0).end()
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
    expect(socket(0).isClosed).toBe(false)
    page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }))
    await vi.waitFor(() => expect([session.state, Socket.all.length]).toEqual(['open', 2]))
    await vi.waitFor(() => expect(socket(0).isClosed).toBe(true))
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
  socket(0).end()
  await vi.waitFor(() => expect(states).toEqual(['reconnecting', 'open']))
  expect(
    socket(1)
      .sent.slice(1)
      .map(({ realtimeInput }) => realtimeInput?.text),
  ).toEqual(['reconnecting', 'open'])
})

test('turns are received one after the other, whenever they came', async () => {
  const session = await client().connect({ model })
  socket(0).say(says('a'))
  socket(0).say(says('b'))
  const next = async (): Promise<(string | undefined)[]> => {
    const texts: (string | undefined)[] = []
    for await (const message of session.receive()) texts.push(textOf(message))
    return texts.filter(Boolean)
  }
  expect(await next()).toEqual(['a'])
  expect(await next()).toEqual(['b'])
  socket(0).say(says('c'))
  expect(await next()).toEqual(['c'])
})

test('two who wait for a message are both told', async () => {
  const session = await client().connect({ model })
  const reader = session[Symbol.asyncIterator]()
  await reader.next()
  await reader.next()
  const both = Promise.all([reader.next(), reader.next()])
  socket(0).say(says('a'))
  socket(0).say(says('b'))
  expect((await both).map(({ value }) => value && textOf(value))).toEqual(['a', 'b'])
})

describe('a session that moves', () => {
  const goAway = { goAway: { timeLeft: '1.01s' } }

  test('leaves nothing open when it is closed on the way', async () => {
    Socket.onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).end()
    await vi.waitFor(() => expect(socket(1).sent).toHaveLength(1))
    session.close()
    await vi.waitFor(() => expect(socket(1).isClosed).toBe(true))
    expect(session.state).toBe('closed')
  })

  test('hears the old connection until the new one has agreed', async () => {
    Socket.onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    const texts: (string | undefined)[] = []
    void (async () => {
      for await (const message of session) texts.push(textOf(message))
    })()
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).say(goAway)
    await vi.waitFor(() => expect(session.state).toBe('reconnecting'))
    socket(0).say(says('still here'))
    await vi.waitFor(() => expect(texts).toContain('still here'))
    agree(socket(1))
    await vi.waitFor(() => expect(session.state).toBe('open'))
    await vi.waitFor(() => expect(socket(0).isClosed).toBe(true))
    socket(1).say(says('and here'))
    await vi.waitFor(() => expect(texts).toContain('and here'))
    session.close()
  })

  test('stays where it is when there is nowhere to go, and ends with that', async () => {
    Socket.onSetup = (one, count) => {
      if (count === 0) agreeByName(one)
      else one.end(1013)
    }
    const session = await client().connect({ model, config: resumption }, quick)
    await vi.waitFor(() => expect(session.handle).toBe('h'))
    socket(0).say(goAway)
    await vi.waitFor(() => expect(Socket.all).toHaveLength(4))
    await vi.waitFor(() => expect(session.state).toBe('open'))
    session.sendRealtimeInput({ text: 'are you there' })
    expect(socket(0).sent.at(-1)?.realtimeInput?.text).toBe('are you there')
    socket(0).end()
    await vi.waitFor(() => expect(session.state).toBe('closed'))
  })
})

test('a session that is stopped on its way is over, though the old connection stands', async () => {
  Socket.onSetup = (one, count) => {
    if (count === 0) agreeByName(one)
    else one.end(1013)
  }
  const stop = new AbortController()
  const states: LiveState[] = []
  const session = await client().connect(
    { model, config: resumption, callbacks: { onstate: (state) => states.push(state) } },
    { retries: 2, retryDelay: 60_000, signal: stop.signal },
  )
  await vi.waitFor(() => expect(session.handle).toBe('h'))
  socket(0).say({ goAway: { timeLeft: '1.01s' } })
  await vi.waitFor(() => expect(socket(1).isClosed).toBe(true))
  stop.abort()
  await vi.waitFor(() => expect(session.state).toBe('closed'))
  expect(states).toEqual(['reconnecting', 'closed'])
})

test('a connection that ends as soon as it began is no session', async () => {
  Socket.onSetup = (one) => {
    agree(one)
    one.end(1011)
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
  for (const at of [1, 2]) socket(0).say({ serverContent: { at } })
  socket(0).end()
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  expect(count).toBe(2)
  await vi.waitFor(() => expect(heard).toHaveLength(2))
  leave()
})
