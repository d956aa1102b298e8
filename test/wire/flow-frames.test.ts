import { readdirSync, readFileSync } from 'node:fs'
import { chunkFuzz } from 'react-genai/testing'
import { describe, expect, test } from 'vitest'
import { foreignIn, toFlowError } from '../../src/wire/error-body.ts'
import { createFlowFrameReader, type FlowFrame } from '../../src/wire/flow-frames.ts'

const fixtures = new URL('../fixtures/genkit/', import.meta.url)
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A frame, with what it holds of a failure read too. */
type Read = Exclude<FlowFrame, { type: 'error' | 'foreign' }> | { type: 'error' | 'foreign'; [field: string]: unknown }

function readWhole(frame: FlowFrame): Read {
  if (frame.type === 'error') return { ...frame, value: toFlowError(frame.value) }
  return frame.type === 'foreign' ? { type: 'foreign', ...foreignIn(frame.text) } : frame
}

function read(chunks: Iterable<Uint8Array>): Read[] {
  const reader = createFlowFrameReader()
  const frames: FlowFrame[] = []
  for (const chunk of chunks) frames.push(...reader.push(chunk))
  return [...frames, ...reader.end()].map(readWhole)
}
const readText = (text: string): Read[] => read([encode(text)])

interface Vector {
  fn: string
  input: { body: string }
  expected: { events: FlowFrame[] }
  source: string
}
const vectors = (JSON.parse(readFileSync(new URL('vectors.json', fixtures), 'utf8')) as Vector[]).filter(
  (vector) => vector.fn === 'wire.frames',
)

describe('bodies recorded from real Genkit servers', () => {
  test('there are vectors to check', () => expect(vectors.length).toBeGreaterThanOrEqual(50))

  test.each(vectors.map((vector) => [vector.source.split('/').at(-1), vector] as const))(
    '%s',
    (_, { input, expected }) => {
      for (const { name, pieces } of chunkFuzz(input.body, { positions: 200 })) {
        expect(read(pieces), name).toEqual(expected.events)
      }
    },
  )
})

describe('every trace', () => {
  const folder = new URL('traces/', fixtures)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))
  const bodies = files.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const body = /^\[response body[^\n]*\]\n([^]*?)\n?\[end(?: of body)?\]/m.exec(text)?.[1]
    return body === undefined ? [] : [[name, body] as const]
  })

  test('most traces hold a body', () => expect(bodies.length).toBeGreaterThan(70))

  // What ends neither in a result nor in an error: flows that return nothing, pages that are no flow's, empty bodies.
  const endings = new Map<string, FlowFrame['type'] | undefined>([
    ...(['37', '38', 'NC'] as const).map((file) => [file, 'empty'] as const),
    ...(['49', 'NE'] as const).map((file) => [file, 'foreign'] as const),
    ['72', undefined],
    ['NB', undefined],
  ])

  test.each(bodies)('%s ends as it should, and reads the same at every chunking', (file, body) => {
    const whole = readText(body)
    const trace = file.slice(0, 2)
    const last = whole.findLast(({ type }) => type !== 'comment' && type !== 'end')?.type
    expect(last).toBe(endings.has(trace) ? endings.get(trace) : body.includes('"result":') ? 'result' : 'error')
    for (const { name, pieces } of chunkFuzz(body, { positions: 200 })) expect(read(pieces), name).toEqual(whole)
  })
})

