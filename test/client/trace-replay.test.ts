import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AgentError, createGenkitClient, GenAIError } from 'react-genai/client'
import { failureOf } from '../genkit/failure.ts'
import { play, type Played } from './trace-play.ts'
import { answering, type Trace, traces } from './recorded-traces.ts'

/** What each trace should come to, by its name: line by line as protocols/genkit.md says. */
const expected = JSON.parse(readFileSync(new URL('../fixtures/genkit/played.json', import.meta.url), 'utf8')) as Record<
  string,
  Played
>

/** Traces of which more is to be said than what comes of them: below. */
const ALONE = /^(?:C0|A1|72|NB|esm-dual-package\/77)/
const named = (name: string): Trace => {
  const found = traces.find((trace) => trace.name.startsWith(name))
  if (!found) throw new Error(`There is no trace ${name}`)
  return found
}
const plain = traces.filter(({ name }) => !ALONE.test(name))
const streamed = plain.filter(({ isStream, status }) => isStream && status === 200)

test('every trace that was recorded is played', () => {
  expect(plain.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort())
  expect(traces.length - plain.length).toBe(5)
})

test.each(plain.map((trace) => [trace.name, trace] as const))('%s', async (name, trace) => {
  expect(await play(trace)).toEqual(expected[name])
})

describe.each([1, 7, 64])('in pieces of %i bytes', (pieces) => {
  test.each(streamed.map((trace) => [trace.name, trace] as const))('%s', async (name, trace) => {
    expect(await play(trace, { pieces })).toEqual(expected[name])
  })
})

describe('cut off at any tenth of it', () => {
  test.each(streamed.map((trace) => [trace.name, trace] as const))(
    '%s ends, and loses nothing',
    async (name, trace) => {
      const size = new TextEncoder().encode(trace.body).length
      for (let tenth = 1; tenth < 10; tenth++) {
        const length = Math.floor((size * tenth) / 10)
        const { failed: [, code] = [], text = '' } = await play(trace, { length })
        // A server's last word may have come whole: what is cut off then is what nobody needs.
        if (code === undefined || expected[name]?.failed?.[1] === code) continue
        expect(['truncated', 'protocol', 'parse']).toContain(code)
        // Every word of the chunks that had come whole is there.
        const whole = trace.body.slice(
          0,
          new TextDecoder().decode(new TextEncoder().encode(trace.body).slice(0, length)).length,
        )
        for (const [, word] of whole.matchAll(/^data: \{"message":.*?"text":"((?:\w| )+)"\}.*\}\n\n/gm))
          expect(text).toContain(word)
      }
    },
  )
})

describe('of some there is more to say', () => {
  const client = (trace: Trace, fetch = answering(trace)) =>
    createGenkitClient({ baseUrl: 'https://traces.example', fetch, reconnectTimeout: 0 })

  test.each(['72', 'NB'])('%s: a stream that is not known any more', async (name) => {
    const trace = named(name)
    const error = await failureOf(client(trace).flow(trace.path).resume?.('nope').resolve() ?? Promise.resolve())
    expect([error.code, error.status, error.httpStatus]).toEqual(['truncated', 'NOT_FOUND', 204])
  })

  test('77: a server that dies of it gives no answer, and is not asked again', async () => {
    let asked = 0
    const fetch: typeof globalThis.fetch = () => {
      asked++
      return Promise.reject(new TypeError('fetch failed'))
    }
    const error = await failureOf(
      client(named('esm-dual-package/77'), fetch).flow('durable').resume?.('nope').resolve() ?? Promise.resolve(),
    )
    expect(error.code).toBe('network')
    expect(asked).toBe(1)
  })

  test('A1: a run in the background is followed to its end, and A4 says that it was stopped', async () => {
    const begun = answering(named('A1'))
    const looked = answering(named('A4'))
    const fetch: typeof globalThis.fetch = (url, init) =>
      (String(url instanceof Request ? url.url : url).endsWith('/getSnapshot') ? looked : begun)(url, init)
    const error = await failureOf(
      client(named('A1'), fetch)
        .agent('customAgent')
        .stream({ message: { role: 'user', content: [{ text: 'slow' }] }, detach: true })
        .resolve(),
    )
    expect(error.code).toBe('aborted')
  })

  test('A0, 99: what an exception says is not told; what the agent says is', async () => {
    for (const [name, said] of [
      ['A0', 'its log says why'],
      ['99', 'backend down'],
    ] as const) {
      const error = await failureOf(client(named(name)).agent('a').generate('go'))
      expect(error).toBeInstanceOf(AgentError)
      expect(error.message).toContain(said)
      expect(error.message).not.toContain('secret')
    }
  })

  test('88: 29 kB of schema do not become a message', async () => {
    const trace = named('88')
    expect(trace.body.length).toBeGreaterThan(900)
    const error = await failureOf(client(trace).flow(trace.path).stream(1).resolve())
    expect(error.message.length).toBeLessThan(800)
  })

  test('91, 10, 60: an interrupt keeps its metadata, and the call beside it its output', async () => {
    for (const name of ['91', '10', '60']) {
      const trace = named(name)
      const isAgent = trace.path.includes('Agent')
      const reply = isAgent ? client(trace).agent('a').stream('go') : client(trace).flow('f').stream(1)
      const { toolRequests } = await reply.resolve()
      expect(toolRequests.map(({ metadata }) => metadata)).toEqual([
        { interrupt: { ui: 'dialog', q: 'Transfer 5?' } },
        { pendingOutput: { tempC: 4 } },
      ])
    }
  })

  test('C0: what breaks the official client is a typed error here, or no error at all', async () => {
    const bodies: [body: string, code: string | undefined][] = [
      ['data: {"message":"a"}\n\n', 'truncated'],
      ['data: {"message":"a"}\r\n\r\ndata: {"result":"a"}\r\n\r\n', undefined],
      [': ping\n\ndata: {"message":"a"}\n\n: ping\n\ndata: {"result":"a"}\n\n', undefined],
      ['data: {}\n\ndata: {"message":"a"}\n\ndata: {"result":"a"}\n\n', undefined],
      ['data: {"message":"a"}\n\nerror: {"status":"UNAVAILABLE","message":"down"}\n\nEND', 'server'],
      ['<!doctype html><title>Sign in</title>', 'protocol'],
    ]
    for (const [body, code] of bodies) {
      const trace = { ...named('02'), body }
      const reply = client(trace).flow('f').stream(1)
      const outcome = await reply.resolve().catch((error: unknown) => error)
      expect(GenAIError.is(outcome) ? outcome.code : undefined, body).toBe(code)
      expect(reply.snapshot.text, body).toBe(code === 'protocol' ? '' : 'a')
    }
  })
})
