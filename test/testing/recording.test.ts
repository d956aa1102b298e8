/** What is recorded of a backend is said again, and tells nothing that it must not. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { describe, expect, test } from 'vitest'
import { AsyncGenerateResponse, createGeminiClient, createGenkitClient, GenAIError } from 'react-genai/client'
import {
  chunk,
  conversation,
  drop,
  end,
  fail,
  formatRecording,
  mockAgent,
  mockBackend,
  mockTransport,
  part,
  readRecording,
  reasoning,
  recordBackend,
  recordFetch,
  redact,
  refuse,
  replayAgent,
  replayBackend,
  replayFetch,
  script,
  text,
  toolRequest,
  toolResponse,
  wait,
  type Recording,
  type ScriptStep,
  type TransportRequest,
} from 'react-genai/testing'

const kinds = ({ replies }: Recording) =>
  replies.map(({ events }) => events.map((event) => Object.keys(event).find((key) => key !== 'at')))

/** Every response that a reader sees, and how it ended. */
async function seen(backend: { stream(input: never): AsyncIterable<unknown> & { snapshot: unknown } }, input: unknown) {
  const reply = backend.stream(input as never) as AsyncGenerateResponse
  const snapshots: unknown[] = []
  let error: unknown
  try {
    for await (const { text: said } of reply) snapshots.push([said, reply.snapshot.toJSON()])
  } catch (cause) {
    const { name, code, message, status, httpStatus, retryAfterMs, retryable } = cause as GenAIError
    error = { name, code, message, status, httpStatus, retryAfterMs, retryable }
  }
  return { snapshots, final: reply.snapshot.toJSON(), messages: reply.messages, error }
}

const WEATHER = script(
  reasoning('Paris, then.'),
  wait(200),
  toolRequest({ name: 'getWeather', ref: '1', input: { city: 'Paris' } }),
  toolResponse({ name: 'getWeather', ref: '1', output: { celsius: 21 } }),
  text('It is **21 °C**.', { tokensPerSecond: 20 }),
  end(),
)

