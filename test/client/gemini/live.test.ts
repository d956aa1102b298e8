import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createGeminiClient,
  type GeminiClientOptions,
  type LiveConnectConfig,
  type LiveServerMessage,
  type LiveSession,
} from 'react-genai/client'
import { WebSocket } from 'ws'
import { hearUncaught } from './scripted.ts'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const model = 'gemini-live-2.5-flash-preview'
let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini({ apiKey: 'k' })
})
afterAll(() => fake.close())
afterEach(() =>
  vi.waitFor(() => {
    if (fake.openSockets > 0) throw new Error('A test left a connection open.')
  }),
)

const client = (options: GeminiClientOptions = {}) =>
  createGeminiClient({
    apiKey: 'k',
    baseUrl: fake.url,
    // The browser's own, as far as we use it.
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    ...options,
  })

const text: LiveConnectConfig = { responseModalities: ['TEXT'] }
const resumable: LiveConnectConfig = { ...text, sessionResumption: {} }
const connect = (config = text): Promise<LiveSession> => client().live.connect({ model, config }, { retryDelay: 1 })

const textOf = (messages: LiveServerMessage[]): string =>
  messages
    .flatMap(({ serverContent }) => serverContent?.modelTurn?.parts ?? [])
    .map((part) => part.text ?? '')
    .join('')

/** Everything up to the end of the model's turn. */
async function turn(session: LiveSession): Promise<LiveServerMessage[]> {
  const messages: LiveServerMessage[] = []
  for await (const message of session.receive()) messages.push(message)
  return messages
}
async function say(session: LiveSession, turns: string): Promise<string> {
  session.sendClientContent({ turns })
  return textOf(await turn(session))
}

