import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createGeminiApi,
  createGeminiClient,
  createModels,
  GenAIError,
  type GeminiClientOptions,
} from 'react-genai/client'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const model = 'gemini-2.5-flash'
let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini({ apiKey: 'k' })
})
afterAll(() => fake.close())
afterEach(() =>
  vi.waitFor(() => {
    if (fake.openStreams > 0) throw new Error('A test left a connection open.')
  }),
)

const client = (options: GeminiClientOptions = {}) => createGeminiClient({ apiKey: 'k', baseUrl: fake.url, ...options })

const chunk = (text: string, more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, ...more }],
})
/** A reply that stays open behind its last chunk. */
const held = (...texts: string[]) => ({ chunks: texts.map((text) => chunk(text)), hold: true })

async function failureOf(work: Promise<unknown>): Promise<GenAIError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!GenAIError.is(error)) throw new Error(`This should have failed with a GenAIError, not with ${String(error)}.`)
  return error
}

describe('replies', () => {
  test('a whole reply is a GenerateResponse', async () => {
    const response = await client().models.generateContent({ model, contents: 'Hello' })
    expect(response.text).toBe('You said: Hello')
    expect(response.finishReason).toBe('stop')
    expect(response.usage.totalTokens).toBeGreaterThan(0)
    expect(response.model).toBe(model)
    response.assertValid()
  })

  test('a stream grows, chunk by chunk, and comes to the same', async () => {
    const reply = await client().models.generateContentStream({ model, contents: 'Hello' })
    const sofar: string[] = []
    for await (const { accumulatedText } of reply) sofar.push(accumulatedText)
    expect(sofar.length).toBeGreaterThan(1)
    expect(sofar.at(-1)).toBe('You said: Hello')
    expect((await reply.resolve()).finishReason).toBe('stop')
  })

  test('a refused prompt is a reply that says why', async () => {
    fake.script({ whole: { promptFeedback: { blockReason: 'SAFETY', blockReasonMessage: 'No.' } } })
    const response = await client().models.generateContent({ model, contents: 'x' })
    expect(response).toMatchObject({ finishReason: 'blocked', finishMessage: 'No.', message: undefined })
    expect(() => response.assertValid()).toThrow('No.')
  })

  test('a refused prompt ends a stream', async () => {
    fake.script({ chunks: [{ promptFeedback: { blockReason: 'SAFETY' } }] })
    const error = await failureOf(client().models.generateContentStream({ model, contents: 'x' }))
    expect(error).toMatchObject({ name: 'BlockedPromptError', code: 'blocked' })
  })

  test('structured output is typed and checked', async () => {
    fake.script({ whole: chunk('{"a":1}', { finishReason: 'STOP' }) })
    const { output } = await client().models.generateContent({ model, contents: 'x' })
    expect(output).toEqual({ a: 1 })
  })

  test('without alt=sse the stream is one array, and is read all the same', async () => {
    const api = createGeminiApi({ apiKey: 'k', baseUrl: fake.url })
    const rewritten = createModels({
      ...api,
      open: (request, decoder) => api.open({ ...request, query: {} }, decoder),
    })
    const reply = await rewritten.generateContentStream({ model, contents: 'Hello' })
    expect((await reply.resolve()).text).toBe('You said: Hello')
  })
})

describe('failures', () => {
  test('say the code, the status, the message and the details, whatever they call themselves', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }]
    fake.script({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Too many.', details } })
    const once = client({ retry: false })
    const error = await failureOf(once.models.generateContentStream({ model, contents: 'x' }))
    expect(error).toMatchObject({
      code: 'http',
      httpStatus: 429,
      status: 'RESOURCE_EXHAUSTED',
      details,
      retryable: true,
      retryAfterMs: 34_400,
    })
    expect(error.message).toContain('"Too many."')
  })

  test('in the middle of a stream keep what had come', async () => {
    fake.script({ chunks: [chunk('Hel'), chunk('lo')], cutAfter: 2 })
    const reply = await client().models.generateContentStream({ model, contents: 'x' })
    const error = await failureOf(reply.resolve())
    expect(error).toMatchObject({ code: 'network', retryable: true })
    expect(error.response?.text).toBe('Hello')
  })

  test('a stream that just ends is cut', async () => {
    fake.script({ chunks: [chunk('Hel')] })
    const reply = await client().models.generateContentStream({ model, contents: 'x' })
    const error = await failureOf(reply.resolve())
    expect(error.code).toBe('truncated')
    expect(error.response?.text).toBe('Hel')
  })

  test('a wrong key is said to be one, and never shown', async () => {
    const error = await failureOf(client({ apiKey: 'canary-key' }).models.generateContent({ model, contents: 'x' }))
    expect(error).toMatchObject({ code: 'http', status: 'INVALID_ARGUMENT' })
    expect(JSON.stringify([error.message, error.details, error.cause])).not.toContain('canary-key')
  })

  test.each([
    ['contents', { model, contents: [] }],
    ['a model', { model: '', contents: 'x' }],
    ['a name out of bounds', { model: 'models/../files', contents: 'x' }],
  ])('without %s nothing is sent', async (_, params) => {
    const before = fake.requests.length
    expect((await failureOf(client().models.generateContent(params))).code).toBe('invalid')
    expect(fake.requests.length).toBe(before)
  })

  test('a method of the other service says so', async () => {
    await expect(client().models.generateImages({ model, prompt: 'x' })).rejects.toThrow(/only supported by Vertex AI/)
    const vertex = client({ vertex: { project: 'p' } })
    await expect(vertex.files.list()).rejects.toThrow(/only supported by the Gemini Developer API/)
  })
})