describe('recordBackend', () => {
  const ENDINGS: [string, ScriptStep[]][] = [
    ['a reply', [text('Hel'), text('lo'), end()]],
    ['a result of the flow’s own', [text('Hel'), end({ title: 'Soup', price: 3 })]],
    ['a failure', [text('Hel'), fail(new GenAIError('server', 'It broke.', { status: 'INTERNAL', traceId: 't1' }))]],
    ['a refusal', [refuse(429, { retryAfter: 7 })]],
  ]
  test.each(ENDINGS)('%s is said again as it was', async (_, steps) => {
    const backend = recordBackend(replayBackend(script(...steps), { pace: 'instant' }))
    const first = await seen(backend, 'Hi')
    const recording = readRecording(formatRecording(backend.recording()))
    expect(await seen(replayBackend(recording, { pace: 'instant' }), 'Hi')).toEqual(first)
    expect(recording.replies[0]?.input).toBe('Hi')
  })

  test('of a real client: a flow, with what was asked and when it came', async () => {
    const { fetch } = mockTransport((request) =>
      request.frame({ message: 'Be' }, { message: 'cause' }, { result: 'Because' }).close(),
    )
    const backend = recordBackend(createGenkitClient({ fetch }).flow('answer'))
    const first = await seen(backend, { question: 'Why?' })
    const recording = backend.recording()
    expect(kinds(recording)).toEqual([['chunk', 'chunk', 'result']])
    expect(recording).toMatchObject({ format: 'react-genai/recording', version: 1, wire: 'genkit', backend: '/answer' })
    expect(await seen(replayBackend(recording, { pace: 'instant' }), 'again')).toEqual(first)
  })

  test('of a Gemini model, with its own finish and usage', async () => {
    const { fetch } = mockTransport((request) =>
      request
        .frame({ candidates: [{ content: { role: 'model', parts: [{ text: 'Be' }] } }] })
        .frame({
          candidates: [{ content: { role: 'model', parts: [{ text: 'cause' }] }, finishReason: 'STOP' }],
          usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
        })
        .close(),
    )
    const backend = recordBackend(
      createGeminiClient({ baseUrl: 'https://proxy.example', fetch }).model('gemini-2.5-flash'),
    )
    const first = await seen(backend, 'Why?')
    expect(backend.recording()).toMatchObject({ wire: 'gemini', backend: expect.stringContaining('gemini-2.5-flash') })
    expect(await seen(replayBackend(backend.recording(), { pace: 'instant' }), 'Why?')).toEqual(first)
    expect(first.final).toMatchObject({ usage: { inputTokens: 3, outputTokens: 2 } })
  })

  test('of an agent, with its session and snapshots', async () => {
    const desk = mockAgent<{ seat?: string }>()
    desk.snapshots['s1'] = {
      snapshotId: 's1',
      sessionId: 'a',
      createdAt: '2026-01-01',
      state: { custom: { seat: '4A' } },
    }
    const agent = recordBackend(desk.agent)
    desk.chunk({ customPatch: [{ op: 'add', path: '/seat', value: '4A' }] })
    desk.text('Seat 4A.')
    desk.end({ snapshotId: 's1', sessionId: 'a', finishReason: 'stop' })
    const first = await agent.stream('A seat, please').resolve()
    const snapshot = await agent.getSnapshot('s1')
    const replayed = replayAgent<{ seat?: string }>(agent.recording(), { pace: 'instant' })
    const again = await replayed.stream('A seat, please').resolve()
    expect(again.toJSON()).toEqual(first.toJSON())
    expect(again).toMatchObject({ session: { snapshotId: 's1', state: { seat: '4A' } } })
    expect(await replayed.getSnapshot('s1')).toEqual(snapshot)
    expect(await replayed.getSnapshot('s2')).toBeUndefined()
  })

  test('a whole answer, and its failure', async () => {
    const backend = mockBackend()
    const recorded = recordBackend(backend)
    backend.end('Hello')
    expect((await recorded.generate('Hi')).text).toBe('Hello')
    backend.fail(new GenAIError('blocked', 'No.'))
    await expect(recorded.generate('Hi')).rejects.toMatchObject({ code: 'blocked' })
    const again = replayBackend(recorded.recording(), { pace: 'instant' })
    expect((await again.generate('Hi')).text).toBe('Hello')
    await expect(again.generate('Hi')).rejects.toMatchObject({ code: 'blocked', message: 'No.' })
  })

  test('it listens without holding on: who leaves closes the connection', async () => {
    const transport = mockTransport()
    const backend = recordBackend(createGenkitClient({ fetch: transport.fetch }).flow('answer'))
    const reply = backend.stream('Hi')
    const reading = (async () => {
      for await (const { text: said } of reply) return said
      return undefined
    })()
    const request = await transport.next()
    request.frame({ message: 'Hel' })
    expect(await reading).toBe('Hel')
    expect(request.signal.aborted).toBe(true)
    expect(backend.recording().replies[0]?.events.at(-1)).toMatchObject({ end: 'stopped' })
  })

  test('an agent that fails before a word, or answers at once, is an agent all the same', async () => {
    const desk = mockAgent<{ seat?: string }>()
    const agent = recordBackend(desk.agent)
    desk.fail({ status: 'INTERNAL', message: 'It broke.' })
    await expect(agent.stream('Hi').resolve()).rejects.toMatchObject({ status: 'INTERNAL' })
    desk.text('Seat 4A.')
    desk.end({ snapshotId: 's1', finishReason: 'stop', message: { role: 'model', content: [{ text: 'Seat 4A.' }] } })
    expect((await agent.generate('Hi')).text).toBe('Seat 4A.')
    const again = replayAgent(agent.recording(), { pace: 'instant' })
    await expect(again.generate('Hi')).rejects.toMatchObject({ status: 'INTERNAL' })
    expect(await again.generate('Hi')).toMatchObject({ text: 'Seat 4A.', session: { snapshotId: 's1' } })
  })

  test('what an app changes later, freezes, or cannot write down, is recorded as it was', async () => {
    const mock = Object.freeze(mockBackend<unknown>())
    const backend = recordBackend(mock)
    const input = { messages: ['one'] }
    mock.chunk(1n)
    mock.text('Hello')
    mock.end()
    const response = await backend.stream(input).resolve()
    input.messages[0] = 'two'
    const recording = readRecording(formatRecording(backend.recording()))
    expect(response.text).toBe('Hello')
    expect(recording.replies[0]).toMatchObject({
      input: { messages: ['one'] },
      events: [{ bytes: '[not JSON]' }, {}, {}],
    })
    expect(backend.generate).toBe(backend.generate)
    expect({ ...backend }.key).toBe('mock')
  })

  test('a backend of a class with private fields keeps its verbs', async () => {
    class Own {
      readonly key = 'own'
      readonly #word = 'secret ingredient'
      stream = () => new AsyncGenerateResponse<unknown>((async function* () {})())
      async generate() {
        return this.stream().resolve()
      }
      taste() {
        return this.#word
      }
    }
    const backend = recordBackend(new Own())
    expect(backend.taste()).toBe('secret ingredient')
    expect('resume' in backend).toBe(false)
  })

  test('a failed try is remembered', async () => {
    const { fetch } = mockTransport((request, count) =>
      count === 0 ? request.refuse(503) : request.frame({ result: 'Hello' }).close(),
    )
    const backend = recordBackend(createGenkitClient({ fetch, retryDelay: 0 }).flow('answer'))
    await backend.stream('Hi').resolve()
    expect(backend.recording().replies[0]?.retries).toEqual([{ at: expect.any(Number), code: 'http', httpStatus: 503 }])
  })
})

