/**
 * Does reading a flow cost the same per byte, however long the reply and however it is cut?
 * Prints a table of times and the growth when the bytes double (2.0 is linear), and what an image of Gemini's costs in pieces
 * of several sizes, through our client and through Google's. `npm run bench -- wire`
 */
import { GoogleGenAI } from '@google/genai'
import { createGeminiClient } from '../dist/client/index.js'
import { createFlowFrameReader } from '../dist/wire/flow-frames.js'
import { keepTables, median } from './results.mjs'

const MB = 1_000_000
const encode = (text) => new TextEncoder().encode(text)

function small(bytes) {
  const frame = `data: ${JSON.stringify({ message: { role: 'model', index: 0, content: [{ text: 'a few words of a reply, ' }] } })}\n\n`
  return encode(frame.repeat(Math.ceil(bytes / frame.length)))
}
const one = (bytes) =>
  encode(`data: ${JSON.stringify({ message: { content: [{ media: { url: 'x'.repeat(bytes) } }] } })}\n\n`)
const pretty = (bytes) => encode(`{"result":{\n${'  "key": 1,\n'.repeat(bytes / 12)}"last":1}}`)

function pieces(bytes, size) {
  const list = []
  for (let at = 0; at < bytes.length; at += size) list.push(bytes.subarray(at, at + size))
  return list
}

function time(chunks) {
  const started = performance.now()
  const reader = createFlowFrameReader()
  let frames = 0
  for (const chunk of chunks) frames += reader.push(chunk).length
  frames += reader.end().length
  return { ms: performance.now() - started, frames }
}

/** Interleaved, so that a busy moment of the machine hits all alike. */
function medians(cases, rounds = 15) {
  const times = cases.map(() => [])
  for (let round = 0; round < rounds + 3; round++) {
    cases.forEach((chunks, at) => {
      const { ms } = time(chunks)
      if (round >= 3) times[at].push(ms)
    })
  }
  return times.map(median)
}

const workloads = [
  { name: 'small frames, 16 kB chunks', make: small, size: 16_384 },
  { name: 'small frames, 64-byte chunks', make: small, size: 64 },
  { name: 'one frame, 16 kB chunks', make: one, size: 16_384 },
  { name: 'one frame, 256-byte chunks', make: one, size: 256 },
  { name: 'a printed JSON reply, 16 kB chunks', make: pretty, size: 16_384 },
]

const kept = keepTables()
const growths = workloads.map(({ name, make, size }) => {
  const [a, b, c] = medians([1, 2, 4].map((factor) => pieces(make(factor * MB), size)))
  return [name, ...[a, b, c].map((ms) => `${ms.toFixed(1)} ms`), Math.sqrt(c / a).toFixed(2)]
})
kept.table('growth', ['workload', '1 MB', '2 MB', '4 MB', 'growth per doubling'], growths)

/** A picture in one event, as image models send it. */
const image = encode(
  `data: ${JSON.stringify({
    candidates: [
      {
        content: {
          role: 'model',
          parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0K'.repeat(206_250) } }],
        },
        finishReason: 'STOP',
      },
    ],
  })}\r\n\r\n`,
)

const answering = (chunks) => () => {
  let at = 0
  const body = new ReadableStream({
    pull: (controller) => (at < chunks.length ? controller.enqueue(chunks[at++]) : controller.close()),
  })
  return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
}

const clients = {
  'react-genai': (fetch) => createGeminiClient({ baseUrl: 'http://bench.test', fetch }),
  '@google/genai': (fetch) => new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: 'http://bench.test', fetch } }),
}

async function timeImage(client, chunks) {
  const started = performance.now()
  let events = 0
  const stream = await clients[client](answering(chunks)).models.generateContentStream({ model: 'm', contents: 'x' })
  for await (const _ of stream) events++
  if (events !== 1) throw new Error(`${client} saw ${events} events.`)
  return performance.now() - started
}

const SIZES = [65_536, 4_096, 1_024, 256]
/** Clients in turns, after one round that warms them up. */
const ROUNDS = 5
const imageTimes = Object.fromEntries(Object.keys(clients).map((client) => [client, SIZES.map(() => [])]))
for (let round = -1; round < ROUNDS; round++) {
  for (const [at, size] of SIZES.entries()) {
    const chunks = pieces(image, size)
    for (const client of Object.keys(clients)) {
      const ms = await timeImage(client, chunks)
      if (round >= 0) imageTimes[client][at].push(ms)
    }
  }
}
const images = Object.entries(imageTimes).map(([client, times]) => {
  const all = times.map(median)
  return [client, ...all.map((ms) => `${ms.toFixed(0)} ms`), (all[3] / all[0]).toFixed(2)]
})
const title = `an image of ${(image.length / MB).toFixed(2)} MB in one event`
kept.table('image', [title, '64 KiB', '4 KiB', '1 KiB', '256 bytes', '256 bytes over 64 KiB'], images)
