/** Scripts, players, networks by hand, chunkings and matchers. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import 'react-genai/testing/vitest'
import { createGeminiClient, createGenkitClient, GenAIError } from 'react-genai/client'
import {
  chunkFuzz,
  closeEarly,
  conversation,
  drop,
  end,
  formatRecording,
  fail,
  malformed,
  mockAgent,
  mockBackend,
  mockSocket,
  mockTransport,
  part,
  Player,
  reasoning,
  refuse,
  replayAgent,
  replayBackend,
  replayFetch,
  script,
  stall,
  text,
  toolRequest,
  toolResponse,
  wait,
  type ScriptStep,
} from 'react-genai/testing'

afterEach(() => vi.useRealTimers())

const WEATHER = script(
  reasoning('Paris.'),
  wait(200),
  toolRequest({ name: 'getWeather', ref: '1', input: { city: 'Paris' } }),
  toolResponse({ name: 'getWeather', ref: '1', output: { celsius: 21 } }),
  text('It is 21 °C', { size: 4 }),
  end(),
)

describe('script', () => {
  test('every speaker has a message of their own', async () => {
    const reply = replayBackend(WEATHER, { pace: 'instant' }).stream('Hi')
    const response = await reply.resolve()
    expect(reply.messages.map(({ role, content }) => [role, content])).toEqual([
      ['model', [{ reasoning: 'Paris.' }, { toolRequest: { name: 'getWeather', ref: '1', input: { city: 'Paris' } } }]],
      ['tool', [{ toolResponse: { name: 'getWeather', ref: '1', output: { celsius: 21 } } }]],
      ['model', [{ text: 'It is 21 °C' }]],
    ])
    expect(response.text).toBe('It is 21 °C')
  })
  test('fake timers move it', async () => {
    vi.useFakeTimers()
    const reply = replayBackend(script(text('a'), wait(1000), text('b'), wait(60_000), end())).stream('Hi')
    const resolved = reply.resolve()
    await vi.advanceTimersByTimeAsync(999)
    expect(reply.snapshot.text).toBe('a')
    await vi.advanceTimersByTimeAsync(1)
    expect(reply.snapshot.text).toBe('ab')
    await vi.advanceTimersByTimeAsync(60_000)
    expect((await resolved).text).toBe('ab')
    expect(vi.getTimerCount()).toBe(0)
  })
  test('so it is at another pace, and at its speed', async () => {
    vi.useFakeTimers()
    const recording = script(text('abcdef', { size: 1 }), end())
    const paced = replayBackend(recording, { pace: 100 }).stream('Hi')
    void paced.resolve()
    await vi.advanceTimersByTimeAsync(250)
    expect(paced.snapshot.text).toBe('ab')
    const quick = replayBackend(script(wait(1000), text('now'), end()), { speed: 4 }).stream('Hi')
    void quick.resolve()
    await vi.advanceTimersByTimeAsync(249)
    expect(quick.snapshot.text).toBe('')
    await vi.advanceTimersByTimeAsync(1)
    expect(quick.snapshot.text).toBe('now')
  })
  test('tokens a second are pieces in time, and no character is cut in two', () => {
    const [reply] = script(text('😀😀😀😀😀', { tokensPerSecond: 10 })).replies
    expect(reply?.events.map(({ at }) => at)).toEqual([100, 200])
    expect(reply?.events[0]?.chunk).toMatchObject({ content: [{ text: '😀😀😀😀' }] })
  })
  test('who stops it leaves no timer behind', async () => {
    vi.useFakeTimers()
    const reply = replayBackend(script(text('a'), wait(1000), text('b'))).stream('Hi')
    const over = reply.resolve().catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(10)
    reply.abort()
    expect(await over).toMatchObject({ code: 'aborted' })
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
  test('nothing comes behind an end, and a conversation has one wire', () => {
    expect(() => script(end(), text('more'))).toThrow(/behind its end/)
    expect(() => conversation(script(), { ...script(), wire: 'gemini' })).toThrow(/one wire/)
    expect(() => replayBackend(script(), { pace: 'slow' as never })).toThrow(/`pace`/)
    expect(() => replayBackend(script(), { speed: 0 })).toThrow(/`speed`/)
    expect(() => replayAgent(script())).toThrow(/not of an agent/)
  })
  test('every question gets the next reply, and then it begins anew', async () => {
    const backend = replayBackend(conversation(script(text('one'), end()), script(text('two'), end())))
    const texts = [await backend.generate(''), await backend.generate(''), await backend.generate('')].map(
      ({ text: said }) => said,
    )
    expect(texts).toEqual(['one', 'two', 'one'])
  })
})

describe('faults', () => {
  const FAULTS = [
    ['a connection that breaks', [text('half'), drop()], { code: 'network', retryable: true }],
    ['an early close', [text('half'), closeEarly()], { code: 'truncated', retryable: true }],
    ['a malformed frame', [text('half'), malformed()], { code: 'parse' }],
    [
      'a refusal',
      [refuse(429, { retryAfter: 2 })],
      { code: 'http', httpStatus: 429, status: 'RESOURCE_EXHAUSTED', retryAfterMs: 2000 },
    ],
  ] satisfies [string, ScriptStep[], object][]
  describe.each([
    ['between hooks and client', (steps: readonly ScriptStep[]) => replayBackend(script(...steps))],
    [
      'over the wire',
      (steps: readonly ScriptStep[]) =>
        createGenkitClient({ fetch: replayFetch(script(...steps)), retry: false }).flow('chat'),
    ],
  ])('%s', (_, open) => {
    test.each(FAULTS)('%s', async (_name, steps, error) => {
      const reply = open(steps).stream('Hi')
      await expect(reply.resolve()).rejects.toMatchObject(error)
      expect(reply.snapshot.text).toBe(steps.length > 1 ? 'half' : '')
    })
    test('a stall', async () => {
      const reply = open([text('half'), stall()]).stream('Hi')
      const over = reply.resolve()
      await vi.waitFor(() => expect(reply.snapshot.text).toBe('half'))
      expect(reply.done).toBe(false)
      reply.abort()
      await expect(over).rejects.toMatchObject({ code: 'aborted' })
    })
  })
  test('a silence that is too long is the client’s affair', async () => {
    const fetch = replayFetch(script(text('half'), stall()))
    const flow = createGenkitClient({ fetch, idleTimeout: 20 }).flow('chat')
    await expect(flow.stream('Hi').resolve()).rejects.toMatchObject({ code: 'timeout', timeout: 'idleTimeout' })
  })
})

describe('mockTransport', () => {
  test('a request is answered by hand, byte by byte, and knows what was asked', async () => {
    const transport = mockTransport()
    const flow = createGenkitClient({
      baseUrl: 'https://shop.example/api',
      headers: { 'x-user': 'ada' },
      fetch: transport.fetch,
    }).flow('chat')
    const reply = flow.stream({ question: 'Why?' })
    const over = reply.resolve()
    const request = await transport.next()
    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/chat',
      body: { data: { question: 'Why?' } },
      isOver: false,
    })
    expect(request.headers.get('x-user')).toBe('ada')
    request.open().write('data: {"mess', 'age":"He', 'llo"}\n\n')
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('Hello'))
    request.frame({ result: 'Hello' }).close()
    expect((await over).text).toBe('Hello')
    expect(request.isOver).toBe(true)
    expect(transport.requests).toHaveLength(1)
  })
  test('it breaks, refuses, and ends when it is left', async () => {
    const transport = mockTransport()
    const flow = createGenkitClient({ fetch: transport.fetch, retry: false }).flow('chat')
    const before = flow.stream('Hi').resolve()
    ;(await transport.next()).drop()
    await expect(before).rejects.toMatchObject({ code: 'network' })
    const refused = flow.stream('Hi').resolve()
    ;(await transport.next()).refuse(429, { retryAfter: 3, code: 'RESOURCE_EXHAUSTED', message: 'Slowly.' })
    await expect(refused).rejects.toMatchObject({ httpStatus: 429, status: 'RESOURCE_EXHAUSTED', retryAfterMs: 3000 })
    const left = flow.stream('Hi')
    const over = left.resolve().catch((error: unknown) => error)
    const request = await transport.next()
    left.abort()
    expect(await over).toMatchObject({ code: 'aborted' })
    expect(request).toMatchObject({ isOver: true, signal: { aborted: true } })
    expect(() => request.frame('late')).not.toThrow()
  })
  test('what was sent before it breaks is read first', async () => {
    const { fetch } = mockTransport((request) => request.write('He', 'llo').drop())
    const { body } = await fetch('https://shop.example')
    let read = ''
    const reading = async (): Promise<void> => {
      for await (const bytes of body ?? []) read += new TextDecoder().decode(bytes)
    }
    await expect(reading()).rejects.toThrow('network error')
    expect(read).toBe('Hello')
  })
  test('a request is passed on to another network as it came, and stopped there', async () => {
    const behind = mockTransport()
    const { fetch } = mockTransport((request) => request.forward(behind.fetch))
    const stop = new AbortController()
    const headers = { 'x-user': 'ada' }
    const asking = fetch('https://shop.example/a', { method: 'POST', headers, body: '[1]', signal: stop.signal })
    const request = await behind.next()
    expect(request).toMatchObject({ method: 'POST', path: '/a', body: [1] })
    expect(request.headers.get('x-user')).toBe('ada')
    stop.abort()
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
    expect(request.isOver).toBe(true)
  })
  test('an answer without a body is one', async () => {
    const { fetch } = mockTransport((request) => request.open({ status: 204 }).close())
    const response = await fetch('https://shop.example')
    expect([response.status, response.body]).toEqual([204, null])
  })
  test('who has left is not passed on any more', async () => {
    const behind = mockTransport()
    const transport = mockTransport()
    const asking = transport.fetch('https://shop.example', { signal: AbortSignal.abort('left') })
    await expect(asking).rejects.toBe('left')
    const stop = new AbortController()
    const leaving = transport.fetch('https://shop.example', { signal: stop.signal })
    const request = await transport.next()
    stop.abort('left')
    await expect(leaving).rejects.toBe('left')
    request.forward(behind.fetch)
    expect(behind.requests).toEqual([])
  })
  test('a refusal in Google’s words, and a recording as an answer', async () => {
    const { fetch } = mockTransport((request, count) =>
      count === 0
        ? request.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not you.' })
        : request.play(script(text('Hello'), end())),
    )
    const model = createGeminiClient({ baseUrl: 'https://proxy.example', fetch }).model('m')
    await expect(model.generate('Hi')).rejects.toMatchObject({ status: 'PERMISSION_DENIED', httpStatus: 403 })
    expect((await createGenkitClient({ fetch }).flow('chat').stream('Hi').resolve()).text).toBe('Hello')
  })
})

describe('the network that is held by hand is like a real one', () => {
  test('a request may be an object of its own', async () => {
    const transport = mockTransport((request) => request.json('ok'))
    const asked = new Request('https://x.example/a?b=1', {
      method: 'POST',
      headers: { 'x-user': 'ada' },
      body: '{"c":1}',
    })
    expect(await (await transport.fetch(asked)).json()).toBe('ok')
    const [request] = transport.requests
    expect(request).toMatchObject({ method: 'POST', path: '/a?b=1', body: { c: 1 } })
    expect(request?.headers.get('x-user')).toBe('ada')
  })
  test('what a test throws breaks the answer, also in its middle', async () => {
    const { fetch } = mockTransport((request, count) => {
      if (count === 1) request.frame({ message: 'Hel' })
      throw new Error('the test is wrong')
    })
    await expect(fetch('/')).rejects.toThrow('the test is wrong')
    const body = (await fetch('/')).text()
    await expect(body).rejects.toThrow('the test is wrong')
  })
  test('an answer that has begun cannot be refused any more', async () => {
    const transport = mockTransport()
    void transport.fetch('/')
    const request = (await transport.next()).open()
    expect(() => request.refuse(500)).toThrow(/has begun/)
    expect(() => request.json({})).toThrow(/has begun/)
  })
  test('a refusal without a body has none', async () => {
    const { fetch } = mockTransport((request) => request.refuse(204))
    expect((await fetch('/')).status).toBe(204)
  })
  test('who has left before asking is not answered', async () => {
    const stopped = { signal: AbortSignal.abort(new Error('left')) }
    await expect(mockTransport().fetch('/', stopped)).rejects.toThrow('left')
    await expect(replayFetch(script(end()))('/', stopped)).rejects.toThrow('left')
  })
  test('several questions at once are answered each by itself', async () => {
    const backend = mockBackend()
    const [one, two] = [backend.stream('one').resolve(), backend.stream('two').resolve()]
    await vi.waitFor(() => expect(backend.requests).toHaveLength(2))
    const [first, second] = backend.requests
    second?.text('2')
    first?.text('1')
    first?.end()
    second?.end()
    expect([(await one).text, (await two).text]).toEqual(['1', '2'])
    backend.end('three')
    expect((await backend.generate('three')).text).toBe('three')
  })
  test('a socket has handlers and names for its states, and says when it breaks', async () => {
    const socket = mockSocket()
    const page = new socket.WebSocket('wss://x.example')
    const heard: string[] = []
    page.addEventListener('open', ({ type }) => heard.push(`listener ${type}`))
    for (const name of ['onopen', 'onmessage', 'onerror', 'onclose'] as const)
      page[name] = ({ type }: Event) => void heard.push(type)
    const connection = await socket.next()
    await vi.waitFor(() => expect(page.readyState).toBe(page.OPEN))
    connection.send({ hello: 1 })
    connection.drop()
    expect(heard).toEqual(['listener open', 'open', 'message', 'error', 'close'])
    expect(page.readyState).toBe(socket.WebSocket.CLOSED)
  })
})

describe('what cannot be played is said', () => {
  test.each([
    ['a wait that runs back', () => script(wait(-1)), /`wait`/],
    ['no tokens', () => script(text('a', { tokensPerSecond: 0 })), /`tokensPerSecond`/],
    ['no size', () => script(text('a', { size: 0 })), /`size`/],
    ['a pace without end', () => replayBackend(script(), { pace: Infinity }), /`pace`/],
    ['no speed', () => new Player(script(), { speed: 0 }), /`speed`/],
    ['nothing', () => replayBackend(null as never), /no recording/],
    [
      'a time of 24 days',
      () => replayBackend({ ...script(), replies: [{ events: [{ at: Infinity, end: 'done' }] }] }),
      /24 days/,
    ],
    [
      'a status that is none',
      () =>
        replayFetch({
          ...script(),
          replies: [{ events: [{ at: 0, error: { code: 'http', message: '', httpStatus: 999 } }] }],
        }),
      /httpStatus/,
    ],
    [
      'a trace that is none',
      () => replayFetch({ ...script(), replies: [{ traceId: 'a\nb: c', events: [] }] }),
      /traceId/,
    ],
    ['snapshots of nothing', () => replayAgent({ ...script(), wire: 'agent', snapshots: { a: null } }), /snapshots/],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message)
    expect(make).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
  test('the text of a recording is a recording, and no body', async () => {
    const file = formatRecording(script(text('Hello'), end()))
    expect((await replayBackend(file, { pace: 'instant' }).generate('')).text).toBe('Hello')
  })
  test('frames hold it there, also behind the last', async () => {
    const reply = replayBackend(script(text('a'), text('b'), end('ab')), { pace: 'instant', frames: 2 }).stream('')
    const over = reply.resolve().catch((error: unknown) => error)
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('ab'))
    expect(reply.done).toBe(false)
    reply.abort()
    await over
  })
  test('a player that is told twice to play plays once', async () => {
    vi.useFakeTimers()
    const player = new Player(script(text('abcdefghij', { size: 1 }), end()), { from: 0, speed: 10 })
    player.play()
    player.play()
    await vi.advanceTimersByTimeAsync(300)
    expect(player.getSnapshot().at).toBe(3)
    player.pause()
    await vi.advanceTimersByTimeAsync(1000)
    expect(player.getSnapshot().at).toBe(3)
  })
})

describe('chunkFuzz', () => {
  const body = 'data: {"message":"Grüße 😀"}\r\n\r\n: ping\n\ndata: {"result":"Grüße 😀"}\n\n'
  const bytes = new TextEncoder().encode(body)
  const all = [...chunkFuzz(body)]
  test('it loses no byte, and cuts at every position', () => {
    for (const { pieces, name } of all)
      expect(
        pieces.flatMap((piece) => [...piece]),
        name,
      ).toEqual([...bytes])
    expect(all.map(({ name }) => name)).toEqual([
      'whole',
      'byte by byte',
      ...Array.from({ length: bytes.length - 1 }, (_, at) => `cut at ${at + 1}`),
      ...Array.from({ length: 20 }, (_, seed) => `seed ${seed}`),
    ])
  })
  test('packets of one size, where they are asked for', () => {
    const sized = [...chunkFuzz('abcde', { sizes: [2, 9], positions: 1, random: 0 })]
    const read = (pieces: Uint8Array[]) => pieces.map((piece) => new TextDecoder().decode(piece))
    expect(sized.map(({ name, pieces }) => [name, read(pieces)])).toEqual([
      ['whole', ['abcde']],
      ['byte by byte', ['a', 'b', 'c', 'd', 'e']],
      ['2 at a time', ['ab', 'cd', 'e']],
      ['9 at a time', ['abcde']],
      ['cut at 1', ['a', 'bcde']],
    ])
  })
  test('of a long body it cuts as often as it is told, evenly; a seed is the same again', () => {
    const long = [...chunkFuzz('x'.repeat(10_000), { positions: 100, random: 1, seed: 7 })]
    expect(long).toHaveLength(2 + 100 + 1)
    expect(long.at(-1)).toEqual([...chunkFuzz('x'.repeat(10_000), { positions: 1, random: 1, seed: 7 })].at(-1))
  })
  test('a flow reads the same of all of them', async () => {
    for (const { name, pieces } of all) {
      const { fetch } = mockTransport((request) => request.write(...pieces).close())
      const response = await createGenkitClient({ fetch }).flow('chat').stream('Hi').resolve()
      expect(response.text, name).toBe('Grüße 😀')
    }
  })
})

describe('mockSocket', () => {
  test('a live session is held by hand', async () => {
    const heard: unknown[] = []
    const socket = mockSocket({ onMessage: (message) => heard.push(message) })
    const gemini = createGeminiClient({
      baseUrl: 'https://proxy.example',
      apiKey: 'auth_tokens/test',
      WebSocket: socket.WebSocket,
    })
    const opening = gemini.live.connect({ model: 'm' })
    const connection = await socket.next()
    await vi.waitFor(() => expect(heard).toMatchObject([{ setup: { model: 'models/m' } }]))
    connection.send({ setupComplete: {} })
    const session = await opening
    expect(connection).toMatchObject({ isOpen: true, isOver: false, received: heard })
    session.close()
    await vi.waitFor(() => expect(connection).toMatchObject({ isOpen: false, isOver: true }))
  })
})

describe('mockAgent', () => {
  test('what is said before anybody asks waits for the turn', async () => {
    const desk = mockAgent()
    desk.text('Hello')
    desk.end({ snapshotId: 's1', finishReason: 'stop' })
    expect((await desk.agent.stream('Hi').resolve()).text).toBe('Hello')
    const failed = desk.agent.stream('again').resolve()
    desk.fail({ status: 'INTERNAL', message: 'It broke.' })
    await expect(failed).rejects.toMatchObject({ status: 'INTERNAL' })
    const broken = desk.agent.stream('again').resolve()
    desk.drop()
    await expect(broken).rejects.toMatchObject({ code: 'network' })
    expect(await desk.agent.getSnapshot('none')).toBeUndefined()
    expect(desk.requests.map(({ verb }) => verb)).toEqual(['', '', '', '/getSnapshot'])
  })
})

describe('mockBackend', () => {
  test('replies that are all said beforehand go to one request each', async () => {
    const backend = mockBackend()
    backend.end('one')
    backend.fail(new GenAIError('server', 'two'))
    backend.end('three')
    expect((await backend.generate('')).text).toBe('one')
    await expect(backend.generate('')).rejects.toThrow('two')
    expect((await backend.generate('')).text).toBe('three')
  })
})

test('a failure may be told as a server tells it', async () => {
  const told = { status: 'UNAVAILABLE', message: 'Too many customers.' }
  const backend = mockBackend()
  backend.fail(told)
  const error = {
    code: 'server',
    status: 'UNAVAILABLE',
    retryable: true,
    message: 'The server failed (UNAVAILABLE): Too many customers.',
  }
  await expect(backend.generate('')).rejects.toMatchObject(error)
  await expect(replayBackend(script(fail(told))).generate('')).rejects.toMatchObject(error)
})

describe('Player', () => {
  test('it steps, goes back, plays in time, and is cut', async () => {
    vi.useFakeTimers()
    const player = new Player(WEATHER, { from: 0, speed: 10 })
    expect(player.moment).toMatchObject({ at: 0, length: 7, text: '', streaming: true })
    player.step()
    player.step()
    expect(player.moment.messages.map(({ role }) => role)).toEqual(['model'])
    player.play()
    await vi.advanceTimersByTimeAsync(300)
    expect(player.moment).toMatchObject({ at: 5, text: 'It is 21' })
    player.pause()
    await vi.advanceTimersByTimeAsync(1000)
    expect(player.getSnapshot()).toMatchObject({ at: 5, isPlaying: false, generation: 0 })
    player.cut()
    expect(player.moment).toMatchObject({ streaming: false, error: { code: 'network' } })
    player.scrub(1)
    expect(player.moment).toMatchObject({ text: '', streaming: true, error: undefined })
    expect(player.getSnapshot().generation).toBe(1)
    player.scrub(99)
    expect(player.moment).toMatchObject({ at: 7, text: 'It is 21 °C', streaming: false, error: undefined })
    player.play()
    expect(player.getSnapshot()).toMatchObject({ at: 0, isPlaying: true })
    player.dispose()
    expect(vi.getTimerCount()).toBe(0)
  })
  test('as it was recorded, when it has times', async () => {
    vi.useFakeTimers()
    const player = new Player(WEATHER, { from: 0 })
    expect(player.getSnapshot().speed).toBe('recorded')
    player.play()
    await vi.advanceTimersByTimeAsync(199)
    expect(player.getSnapshot().at).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(player.getSnapshot().at).toBeGreaterThan(1)
  })
  test('its backend stands where it stands', async () => {
    const player = new Player(script(text('abc', { size: 1 }), end()), { from: 1 })
    const reply = player.backend.stream('Hi' as never)
    const over = reply.resolve()
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('a'))
    player.step()
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('ab'))
    player.cut()
    await expect(over).rejects.toMatchObject({ code: 'network' })
    player.scrub(4)
    expect((await player.backend.generate('Hi' as never)).text).toBe('abc')
  })
  test('who hears that it went back knows whether it plays', () => {
    const player = new Player(WEATHER)
    const heard: [number, boolean][] = []
    player.subscribe(() => heard.push([player.getSnapshot().generation, player.getSnapshot().isPlaying]))
    player.play()
    expect(heard.filter(([generation]) => generation === 1).map(([, plays]) => plays)).not.toContain(false)
    player.scrub(0)
    player.dispose()
    expect(heard.at(-1)).toEqual([1, false])
  })
  test('a moment that has not changed is the same object', () => {
    const player = new Player(script(part({ text: 'a' }), text('b'), end()), { from: 1 })
    expect(player.moment).toBe(player.moment)
  })
  test('there is no such reply', () => expect(() => new Player(script(), { reply: 3 })).toThrow(/no reply 3/))
})

describe('matchers', () => {
  test('a reply has streamed', async () => {
    const backend = mockBackend()
    backend.text('Hel')
    backend.text('lo')
    backend.end()
    await expect(backend.stream('Hi')).toHaveStreamed('Hello')
    expect(['a', 'ab', 'abc']).toHaveStreamed(/c$/, { atLeast: 3 })
    expect({ texts: ['a', 'ab'] }).not.toHaveStreamed('abc')
  })
  test.each([
    ['another text', ['a', 'ab'], 'abc', /It ended as "ab", not as abc/],
    ['all at once', ['abc'], 'abc', /1 step/],
    ['words taken back', ['abd', 'abc'], 'abc', /Words were taken back: "abd" became "abc"/],
  ])('%s: it says why', (_, texts, expected, message) => {
    expect(() => expect(texts).toHaveStreamed(expected)).toThrow(message)
  })
  test('a pattern that remembers is asked anew', () => {
    const pattern = /b$/g
    expect(['a', 'ab']).toHaveStreamed(pattern)
    expect(['a', 'ab']).toHaveStreamed(pattern)
  })
  test('draws are counted', () => {
    expect({ commits: 3 }).toRenderAtMost(3)
    expect(() => expect({ commits: 4 }).toRenderAtMost(3)).toThrow('It was drawn 4 times. Expected at most 3.')
    expect({ commits: 4 }).not.toRenderAtMost(3)
  })
  test('what cannot be looked at is said, not passed over', () => {
    expect(() => expect(undefined as never).toHaveStreamed('a')).toThrow(/looks at a reply/)
    expect(() => expect('a' as never).toRenderAtMost(1)).toThrow(/countRenders/)
  })
})
