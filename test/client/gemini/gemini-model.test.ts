import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createGeminiClient,
  formats,
  GenAIError,
  type GeminiClient,
  type GeminiPart,
  type GenerateContentConfig,
  type MessageData,
} from 'react-genai/client'
import { z } from 'zod'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const name = 'gemini-2.5-flash'
let fake: FakeGemini
let gemini: GeminiClient

beforeAll(async () => {
  fake = await startFakeGemini()
  gemini = createGeminiClient({ baseUrl: fake.url })
})
afterAll(() => fake.close())

interface Body {
  contents: { role: string; parts: GeminiPart[] }[]
  systemInstruction?: object
  generationConfig?: Record<string, unknown>
  tools?: object[]
}
const body = () => fake.requests.at(-1)?.body as Body
const chunk = (parts: GeminiPart[], finishReason?: string) => ({
  candidates: [{ content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
})

describe('a model as a backend', () => {
  test('takes a text, parts, or a conversation', async () => {
    const flash = gemini.model(name)
    expect((await flash.generate('Hello')).text).toBe('You said: Hello')
    await flash.generate([{ text: 'What is this?' }, { media: { url: 'data:image/png;base64,AA==' } }])
    expect(body().contents).toEqual([
      { role: 'user', parts: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: 'AA==' } }] },
    ])
    await flash.generate({ text: 'One part' })
    expect(body().contents[0]?.parts).toEqual([{ text: 'One part' }])
  })

  test('streams', async () => {
    const texts: string[] = []
    for await (const { accumulatedText } of gemini.model(name).stream('Hello')) texts.push(accumulatedText)
    expect(texts.at(-1)).toBe('You said: Hello')
  })

  test('sends nothing before somebody reads, and ends when they leave', async () => {
    const before = fake.requests.length
    const reply = gemini.model(name).stream('Hello')
    await Promise.resolve()
    expect(fake.requests.length).toBe(before)
    fake.script({ chunks: [chunk([{ text: 'a' }])], hold: true })
    for await (const _ of reply) break
    await vi.waitFor(() => expect(fake.openStreams).toBe(0))
  })

  test('says what it was, beside what every call is told', async () => {
    const flash = gemini.model(name, { temperature: 0.2, systemInstruction: 'Be brief.' })
    await flash.generate({
      messages: [
        { role: 'system', content: [{ text: 'Be kind.' }] },
        { role: 'user', content: [{ text: 'Hi' }] },
      ],
      config: { topK: 3 },
    })
    expect(body()).toMatchObject({
      generationConfig: { temperature: 0.2, topK: 3 },
      systemInstruction: { parts: [{ text: 'Be kind.' }] },
      contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    })
  })

  test('keys tell models and configs apart, and hold no secret', () => {
    const key = (config?: GenerateContentConfig) => gemini.model(name, config).key
    expect(key()).toBe(`${fake.url}/models/${name}`)
    expect(key({ temperature: 1 })).not.toBe(key({ temperature: 0 }))
    expect(key({ temperature: 1 })).toBe(key({ temperature: 1 }))
    expect(key({ httpOptions: { headers: { 'x-goog-api-key': 'canary' } } })).toBe(key())
  })
})

describe('output', () => {
  const Menu = z.object({ title: z.string(), price: z.number() })

  test('is told to the model by its schema, typed and checked', async () => {
    fake.script({ whole: chunk([{ text: '{"title":"Sushi","price":12}' }], 'STOP') })
    const menus = gemini.model(name, {}, { output: { schema: Menu } })
    const { output } = await menus.generate('A menu')
    expect(output?.title.toUpperCase()).toBe('SUSHI')
    expect(body().generationConfig).toMatchObject({
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', required: ['title', 'price'] },
    })
  })

  test('grows while it streams', async () => {
    fake.script({ chunks: [chunk([{ text: '{"title":"Su' }]), chunk([{ text: 'shi","price":12}' }], 'STOP')] })
    const reply = gemini.model(name).stream('A menu', { output: { schema: Menu } })
    const grown: unknown[] = []
    for await (const _ of reply) grown.push(structuredClone(reply.output))
    expect(grown).toEqual([{ title: 'Su' }, { title: 'Sushi', price: 12 }])
  })

  test('that does not fit is kept, and said', async () => {
    fake.script({ whole: chunk([{ text: '{"title":7}' }], 'STOP') })
    const response = await gemini.model(name).generate('x', { output: { schema: Menu } })
    expect(response.output).toBeNull()
    expect(response.outputError?.message).toContain('title')
  })

  test('of one of several words has a type of its own', async () => {
    fake.script({ whole: chunk([{ text: 'red' }], 'STOP') })
    const output = { format: formats.enum, schema: z.enum(['red', 'green']) }
    expect((await gemini.model(name).generate('x', { output })).output).toBe('red')
    expect(body().generationConfig).toMatchObject({
      responseMimeType: 'text/x.enum',
      responseJsonSchema: { enum: ['red', 'green'] },
    })
  })

  test('is not told where the app has its own, nor beside functions, which Gemini refuses', async () => {
    const output = { schema: Menu }
    await gemini.model(name, { responseMimeType: 'text/plain' }).generate('x', { output })
    expect(body().generationConfig).toEqual({ responseMimeType: 'text/plain' })
    await gemini.model(name, { tools: [{ functionDeclarations: [{ name: 'f' }] }] }).generate('x', { output })
    expect(body().generationConfig).toEqual({})
  })
})

