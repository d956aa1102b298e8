import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { beforeAll } from 'vitest'
import { createGenkitClient, GenAIError } from 'react-genai/client'
import { mockTransport } from 'react-genai/testing'
import { withoutWaiting } from './broken-network.ts'
import { anyScript, DurableServer, type Script, type Weather } from './durable-server.ts'
import { finds, fuzz } from './fuzz.ts'
import type { Check, Random } from './rounds.ts'

// They are loaded on demand, which takes time that no clock of ours knows.
beforeAll(async () => {
  await Promise.all([import('../../src/client/resume-flow.ts'), import('../../src/client/trouble.ts')])
})

type Fetch = typeof globalThis.fetch

interface Seen {
  script: Script
  server: DurableServer
  /** The texts of the chunks, as they came. */
  texts: string[]
  /** The text of the reply as it ended, or of what is kept of it. */
  text: string
  error: GenAIError | undefined
  streamId: string | undefined
}

const clientOf = (fetch: Fetch) =>
  createGenkitClient({
    retry: false,
    baseUrl: 'http://s.test',
    fetch,
    timeout: 3_000,
    idleTimeout: 1_000,
    reconnectTimeout: 20_000,
  })

/** Reads a reply to its end, whatever that is. */
async function watch(random: Random, weather: Weather, between: (fetch: Fetch) => Fetch): Promise<Seen> {
  const script = anyScript(random)
  const server = new DurableServer(random, script, weather)
  const reply = clientOf(between(server.fetch)).flow<unknown>('f').stream(1)
  const texts: string[] = []
  let error: GenAIError | undefined
  try {
    for await (const chunk of reply) texts.push(chunk.text)
    await reply.resolve()
  } catch (caught) {
    if (!GenAIError.is(caught)) throw caught
    error = caught
  }
  const text = (error ? error.response : await reply.resolve())?.text ?? ''
  return { script, server, texts, text, error, streamId: reply.streamId }
}

/** An id is sent only after somebody has answered a knock, once for each. */
function asksRarely({ log, runs }: DurableServer): void {
  ok(runs <= 1, 'the flow was run twice')
  let knocks = 0
  for (const [at, one] of log.entries()) {
    if (one === 'knock!') knocks++
    ok(one !== 'run' || at === 0, 'the flow was asked again')
    if (one === 'resume') ok(knocks-- > 0, 'an id was sent to a server that had not answered')
  }
}

const same = (fetch: Fetch): Fetch => fetch

/** When every break can be mended, the reply is whole, and nobody sees that there were any. */
const mends =
  (between: (fetch: Fetch) => Fetch): Check =>
  (random, note) =>
    withoutWaiting(async () => {
      const { script, server, texts, text, error, streamId } = await watch(random, 'gentle', between)
      note({ script, log: server.log, error: error && [error.code, error.message] })
      deepStrictEqual(texts, [...script.texts], 'other chunks than were sent')
      strictEqual(text, script.texts.join(''), 'another text than was sent')
      strictEqual(error?.code, script.ending === 'error' ? 'server' : undefined, 'another end than was sent')
      strictEqual(streamId, undefined, 'an id of what is over')
      asksRarely(server)
    })

const CODES = new Set(['network', 'timeout', 'truncated', 'server', 'http', 'protocol', 'parse'])

/** Whatever breaks, what is seen is what was sent, as far as it came; a failure says so, and keeps it. */
const keeps =
  (between: (fetch: Fetch) => Fetch): Check =>
  (random, note) =>
    withoutWaiting(async () => {
      const { script, server, texts, text, error, streamId } = await watch(random, 'hostile', between)
      note({ script, log: server.log, error: error && [error.code, error.message] })
      deepStrictEqual(texts, script.texts.slice(0, texts.length), 'other chunks than were sent')
      strictEqual(text, texts.join(''), 'another text is kept than was seen')
      if (!error) strictEqual(texts.length, script.texts.length, 'a reply that is not whole is no failure')
      ok(!error || CODES.has(error.code), `a failure without a name: ${error?.code}`)
      asksRarely(server)
      if (streamId === undefined) return
      // Somebody tries again, when the network is back.
      server.weather = 'none'
      const again = clientOf(between(server.fetch)).flow<unknown>('f').resume?.(streamId)
      const whole = await again
        ?.resolve()
        .catch((caught: unknown) => (GenAIError.is(caught) ? caught.response : undefined))
      strictEqual(whole?.text, script.texts.join(''), 'what is taken up later is not the whole')
    })

fuzz('a stream that can be taken up is whole, wherever it is cut', mends(same), 60)
fuzz('a stream that breaks in any way is a beginning, and says so', keeps(same), 60)

/** A server that says something else than it should, from its answer number `since` on. */
const changed = (fetch: Fetch, change: (frames: string[]) => string[], since = 0): Fetch => {
  let answers = 0
  return mockTransport(async (request) => {
    const { method, url, headers, signal } = request
    const response = await fetch(url, { method, headers, signal })
    if (method === 'HEAD' || !response.ok || !response.body || answers++ < since) return response
    const frames = (await response.text().catch(() => '')).split('\n\n')
    request.open({ headers: Object.fromEntries(response.headers) })
    return request.write(change(frames).join('\n\n')).close()
  }).fetch
}
/** It replays from where it was, although the client counts from the first chunk. */
const goesOn = (fetch: Fetch): Fetch => changed(fetch, (frames) => frames.slice(1), 1)
/** It says everything twice. */
const twice = (fetch: Fetch): Fetch => changed(fetch, ([first = '', ...rest]) => [first, first, ...rest])

finds('a server that does not replay from the first chunk', mends(goesOn), /(?:)/, 40)
finds('a chunk that comes twice', keeps(twice), /other chunks/, 40)