describe('a session', () => {
  test('answers, turn by turn', async () => {
    const session = await connect()
    expect(await say(session, 'Hello')).toBe('You said: Hello')
    expect(await say(session, 'What did I say?')).toBe('I remember: Hello')
    session.close()
    expect(session.state).toBe('closed')
  })

  test('is told to whoever wants to know', async () => {
    const heard: LiveServerMessage[] = []
    const closed = vi.fn()
    const session = await client().live.connect({
      model,
      config: text,
      callbacks: { onmessage: (message) => heard.push(message), onclose: closed },
    })
    session.sendClientContent({ turns: 'Hello' })
    await vi.waitFor(() => expect(heard.some(({ serverContent }) => serverContent?.turnComplete)).toBe(true))
    expect(textOf(heard)).toBe('You said: Hello')
    session.close()
    expect(closed).toHaveBeenCalledExactlyOnceWith({ code: 1000, reason: '' })
  })

  test('has voices: sound and what it says, both ways', async () => {
    const session = await connect({
      responseModalities: ['AUDIO'],
      inputAudioTranscription: {},
      outputAudioTranscription: {},
    })
    session.sendRealtimeInput({ audio: { data: btoa('good morning'), mimeType: 'audio/pcm;rate=16000' } })
    session.sendRealtimeInput({ audioStreamEnd: true })
    const messages = await turn(session)
    const contents = messages.map(({ serverContent }) => serverContent)
    const sound = contents
      .flatMap((content) => content?.modelTurn?.parts ?? [])
      .flatMap(({ inlineData }) => (inlineData ? [inlineData] : []))
    expect(sound.length).toBeGreaterThan(0)
    expect(sound[0]?.mimeType).toBe('audio/pcm;rate=24000')
    expect(contents.map((content) => content?.inputTranscription?.text ?? '').join('')).toBe('good morning')
    expect(contents.map((content) => content?.outputTranscription?.text ?? '').join('')).toBe('You said: good morning')
    session.close()
  })

  test('asks for tools, and goes on with what they say', async () => {
    const session = await connect({ ...text, tools: [{ functionDeclarations: [{ name: 'weather' }] }] })
    session.sendClientContent({ turns: 'call weather {"city":"Oslo"}' })
    for await (const { toolCall } of session) {
      const [call] = toolCall?.functionCalls ?? []
      if (!call) continue
      expect(call).toMatchObject({ name: 'weather', args: { city: 'Oslo' } })
      session.sendToolResponse({
        functionResponses: [{ id: call.id ?? '', name: 'weather', response: { sky: 'grey' } }],
      })
      break
    }
    expect(textOf(await turn(session))).toContain('grey')
    session.close()
  })

  test('can be interrupted', async () => {
    const session = await connect()
    session.sendClientContent({ turns: 'a long story '.repeat(20) })
    for await (const { serverContent } of session) if (serverContent?.modelTurn) break
    session.sendClientContent({ turns: 'Stop' })
    const messages = await turn(session)
    expect(messages.some(({ serverContent }) => serverContent?.interrupted)).toBe(true)
    session.close()
  })

  test('takes an ephemeral token from a page, asked for when it is needed', async () => {
    const { name = '' } = await client().authTokens.create({ config: { uses: 1 } })
    const apiKey = vi.fn(() => Promise.resolve(name))
    const session = await client({ apiKey }).live.connect({ model, config: text })
    expect(await say(session, 'Hello')).toBe('You said: Hello')
    session.close()
    expect(fake.requests.at(-1)?.path).toContain('v1alpha.GenerativeService.BidiGenerateContentConstrained')
    expect(apiKey).toHaveBeenCalledOnce()
  })

  test('ends with its signal, and with the client', async () => {
    const controller = new AbortController()
    const one = await client().live.connect({ model, config: text }, { signal: controller.signal })
    const waiting = turn(one)
    controller.abort('enough')
    await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    const gemini = client()
    const other = await gemini.live.connect({ model, config: resumable })
    await say(other, 'Hello')
    await gemini.close()
    await vi.waitFor(() => expect(other.state).toBe('closed'))
  })

  test('that is over takes no more', async () => {
    const session = await connect()
    session.close()
    session.close()
    expect(() => session.sendClientContent()).toThrow(/over/)
    expect(await turn(session)).toEqual([{ setupComplete: { sessionId: expect.any(String) as string } }])
  })

  test('says no to what cannot be', async () => {
    const session = await connect()
    expect(() => session.sendRealtimeInput({ audio: { data: '', mimeType: 'image/png' } })).toThrow(/audio\/…/)
    expect(() => session.sendToolResponse({ functionResponses: [] })).toThrow(/`id`/)
    expect(() => session.sendToolResponse({ functionResponses: { name: 'f', response: {} } })).toThrow(/`id`/)
    session.close()
  })

  test('a callback that throws breaks nothing, and is heard of', async () => {
    const { heard: uncaught, leave } = hearUncaught()
    const broken = new Error('broken')
    let isFirst = true
    const heard: LiveServerMessage[] = []
    const session = await client().live.connect({
      model,
      config: text,
      callbacks: {
        onmessage: (message) => {
          heard.push(message)
          if (isFirst) {
            isFirst = false
            throw broken
          }
        },
      },
    })
    session.sendClientContent({ turns: 'Hello' })
    await vi.waitFor(() => expect(textOf(heard)).toBe('You said: Hello'))
    await vi.waitFor(() => expect(uncaught).toEqual([broken]))
    leave()
    session.close()
  })
})

