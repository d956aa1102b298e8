import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createGenkitClient, GenAIError } from 'react-genai/client'
import { chunkFuzz, mockTransport, type Chunking } from 'react-genai/testing'
import { createBlockParser, createSseParser, type SseEvent } from '../../src/wire/sse.ts'

interface Expected {
  event?: string
  data: string
  id?: string | undefined
}
interface Vector {
  id: string
  kind: string
  input?: string
  inputBase64?: string
  native?: string[]
  expect: {
    events: Expected[]
    lastEventId?: string
    retry?: number | null
    eof?: { flushed: Expected }
    messages?: unknown[]
    error?: { message: string }
    mustError?: string
    result?: unknown
    resultOrError?: unknown
  }
}

const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/sse.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}
const bytesOf = ({ input, inputBase64 }: Vector): Uint8Array =>
  inputBase64 === undefined ? new TextEncoder().encode(input) : Uint8Array.from(Buffer.from(inputBase64, 'base64'))

/** The chunkings that the vectors name, and many more. */
function* chunkingsOf(vector: Vector): Generator<Chunking> {
  yield* chunkFuzz(bytesOf(vector), { sizes: [2, 3, 7], positions: 100 })
  const { native } = vector
  if (native) yield { name: 'native', pieces: native.map((piece) => Uint8Array.from(Buffer.from(piece, 'base64'))) }
}

function readSse(chunks: Iterable<Uint8Array>): { events: SseEvent[]; retry: number | null } {
  const events: SseEvent[] = []
  let retry: number | null = null
  const parser = createSseParser({ onEvent: (event) => events.push(event), onRetry: (ms) => (retry = ms) })
  for (const chunk of chunks) parser.push(chunk)
  parser.end()
  return { events, retry }
}

const wanted = ({ event, data, id }: Expected) => ({ event: event ?? 'message', data, id })

describe('Server-Sent Events: WHATWG and generated vectors', () => {
  const cases = vectors.filter((vector) => vector.kind === 'sse')
  test('there are vectors to check', () => expect(cases.length).toBeGreaterThan(75))

  test.each(cases.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    for (const { name: how, pieces } of chunkingsOf(vector)) {
      const { events, retry } = readSse(pieces)
      const complete = events.filter((event) => !event.unterminated)
      expect(complete.map(wanted), how).toEqual(vector.expect.events.map(wanted))
      expect(retry, how).toBe(vector.expect.retry ?? null)
      // The standard drops a last event without its blank line; we keep it, marked, for those who know what to do with it.
      const flushed = events.filter((event) => event.unterminated)
      expect(flushed.map(wanted), how).toEqual(vector.expect.eof?.flushed ? [wanted(vector.expect.eof.flushed)] : [])
    }
  })
})

describe('Genkit flows: vectors of the same set', () => {
  const flows = vectors.filter((vector) => vector.kind === 'genkit')
  test.each(flows.map((vector) => [vector.id, vector] as const))('%s', async (_, vector) => {
    const { messages, error, mustError, ...rest } = vector.expect
    for (const { name: how, pieces } of chunkingsOf(vector)) {
      const got = await readFlow(pieces)
      expect(got.messages, how).toEqual(messages)
      expect(got.error, how).toContain(error?.message ?? mustError ?? '')
      expect(got.result, how).toEqual(rest.result ?? rest.resultOrError)
    }
  })
})

/** What the client makes of a body that arrives in these pieces. */
async function readFlow(pieces: Uint8Array[]): Promise<{ messages: unknown[]; result?: unknown; error: string }> {
  const { fetch } = mockTransport((request) => request.write(...pieces).close())
  const messages: unknown[] = []
  try {
    const reply = createGenkitClient({ fetch }).flow('f').stream(1)
    for await (const chunk of reply) messages.push(chunk.raw)
    // Not `raw` or `output`: like Genkit's, they hold no falsy value.
    const part = (await reply.resolve()).message?.content.at(-1)
    return { messages, result: part && ('data' in part ? part.data : Object.values(part)[0]), error: '' }
  } catch (error) {
    return { messages, error: GenAIError.is(error) ? `${error.code}: ${error.message}` : `unknown: ${String(error)}` }
  }
}

describe('lines', () => {
  test('a NUL makes an id void, an empty id resets it', () => {
    expect(
      readSse([new TextEncoder().encode('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n')]).events.map(
        (e) => e.lastEventId,
      ),
    ).toEqual(['1', '1', ''])
  })
  test('what is not data is told whole, not lost', () => {
    const seen: string[][] = []
    const parser = createBlockParser({ onBlock: () => undefined, onField: (...field) => seen.push(field.map(String)) })
    parser.push(new TextEncoder().encode('error: {"a":1}\n\nEND'))
    parser.end()
    expect(seen).toEqual([
      ['error: {"a":1}', 'error', '{"a":1}', 'false'],
      ['END', 'END', '', 'true'],
    ])
  })
})
