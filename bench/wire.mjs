/**
 * Does reading a flow cost the same per byte, however long the reply and however it is cut?
 * Prints a table of times and the growth when the bytes double (2.0 is linear). `npm run bench:wire`
 */
import { createFlowFrameReader } from '../dist/wire/flow-frames.js'

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
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)])
}

const workloads = [
  { name: 'small frames, 16 kB chunks', make: small, size: 16_384 },
  { name: 'small frames, 64-byte chunks', make: small, size: 64 },
  { name: 'one frame, 16 kB chunks', make: one, size: 16_384 },
  { name: 'one frame, 256-byte chunks', make: one, size: 256 },
  { name: 'a printed JSON reply, 16 kB chunks', make: pretty, size: 16_384 },
]

console.log('| workload | 1 MB | 2 MB | 4 MB | growth per doubling |')
console.log('|---|---:|---:|---:|---:|')
let worst = 0
for (const { name, make, size } of workloads) {
  const [a, b, c] = medians([1, 2, 4].map((factor) => pieces(make(factor * MB), size)))
  const growth = Math.sqrt(c / a)
  worst = Math.max(worst, growth)
  console.log(`| ${name} | ${a.toFixed(1)} ms | ${b.toFixed(1)} ms | ${c.toFixed(1)} ms | ${growth.toFixed(2)} |`)
}
console.log(`\nworst growth per doubling: ${worst.toFixed(2)} (linear is 2.0, the target is at most 2.3)`)