describe('recordFetch', () => {
  test('what a client was told is in it, words of failures included', async () => {
    const answers = [
      (request: TransportRequest) => request.frame({ message: 'Hel' }, { message: 'lo' }, { result: 'Hello' }).close(),
      (request: TransportRequest) => request.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not you.' }),
      (request: TransportRequest): void => {
        request.frame({ message: 'Hel' })
        setTimeout(() => request.drop(), 5)
      },
    ]
    const wire = recordFetch(mockTransport((request, count) => answers[count % 3]?.(request)).fetch)
    const flow = createGenkitClient({ baseUrl: 'https://shop.example/api', fetch: wire.fetch, retry: false }).flow(
      'chat',
    )
    const first = [await seen(flow, 1), await seen(flow, 2), await seen(flow, 3)]
    const recording = await wire.recording()
    const replayed = replayBackend(recording, { pace: 'instant' })
    const again = [await seen(replayed, 1), await seen(replayed, 2), await seen(replayed, 3)]
    expect(again).toEqual(first)
    expect(recording.backend).toBe('https://shop.example/api/chat')
  })

  test('Gemini’s answers, streamed and whole, with their usage', async () => {
    const says = (words: string, more: object = {}) => ({
      candidates: [{ content: { role: 'model', parts: [{ text: words }] }, ...more }],
    })
    const done = { finishReason: 'STOP' }
    const wire = recordFetch(
      mockTransport((request) =>
        request.path.includes(':stream')
          ? request
              .frame(says('Be'), {
                ...says('cause', done),
                usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2 },
              })
              .close()
          : request.json(says('Whole', done)),
      ).fetch,
    )
    const model = createGeminiClient({ baseUrl: 'https://proxy.example', fetch: wire.fetch }).model('m')
    await model.stream('Hi').resolve()
    await model.generate('Hi')
    const again = replayBackend(await wire.recording(), { pace: 'instant' })
    expect(await again.generate('')).toMatchObject({ text: 'Because', usage: { inputTokens: 3, outputTokens: 2 } })
    expect((await again.generate('')).text).toBe('Whole')
  })

  test('what an agent’s `chat()` was told, and its snapshots', async () => {
    const modelChunk = { role: 'model', index: 0, content: [{ text: 'Seat 4A.' }] }
    const wire = recordFetch(
      mockTransport((request) =>
        request.path.endsWith('/getSnapshot')
          ? request.json({ result: { snapshotId: 's1', state: { custom: { seat: '4A' } } } })
          : request.frame({ message: { modelChunk } }, { result: { snapshotId: 's1', finishReason: 'stop' } }).close(),
      ).fetch,
    )
    const agent = createGenkitClient({ baseUrl: 'https://desk.example', fetch: wire.fetch }).agent('desk')
    await (await agent.chat()).send('A seat, please')
    const snapshot = await agent.getSnapshot('s1')
    const recording = await wire.recording()
    expect(recording).toMatchObject({ wire: 'agent', replies: [{}] })
    const again = replayAgent(recording, { pace: 'instant' })
    expect(await again.generate('')).toMatchObject({ text: 'Seat 4A.', session: { snapshotId: 's1' } })
    expect(await again.getSnapshot('s1')).toMatchObject({ snapshotId: 's1', state: snapshot?.state })
  })

  test('tries of one question are one reply; what is still arriving is in it so far', async () => {
    const transport = mockTransport((request, count) =>
      count === 0 ? request.refuse(503) : void request.frame({ message: 'Hel' }),
    )
    const wire = recordFetch(transport.fetch)
    const flow = createGenkitClient({ fetch: wire.fetch, retryDelay: 0 }).flow('chat')
    const reply = flow.stream('Hi')
    await reply[Symbol.asyncIterator]().next()
    const { replies } = await wire.recording()
    expect(replies).toMatchObject([{ input: 'Hi', retries: [{ httpStatus: 503 }] }])
    expect(kinds({ replies } as Recording)).toEqual([['chunk']])
    reply.abort()
    expect(kinds(await wire.recording())).toEqual([['chunk', 'end']])
  })

  test('what is none of ours goes by untouched', async () => {
    const answer = await mockTransport((request) => request.write('hello').close()).fetch('/other')
    const wire = recordFetch(async () => answer)
    expect(await wire.fetch('/other', { method: 'POST', body: '{"x":1}' })).toBe(answer)
    expect(wire.exchanges).toEqual([])
  })
})

