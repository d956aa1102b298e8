import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type CallableTool, type GeminiPart, type GeminiResponse } from 'react-genai/client'
import { startFakeGemini, type FakeGemini, type GeminiResponseJson } from '../../fake-gemini/index.ts'

const model = 'gemini-2.5-flash'
let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini()
})
afterAll(() => fake.close())

const models = () => createGeminiClient({ baseUrl: fake.url }).models

const chunk = (parts: GeminiPart[], candidate: object = {}, more: object = {}): GeminiResponseJson => ({
  candidates: [{ content: { role: 'model', parts }, ...candidate }],
  ...more,
})
const call = (name: string, args: object = {}, id = '1'): GeminiPart => ({
  functionCall: { id, name, args: args as Record<string, unknown> },
  thoughtSignature: `S${id}`,
})
const stop = { finishReason: 'STOP' }

/** A tool that adds, and remembers what it was asked. */
function adder(): CallableTool & { asked: unknown[] } {
  const asked: unknown[] = []
  return {
    asked,
    tool: () => ({ functionDeclarations: [{ name: 'add', parametersJsonSchema: { type: 'object' } }] }),
    callTool: async (calls) => {
      asked.push(calls)
      return calls.map(({ id = '', name = '', args = {} }) => ({
        functionResponse: { id, name, response: { sum: Number(args['a']) + Number(args['b']) } },
      }))
    },
  }
}
const bodies = (count: number) => fake.requests.slice(-count).map(({ body }) => body as { contents: object[] })