describe('what stands between a server and a page', () => {
  const chunk = (value: unknown): FlowFrame => ({ type: 'chunk', value })

  test.each([
    ['CRLF', 'data: {"message":"a"}\r\n\r\ndata: {"result":"a"}\r\n\r\n'],
    ['CR', 'data: {"message":"a"}\r\rdata: {"result":"a"}\r\r'],
    ['no space after the colon', 'data:{"message":"a"}\n\ndata:{"result":"a"}\n\n'],
    ['a byte order mark', '\uFEFFdata: {"message":"a"}\n\ndata: {"result":"a"}\n\n'],
    ['event, id and retry fields', 'id: 1\nevent: x\nretry: 5\ndata: {"message":"a"}\n\ndata: {"result":"a"}\n\n'],
    ['no blank line at the end', 'data: {"message":"a"}\n\ndata: {"result":"a"}'],
    ['blank lines before the first frame', '\n\n\ndata: {"message":"a"}\n\ndata: {"result":"a"}\n\n'],
  ])('%s changes nothing', (_, body) => {
    for (const { name, pieces } of chunkFuzz(body)) {
      expect(read(pieces), name).toEqual([chunk('a'), { type: 'result', value: 'a' }])
    }
  })

  test('a code point cut in two arrives whole', () => {
    const body = 'data: {"message":"wörld 👋🏽 日本"}\n\ndata: {"result":"👋🏽"}\n\n'
    for (const { name, pieces } of chunkFuzz(body)) {
      expect(read(pieces), name).toEqual([chunk('wörld 👋🏽 日本'), { type: 'result', value: '👋🏽' }])
    }
  })

  test('line separators inside JSON are data', () => {
    expect(readText('data: {"message":"a\u2028b\u2029c\u0085d"}\n\n')).toEqual([chunk('a\u2028b\u2029c\u0085d')])
  })

  test('one JSON value over several data lines', () => {
    expect(readText('data: {"message":\ndata: "a"}\n\n')).toEqual([chunk('a')])
  })

  test('falsy and null chunks and results are values', () => {
    expect(
      readText('data: {"message":0}\n\ndata: {"message":null}\n\ndata: {"message":""}\n\ndata: {"result":false}\n\n'),
    ).toEqual([chunk(0), chunk(null), chunk(''), { type: 'result', value: false }])
  })

  test('a frame kind of a later version is passed over', () => {
    expect(readText('data: {"progress":1}\n\ndata: {"result":1}\n\n')).toEqual([{ type: 'result', value: 1 }])
  })
})

describe('errors, in all four spellings', () => {
  const value = { message: 'no', status: 'UNAVAILABLE' }
  test.each([
    [
      'express',
      'error: {"error":{"status":"UNAVAILABLE","message":"no"}}\n\n',
      { type: 'error', value, shape: 'wrapped' },
    ],
    ['next', 'error: {"status":"UNAVAILABLE","message":"no"}\n\nEND', { type: 'error', value, shape: 'bare' }],
    ['callable, go, py', 'data: {"error":{"status":"UNAVAILABLE","message":"no"}}\n\n', { type: 'error', value }],
    ['whole', '{"error":{"status":"UNAVAILABLE","message":"no"}}', { type: 'error', value }],
  ])('%s', (_, body, expected) => {
    for (const { name, pieces } of chunkFuzz(body)) expect(read(pieces)[0], name).toEqual(expected)
  })

  test('a bare string and an error without a message are errors still', () => {
    expect(readText('data: {"error":"boom"}\n\n')).toEqual([{ type: 'error', value: { message: 'boom' } }])
    expect(readText('error: {}\n\n')).toEqual([{ type: 'error', value: { message: '' }, shape: 'bare' }])
  })
})

describe('what is not a flow', () => {
  test('a web page is named by its title, however it is cut', () => {
    const page =
      '\n <!DOCTYPE html><html><head><title>Sign in – ACME</title></head><body>data: {"message":"x"}\n\n</body></html>'
    for (const { name, pieces } of chunkFuzz(page)) {
      expect(read(pieces), name).toEqual([{ type: 'foreign', kind: 'html', title: 'Sign in – ACME' }])
    }
  })
  test('plain text', () => expect(readText('Service unavailable')).toEqual([{ type: 'foreign', kind: 'text' }]))
  test('an empty body', () => expect(readText('')).toEqual([]))
  test('a frame that is not JSON', () => {
    expect(readText('data: {"message":"a"}\n\ndata: oops\n\n').at(-1)).toEqual({ type: 'malformed', cut: false })
  })
  test('a frame cut in the middle', () => {
    expect(readText('data: {"message":"a"}\n\ndata: {"mess').at(-1)).toEqual({ type: 'malformed', cut: true })
    expect(readText('error: {"error":{"st').at(-1)).toEqual({ type: 'malformed', cut: true })
  })
})

describe('a reply that does not stream', () => {
  test.each([
    ['{"result":{"a":1}}\n', { type: 'result', value: { a: 1 } }],
    ['\uFEFF{"result":null}', { type: 'result', value: null }],
    ['{}', { type: 'empty' }],
    ['{"status":"NOT_FOUND","message":"gone"}', { type: 'error', value: { status: 'NOT_FOUND', message: 'gone' } }],
    ['{"result":', { type: 'malformed', cut: true }],
    ['[1,2]', { type: 'malformed', cut: false }],
  ])('%s', (body, expected) => {
    for (const { name, pieces } of chunkFuzz(body)) expect(read(pieces), name).toEqual([expected])
  })
})

test('a page made to keep a reader busy does not', () => {
  expect(readText(`<${'<pre'.repeat(200_000)}`)).toEqual([{ type: 'foreign', kind: 'html' }])
})