describe('redaction', () => {
  const KEY = 'AIzaSyD-1234567890abcdefghij'
  const recordingOf = async (steps: readonly ScriptStep[], input: unknown = 'Hi') => {
    const backend = recordBackend(replayBackend<unknown>(script(...steps), { pace: 'instant' }))
    await backend.stream(input).resolve()
    return backend.recording()
  }
  test('a key is in none of it: asked, answered, called, or cut in two by the stream', async () => {
    const recording = await recordingOf(
      [
        text(`Your key is ${KEY.slice(0, 9)}`),
        text(`${KEY.slice(9)} and fine`),
        toolRequest({ name: 'login', ref: '1', input: { password: 'hunter2', apiKey: 'k', note: `Bearer ${KEY}` } }),
        end(),
      ],
      {
        authorization: 'Basic abc',
        messages: [{ role: 'user', content: [{ text: `Use ${KEY}` }] }],
        headers: { cookie: 'sid=1' },
      },
    )
    const file = formatRecording(recording)
    expect(file).not.toContain(KEY)
    expect(file).not.toContain(KEY.slice(9))
    expect(file).not.toMatch(/hunter2|"k"|Basic abc|sid=1/)
    expect(file).toContain('and fine')
    expect(file).toContain('[hidden]')
  })
  const secret = (index: number): string => `AIzaSyD-${index}234567890abcdefghij`
  test.each([
    ['an array', { password: ['hunter2-x'] }, /hunter2-x/],
    ['a number', { token: 123_456 }, /123456/],
    ['an object', { authorization: { value: 'hunter2-x' } }, /hunter2-x/],
    [
      'other names',
      { userToken: 'hunter2-x', OPENAI_API_KEY: 'hunter2-x', secretKey: 'hunter2-x', pwd: 'hunter2-x' },
      /hunter2-x/,
    ],
    ['a web token', { note: 'eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc' }, /eyJ/],
    [
      'keys of others',
      { a: `ghp_${'a1'.repeat(15)}`, b: 'AKIAIOSFODNN7EXAMPLE', c: 'xoxb-1234567890-abc' },
      /ghp_a|AKIA|xoxb-1/,
    ],
    ['a link', { url: 'https://x.example/?X-Goog-Signature=abcd1234&x=1' }, /abcd1234/],
    ['the name of a field', { [secret(1)]: true }, /AIzaSyD/],
    ['a private key', { pem: '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----' }, /MIIabc/],
    ['a field of a prototype', JSON.parse('{"__proto__":{"password":"hunter2-x"}}') as object, /hunter2-x/],
  ])('a credential is hidden: %s', async (_, input, pattern) => {
    const recording = await recordingOf([end({ ...input, kept: 'This stays.' })], input)
    expect(formatRecording(recording)).not.toMatch(pattern)
    expect(formatRecording(recording)).toContain('This stays.')
  })
  test('one in pieces, wherever it is streamed to, with something else between them', async () => {
    const chunks = [{ delta: 'AIzaSyD-' }, { other: 'x' }, { delta: '1234567890abcdefghij' }]
    const file = formatRecording(
      await recordingOf([
        ...chunks.map((one) => chunk(one)),
        text('AIzaSyD-'),
        reasoning('hm'),
        text('1234567890abcdefghij'),
        end('Hello world'),
      ]),
    )
    expect(file).not.toContain('1234567890')
    expect(file).toContain('Hello world')
  })
  test.each([
    'The basic idea: a bearer of bad news on Basic income, in basic understanding.',
    'Write //@ts-ignore above it, or mail ada@example.com.',
    'data: is a word, and so is token, or the key to it; password: choose one.',
    'A session has 3 tokens.',
  ])('ordinary words stay: %s', async (words) => {
    const recording = await recordingOf([text(words), end({ logprobsResult: { chosenCandidates: [{ token: 'hi' }] } })])
    expect(recording.replies[0]?.events[0]).toMatchObject({ chunk: { content: [{ text: words }] } })
    expect(recording.replies[0]?.events[1]).toMatchObject({
      result: { logprobsResult: { chosenCandidates: [{ token: 'hi' }] } },
    })
  })
  test('hidden words are hidden wherever they stand, and the rest still plays', async () => {
    const mine = {
      name: 'Ada',
      id: 'SSN x',
      path: '/ada/divorce',
      category: 'ill',
      status: 'pregnant',
      language: 'Polish',
    }
    const backend = recordBackend(
      replayBackend<unknown>(
        script(
          toolRequest({ name: 'getWeather', ref: '1', input: mine }),
          part({ media: { url: 'https://files.example/ada-report.pdf', contentType: 'application/pdf' } }),
          text('data: my private words'),
          end(),
        ),
        { pace: 'instant' },
      ),
    )
    await backend.stream(mine).resolve()
    const hidden = backend.recording({ text: 'hide' })
    expect(formatRecording(hidden)).not.toMatch(/Ada|SSN|divorce|\bill\b|pregnant|Polish|ada-report|private/)
    const reply = replayBackend(readRecording(hidden), { pace: 'instant' }).stream('Hi')
    await reply.resolve()
    expect(reply.messages[0]?.content).toMatchObject([
      { toolRequest: { name: 'getWeather', ref: '1' } },
      { media: { contentType: 'application/pdf' } },
      { text: 'xxxx: xx xxxxxxx xxxxx' },
    ])
  })
  test('headers and cookies of a request are never in it', async () => {
    const wire = recordFetch(
      mockTransport((request) => request.json({ result: 'ok' }, { headers: { 'set-cookie': 'sid=1' } })).fetch,
    )
    const client = createGenkitClient({
      fetch: wire.fetch,
      headers: { authorization: 'Bearer very-secret', 'x-api-key': 'k1k1k1' },
    })
    await client.flow('chat').generate('Hi')
    expect(formatRecording(await wire.recording())).not.toMatch(/very-secret|k1k1k1|sid=1|Bearer/)
    expect(JSON.stringify(wire.exchanges)).not.toMatch(/very-secret|k1k1k1|sid=1/)
  })
  test('words can be hidden, and keep their look; media and questions can be left out', async () => {
    const picture = `data:image/png;base64,${'A'.repeat(400)}`
    const recording = await recordingOf([
      text('# Room 42\n\n- **soup**'),
      end({ message: { role: 'model', content: [{ media: { url: picture } }] } }),
    ])
    const hidden = redact(recording, { text: 'hide', media: 'drop', input: 'drop' })
    expect(JSON.stringify(hidden)).toContain('# xxxx 00\\n\\n- **xxxx**')
    expect(JSON.stringify(hidden)).not.toContain('AAAAAAAA')
    expect(JSON.stringify(hidden)).toContain('data:image/gif')
    expect(hidden.replies[0]).not.toHaveProperty('input')
    expect(kinds(hidden)).toEqual(kinds(recording))
    const own = redact(recording, { text: (value, path) => (path.at(-1) === 'text' ? value.toUpperCase() : value) })
    expect(JSON.stringify(own)).toContain('# ROOM 42')
  })
  test.each([{ text: 'blur' }, { media: 'hide' }, { input: 'none' }])(
    'options that mean nothing: %o',
    async (options) => {
      const recording = await recordingOf([end('ok')])
      expect(() => redact(recording, options as never)).toThrow(/must be/)
    },
  )
  test('a question that is no JSON does not keep the rest from being saved', async () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const recording = await recordingOf([end('ok')], circle)
    expect(recording.replies[0]?.input).toBe('[not JSON]')
  })
})