describe('tools that answer for themselves', () => {
  test('are called, and the model is asked again with what they said', async () => {
    fake.script({ whole: chunk([call('add', { a: 1, b: 2 })], stop) }, { whole: chunk([{ text: 'It is 3.' }], stop) })
    const tool = adder()
    const response = await models().generateContent({ model, contents: 'What is 1 + 2?', config: { tools: [tool] } })
    expect(response.text).toBe('It is 3.')
    expect(tool.asked).toEqual([[{ id: '1', name: 'add', args: { a: 1, b: 2 } }]])
    expect(bodies(1)[0]?.contents).toEqual([
      { role: 'user', parts: [{ text: 'What is 1 + 2?' }] },
      { role: 'model', parts: [call('add', { a: 1, b: 2 })] },
      { role: 'user', parts: [{ functionResponse: { id: '1', name: 'add', response: { sum: 3 } } }] },
    ])
    // The loop is part of the reply.
    expect(response.messages.map(({ role }) => role)).toEqual(['model', 'tool', 'model'])
    expect(response.messages[1]?.content).toEqual([{ toolResponse: { name: 'add', ref: '1', output: { sum: 3 } } }])
  })

  test('stream, turn by turn', async () => {
    fake.script(
      { chunks: [chunk([{ text: 'Let me see. ' }]), chunk([call('add', { a: 1, b: 2 })], stop)] },
      { chunks: [chunk([{ text: 'It ' }]), chunk([{ text: 'is 3.' }], stop)] },
    )
    const reply = await models().generateContentStream({ model, contents: 'x', config: { tools: [adder()] } })
    const seen: [number, string, string][] = []
    for await (const { index, role, text } of reply) seen.push([index, role, text])
    expect(seen).toEqual([
      [0, 'model', 'Let me see. '],
      [0, 'model', ''],
      [1, 'tool', ''],
      [2, 'model', 'It '],
      [2, 'model', 'is 3.'],
    ])
    const response = await reply.resolve()
    expect(response.text).toBe('It is 3.')
    expect(reply.messages.map(({ role }) => role)).toEqual(['model', 'tool', 'model'])
    expect(bodies(1)[0]?.contents).toHaveLength(3)
  })

  test('in a chat are part of its history', async () => {
    fake.script({ whole: chunk([call('add', { a: 2, b: 2 })], stop) }, { whole: chunk([{ text: '4' }], stop) })
    const chat = createGeminiClient({ baseUrl: fake.url }).chats.create({ model, config: { tools: [adder()] } })
    await chat.sendMessage({ message: 'x' })
    expect(chat.getHistory(true).map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model'])
  })

  test('are asked ten times at most, or as often as it says', async () => {
    const again = () => ({ whole: chunk([call('add', { a: 1, b: 1 })], stop) })
    const tool = adder()
    fake.script(...Array.from({ length: 10 }, again))
    const before = fake.requests.length
    const response = await models().generateContent({ model, contents: 'x', config: { tools: [tool] } })
    expect(fake.requests.length - before).toBe(10)
    expect(response.toolRequests).toHaveLength(1)
    fake.script(again(), again())
    const config = { tools: [tool], automaticFunctionCalling: { maximumRemoteCalls: 2 } }
    await models().generateContent({ model, contents: 'x', config })
    expect(tool.asked).toHaveLength(12)
  })

  test.each([
    ['disabled', { disable: true }],
    ['asked for never', { maximumRemoteCalls: 0 }],
    ['asked for half', { maximumRemoteCalls: 1.5 }],
  ])('are left to the app when they are %s', async (_, automaticFunctionCalling) => {
    fake.script({ whole: chunk([call('add')], stop) })
    const tool = adder()
    const config = { tools: [tool], automaticFunctionCalling }
    const response = await models().generateContent({ model, contents: 'x', config })
    expect(response.toolRequests[0]?.toolRequest).toMatchObject({ name: 'add', ref: '1' })
    expect(tool.asked).toEqual([])
  })

  test('beside declarations that nobody calls are refused', async () => {
    const config = { tools: [adder(), { functionDeclarations: [{ name: 'g' }] }] }
    await expect(models().generateContent({ model, contents: 'x', config })).rejects.toThrow(/tools\[1\]/)
    await expect(models().generateContentStream({ model, contents: 'x', config })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('with arguments that stream are refused', async () => {
    const config = { tools: [adder()], toolConfig: { functionCallingConfig: { streamFunctionCallArguments: true } } }
    await expect(models().generateContentStream({ model, contents: 'x', config })).rejects.toThrow(
      /streamFunctionCallArguments/,
    )
  })

  test('that fail take nothing away of what had come', async () => {
    fake.script({ chunks: [chunk([{ text: 'Wait. ' }]), chunk([call('add')], stop)] })
    const tool: CallableTool = { ...adder(), callTool: () => Promise.reject(new Error('broken')) }
    const reply = await models().generateContentStream({ model, contents: 'x', config: { tools: [tool] } })
    await expect(reply.resolve()).rejects.toMatchObject({ cause: { message: 'broken' }, response: { text: 'Wait. ' } })
  })

  test('of which none knows the call say so', async () => {
    fake.script({ whole: chunk([call('strange')], stop) })
    const tool: CallableTool = { ...adder(), callTool: () => Promise.resolve([]) }
    await expect(models().generateContent({ model, contents: 'x', config: { tools: [tool] } })).rejects.toThrow(
      '`strange`',
    )
  })
})

test('a call whose arguments stream is one request that grows', async () => {
  const piece = (jsonPath: string, value: object) => ({
    functionCall: { partialArgs: [{ jsonPath, ...value }], willContinue: true },
  })
  fake.script({
    chunks: [
      chunk([{ functionCall: { name: 'book', willContinue: true } }]),
      chunk([piece('$.trip.to', { stringValue: 'Par', willContinue: true })]),
      chunk([piece('$.trip.to', { stringValue: 'is' })]),
      chunk([piece('$.days[0]', { numberValue: 3 }), piece("$['a b']", { boolValue: true })]),
      chunk([piece('$.none', { nullValue: 'NULL_VALUE' })]),
      chunk([{ functionCall: {} }], stop),
    ],
  })
  const reply = await models().generateContentStream({ model, contents: 'x' })
  const inputs: unknown[] = []
  for await (const { toolRequests } of reply) inputs.push(toolRequests[0]?.toolRequest)
  expect(inputs).toEqual(
    [
      { name: 'book', input: {}, partial: true },
      { name: 'book', input: { trip: { to: 'Par' } }, partial: true },
      { name: 'book', input: { trip: { to: 'Paris' } }, partial: true },
      { name: 'book', input: { trip: { to: 'Paris' }, days: [3] }, partial: true },
      { name: 'book', input: { trip: { to: 'Paris' }, days: [3], 'a b': true, none: null }, partial: true },
      { name: 'book', input: { trip: { to: 'Paris' }, days: [3], 'a b': true, none: null } },
    ].map((value, index) => (index === 3 ? { ...value, input: { trip: { to: 'Paris' }, days: [3] } } : value)),
  )
  expect((await reply.resolve()).toolRequests).toHaveLength(1)
})

test('a path that means harm is data like any other', async () => {
  const hostile = ['$.__proto__.polluted', '$.constructor.prototype.polluted', '$.a[99999999]', '$', '', '$..', '$[']
  const parts = hostile.map((jsonPath) => ({
    functionCall: { partialArgs: [{ jsonPath, stringValue: 'x' }], willContinue: true },
  }))
  fake.script({
    chunks: [
      chunk([{ functionCall: { name: 'f', willContinue: true } }]),
      ...parts.map((part) => chunk([part])),
      chunk([{ functionCall: {} }], stop),
    ],
  })
  const reply = await models().generateContentStream({ model, contents: 'x' })
  expect((await reply.resolve()).toolRequests[0]?.toolRequest.name).toBe('f')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

describe('a reply that the server breaks off', () => {
  const first = (token = 'T1') =>
    chunk(
      [{ text: 'One, ' }],
      { finishReason: 'CONTINUATION', continuationToken: token },
      { usageMetadata: { promptTokenCount: 5, totalTokenCount: 7 } },
    )
  const second = () => chunk([{ text: 'two.' }], stop, { usageMetadata: { promptTokenCount: 1, totalTokenCount: 3 } })

  test('is asked on, and is one reply', async () => {
    fake.script({ whole: first() }, { whole: second() })
    const response = await models().generateContent({ model, contents: 'x' })
    expect(response).toMatchObject({
      text: 'One, two.',
      finishReason: 'stop',
      usage: { inputTokens: 6, totalTokens: 10 },
    })
    expect(bodies(1)[0]).toMatchObject({ continuationToken: 'T1' })
  })

  test('streams on', async () => {
    fake.script({ chunks: [first()] }, { chunks: [second()] })
    const reply = await models().generateContentStream({ model, contents: 'x' })
    const reasons: (string | undefined)[] = []
    for await (const { raw } of reply) reasons.push(raw.candidates?.[0]?.finishReason)
    // Its end in between is not the reply's.
    expect(reasons).toEqual([undefined, 'STOP'])
    expect(await reply.resolve()).toMatchObject({ text: 'One, two.', usage: { totalTokens: 10 } })
  })

  test('is left as it is when the app wants that', async () => {
    fake.script({ whole: first() })
    const before = fake.requests.length
    const response = await models().generateContent({ model, contents: 'x', config: { automaticContinuation: false } })
    expect(fake.requests.length).toBe(before + 1)
    expect((response.raw as GeminiResponse).candidates?.[0]).toMatchObject({ finishReason: 'CONTINUATION' })
  })

  test('goes on behind a connection that broke', async () => {
    fake.script(
      { chunks: [chunk([{ text: 'One, ' }], { continuationToken: 'T1' })], cutAfter: 1 },
      { chunks: [second()] },
    )
    const reply = await models().generateContentStream({ model, contents: 'x' })
    expect((await reply.resolve()).text).toBe('One, two.')
    expect(bodies(1)[0]).toMatchObject({ continuationToken: 'T1' })
  })

  test('is given up after four hops that brought nothing', async () => {
    fake.script({ chunks: [first()] }, ...Array.from({ length: 9 }, () => ({ chunks: [{ usageMetadata: {} }] })))
    const before = fake.requests.length
    const reply = await models().generateContentStream({ model, contents: 'x' })
    await expect(reply.resolve()).rejects.toMatchObject({ code: 'truncated', response: { text: 'One, ' } })
    expect(fake.requests.length - before).toBe(5)
    // What was left over is not for the next test.
    for (let left = 5; left > 0; left--)
      await models()
        .generateContent({ model, contents: 'x' })
        .catch(() => undefined)
  })

  test('a refusal between two hops ends it', async () => {
    fake.script({ chunks: [first()] }, { error: { code: 400, status: 'INVALID_ARGUMENT', message: 'no' } })
    const reply = await models().generateContentStream({ model, contents: 'x' })
    await expect(reply.resolve()).rejects.toMatchObject({ httpStatus: 400, response: { text: 'One, ' } })
  })

  test('sources of a later hop are counted on', async () => {
    const grounded = (uri: string, at: number) => ({
      groundingMetadata: { groundingChunks: [{ web: { uri } }], groundingSupports: [{ groundingChunkIndices: [at] }] },
    })
    fake.script(
      { whole: chunk([{ text: 'a' }], { continuationToken: 'T', ...grounded('one', 0) }) },
      { whole: chunk([{ text: 'b' }], { ...stop, ...grounded('two', 0) }) },
    )
    const { raw } = await models().generateContent({ model, contents: 'x' })
    expect((raw as GeminiResponse).candidates?.[0]?.groundingMetadata).toEqual({
      groundingChunks: [{ web: { uri: 'one' } }, { web: { uri: 'two' } }],
      groundingSupports: [{ groundingChunkIndices: [0] }, { groundingChunkIndices: [1] }],
    })
  })
})

test('nothing is left open', () => vi.waitFor(() => expect(fake.openStreams).toBe(0)))
