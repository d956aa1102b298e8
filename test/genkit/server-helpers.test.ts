import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import express, { type RequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGenkitClient } from 'react-genai/client'
import { abortable, answered, streamCors, throwIfGone, toReply } from '../../examples/genkit-server/helpers.ts'
import { failureOf } from './failure.ts'

const require = createRequire(import.meta.url)
const { genkit, z, StreamNotFoundError } = require('genkit/beta') as typeof import('genkit/beta')
const { expressHandler } = require('@genkit-ai/express') as typeof import('@genkit-ai/express')

const seen = { words: 0, turns: 0 }
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function createApp() {
  const ai = genkit({})
  const model = ai.defineModel({ name: 'mute', supports: { multiturn: true, tools: true } }, async (request) => {
    seen.turns++
    const answer = request.messages.at(-1)?.role === 'tool'
    const part = answer ? { text: 'Done.' } : { toolRequest: { name: 'look', input: {} } }
    return { message: { role: 'model', content: [part] }, finishReason: 'stop' }
  })
  const look = ai.defineTool({ name: 'look', description: 'Looks', inputSchema: z.object({}) }, async () => 'seen')
  const words = ai.defineFlow({ name: 'words', inputSchema: z.any() }, async (_, { sendChunk, abortSignal }) => {
    for (seen.words = 0; seen.words < 100; seen.words++) {
      throwIfGone(abortSignal)
      sendChunk(`word ${seen.words} `)
      await pause(20)
    }
  })
  const chat = ai.defineFlow({ name: 'chat', inputSchema: z.any() }, async () =>
    toReply(await ai.generate({ model, prompt: 'Look', system: 'SECRET', tools: [look] })),
  )
  const gone: RequestHandler = async () => {
    await pause(1)
    throw new StreamNotFoundError('nope')
  }
  const app = express()
  app.use(streamCors(['https://app.example.com']))
  app.use(express.json())
  app.post('/words', abortable, expressHandler(words))
  app.post('/deaf', expressHandler(words))
  app.post('/chat', expressHandler(chat))
  app.post('/gone', answered(gone))
  return app
}

describe('helpers for a Genkit server', () => {
  let url: string
  const server = createServer(createApp())
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  const wordsAfterStop = async (path: string): Promise<number> => {
    const reply = createGenkitClient({ baseUrl: url }).flow(path).stream(1)
    const ending = failureOf(reply.resolve())
    await expect.poll(() => reply.snapshot.text.length).toBeGreaterThan(10)
    reply.abort()
    await ending
    await pause(100)
    const { words } = seen
    await pause(200)
    return seen.words - words
  }

  test('a flow that is stopped stops, where it is told; without the helper it goes on', async () => {
    expect(await wordsAfterStop('words')).toBe(0)
    expect(await wordsAfterStop('deaf')).toBeGreaterThan(0)
  })

  test('a reply brings neither the system prompt nor the tools', async () => {
    const response = await createGenkitClient({ baseUrl: url }).flow('chat').generate(1)
    expect(response.text).toBe('Done.')
    expect(response.request).toBeUndefined()
    expect(JSON.stringify(response.raw)).not.toMatch(/SECRET|inputSchema/)
  })

  test('a page of another origin may read the ids of streams, and no other page may', async () => {
    const ask = async (origin: string, method: string): Promise<Headers> =>
      (await fetch(`${url}/chat`, { method, headers: { origin } })).headers
    const allowed = await ask('https://app.example.com', 'OPTIONS')
    expect(allowed.get('access-control-allow-headers')).toContain('x-genkit-stream-id')
    expect((await ask('https://app.example.com', 'POST')).get('access-control-expose-headers')).toContain(
      'x-genkit-stream-id',
    )
    expect((await ask('https://evil.example.com', 'OPTIONS')).has('access-control-allow-origin')).toBe(false)
  })

  test('an id that is not known is answered, and nobody dies', async () => {
    const flow = createGenkitClient({ baseUrl: url }).flow('gone')
    const error = await failureOf(flow.resume?.('nope').resolve() ?? Promise.resolve())
    expect(error.status).toBe('NOT_FOUND')
  })
})