describe('readRecording', () => {
  const good = script(text('Hi'), end())
  const withEvent = (event: object) => ({ ...good, replies: [{ events: [event] }] })
  test.each([
    ['a text that is no JSON', 'oops', /not JSON/],
    ['another file', { name: 'package.json' }, /`format`/],
    ['one of a later version', { ...good, version: 2 }, /version 1, and it is 2/],
    ['an unknown wire', { ...good, wire: 'openai' }, /`wire`/],
    ['no replies', { ...good, replies: {} }, /`replies`/],
    ['a reply without events', { ...good, replies: [{}] }, /replies\[0\]\.events/],
    ['an event without a time', withEvent({ chunk: 1 }), /events\[0\]\.at/],
    ['an event of nothing', withEvent({ at: 0 }), /exactly one/],
    ['an event of two things', withEvent({ at: 0, chunk: 1, end: 'done' }), /exactly one/],
    ['an unknown end', withEvent({ at: 0, end: 'exploded' }), /\.end/],
    ['an error without words', withEvent({ at: 0, error: { code: 'x' } }), /\.error/],
    [
      'time that runs back',
      {
        ...good,
        replies: [
          {
            events: [
              { at: 5, chunk: 1 },
              { at: 1, chunk: 2 },
            ],
          },
        ],
      },
      /earlier/,
    ],
  ])('%s', (_, value, message) => {
    expect(() => readRecording(value)).toThrow(message)
    expect(() => readRecording(value)).toThrow(expect.objectContaining({ code: 'invalid' }))
  })
  test('what was formatted is read as it was, an event a line', () => {
    const recording = conversation(WEATHER, good)
    expect(readRecording(formatRecording(recording))).toEqual(recording)
    expect(
      formatRecording(recording)
        .split('\n')
        .filter((line) => line.includes('"at"')),
    ).toHaveLength(recording.replies.flatMap(({ events }) => events).length)
  })
})

