import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type Chat, type GeminiContent, type GeminiPart } from 'react-genai/client'
import { startFakeGemini, type FakeGemini, type GeminiResponseJson } from '../../fake-gemini/index.ts'

let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini()
})
afterAll(() => fake.close())
afterEach(() =>
  vi.waitFor(() => {
    if (fake.openStreams > 0) throw new Error('A test left a connection open.')
  }),
)

const open = (history?: GeminiContent[]): Chat =>
  createGeminiClient({ baseUrl: fake.url, retry: false }).chats.create({
    model: 'gemini-2.5-flash',
    ...(history && { history }),
  })

const chunk = (parts: GeminiPart[] | undefined, finishReason?: string): GeminiResponseJson => ({
  candidates: [{ content: { role: 'model', ...(parts && { parts }) }, ...(finishReason && { finishReason }) }],
})
const user = (text: string): GeminiContent => ({ role: 'user', parts: [{ text }] })
const said = (...parts: GeminiPart[]): GeminiContent => ({ role: 'model', parts })
const sent = (): GeminiContent[] =>
  (fake.requests.at(-1)?.body as { contents: GeminiContent[] } | undefined)?.contents ?? []
const plain = (contents: GeminiContent[]) => contents.map(({ role, parts }) => ({ role, parts }))

test('each message is sent with all that was said', async () => {
  const chat = open()
  await chat.sendMessage({ message: 'a' })
  await (await chat.sendMessageStream({ message: 'b' })).resolve()
  await chat.sendMessage({ message: 'c' })
  expect(plain(sent())).toEqual([
    user('a'),
    said({ text: 'You said: a' }),
    user('b'),
    said({ text: 'You said: b' }),
    user('c'),
  ])
  expect(plain(chat.getHistory())).toEqual([...plain(sent()), said({ text: 'You said: c' })])
  expect(chat.getHistory(true)).toEqual(chat.getHistory())
})

test('messages that are sent at once are told in order', async () => {
  const chat = open()
  const replies = await Promise.all(['a', 'b', 'c'].map((message) => chat.sendMessage({ message })))
  expect(replies.map(({ text }) => text)).toEqual(['You said: a', 'You said: b', 'You said: c'])
  expect(chat.getHistory().map(({ parts }) => parts?.[0]?.text)).toEqual([
    'a',
    'You said: a',
    'b',
    'You said: b',
    'c',
    'You said: c',
  ])
})

test('a stream that nobody reads holds up no later message, and loses nothing', async () => {
  const chat = open()
  const unread = await chat.sendMessageStream({ message: 'a' })
  await chat.sendMessage({ message: 'b' })
  expect(plain(sent())).toEqual([user('a'), said({ text: 'You said: a' }), user('b')])
  const texts: string[] = []
  for await (const { text } of unread) texts.push(text)
  expect(texts.join('')).toBe('You said: a')
})

test('signatures, thoughts and calls are told as they came', async () => {
  const parts: GeminiPart[][] = [
    [{ thought: true, text: 'Hm' }],
    [{ thought: true, text: 'm.' }],
    [{ text: 'Let ' }],
    [{ text: 'me see.' }],
    [{ text: '', thoughtSignature: 'S1' }],
    [{ functionCall: { id: '1', name: 'f', args: { a: 1 } }, thoughtSignature: 'S2' }],
    [{ functionCall: { id: '2', name: 'f', args: {} } }],
  ]
  fake.script({ chunks: parts.map((each, index) => chunk(each, index === parts.length - 1 ? 'STOP' : undefined)) })
  const chat = open()
  await (await chat.sendMessageStream({ message: 'x' })).resolve()
  expect(chat.getHistory(true)[1]).toEqual(
    said(
      { thought: true, text: 'Hmm.' },
      { text: 'Let me see.' },
      { text: '', thoughtSignature: 'S1' },
      { functionCall: { id: '1', name: 'f', args: { a: 1 } }, thoughtSignature: 'S2' },
      { functionCall: { id: '2', name: 'f', args: {} } },
    ),
  )
})

test('a call whose arguments streamed is told whole', async () => {
  const piece = (jsonPath: string, stringValue: string, willContinue: boolean) => ({
    jsonPath,
    stringValue,
    willContinue,
  })
  fake.script({
    chunks: [
      chunk([{ functionCall: { name: 'f', willContinue: true }, thoughtSignature: 'S' }]),
      chunk([{ functionCall: { partialArgs: [piece('$.city', 'New ', true)], willContinue: true } }]),
      chunk([{ functionCall: { partialArgs: [piece('$.city', 'York', false)], willContinue: true } }]),
      chunk([{ functionCall: {} }], 'STOP'),
    ],
  })
  const chat = open()
  await (await chat.sendMessageStream({ message: 'x' })).resolve()
  expect(chat.getHistory(true)[1]).toEqual(
    said({ functionCall: { name: 'f', args: { city: 'New York' } }, thoughtSignature: 'S' }),
  )
})

