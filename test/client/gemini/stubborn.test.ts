/** Servers, tools and pages that do not do as they should. */
import { describe, expect, test, vi } from 'vitest'
import type { GeminiContent } from 'react-genai/client'
import type { TransportRequest } from 'react-genai/testing'
import { calls, never, says, scripted, turn } from './scripted.ts'

const model = 'gemini-2.5-flash'
const tool = (name: string, run: () => unknown) => ({
  tool: () => ({ functionDeclarations: [{ name }] }),
  callTool: async (wanted: { name?: string }[]) => {
    if (!wanted.some((call) => call.name === name)) return []
    return [{ functionResponse: { name, response: { result: await run() } } }]
  },
})

describe('a tool that takes for ever', () => {
  const ways: Record<string, (stop: AbortController) => { signal?: AbortSignal; abortSignal?: AbortSignal }> = {
    'the signal of the call': (stop) => ({ signal: stop.signal }),
    '`config.abortSignal`': (stop) => ({ abortSignal: stop.signal }),
  }

  test.each(Object.entries(ways))('is left by %s, and no other is run', async (_, way) => {
    const slow = vi.fn(never)
    const other = vi.fn(() => 'x')
    const { gemini } = scripted((request) => request.json(calls('slow', 'other')))
    const stop = new AbortController()
    const { signal, abortSignal } = way(stop)
    const config = { tools: [tool('slow', slow), tool('other', other)], ...(abortSignal && { abortSignal }) }
    const reply = gemini.models.generateContent({ model, contents: 'x', config }, { signal })
    await vi.waitFor(() => expect(slow).toHaveBeenCalled())
    stop.abort()
    await expect(reply).rejects.toMatchObject({ code: 'aborted' })
    expect(other).not.toHaveBeenCalled()
  })

  test('is left when the client is closed', async () => {
    const slow = vi.fn(never)
    const { gemini } = scripted((request) => request.json(calls('slow')))
    const reply = gemini.models.generateContent({ model, contents: 'x', config: { tools: [tool('slow', slow)] } })
    await vi.waitFor(() => expect(slow).toHaveBeenCalled())
    await gemini.close()
    await expect(reply).rejects.toMatchObject({ code: 'aborted' })
  })

  test('holds up no later message of a chat, whose history can be told', async () => {
    const { gemini, asked } = scripted((request, count) =>
      count === 0 ? request.frame(calls('slow')).close() : request.json(says('fine')),
    )
    const slow = vi.fn(never)
    const chat = gemini.chats.create({ model, config: { tools: [tool('slow', slow)] } })
    const reply = await chat.sendMessageStream({ message: 'a' })
    reply.resolve().catch(() => undefined)
    await vi.waitFor(() => expect(slow).toHaveBeenCalled())
    reply.abort()
    expect((await chat.sendMessage({ message: 'b' })).text).toBe('fine')
    // A call that nobody answers would be refused.
    expect(JSON.stringify(asked[1]?.body)).not.toContain('functionCall')
  })
})

test('calls that no tool answers are answered, too: the model wants to hear of each', async () => {
  const { gemini, asked } = scripted((request, count) =>
    request.json(count === 0 ? calls('known', 'unknown') : says('done')),
  )
  const reply = await gemini.models.generateContent({
    model,
    contents: 'x',
    config: { tools: [tool('known', () => 1)] },
  })
  expect(reply.text).toBe('done')
  const { contents } = (asked[1] as TransportRequest).body as { contents: GeminiContent[] }
  expect(contents.at(-1)?.parts?.map((part) => part.functionResponse)).toEqual([
    { name: 'known', response: { result: 1 } },
    { name: 'unknown', response: { error: 'There is no tool named unknown.' } },
  ])
})

