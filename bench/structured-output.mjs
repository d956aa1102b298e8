/**
 * A JSON reply in deltas of 25 characters, its value so far published after each one: what does that cost, beside the
 * partial JSON parsers of others, and does it grow with the reply? `npm run bench -- output`
 *
 * Contestants take turns, after rounds that warm them up; medians of 15 rounds for ours alone, of three beside the others, which
 * take seconds. Every final value is compared with JSON.parse; growth beyond the target ends the run with an error.
 */
import { isDeepStrictEqual } from 'node:util'
import { parsePartialJson as aiSdk } from 'ai'
import { parsePartialJSON as tanstack } from '@tanstack/ai/client'
import { parse as partialJson } from 'partial-json'
import * as z from 'zod'
import { AsyncGenerateResponse, JsonReader } from '../dist/client/index.js'
import { keepTables, median } from './results.mjs'

const KB = 1000
const DELTA = 25
const TARGET_GROWTH = 2.3

const words = (n) => Array.from({ length: n }, (_, i) => ['lorem', 'ipsum', 'dolor', 'sit', 'amet'][i % 5]).join(' ')
const documents = {
  'a list of records': (size) => {
    const items = Array.from({ length: Math.ceil(size / 118) }, (_, id) => ({
      id,
      name: `item ${id}`,
      text: words(8),
      ok: id % 2 === 0,
      price: id * 1.5,
    }))
    return { title: 'records', items }
  },
  'one long text': (size) => ({ title: 'text', body: `${words(size / 6)}\n“quoted”`.slice(0, size) }),
  'many keys in one object': (size) =>
    Object.fromEntries(Array.from({ length: Math.ceil(size / 32) }, (_, at) => [`key number ${at}`, `value ${at}`])),
  'nested, ten deep': (size) => {
    const nest = (depth) => (depth === 0 ? words(6) : { [`level${depth}`]: nest(depth - 1), n: depth })
    return Array.from({ length: Math.ceil(size / 252) }, () => nest(10))
  },
}

const deltasOf = (text) => text.match(new RegExp(`[^]{1,${DELTA}}`, 'g'))

async function reader(deltas) {
  const json = new JsonReader()
  let value
  for (const delta of deltas) {
    json.push(delta)
    value = json.value
  }
  return value
}
async function reply(deltas, output) {
  async function* chunks() {
    for (const text of deltas) yield { role: 'model', index: 0, content: [{ text }] }
  }
  const streamed = new AsyncGenerateResponse(chunks(), { output })
  let value
  for await (const _ of streamed) value = streamed.output
  return value
}
const whole = (parse) => async (deltas) => {
  let text = ''
  let value
  for (const delta of deltas) {
    text += delta
    value = await parse(text)
  }
  return value
}

async function time(run, deltas, expected) {
  const started = performance.now()
  const value = await run(deltas)
  const ms = performance.now() - started
  if (!isDeepStrictEqual(value, expected)) throw new Error('The final value is not what JSON.parse makes of it.')
  return ms
}

/** Each case `rounds` times, in turns, so that a busy moment of the machine hits all alike. */
async function medians(cases, rounds, warmUps = 2) {
  const times = cases.map(() => [])
  for (let round = -warmUps; round < rounds; round++) {
    for (const [at, { run, deltas, expected }] of cases.entries()) {
      const ms = await time(run, deltas, expected)
      if (round >= 0) times[at].push(ms)
    }
  }
  return times.map(median)
}
const make = (document, size, run) => {
  const text = JSON.stringify(document(size))
  return { run, deltas: deltasOf(text), expected: JSON.parse(text), bytes: text.length }
}

const records = z.object({
  title: z.string(),
  items: z.array(z.object({ id: z.number(), name: z.string(), text: z.string(), ok: z.boolean(), price: z.number() })),
})
let missed = 0
const cell = (ms) => `${ms.toFixed(1)} ms`

const kept = keepTables()
const growths = []
for (const [name, document] of Object.entries(documents)) {
  const [alone, one, two] = await medians(
    [make(document, 90 * KB, reader), make(document, 90 * KB, reply), make(document, 180 * KB, reply)],
    15,
  )
  const growth = two / one
  if (growth > TARGET_GROWTH) missed++
  growths.push([name, cell(alone), cell(one), cell(two), growth.toFixed(2)])
}
const checked = (deltas) => reply(deltas, { schema: records })
const withSchema = make(documents['a list of records'], 90 * KB, checked)
const [schemaMs] = await medians([withSchema], 9)
growths.push(['the list, checked by a zod schema as it grows', '', `${schemaMs.toFixed(1)} ms`, '', ''])
kept.table('growth', ['90 kB in deltas of 25', 'JsonReader', 'the whole reply', '180 kB', 'growth'], growths)

const list = make(documents['a list of records'], 90 * KB, reply)
const contestants = {
  'react-genai, the whole reply': reply,
  'TanStack AI, `parsePartialJSON`': whole(tanstack),
  '`partial-json` (what Genkit uses)': whole(partialJson),
  'AI SDK, `parsePartialJson`': whole(async (text) => (await aiSdk(text)).value),
}
const names = Object.keys(contestants)
const totals = await medians(
  names.map((name) => ({ ...list, run: contestants[name] })),
  3,
  1,
)
const beside = names.map((name, at) => [name, `${totals[at].toFixed(0)} ms`, `${(totals[at] / totals[0]).toFixed(0)}×`])
kept.table('peers', [`a list of records, ${list.deltas.length} deltas of ${DELTA}`, 'total', 'beside ours'], beside)
if (missed > 0) {
  console.error(`\n${missed} grew by more than ${TARGET_GROWTH} when the object doubled.`)
  process.exitCode = 1
}
