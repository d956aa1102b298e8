/** What else is to come of a block than that it runs: what was asked, what was answered. */
import type { Server } from 'node:net'
import { AgentError, createGenkitClient, type GenkitClient } from 'react-genai/client'
import { expect, vi } from 'vitest'
import { shown } from './preludes/gemini.tsx'
import type { chatFlow } from './app/server/flows.ts'
import type { Network } from './network.ts'

interface Ran {
  network: Network
  servers: readonly Server[]
}
interface Expectation {
  doc: string
  /** A word that no other block of the document has. */
  word: string
  /** What happens while it runs. */
  meanwhile?: (ran: Ran) => void
  after: (ran: Ran, module: Record<string, unknown>) => unknown
}

// Past what stands in place of the network while blocks run: servers that they start are real.
const real = globalThis.fetch

/** Where a server listens that a block has started. */
async function addressOf([server]: readonly Server[]): Promise<string> {
  if (!server) throw new Error('No server was started.')
  await vi.waitFor(() => expect(server.listening).toBe(true))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}
const clientOf = async (servers: readonly Server[]): Promise<GenkitClient> =>
  createGenkitClient({ baseUrl: `${await addressOf(servers)}/api`, retry: false, fetch: real })

/** How much has been shown of what a voice said. */
const spoken = (): number => shown.filter((one) => typeof one === 'string').length

export const EXPECTED: readonly Expectation[] = [
  {
    doc: 'README.md',
    word: 'generateStream',
    after: async (_, { own }) => {
      const { chat } = own as { chat: typeof chatFlow }
      const { stream, output } = chat.stream({ messages: [{ role: 'user', content: [{ text: 'Hi' }] }] })
      const chunks: unknown[] = []
      for await (const chunk of stream) chunks.push(chunk)
      expect(JSON.stringify(chunks)).toContain('You said: ')
      expect(await output).toMatchObject({ message: { content: [{ text: 'You said: Hi' }] } })
      expect(await output).not.toHaveProperty('request')
    },
  },
  {
    doc: 'docs/server.md',
    word: 'InMemoryStreamManager',
    after: async ({ servers }) => {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
      const address = await addressOf(servers)
      const response = await real(`${address}/api/chat`, { method: 'POST', headers, body: '{"data":{}}' })
      expect(response.headers.get('x-genkit-stream-id')).toMatch(/./)
      expect(await response.text()).toContain('"Hello"')
    },
  },
  {
    doc: 'docs/agents.md',
    word: 'expressHandler',
    // Its model is Gemini’s, whose plugin is not there: the agent answers that it has failed.
    after: async ({ servers }) => {
      const chat = await (await clientOf(servers)).agent('support').chat()
      await expect(chat.send('Hi')).rejects.toBeInstanceOf(AgentError)
    },
  },
  {
    doc: 'docs/agents.md',
    word: 'restartTool',
    after: ({ network }) =>
      expect(network.asked()).toEqual([
        'POST /api/support',
        'POST /api/support',
        'POST /api/support',
        'POST /api/support/getSnapshot',
      ]),
  },
  {
    doc: 'docs/streaming.md',
    word: 'createRequire',
    // As above: what has no plugin fails, and says so over the wire.
    after: async ({ servers }) => {
      const client = await clientOf(servers)
      await expect(client.flow('answer').stream('Why?').resolve()).rejects.toMatchObject({ code: 'server' })
    },
  },
  {
    doc: 'docs/errors.md',
    word: 'retryDelay',
    after: ({ network }) => expect(network.asked()).toEqual([]),
  },
  {
    doc: 'docs/gemini.md',
    word: 'accumulatedText',
    after: ({ network }) =>
      expect(network.asked()).toEqual([
        'POST /gemini/v1beta/models/gemini-2.5-flash:generateContent',
        'POST /gemini/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
      ]),
  },
  {
    doc: 'docs/gemini.md',
    word: 'geminiProxy',
    after: async ({ network, servers }, { own }) => {
      const { app } = own as { app: { listen: () => unknown } }
      app.listen()
      const models = `${await addressOf(servers)}/gemini/v1beta/models`
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
      const body = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'Hello!' }] }] })
      const answer = await real(`${models}/gemini-2.5-flash:generateContent`, { ...init, body })
      expect(await answer.json()).toHaveProperty('candidates')
      // Chats are let through, and nothing else.
      expect((await real(models, { method: 'DELETE' })).status).toBe(403)
      expect(network.asked()).toEqual(['POST /v1beta/models/gemini-2.5-flash:generateContent'])
    },
  },
  { doc: 'docs/gemini.md', word: 'startUpload', after: () => expect(shown).toContain(1) },
  {
    doc: 'docs/gemini.md',
    word: 'live.connect',
    meanwhile: ({ network }) => {
      // The session is over once it has spoken; or it never does, which is told below.
      void vi
        .waitUntil(() => spoken() > 1 && network.live.received.some((message) => 'clientContent' in message), {
          interval: 20,
          timeout: 4_000,
        })
        .catch(() => undefined)
        .then(() => network.live.close(1000))
    },
    after: ({ network }) => {
      expect(network.asked()).toEqual(['POST /gemini/live-token'])
      expect(spoken()).toBeGreaterThan(1)
    },
  },
  {
    doc: 'docs/streaming.md',
    word: "flow<string>('answer')",
    after: ({ network }) => expect(network.bodyOf('/api/answer')).toEqual({ data: 'Why is the sky blue?' }),
  },
]