describe('a chat', () => {
  test('lets a message go that waits for its turn', async () => {
    // The first one is held.
    const { gemini, asked } = scripted((request, count) => (count === 0 ? undefined : request.json(says('c'))))
    const chat = gemini.chats.create({ model })
    const first = chat.sendMessage({ message: 'a' })
    const stop = new AbortController()
    const waiting = chat.sendMessage({ message: 'b' }, { signal: stop.signal })
    stop.abort('enough')
    await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    asked[0]?.json(says('a'))
    await first
    expect((await chat.sendMessage({ message: 'c' })).text).toBe('c')
    expect(asked.map(({ body }) => (body as { contents: unknown[] }).contents.length)).toEqual([1, 3])
  })

  test('does not tell again what was refused in the middle', async () => {
    const refused = { promptFeedback: { blockReason: 'SAFETY' }, candidates: [{ finishReason: 'SAFETY' }] }
    const { gemini } = scripted((request) =>
      request.frame({ candidates: [{ content: { role: 'model', parts: [{ text: 'Well' }] } }] }, refused).close(),
    )
    const chat = gemini.chats.create({ model })
    const reply = await chat.sendMessageStream({ message: 'a' })
    await expect(reply.resolve()).rejects.toMatchObject({ code: 'blocked' })
    expect([chat.turns[0]?.status, chat.getHistory(true), chat.getHistory().length]).toEqual(['failed', [], 2])
  })

  test('sends what it was given, whatever becomes of that', async () => {
    const { gemini, asked } = scripted((request) => request.json(says('a')))
    const chat = gemini.chats.create({ model })
    const part = { text: 'first' }
    const first = chat.sendMessage({ message: 'before' })
    const second = chat.sendMessage({ message: [part] })
    part.text = 'changed'
    await Promise.all([first, second])
    expect(JSON.stringify(asked[1]?.body)).toContain('first')
  })
})

describe('an upload', () => {
  const file = new Blob(['0123456789abcdef'], { type: 'text/plain' })
  const command = ({ headers }: TransportRequest) => headers.get('x-goog-upload-command')
  const status = (request: TransportRequest, value: string, more: Record<string, string> = {}) =>
    request.json(value === 'final' ? { file: { name: 'files/a' } } : {}, {
      headers: { 'x-goog-upload-status': value, ...more },
    })
  const start = (request: TransportRequest) =>
    status(request, 'active', { 'x-goog-upload-url': 'https://proxy.example/upload/v1beta/files?upload_id=1' })
  const quick = { chunkSize: 4, retryDelay: 1 }

  test('whose pieces never arrive fails, though the server answers', async () => {
    const { gemini, asked } = scripted((one) =>
      command(one) === 'start'
        ? start(one)
        : command(one) === 'query'
          ? status(one, 'active', { 'x-goog-upload-size-received': '0' })
          : one.json({}, { status: 503 }),
    )
    await expect(gemini.files.upload({ file }, { ...quick, retries: 2 })).rejects.toMatchObject({ httpStatus: 503 })
    expect(asked.filter((one) => command(one) === 'upload')).toHaveLength(3)
  })

  test('goes on from where the server is, also when that has lost something', async () => {
    let isCut = false
    const { gemini, asked } = scripted((one, count) => {
      if (command(one) === 'start') return start(one)
      if (command(one) === 'query') return status(one, 'active', { 'x-goog-upload-size-received': '0' })
      if (count === 4 && !isCut) {
        isCut = true
        return one.json({}, { status: 503 })
      }
      return status(one, command(one)?.includes('finalize') ? 'final' : 'active')
    })
    await gemini.files.upload({ file }, quick)
    const offsets = asked
      .filter((one) => command(one)?.startsWith('upload'))
      .map(({ headers }) => headers.get('x-goog-upload-offset'))
    expect(offsets).toEqual(['0', '4', '8', '12', '0', '4', '8', '12'])
  })
  test.each([
    ['a signal', (stop: AbortController) => [{}, { signal: stop.signal }, {}] as const],
    ['`config.abortSignal`', (stop: AbortController) => [{ abortSignal: stop.signal }, {}, {}] as const],
    ['the client’s', (stop: AbortController) => [{}, {}, { signal: stop.signal }] as const],
  ])('that is paused is ended by %s', async (_, way) => {
    const stop = new AbortController()
    const [config, options, client] = way(stop)
    const { gemini } = scripted((one) => (command(one) === 'start' ? start(one) : status(one, 'active')), client)
    const onProgress = (): void => upload.pause()
    const upload = await gemini.files.startUpload({ file, config }, { ...quick, ...options, onProgress })
    await vi.waitFor(() => expect([upload.state, upload.sent]).toEqual(['paused', 4]))
    // Behind the piece that was on its way.
    await turn()
    stop.abort()
    await expect(upload.result).rejects.toMatchObject({ code: 'aborted' })
    expect(upload.state).toBe('aborted')
  })

  test('that failed can be given up, on the server too', async () => {
    const { gemini, asked } = scripted((one) => (command(one) === 'start' ? start(one) : one.json({}, { status: 400 })))
    const upload = await gemini.files.startUpload({ file }, quick)
    await expect(upload.result).rejects.toMatchObject({ httpStatus: 400 })
    upload.abort()
    expect(upload.state).toBe('aborted')
    await vi.waitFor(() => expect(command(asked.at(-1) as TransportRequest)).toBe('cancel'))
  })

  test('does not fail with whoever shows its progress', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { gemini } = scripted((one) =>
      command(one) === 'start' ? start(one) : status(one, command(one)?.includes('finalize') ? 'final' : 'active'),
    )
    const onProgress = () => {
      throw new Error('no such element')
    }
    // The error is heard of where uncaught ones are: by a timer, which stands still here.
    await expect(gemini.files.upload({ file }, { ...quick, onProgress })).resolves.toMatchObject({ name: 'files/a' })
    expect(vi.getTimerCount()).toBeGreaterThanOrEqual(4)
    vi.useRealTimers()
  })
})