describe('a conversation goes back as it came', () => {
  const round = async (parts: GeminiPart[]): Promise<GeminiPart[] | undefined> => {
    fake.script({ whole: chunk(parts, 'STOP') })
    const flash = gemini.model(name)
    const { message } = await flash.generate('x')
    if (!message) return undefined
    await flash.generate({ messages: [message.toJSON(), { role: 'user', content: [{ text: 'And?' }] }] })
    return body().contents[0]?.parts
  }

  test.each<[string, GeminiPart[]]>([
    [
      'thoughts and their signatures',
      [
        { thought: true, text: 'Hm.' },
        { text: 'Yes.', thoughtSignature: 'S' },
      ],
    ],
    ['a call without arguments', [{ functionCall: { name: 'now', args: {} }, thoughtSignature: 'S' }]],
    [
      'calls with ids',
      [{ functionCall: { id: '1', name: 'f', args: { a: 0 } } }, { functionCall: { id: '2', name: 'f', args: {} } }],
    ],
    ['pictures', [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }]],
    ['files', [{ fileData: { fileUri: 'https://x.test/files/a', mimeType: 'video/mp4' } }]],
    [
      'code and what it gave',
      [
        { executableCode: { language: 'PYTHON', code: 'x' } },
        { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      ],
    ],
    ['tools of the server', [{ toolCall: { id: '1' } }, { toolResponse: { id: '1' } }]],
    ['facts of an app', [{ text: 'x', partMetadata: { a: 1 } }]],
    ['a kind of a later version', [{ hologram: { url: 'x' } } as GeminiPart]],
  ])('%s', async (_, parts) => {
    expect(await round(parts)).toEqual(parts)
  })

  test('what tools answered is one turn, also when it is nothing', async () => {
    const messages: MessageData[] = [
      { role: 'user', content: [{ text: 'x' }] },
      {
        role: 'model',
        content: [{ toolRequest: { name: 'a/b', ref: '1', input: {} } }, { toolRequest: { name: 'c', ref: '2' } }],
      },
      { role: 'tool', content: [{ toolResponse: { name: 'a/b', ref: '1', output: 0 } }] },
      { role: 'tool', content: [{ toolResponse: { name: 'c', ref: '2' } }] },
    ]
    await gemini.model(name).generate({ messages })
    expect(body().contents.slice(1)).toEqual([
      {
        role: 'model',
        parts: [
          { functionCall: { id: '1', name: 'a__b', args: {} } },
          { functionCall: { id: '2', name: 'c', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: '1', name: 'a__b', response: { name: 'a__b', content: 0 } } },
          { functionResponse: { id: '2', name: 'c', response: { name: 'c', content: null } } },
        ],
      },
    ])
  })

  test('answers of the page are the next turn', async () => {
    await gemini.model(name).generate({
      messages: [
        { role: 'user', content: [{ text: 'x' }] },
        { role: 'model', content: [{ toolRequest: { name: 'f', ref: '1', input: {} } }] },
      ],
      resume: { respond: [{ toolResponse: { name: 'f', ref: '1', output: { ok: true } } }] },
    })
    expect(body().contents.at(-1)).toEqual({
      role: 'user',
      parts: [{ functionResponse: { id: '1', name: 'f', response: { name: 'f', content: { ok: true } } } }],
    })
    const again = gemini.model(name).generate({ messages: [], resume: { restart: [{ toolRequest: { name: 'f' } }] } })
    await expect(again).rejects.toMatchObject({ code: 'invalid' })
  })

  test('an empty conversation is refused', async () => {
    const error: unknown = await gemini
      .model(name)
      .generate({ messages: [] })
      .catch((reason: unknown) => reason)
    expect(GenAIError.is(error) && error.code).toBe('invalid')
  })
})
