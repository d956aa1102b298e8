import { describe, expect, test } from 'vitest'
import { createGenkitClient } from 'react-genai/client'
import { recordFetch } from 'react-genai/testing'
import { serve } from './server.ts'
import { expectations } from './trace-expectations.ts'
import { seenOf } from './trace-seen.ts'
import {
  arrivedIn,
  ask,
  type Delivery,
  deliver,
  keptWords,
  lastFrameOf,
  wordsOf,
  type Outcome,
  readTrace,
  replay,
  TAKEN_UP,
  type Trace,
  traceNames,
} from './trace-socket.ts'

/** What is no answer to be replayed. */
const NO_ANSWERS: Record<string, string> = {
  'C0-official-client-behaviour': 'is about another client',
  'esm-dual-package/77-esm-durable-unknown-id': 'is the death of a server: it is simulated below',
}

const traces = traceNames.filter((name) => !(name in NO_ANSWERS)).map(readTrace)
const named = (start: string): Trace => {
  const found = traces.find(({ name }) => name.startsWith(start))
  if (!found) throw new Error(`There is no trace ${start}.`)
  return found
}
const rowsOf = (some: readonly Trace[]): [name: string, trace: Trace][] => some.map((trace) => [trace.name, trace])
const streams = traces.filter(({ isStream }) => isStream)

/** A run in the background is looked at where it began: it has been stopped, as the trace after it says. */
const whole = (trace: Trace, delivery?: Delivery): Promise<Outcome> =>
  trace.name.startsWith('A1')
    ? ask(trace, (response, { url }) =>
        deliver(response, url?.endsWith('/getSnapshot') ? named('A4') : trace, delivery),
      )
    : replay(trace, delivery)

const idsOf = ({ requests }: Pick<Outcome, 'requests'>): unknown[] =>
  requests.map(({ headers }) => headers['x-genkit-stream-id'])

test('every trace on disk is replayed, or said why not', () => {
  expect([...Object.keys(expectations), ...Object.keys(NO_ANSWERS)].sort()).toEqual(traceNames)
})

test.each(rowsOf(traces.filter(({ size }) => size !== undefined)))('%s is read byte for byte', (_, { body, size }) => {
  expect(body).toHaveLength(size ?? 0)
})

describe('is what the protocol says', () => {
  test.each(rowsOf(traces))('%s', async (name, trace) => {
    const outcome = await whole(trace)
    const { error, ...expected } = expectations[name] ?? {}
    const { says = /^$/, ...facts } = error ?? {}
    expect(seenOf(outcome)).toEqual({ ...expected, ...(error && { error: facts }) })
    expect(outcome.said).toMatch(says)
    // A person may read it: no schema, no input, no exception of the server's (7, 8.3.5).
    const shown = `${outcome.error?.message}${outcome.error?.stack}${JSON.stringify(outcome.error?.response)}`
    expect(shown).not.toMatch(/Provided data|\$schema|secret/)
    expect(outcome.said.length).toBeLessThan(800)
  })
})

describe('was asked for as it was recorded', () => {
  /** Where the recording asks what the client would not. */
  const OTHERWISE: Record<string, [input: unknown, why: string]> = {
    '88-agent-no-init': [{ ...named('88').input, init: {} }, 'an agent is never asked without a beginning'],
    '50-wrong-content-type': [{}, 'its body was not recorded'],
  }

  test.each(rowsOf(traces))('%s', async (name, trace) => {
    const { requests } = await whole(trace)
    const [first] = requests
    const isWhole = !trace.wantsStream && !name.startsWith('82-')
    expect(first?.method).toBe('POST')
    expect(first?.path).toBe(trace.path)
    expect(first?.headers['content-type']).toBe('application/json')
    expect(first?.headers.accept).toBe(isWhole ? '*/*' : 'text/event-stream')
    // What is taken up is not asked again: any body will do (6.6).
    const asked = TAKEN_UP.test(name) ? {} : (OTHERWISE[name]?.[0] ?? trace.input)
    expect(JSON.parse(first?.body ?? '')).toEqual(asked)
    expect(requests).toHaveLength(name.startsWith('A1') ? 2 : 1)
    // An id where there is no stream of that name runs the flow again (73, 74).
    expect(idsOf({ requests }).filter(Boolean)).toEqual(TAKEN_UP.test(name) ? [trace.streamId] : [])
  })
})