describe('a setup that the server does not agree to', () => {
  test.each([
    ['a wrong key', { apiKey: 'wrong' }, text, 'server'],
    ['a handle that nobody knows', {}, { ...text, sessionResumption: { handle: 'nobody' } }, 'server'],
  ])('%s', async (_, options, config, code) => {
    await expect(client(options).live.connect({ model, config })).rejects.toMatchObject({ code })
  })

  test('a server that says nothing is late', async () => {
    const silent = await startSilence()
    const connecting = client({ baseUrl: silent.url, timeout: 50 }).live.connect({ model, config: text })
    await expect(connecting).rejects.toMatchObject({ code: 'timeout' })
    silent.close()
  })

  test('nobody there', async () => {
    const connecting = client({ baseUrl: 'http://127.0.0.1:1' }).live.connect({ model })
    await expect(connecting).rejects.toMatchObject({ code: 'network', retryable: true })
  })

  test('no WebSocket here', async () => {
    vi.stubGlobal('WebSocket', undefined)
    await expect(createGeminiClient({ apiKey: 'k' }).live.connect({ model })).rejects.toThrow(/WebSocket/)
    vi.unstubAllGlobals()
  })
})

describe('a connection that is lost', () => {
  test('is replaced by one that knows all that was said, and nothing that was sent is lost', async () => {
    const states: string[] = []
    const session = await client().live.connect(
      { model, config: resumable, callbacks: { onstate: (state) => states.push(state) } },
      { retryDelay: 1 },
    )
    await say(session, 'Hello')
    await vi.waitFor(() => expect(session.handle).toBeTruthy())
    fake.faults.closeLive(1006)
    await vi.waitFor(() => expect(states).toContain('reconnecting'))
    expect(await say(session, 'What did I say?')).toBe('I remember: Hello')
    session.close()
    expect(states).toEqual(['reconnecting', 'open', 'closed'])
  })

  test('three times over is still one session', async () => {
    const onstate = vi.fn()
    const session = await client().live.connect({ model, config: resumable, callbacks: { onstate } }, { retryDelay: 1 })
    const said: string[] = []
    for (const word of ['one', 'two', 'three']) {
      const handle = session.handle
      await say(session, word)
      said.push(word)
      await vi.waitFor(() => expect(session.handle).not.toBe(handle))
      fake.faults.closeLive(1006)
      await vi.waitFor(() => expect(onstate).toHaveBeenCalledTimes(said.length * 2))
    }
    expect(await say(session, 'What did I say?')).toBe(`I remember: ${said.join(', ')}`)
    session.close()
  })

  test('that the server announced is replaced before', async () => {
    const session = await connect(resumable)
    await say(session, 'Hello')
    await vi.waitFor(() => expect(session.handle).toBeTruthy())
    const opened = fake.requests.length
    fake.faults.goAway()
    await vi.waitFor(() => expect(fake.requests.length).toBe(opened + 1))
    expect(await say(session, 'What did I say?')).toBe('I remember: Hello')
    session.close()
  })

  test('without a handle ends the session, and says so', async () => {
    const onclose = vi.fn()
    const session = await client().live.connect({ model, config: text, callbacks: { onclose } })
    const waiting = turn(session)
    fake.faults.closeLive(1006)
    await expect(waiting).rejects.toMatchObject({ code: 'network', retryable: true })
    expect(onclose).toHaveBeenCalledOnce()
    expect(session.state).toBe('closed')
  })

  test('that cannot be had again ends it, with the reason', async () => {
    const session = await client().live.connect({ model, config: resumable }, { retries: 1, retryDelay: 1 })
    await say(session, 'Hello')
    await vi.waitFor(() => expect(session.handle).toBeTruthy())
    const waiting = turn(session)
    fake.faults.nextStatus(503, 2)
    fake.faults.closeLive(1006)
    await expect(waiting).rejects.toMatchObject({ code: 'network' })
  })

  test('a session is taken up again after a reload, by its handle', async () => {
    const session = await connect(resumable)
    await say(session, 'Hello')
    await vi.waitFor(() => expect(session.handle).toBeTruthy())
    const { handle = '' } = session
    session.close()
    const again = await connect({ ...text, sessionResumption: { handle } })
    expect(await say(again, 'What did I say?')).toBe('I remember: Hello')
    again.close()
  })
})

/** A server that opens sockets, and has nothing to say. */
async function startSilence(): Promise<{ url: string; close: () => void }> {
  const { WebSocketServer } = await import('ws')
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}