describe('over the wire', () => {
  test('a recording is read by the real client, and makes the same reply', async () => {
    const direct = await seen(replayBackend(WEATHER, { pace: 'instant' }), 'Hi')
    const flow = createGenkitClient({ fetch: replayFetch(WEATHER, { pace: 'instant' }) }).flow('chat')
    expect(await seen(flow, 'Hi')).toEqual(direct)
  })
  test('a refusal is asked again, and says when', async () => {
    const recording = conversation(script(refuse(429, { retryAfter: 1 })), script(text('Now'), end()))
    const asked: number[] = []
    const fetch = replayFetch(recording, { pace: 'instant' })
    const flow = createGenkitClient({
      fetch,
      retryDelay: (_, { retryAfterMs }) => (asked.push(retryAfterMs ?? -1), 0),
    }).flow('chat')
    expect((await flow.stream('Hi').resolve()).text).toBe('Now')
    expect(asked).toEqual([1000])
  })
  test('a server of an app’s end-to-end tests says it, with its pauses', async () => {
    const play = replayFetch(
      conversation(script(text('It is '), wait(50), text('21 °C'), end()), script(text('It is '), wait(10), drop())),
    )
    const server = createServer((_, response) => {
      const answer = async (): Promise<void> => {
        const { status, headers, body } = await play('/api/chat')
        response.writeHead(status, Object.fromEntries(headers))
        await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), response)
      }
      answer().catch(() => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const reply = createGenkitClient({ baseUrl }).flow('chat').stream('Hi')
    const since = performance.now()
    const times: number[] = []
    for await (const _ of reply) times.push(performance.now() - since)
    expect(reply.text).toBe('It is 21 °C')
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(30)
    await expect(createGenkitClient({ baseUrl }).flow('chat').stream('Hi').resolve()).rejects.toMatchObject({
      code: 'network',
    })
    await new Promise((resolve) => server.close(resolve))
  })
})