describe('leaving', () => {
  test('a loop that is left closes the connection', async () => {
    fake.script(held('a', 'b'))
    const reply = await client().models.generateContentStream({ model, contents: 'x' })
    for await (const { text } of reply) if (text) break
    await vi.waitFor(() => expect(fake.openStreams).toBe(0))
  })

  test('a signal does, and its reason survives', async () => {
    fake.script(held('a'), held('a'))
    for (const way of ['option', 'config'] as const) {
      const controller = new AbortController()
      const config = way === 'config' ? { abortSignal: controller.signal } : {}
      const options = way === 'option' ? { signal: controller.signal } : {}
      const reply = await client().models.generateContentStream({ model, contents: 'x', config }, options)
      controller.abort('enough')
      const error = await failureOf(reply.resolve())
      expect(error).toMatchObject({ code: 'aborted', cause: 'enough' })
      expect(error.response?.text).toBe('a')
    }
  })

  test('a signal that is aborted already sends nothing', async () => {
    const before = fake.requests.length
    const error = await failureOf(
      client().models.generateContent({ model, contents: 'x' }, { signal: AbortSignal.abort('no') }),
    )
    expect(error).toMatchObject({ code: 'aborted', cause: 'no' })
    expect(fake.requests.length).toBe(before)
  })

  test('close ends everything that is under way, and refuses what comes', async () => {
    fake.script(held('a'), held('a'))
    const gemini = client()
    const replies = [
      await gemini.models.generateContentStream({ model, contents: 'x' }),
      await gemini.models.generateContentStream({ model, contents: 'x' }),
    ]
    await gemini.close()
    for (const reply of replies) expect((await failureOf(reply.resolve())).code).toBe('aborted')
    const error = await failureOf(gemini.models.list())
    expect(error).toMatchObject({ code: 'invalid' })
    expect(error.message).toContain('closed')
    await expect(gemini.live.connect({ model })).rejects.toThrow('closed')
  })

  test('the end of a block closes', async () => {
    fake.script(held('a'))
    let reply
    {
      await using gemini = client()
      reply = await gemini.models.generateContentStream({ model, contents: 'x' })
    }
    expect((await failureOf(reply.resolve())).code).toBe('aborted')
  })
})

describe('side by side', () => {
  test('a hundred streams do not know of each other', async () => {
    const gemini = client()
    const texts = Array.from({ length: 100 }, (_, index) => `number ${index}`)
    const replies = await Promise.all(
      texts.map(async (contents) => {
        const reply = await gemini.models.generateContentStream({ model, contents })
        return (await reply.resolve()).text
      }),
    )
    expect(replies).toEqual(texts.map((text) => `You said: ${text}`))
  })

  test('one that fails takes no other with it', async () => {
    fake.faults.nextStatus(500)
    const gemini = client({ retry: false })
    const settled = await Promise.allSettled(
      ['a', 'b', 'c'].map((contents) => gemini.models.generateContent({ model, contents })),
    )
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })

  test('maxConcurrent makes the others wait, and lets go of those who leave', async () => {
    fake.script(held('a'), held('b'))
    const gemini = client({ maxConcurrent: 2 })
    const open = [
      await gemini.models.generateContentStream({ model, contents: 'x' }),
      await gemini.models.generateContentStream({ model, contents: 'x' }),
    ]
    const before = fake.requests.length
    const controller = new AbortController()
    const impatient = gemini.models.generateContent({ model, contents: 'x' }, { signal: controller.signal })
    const patient = gemini.models.generateContent({ model, contents: 'patient' })
    controller.abort()
    expect((await failureOf(impatient)).code).toBe('aborted')
    expect(fake.requests.length).toBe(before)
    open[0]?.abort()
    expect((await patient).text).toBe('You said: patient')
    open[1]?.abort()
  })
})

