/**
 * How fast a stream of many small events is read: 75,807 of them, in network chunks of 16 KiB, by the readers of several
 * clients and by what stands below any of them. Every reader says how many events it saw. `npm run bench -- reading`
 */
import { parseJsonEventStream } from '@ai-sdk/provider-utils'
import { GoogleGenAI } from '@google/genai'
import { fetchServerSentEvents } from '@tanstack/ai-client'
import { streamFlow } from 'genkit/beta/client'
import * as z from 'zod'
import { createGeminiClient, createGenkitClient } from '../dist/client/index.js'
import { createFlowFrameReader } from '../dist/wire/flow-frames.js'
import { keepTables, median } from './results.mjs'

const EVENTS = 75_807
const CHUNK = 16_384
const ROUNDS = 5
const URL = 'http://bench.test'

const sse = (value) => `data: ${JSON.stringify(value)}\n\n`
const encode = (text) => new TextEncoder().encode(text)
const words = 'a few words of it '

/** The same words in the frames of each protocol, and how it ends. */
const wires = {
  flow: [sse({ message: { role: 'model', content: [{ text: words }] } }), sse({ result: 'done' })],
  gemini: [
    sse({ candidates: [{ content: { role: 'model', parts: [{ text: words }] } }] }),
    sse({ candidates: [{ content: { role: 'model', parts: [] }, finishReason: 'STOP' }] }),
  ],
  chat: [sse({ type: 'text-delta', id: 'text', delta: words }), ''],
  agui: [
    sse({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'message', delta: words }),
    sse({ type: 'RUN_FINISHED', threadId: 'thread', runId: 'run' }),
  ],
}
const bytesOf = Object.fromEntries(
  Object.entries(wires).map(([name, [event, end]]) => [name, encode(event.repeat(EVENTS) + end)]),
)

function bodyOf(wire) {
  const bytes = bytesOf[wire]
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, (at += CHUNK)))
    },
  })
}
const answering = (wire) => () =>
  Promise.resolve(new Response(bodyOf(wire), { headers: { 'content-type': 'text/event-stream' } }))

async function count(iterable) {
  let events = 0
  for await (const _ of iterable) events++
  return events
}

async function decoded(wire) {
  const decoder = new TextDecoder()
  let length = 0
  for await (const chunk of bodyOf(wire)) length += decoder.decode(chunk, { stream: true }).length
  return length > 0 ? EVENTS : 0
}
async function frames() {
  const reader = createFlowFrameReader()
  let seen = 0
  for await (const chunk of bodyOf('flow')) seen += reader.push(chunk).length
  return seen + reader.end().length
}
/** What reads with the global fetch, which is the only one it knows. */
async function withFetch(wire, run) {
  const { fetch } = globalThis
  globalThis.fetch = answering(wire)
  try {
    return await run()
  } finally {
    globalThis.fetch = fetch
  }
}

const readers = [
  ['`TextDecoder` alone, no events', 'flow', () => decoded('flow')],
  ['**react-genai**, events of a flow as JSON', 'flow', frames],
  [
    'AI SDK, `parseJsonEventStream`',
    'chat',
    () => count(parseJsonEventStream({ stream: bodyOf('chat'), schema: z.any() })),
  ],
  [
    'TanStack AI, `fetchServerSentEvents`',
    'agui',
    () => count(fetchServerSentEvents(URL, { fetchClient: answering('agui') }).connect([])),
  ],
  ['genkit/beta/client, `streamFlow`', 'flow', () => withFetch('flow', () => count(streamFlow({ url: URL }).stream))],
  [
    '**react-genai**, a flow’s reply, accumulated',
    'flow',
    () =>
      count(
        createGenkitClient({ baseUrl: URL, fetch: answering('flow') })
          .flow('flow')
          .stream({}),
      ),
  ],
  [
    '@google/genai, `generateContentStream`',
    'gemini',
    async () => {
      const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: URL, fetch: answering('gemini') } })
      return count(await client.models.generateContentStream({ model: 'm', contents: 'x' }))
    },
  ],
  [
    '**react-genai**, Gemini’s reply, accumulated',
    'gemini',
    async () => {
      const client = createGeminiClient({ baseUrl: URL, fetch: answering('gemini') })
      return count(await client.models.generateContentStream({ model: 'm', contents: 'x' }))
    },
  ],
]

const times = readers.map(() => [])
for (let round = -1; round < ROUNDS; round++) {
  for (const [at, [name, , read]] of readers.entries()) {
    const started = performance.now()
    const seen = await read()
    if (seen < EVENTS) throw new Error(`${String(name)} saw ${seen} of ${EVENTS} events.`)
    if (round >= 0) times[at].push(performance.now() - started)
  }
}
const rows = readers.map(([name, wire], at) => {
  const seconds = median(times[at]) / 1000
  const megabytes = bytesOf[wire].length / 1e6
  return [
    name,
    `${megabytes.toFixed(1)} MB`,
    `${(seconds * 1000).toFixed(0)} ms`,
    `${(megabytes / seconds).toFixed(0)} MB/s`,
  ]
})
keepTables({ rounds: ROUNDS }).table(
  'readers',
  [`${EVENTS.toLocaleString('en')} events`, 'bytes', 'time', 'speed'],
  rows,
)
