import { Chat } from '@ai-sdk/react'
import { lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from 'ai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createGenkitClient,
  fromUIMessage,
  GenerateResponse,
  type ReplyMetadata,
  toChatTransport,
  toUIMessage,
} from 'react-genai/client'
import { mockBackend, mockTransport } from 'react-genai/testing'
import { type Lab, startLab } from './lab.ts'

const open = (transport: ReturnType<typeof toChatTransport>, id = 't'): Chat<UIMessage> =>
  new Chat<UIMessage>({
    id,
    transport,
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  })

const memory = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const textOf = (chat: Chat<UIMessage>): string =>
  chat.lastMessage?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? ''

describe('the chat of the AI SDK on a real Genkit server', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(() => lab[Symbol.asyncDispose]())
  const genkit = () => createGenkitClient({ baseUrl: lab.url })

  test('an agent: each turn goes on from the snapshot of the one before', async () => {
    const chat = open(toChatTransport(genkit().agent('agent')))
    await chat.sendMessage({ text: 'weather' })
    expect(chat.status).toBe('ready')
    expect(textOf(chat)).toBe('Looking. After tool: {"tempC":4}')
    expect(chat.lastMessage?.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'dynamic-tool',
      'step-start',
      'text',
    ])
    expect(chat.lastMessage?.parts[2]).toMatchObject({ state: 'output-available', output: { tempC: 4 } })
    const { genkit: facts } = (chat.lastMessage?.metadata ?? {}) as { genkit?: ReplyMetadata }
    const snapshotId = Object.values(facts?.sessions ?? {})[0]?.snapshotId
    expect(snapshotId).toBeDefined()
    await chat.sendMessage({ text: 'hello' })
    expect(textOf(chat)).toBe('echo(hello)')
    expect((await lab.seen()).bodies.at(-1)?.body).toEqual({
      data: { message: { role: 'user', content: [{ text: 'hello' }] } },
      init: { snapshotId },
    })
  })

  test.each(['chat', 'agent'] as const)('%s: a tool that waits is agreed to, and refused', async (path) => {
    const backend = path === 'chat' ? genkit().flow<unknown>(path) : genkit().agent(path)
    for (const approved of [true, false]) {
      const chat = open(toChatTransport(backend as never))
      await chat.sendMessage({ text: 'wire' })
      const part = chat.lastMessage?.parts.at(-1)
      expect(part).toMatchObject({
        type: 'dynamic-tool',
        state: 'approval-requested',
        approval: { id: 'w1', requestReason: 'confirm 500' },
      })
      await chat.addToolApprovalResponse({ id: 'w1', approved })
      await expect.poll(() => textOf(chat)).toContain('After tool')
      await expect.poll(() => chat.status).toBe('ready')
      expect(textOf(chat)).toContain(approved ? '"toolApproved":true' : '"declined":true')
    }
  })

  test('an agent without a store: the state is whole after a tool that waited', async () => {
    const chat = open(toChatTransport(genkit().agent('stateless')))
    await chat.sendMessage({ text: 'hello' })
    await chat.sendMessage({ text: 'wire' })
    await chat.addToolApprovalResponse({ id: 'w1', approved: true })
    await expect.poll(() => textOf(chat)).toContain('After tool')
    await expect.poll(() => chat.status).toBe('ready')
    await chat.sendMessage({ text: 'hello' })
    const { init } = (await lab.seen()).bodies.at(-1)?.body ?? {}
    const { messages = [] } = (init as { state?: { messages?: { role: string }[] } }).state ?? {}
    expect(messages.map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model', 'tool', 'model'])
  })

  test('what was agreed to once is not agreed to again with the next', async () => {
    const request = (ref: string) => ({
      message: { role: 'model', content: [{ toolRequest: { name: 'pay', ref }, metadata: { interrupt: true } }] },
      finishReason: 'interrupted',
    })
    const results = [request('r1'), request('r2'), { message: { role: 'model', content: [{ text: 'Paid' }] } }]
    const { fetch, requests } = mockTransport((asked, count) => asked.frame({ result: results[count] }).close())
    const flow = createGenkitClient({ baseUrl: 'https://x.example', fetch }).flow<unknown>('pay')
    const chat = open(toChatTransport(flow, { storage: memory() }))
    await chat.sendMessage({ text: 'Pay twice' })
    for (const id of ['r1', 'r2']) {
      await expect.poll(() => chat.lastMessage?.parts.at(-1)).toMatchObject({ state: 'approval-requested' })
      await chat.addToolApprovalResponse({ id, approved: true })
    }
    await expect.poll(() => textOf(chat)).toBe('Paid')
    const refs = requests.map(({ body }) => {
      const { resume } = (body as { data: { resume?: unknown } }).data
      return JSON.stringify(resume)?.match(/r\d/g)
    })
    expect(refs).toEqual([undefined, ['r1'], ['r2']])
  })

  test('reasoning, state and artifacts come too, and a failure is told', async () => {
    const chat = open(toChatTransport(genkit().agent('custom')))
    await chat.sendMessage({ text: 'go' })
    expect(chat.lastMessage?.parts.find(({ type }) => type === 'data-artifact')).toMatchObject({
      data: { name: 'doc.md', parts: [{ text: '# v2' }] },
    })
    // The server's final word, in place of what it had streamed.
    expect(textOf(chat)).toBe('ok go')
    await chat.sendMessage({ text: 'fail' })
    expect(chat.status).toBe('error')
    expect(chat.error?.message).toContain('UNAVAILABLE')
    const thinker = open(toChatTransport(genkit().agent('agent')))
    await thinker.sendMessage({ text: 'reason' })
    expect(thinker.lastMessage?.parts.map((part) => ('text' in part ? [part.type, part.text] : part.type))).toEqual([
      'step-start',
      ['reasoning', 'Let me '],
      ['reasoning', 'think.'],
      ['text', '42'],
    ])
    // A signature goes back as it came.
    expect(thinker.messages.flatMap((message) => fromUIMessage(message)).at(-1)?.content[1]).toEqual({
      reasoning: 'think.',
      metadata: { thoughtSignature: 'c2ln' },
    })
  })

  test('a reply that the server keeps is taken up after a reload', async () => {
    const storage = memory()
    const backend = genkit().flow<unknown>('durable-chat')
    const before = (await lab.seen()).runs['chat'] ?? 0
    const first = open(toChatTransport(backend, { storage }))
    void first.sendMessage({ text: 'slow 20 30' })
    await expect.poll(() => storage.kept.size).toBe(1)
    const { messages } = first
    // The page is gone; another one begins with what was kept.
    const second = open(toChatTransport(backend, { storage }))
    second.messages = messages.slice(0, 1)
    await second.resumeStream()
    expect(textOf(second)).toMatch(/^word0 .*word19 👋🏽 $/)
    expect((await lab.seen()).runs['chat']).toBe(before + 1)
    expect(storage.kept.size).toBe(0)
    expect(await toChatTransport(backend, { storage }).reconnectToStream({ chatId: 't' })).toBeNull()
  })

  test('stop closes the connection, and is no error', async () => {
    const chat = open(toChatTransport(genkit().flow<unknown>('chat'), { storage: memory() }))
    const sending = chat.sendMessage({ text: 'slow 100 20' })
    await expect.poll(() => textOf(chat).length).toBeGreaterThan(10)
    await chat.stop()
    await sending
    expect(chat.status).toBe('ready')
    expect(chat.error).toBeUndefined()
  })
})