/** All that there is to compare. */
const plain = ({ chunks, reply, response, error, said, streamId }: Outcome): unknown => ({
  chunks: chunks.map(({ raw, role, index, accumulatedText }) => ({ raw, role, index, accumulatedText })),
  messages: reply?.messages,
  response: response?.toJSON(),
  session: response?.session,
  error: error && { ...(error as object), said, response: error.response?.toJSON() },
  streamId,
})

describe('is the same in pieces', () => {
  test('which come one by one', async () => {
    const { fetch, exchanges } = recordFetch()
    await ask(named('02'), (response) => deliver(response, named('02'), { size: 1 }), undefined, { fetch })
    expect(exchanges[0]?.packets.length).toBeGreaterThan(named('02').body.length * 0.9)
  })

  test.each(rowsOf(streams))('%s', async (_, trace) => {
    const expected = plain(await whole(trace))
    for (const size of [1, 7, 64]) expect(plain(await whole(trace, { size })), `${size} bytes`).toEqual(expected)
  })
})

const halfOf = ({ body }: Trace): number => body.length >> 1

describe('ends when it is cut, and keeps what had arrived', () => {
  describe.each([
    ['ended at its half', halfOf, false, 'truncated'],
    ['broken at its half', halfOf, true, 'network'],
    ['ended before its end', lastFrameOf, false, 'truncated'],
  ] as const)('%s', (_, untilOf, breaks, code) => {
    // What is all one frame has nothing before its end.
    test.each(rowsOf(streams.filter((trace) => untilOf(trace) > 0)))('%s', async (__, trace) => {
      const until = untilOf(trace)
      const arrived = arrivedIn(trace.body.subarray(0, until), breaks)
      const outcome: Outcome = { chunks: [], requests: [], said: '' }
      // A connection that breaks takes along what has not been read yet: that had not arrived.
      const read = async (): Promise<void> => {
        while (outcome.chunks.length < arrived.length) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      const delivery = { until, ...(breaks && { breaks: read }) }
      await ask(trace, (response) => deliver(response, trace, delivery), outcome, { reconnectTimeout: 0 })
      expect(outcome.error).toMatchObject({ code, retryable: true })
      expect(outcome.response).toBeUndefined()
      expect(outcome.chunks.map(({ raw }) => raw)).toEqual(arrived)
      expect(keptWords(outcome)).toBe(arrived.map(wordsOf).join(''))
    })
  })

  test('an interrupt, with its calls once, though they had come twice', async () => {
    const { error } = await replay(named('91'), { until: lastFrameOf(named('91')) })
    expect(error?.response?.toolRequests).toEqual(expectations['91-agent-interrupt']?.toolRequests)
  })

  test('the state and the artifacts of an agent', async () => {
    const { error } = await replay(named('97'), { until: lastFrameOf(named('97')) })
    expect(error?.response?.session).toMatchObject({
      state: { count: 1, status: 'done' },
      artifacts: [{ name: 'doc.md', parts: [{ text: '# v2' }] }],
    })
  })
})

describe('a durable stream', () => {
  const start = named('N9')
  const half = { until: halfOf(start) }
  const methodsOf = ({ requests }: Outcome): string[] => requests.map(({ method }) => method)

  /** Breaks in the middle, can be reached, and then answers as the trace says. */
  const brokenThen = (first: Trace, then: Trace): Promise<Outcome> => {
    let asked = 0
    return ask(first, (response, { method }) => {
      if (method === 'HEAD') return void response.end()
      return asked++ === 0 ? deliver(response, first, { until: halfOf(first) }) : deliver(response, then)
    })
  }

  test.each([
    ['N9', 'NA', [undefined, undefined, named('NA').streamId]],
    // Express does not repeat the id in a replay, and it is not forgotten.
    ['71', '71', [named('71').streamId, undefined, named('71').streamId]],
  ])('%s that breaks is taken up by its id, and nothing comes twice', async (first, then, ids) => {
    const outcome = await brokenThen(named(first), named(then))
    expect(seenOf(outcome)).toEqual(seenOf(await replay(named(then))))
    expect(methodsOf(outcome)).toEqual(['POST', 'HEAD', 'POST'])
    expect(idsOf(outcome)).toEqual(ids)
  })

  test('that the server has no more keeps what it had, once, and is not asked for again', async () => {
    const outcome = await brokenThen(start, named('NB'))
    expect(outcome.error).toMatchObject({ status: 'NOT_FOUND', httpStatus: 204 })
    expect(keptWords(outcome)).toBe('par')
    expect(methodsOf(outcome)).toEqual(['POST', 'HEAD', 'POST'])
    expect(outcome.reply?.streamId).toBeUndefined()
  })

  test('keeps its id, while there is something to take up', async () => {
    expect((await replay(start, half)).reply?.streamId).toBe(named('NA').streamId)
    expect((await replay(start)).reply?.streamId).toBeUndefined()
    expect((await replay(named('76'))).reply?.streamId).toBeUndefined()
  })

  test('is none where the route gave no id: it is not asked again, nor the next one by an id', async () => {
    const outcome = await brokenThen(named('02'), named('02'))
    expect(outcome.error).toMatchObject({ code: 'truncated' })
    expect(methodsOf(outcome)).toEqual(['POST'])
    await using server = await serve((response, { url }) => deliver(response, url === '/d' ? start : named('74')))
    const client = createGenkitClient({ baseUrl: server.url })
    for (const path of ['d', 'slow', 'd']) await client.flow(path).stream(1).resolve()
    expect(idsOf(server)).toEqual([undefined, undefined, undefined])
  })

  test('77: of which the server dies is asked for once', async () => {
    const trace = readTrace('esm-dual-package/77-esm-durable-unknown-id')
    const outcome = await ask(trace, (_, { socket }) => void socket.destroy())
    expect(seenOf(outcome)).toEqual({ chunks: [], error: { code: 'network', retryable: true } })
    expect(idsOf(outcome)).toEqual([trace.streamId])
  })
})

test('A1: a run in the background that has been completed is the reply', async () => {
  const messages = ['slow', 'done slowly'].map((text, at) => ({ role: at ? 'model' : 'user', content: [{ text }] }))
  const { result } = JSON.parse(named('A4').body.toString()) as { result: { snapshotId: string } }
  const snapshot = { ...result, status: 'completed', finishReason: 'stop', state: { messages } }
  const { response } = await ask(named('A1'), (answer, { url }) =>
    url?.endsWith('/getSnapshot')
      ? void answer.end(JSON.stringify({ result: snapshot }))
      : deliver(answer, named('A1')),
  )
  expect(response).toMatchObject({ text: 'done slowly', finishReason: 'stop' })
  expect(response?.session?.snapshotId).toBe(snapshot.snapshotId)
})

test.each(['04', '46', '81'])('%s keeps the signature of its thoughts, in the stream too', async (start) => {
  const signed = expect.objectContaining({ metadata: { thoughtSignature: 'c2ln' } })
  const { response, chunks } = await replay(named(start))
  expect(response?.content[0]).toEqual(signed)
  expect(chunks[1]?.content[0]).toEqual(signed)
})

test.each(['F1', 'F2', 'F4'])('%s: what the callable server writes as null is not there', async (start) => {
  const { response } = await replay(named(start))
  expect(response?.request).toMatchObject({ messages: [{ role: 'user' }] })
  expect(response?.request).not.toHaveProperty('docs')
})