test('a file whose name has a dash is that file, by its address too', async () => {
  const { gemini, asked } = scripted((request) => request.json({}))
  const uri = 'https://generativelanguage.googleapis.com/v1beta/files/my-file'
  await gemini.files.delete({ name: uri })
  await gemini.files.download({ file: { uri: `${uri}:download?alt=media` } })
  expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
    '/v1beta/files/my-file',
    '/v1beta/files/my-file:download',
  ])
})

describe('answers that are none', () => {
  test.each(['null', '[]', '3', '"x"'])('%s', async (body) => {
    const { gemini } = scripted((request) => request.write(body).close())
    await expect(gemini.caches.get({ name: 'a' })).rejects.toMatchObject({ code: 'protocol' })
  })

  test('a failure that calls itself a success', async () => {
    const { gemini } = scripted((request) =>
      request.json({ error: { code: 403, status: 'PERMISSION_DENIED', message: 'no' } }),
    )
    await expect(gemini.files.get({ name: 'a' })).rejects.toMatchObject({
      code: 'server',
      status: 'PERMISSION_DENIED',
      httpStatus: 403,
    })
  })

  test('an operation that failed says so by a code of gRPC’s', async () => {
    const { gemini } = scripted((request) =>
      request.json({ name: 'o', done: true, error: { code: 3, message: 'bad prompt' } }),
    )
    const error: unknown = await gemini.operations.wait({ operation: { name: 'o' } }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ status: 'INVALID_ARGUMENT', retryable: false, httpStatus: undefined })
  })

  test('a reply that is to go on, and has nothing more to say, is cut', async () => {
    const hop = {
      candidates: [
        { content: { role: 'model', parts: [{ text: 'half' }] }, finishReason: 'CONTINUATION', continuationToken: 't' },
      ],
    }
    const { gemini } = scripted((request, count) => request.json(count === 0 ? hop : { candidates: [{}] }))
    const error: unknown = await gemini.models
      .generateContent({ model, contents: 'x' })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'truncated', response: { text: 'half' } })
  })
})

test('two who ask for the next page get two pages', async () => {
  const { gemini } = scripted((request) => {
    const at = Number(new URL(request.url).searchParams.get('pageToken') ?? 0)
    request.json({ files: [{ name: `files/${at}` }], nextPageToken: String(at + 1) })
  })
  const pager = await gemini.files.list()
  const pages = await Promise.all([pager.nextPage(), pager.nextPage()])
  expect(pages.map(([file]) => file?.name)).toEqual(['files/1', 'files/2'])
})

describe('an interaction', () => {
  const events = [
    { event_type: 'step.start', event_id: '5', index: 1, step: { type: 'model_output' } },
    { event_type: 'step.delta', event_id: '6', index: 1, delta: { type: 'text', text: 'on.' } },
    { event_type: 'interaction.completed', event_id: '7', interaction: { id: 'i', status: 'completed' } },
  ]

  test.each([
    ['before a step', events],
    ['in the middle of one', events.slice(1)],
  ])('that is taken up %s has what comes', async (_, rest) => {
    const { gemini } = scripted((request) => request.frame(...rest).close())
    const stream = await gemini.interactions.get('i', { stream: true, last_event_id: '4' })
    expect((await stream.resolve()).output_text).toBe('on.')
  })

  test('that nobody keeps is not looked for', async () => {
    const { gemini, asked } = scripted((request) => request.frame(...events.slice(0, 2)).close())
    const stream = await gemini.interactions.create(
      { model, input: 'x', stream: true, store: false },
      { retryDelay: 1 },
    )
    await expect(stream.resolve()).rejects.toMatchObject({ code: 'truncated', retryable: true })
    expect([asked.length, stream.interaction.output_text]).toEqual([1, 'on.'])
  })
})