describe('what goes along', () => {
  const last = () => fake.requests.at(-1)

  test('the key, in a header and nowhere else', async () => {
    await client({ apiKey: () => Promise.resolve('k') }).models.list()
    expect(last()?.headers['x-goog-api-key']).toBe('k')
    expect(JSON.stringify(last()?.query)).not.toContain('k')
  })

  test('headers of the app win over the key, and those of a call over both', async () => {
    const gemini = client({ apiKey: 'wrong', headers: async () => ({ 'X-Goog-Api-Key': 'k', 'x-a': '1', 'x-b': '1' }) })
    await gemini.models.list({ config: { httpOptions: { headers: { 'x-b': '2' } } } })
    expect(last()?.headers).toMatchObject({ 'x-goog-api-key': 'k', 'x-a': '1', 'x-b': '2' })
  })

  test('how long the client will wait', async () => {
    await client({ timeout: 1_500 }).models.list()
    expect(last()?.headers['x-server-timeout']).toBe('2')
    await client().models.list({ config: { httpOptions: { timeout: 7_000 } } })
    expect(last()?.headers['x-server-timeout']).toBe('7')
  })

  test('a token of Google Cloud, asked for each time', async () => {
    const accessToken = vi.fn(() => Promise.resolve('k'))
    const gemini = createGeminiClient({ baseUrl: fake.url, vertex: { project: 'p', location: 'l', accessToken } })
    await gemini.models.countTokens({ model, contents: 'x' })
    await gemini.models.countTokens({ model, contents: 'x' })
    expect(accessToken).toHaveBeenCalledTimes(2)
    expect(last()).toMatchObject({
      path: `/v1beta1/projects/p/locations/l/publishers/google/models/${model}:countTokens`,
      headers: { authorization: 'Bearer k' },
    })
  })

  test('the addresses of Google, where none is given', () => {
    const address = (options: GeminiClientOptions) => createGeminiApi(options).address({ path: 'x' })
    expect(address({})).toBe('https://generativelanguage.googleapis.com/v1beta/x')
    expect(address({ vertex: { project: 'p' } })).toBe(
      'https://aiplatform.googleapis.com/v1beta1/projects/p/locations/global/x',
    )
    expect(address({ vertex: { project: 'p', location: 'eu' } })).toContain('https://aiplatform.eu.rep.googleapis.com/')
    expect(address({ vertex: { project: 'p', location: 'us-central1' } })).toContain(
      'https://us-central1-aiplatform.googleapis.com/',
    )
    expect(address({ vertex: {} })).toBe('https://aiplatform.googleapis.com/v1beta1/x')
    expect(address({ baseUrl: '/gemini/' })).toBe('/gemini/v1beta/x')
  })

  test('the key of the client says where it asks, and no secret', () => {
    expect(client({ baseUrl: 'https://user:pass@h.test/g?key=1' }).key).toBe('https://h.test/g')
  })
})

describe('in a page', () => {
  afterEach(() => vi.unstubAllGlobals())
  test('a key is refused, unless somebody says that it is meant', async () => {
    vi.stubGlobal('document', {})
    expect(() => client()).toThrow(/public/)
    expect(() => client({ dangerouslyAllowBrowser: true })).not.toThrow()
    // A token for one live session may be there.
    expect(() => client({ apiKey: 'auth_tokens/x' })).not.toThrow()
    await expect(client({ apiKey: () => 'k' }).models.list()).rejects.toThrow(/public/)
  })
})

describe('lists', () => {
  test('come in pages, which a loop fetches as it needs them', async () => {
    const gemini = client()
    const pager = await gemini.models.list({ config: { pageSize: 3 } })
    expect(pager).toMatchObject({ name: 'models', pageSize: 3, pageLength: 3 })
    expect(pager.hasNextPage()).toBe(true)
    const names: (string | undefined)[] = []
    for await (const { name } of pager) names.push(name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(3)
    // The loop has not moved it.
    expect(pager.page.map(({ name }) => name)).toEqual(names.slice(0, 3))
    expect((await pager.nextPage()).map(({ name }) => name)).toEqual(names.slice(3, 6))
    while (pager.hasNextPage()) await pager.nextPage()
    expect((await failureOf(pager.nextPage())).code).toBe('invalid')
  })

  test('a loop that is left asks for no more', async () => {
    const before = fake.requests.length
    for await (const _ of await client().models.list({ config: { pageSize: 1 } })) break
    expect(fake.requests.length).toBe(before + 1)
  })
})