describe('messages of the AI SDK and of Genkit', () => {
  test('a whole reply becomes one message, and the same reply again', () => {
    const reply = [
      {
        role: 'model' as const,
        content: [
          { text: 'Looking. ' },
          { reasoning: 'Hm', metadata: { thoughtSignature: 's' } },
          { toolRequest: { name: 'look', ref: 'r', input: { at: 1 } }, metadata: { thoughtSignature: 't' } },
          { toolRequest: { name: 'look', input: { at: 2 } } },
        ],
      },
      {
        role: 'tool' as const,
        content: [
          { toolResponse: { name: 'look', ref: 'r', output: 1 } },
          { toolResponse: { name: 'look', output: 2 } },
        ],
      },
      { role: 'model' as const, content: [{ text: 'Done' }, { media: { url: 'data:image/png;base64,AA' } }] },
    ]
    const message = toUIMessage(reply, { id: 'a' })
    expect(message.role).toBe('assistant')
    const [first, second, third] = fromUIMessage(message)
    expect([first, second]).toEqual(reply.slice(0, 2))
    expect(third?.content).toEqual([
      { text: 'Done' },
      { media: { url: 'data:image/png;base64,AA', contentType: 'image/png' } },
    ])
  })

  test('a file that a person attaches keeps its name and type', () => {
    expect(
      fromUIMessage({
        id: 'u',
        role: 'user',
        parts: [
          { type: 'text', text: 'See' },
          { type: 'file', url: 'data:text/plain,hi', mediaType: 'text/plain', filename: 'hi.txt' },
        ],
      }),
    ).toEqual([
      {
        role: 'user',
        content: [
          { text: 'See' },
          { media: { url: 'data:text/plain,hi', contentType: 'text/plain' }, metadata: { name: 'hi.txt' } },
        ],
      },
    ])
  })

  test('any backend will do', async () => {
    const backend = mockBackend<unknown>()
    const chat = open(toChatTransport(backend, { toInput: ({ messages }) => messages.length }))
    const sending = chat.sendMessage({ text: 'Hi' })
    await expect.poll(() => backend.requests.length).toBe(1)
    expect(backend.requests[0]?.input).toBe(1)
    backend.text('Hel')
    backend.text('lo')
    backend.end(new GenerateResponse({ message: { role: 'model', content: [{ text: 'Hello' }] } }).toJSON())
    await sending
    expect(textOf(chat)).toBe('Hello')
  })
})