describe.each([
  ['no content', {}],
  ['a content without parts', { content: { role: 'model' } }],
  ['an empty part', { content: { role: 'model', parts: [{}] } }],
  ['an empty text', { content: { role: 'model', parts: [{ text: '' }] } }],
])('a last chunk with %s', (_, last) => {
  test('does not erase the turn', async () => {
    fake.script({ chunks: [chunk([{ text: 'Hello' }]), { candidates: [{ ...last, finishReason: 'STOP' }] }] })
    const chat = open()
    await (await chat.sendMessageStream({ message: 'x' })).resolve()
    expect(chat.getHistory(true)).toEqual([user('x'), said({ text: 'Hello' })])
  })
})

test('news of what it cost, alone in a chunk, changes nothing', async () => {
  fake.script({ chunks: [chunk([{ text: 'Hello' }], 'STOP'), { usageMetadata: { totalTokenCount: 3 } }] })
  const chat = open()
  const reply = await chat.sendMessageStream({ message: 'x' })
  expect((await reply.resolve()).usage.totalTokens).toBe(3)
  expect(chat.getHistory(true)).toEqual([user('x'), said({ text: 'Hello' })])
})

test('a refused prompt stays in the whole history, and is not told again', async () => {
  fake.script({ whole: { promptFeedback: { blockReason: 'SAFETY' } } })
  const chat = open()
  const { finishReason } = await chat.sendMessage({ message: 'bad' })
  expect(finishReason).toBe('blocked')
  expect(chat.getHistory()).toEqual([user('bad'), said()])
  await chat.sendMessage({ message: 'good' })
  expect(sent()).toEqual([user('good')])
})

test('a reply that was held back half-way is told as far as it came', async () => {
  fake.script({ whole: chunk([{ text: 'So far' }], 'SAFETY') })
  const chat = open()
  await chat.sendMessage({ message: 'x' })
  expect(chat.getHistory(true)).toEqual([user('x'), said({ text: 'So far' })])
})

test('a request that fails was never said', async () => {
  const chat = open()
  fake.script({ error: { code: 500, status: 'INTERNAL', message: 'no' } })
  await expect(chat.sendMessage({ message: 'x' })).rejects.toMatchObject({ httpStatus: 500 })
  fake.script({ error: { code: 500, status: 'INTERNAL', message: 'no' } })
  await expect(chat.sendMessageStream({ message: 'x' })).rejects.toMatchObject({ httpStatus: 500 })
  expect(chat.getHistory()).toEqual([])
  expect((await chat.sendMessage({ message: 'y' })).text).toBe('You said: y')
})

test('what somebody stopped is kept, and told again', async () => {
  fake.script({ chunks: [chunk([{ text: 'Hel' }]), chunk([{ text: 'lo' }])], hold: true })
  const chat = open()
  let seen = ''
  for await (const { text } of await chat.sendMessageStream({ message: 'x' })) {
    seen += text
    if (seen === 'Hello') break
  }
  await chat.sendMessage({ message: 'y' })
  expect(plain(sent())).toEqual([user('x'), said({ text: 'Hello' }), user('y')])
  expect(chat.turns.map(({ status }) => status)).toEqual(['aborted', 'done'])
})

test('a reply that broke is kept, but not told again', async () => {
  fake.script({ chunks: [chunk([{ text: 'Hel' }])], cutAfter: 1 })
  const chat = open()
  const reply = await chat.sendMessageStream({ message: 'x' })
  await expect(reply.resolve()).rejects.toMatchObject({ code: 'network' })
  await chat.sendMessage({ message: 'y' })
  expect(sent()).toEqual([user('y')])
  expect(chat.getHistory()[1]).toEqual(said({ text: 'Hel' }))
  expect(chat.turns[0]?.status).toBe('failed')
})

test('a message with a config of its own has that and no other', async () => {
  const chat = createGeminiClient({ baseUrl: fake.url }).chats.create({
    model: 'gemini-2.5-flash',
    config: { temperature: 1, systemInstruction: 's' },
  })
  await chat.sendMessage({ message: 'a' })
  expect(fake.requests.at(-1)?.body).toMatchObject({ generationConfig: { temperature: 1 }, systemInstruction: {} })
  await chat.sendMessage({ message: 'b', config: { topK: 3 } })
  const body = fake.requests.at(-1)?.body as Record<string, unknown>
  expect(body['generationConfig']).toEqual({ topK: 3 })
  expect(body['systemInstruction']).toBeUndefined()
})

test('a history is given, and is the own of the chat from then on', async () => {
  const history = [user('a'), said({ text: 'b' })]
  const chat = open(history)
  chat.getHistory()[0]?.parts?.push({ text: 'changed' })
  history.push(user('changed'))
  expect(chat.getHistory()).toEqual([user('a'), said({ text: 'b' })])
  expect(() => open([{ role: 'system', parts: [] }])).toThrow(/`user` or `model`/)
})
