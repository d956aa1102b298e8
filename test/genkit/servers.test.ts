import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenkitClient } from 'react-genai/client'
import { failureOf } from './failure.ts'
import { type Build, type Lab, startLab } from './lab.ts'

const HOSTS = ['', 'next/', 'callable/']

describe.each<Build>(['cjs', 'esm'])('a flow on a real %s server', (build) => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab(build)
  })
  afterAll(() => lab[Symbol.asyncDispose]())
  const flow = (path: string) => createGenkitClient({ baseUrl: lab.url }).flow(path)

  test.each(HOSTS)('%scount: streams, and answers at once', async (host) => {
    const reply = flow(`${host}count`).stream({ n: 3 })
    const texts: string[] = []
    for await (const chunk of reply) texts.push(chunk.text)
    expect(texts).toEqual(['word0 👋🏽 ', 'word1 👋🏽 ', 'word2 👋🏽 '])
    expect((await flow(`${host}count`).generate({ n: 2 })).output).toBe('word0 👋🏽 word1 👋🏽 ')
  })

  test.each(HOSTS)('%scount: a failure in the middle keeps what came before it', async (host) => {
    const error = await failureOf(flow(`${host}count`).stream({ n: 2, fail: true }).resolve())
    expect(error.code).toBe('server')
    // Two copies of Genkit's core do not know each other's errors, and a callable tells of none.
    const isTold = (build === 'cjs' && host === '') || host === 'next/'
    expect(error.status).toBe(isTold ? 'NOT_FOUND' : 'INTERNAL')
    expect(error.response?.text).toBe('word0 👋🏽 word1 👋🏽 ')
  })

  test.each(HOSTS)('%sshout: bad input is refused without its schema in the message', async (host) => {
    const error = await failureOf(flow(`${host}shout`).generate({ wrong: 1 }))
    expect(['http', 'server']).toContain(error.code)
    expect(error.message).not.toContain('additionalProperties')
    expect((await flow(`${host}shout`).generate({ text: 'hi' })).output).toBe('HI')
  })

  test.each(['silent', 'next/silent'])('%s: returns nothing, and that is no failure', async (path) => {
    expect((await flow(path).stream(1).resolve()).text).toBe('')
    expect((await flow(path).generate(1)).output).toBeNull()
  })

  test('a callable that says that it is alive is not cut off', async () => {
    const client = createGenkitClient({ baseUrl: lab.url, idleTimeout: 1500 })
    const reply = client.flow('callable/heartbeat').stream({ n: 1, ms: 2500 })
    expect((await reply.resolve()).output).toBe('word0 👋🏽 ')
  })

  test("by the names of Genkit's proposal: results and chunks as they came", async () => {
    const genkit = createGenkitClient({ baseURL: lab.url })
    expect(await genkit.runFlow('shout', { text: 'hi' })).toBe('HI')
    expect(await genkit.runFlow('silent')).toBeUndefined()
    const { stream, output, streamId } = genkit.streamFlow('durable', { n: 2 })
    const chunks: unknown[] = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(chunks).toEqual(['word0 👋🏽 ', 'word1 👋🏽 '])
    expect(await output).toBe('word0 👋🏽 word1 👋🏽 ')
    const id = await streamId
    expect(id).toMatch(/^[\da-f-]{36}$/)
    const again = genkit.streamFlow('durable', undefined, { streamId: id ?? undefined })
    expect(await again.output).toBe('word0 👋🏽 word1 👋🏽 ')
    expect(await genkit.streamFlow('count', { n: 1 }).streamId).toBeNull()
    // Who reads only the id must not hear of the failure as one that nobody has seen to.
    expect(await genkit.streamFlow('shout', { wrong: 1 }).streamId).toBeNull()
    expect((await failureOf(genkit.runFlow('shout', { wrong: 1 }))).code).toBe('http')
    const stopped = new AbortController()
    const running = failureOf(genkit.runFlow('count', { n: 100 }, { abortSignal: stopped.signal }))
    stopped.abort()
    expect((await running).code).toBe('aborted')
  })

  test('an answer that leaves a tool open is refused, and nothing that is secret is told', async () => {
    const chat = flow('chat')
    const asked = [{ role: 'user', content: [{ text: 'two' }] }]
    const { message, finishReason, request } = await chat.generate({ messages: asked })
    expect(finishReason).toBe('interrupted')
    expect(request).toBeUndefined()
    expect(JSON.stringify(message)).not.toContain('SECRET')
    const messages = [...asked, message?.toJSON()]
    const respond = [{ toolResponse: { name: 'askUser', ref: 'a1', output: { approved: false } } }]
    const incomplete = await failureOf(chat.generate({ messages, resume: { respond } }))
    expect(build === 'cjs' ? incomplete.status : incomplete.code).toBe(build === 'cjs' ? 'INVALID_ARGUMENT' : 'http')
  })
})
