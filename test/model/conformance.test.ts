import { describe, expect, test } from 'vitest'
import {
  applyJsonPatch,
  diffJson,
  extractItems,
  extractJson,
  formats,
  GenerateResponse,
  GenerateResponseChunk,
  httpStatusCode,
  Message,
  parsePartialJson,
  respondTool,
  restartTool,
  type ToolRequestPart,
} from 'react-genai/client'
import { functionsInVectors, vectorsOf } from './vectors.ts'

interface Result {
  value?: unknown
  throws?: { class: string; status?: string; message?: string }
}

/** What a call gives, as far as the vectors tell: a value as JSON has it, or the kind of the error. */
function outcome(call: () => unknown): Result {
  try {
    const value = call()
    // What the vectors hold went through JSON; only own properties count, even one named `__proto__`.
    return { value: value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown) }
  } catch (error) {
    const { status } = error as { status?: string }
    return { throws: { class: error instanceof SyntaxError ? 'SyntaxError' : 'Error', ...(status && { status }) } }
  }
}

/** The vector's expectation in the same words. Classes of Genkit's own are errors of ours, with the same status. */
function wanted({ value, throws }: Result): Result {
  if (!throws) return { value }
  const { status } = throws
  return { throws: { class: throws.class === 'SyntaxError' ? 'SyntaxError' : 'Error', ...(status && { status }) } }
}

const format = (name: unknown) => formats[name as keyof typeof formats]
const message = (text: string) => new Message({ role: 'model', content: [{ text }] })

describe("Genkit's own vectors", () => {
  test.each(vectorsOf('extractJson'))('extractJson %s', (_, { input, expected }) => {
    const { text, throwOnBadJson } = input as { text: string; throwOnBadJson?: boolean }
    expect(outcome(() => extractJson(text, throwOnBadJson))).toEqual(wanted(expected as Result))
  })

  test.each(vectorsOf('parsePartialJson'))('parsePartialJson %s', (_, { input, expected }) => {
    expect(outcome(() => parsePartialJson(input['text'] as string))).toEqual(wanted(expected as Result))
  })

  test.each(vectorsOf('extractItems.incremental'))('extractItems %s', (_, { input, expected }) => {
    let text = ''
    let cursor = 0
    const steps = (input['chunks'] as string[]).map((chunk) => {
      text += chunk
      const found = extractItems(text, cursor)
      cursor = found.cursor
      return { chunk, ...found }
    })
    expect({ steps }).toEqual(expected)
  })

  test.each(vectorsOf('format.parseMessage'))('format %s', (_, { input, expected }) => {
    const handler = format(input['format'])?.handler()
    expect(outcome(() => handler?.parseMessage(message(input['text'] as string)))).toEqual(wanted(expected as Result))
  })

  test.each(vectorsOf('format.parseChunk.sequence'))('format in chunks %s', (_, { input, expected }) => {
    const handler = format(input['format'])?.handler()
    const previousChunks: { content: { text: string }[] }[] = []
    const found = (input['chunks'] as string[]).map((text) => {
      const data = { content: [{ text }] }
      const chunk = new GenerateResponseChunk(data, { index: 0, role: 'model', previousChunks: [...previousChunks] })
      previousChunks.push(data)
      return handler?.parseChunk ? outcome(() => handler.parseChunk?.(chunk)) : { value: '(no parseChunk)' }
    })
    expect(found).toEqual((expected as unknown as Result[]).map(wanted))
  })

  test.each(vectorsOf('format.handler.schemaError'))('format and schema %s', (_, { input, expected }) => {
    expect(outcome(() => format(input['format'])?.handler(input['schema'] as never))).toEqual(
      wanted(expected as Result),
    )
  })

  test.each(vectorsOf('GenerateResponse.output.withParser'))('response with a parser %s', (_, { input, expected }) => {
    const content = (input['content'] ?? [{ text: input['text'] }]) as never
    const parser = (of: Message): unknown => format(input['format'])?.handler().parseMessage(of)
    const response = new GenerateResponse({ message: { role: 'model', content } }, { parser })
    expect(outcome(() => response.output)).toEqual(wanted(expected as Result))
  })

  test.each(vectorsOf('respondTool'))('respondTool %s', (_, { input, expected }) => {
    const { interrupt, output, options } = input as { interrupt: ToolRequestPart; output: unknown; options?: object }
    expect(outcome(() => respondTool(interrupt, output, options))).toEqual(expected)
  })

  test.each(vectorsOf('restartTool'))('restartTool %s', (_, { input, expected }) => {
    const { interrupt, resumed, options } = input as { interrupt: ToolRequestPart; resumed?: unknown; options?: object }
    expect(outcome(() => restartTool(interrupt, resumed, options))).toEqual(expected)
  })

  test.each(vectorsOf('jsonPatch.apply'))('applyJsonPatch %s', (_, { input, expected }) => {
    expect(outcome(() => applyJsonPatch(input['doc'], input['patch'] as never))).toEqual(wanted(expected as Result))
  })

  test.each(vectorsOf('jsonPatch.diff'))('diffJson %s', (_, { input, expected }) => {
    expect(outcome(() => diffJson(input['from'], input['to']))).toEqual(expected)
  })

  test('all of them are tried', () => {
    const here = ['extractJson', 'parsePartialJson', 'extractItems.incremental', 'format.parseMessage']
    here.push('format.parseChunk.sequence', 'format.handler.schemaError', 'GenerateResponse.output.withParser')
    here.push('respondTool', 'restartTool', 'jsonPatch.apply', 'jsonPatch.diff')
    // generate-response.test.ts, and flow-frames.test.ts.
    const elsewhere = ['Message.accessors', 'Message.parseData', 'Message.parseContent', 'GenerateResponse']
    elsewhere.push('GenerateResponseChunk', 'wire.frames')
    expect([...functionsInVectors].sort()).toEqual([...here, ...elsewhere].sort())
  })
})

describe('JSON Patch', () => {
  test('fresh where it changes, the same object beside that', () => {
    const before = Object.freeze({ list: Object.freeze([{ a: 1 }, { a: 2 }]), other: Object.freeze({ b: 1 }) })
    const after = applyJsonPatch(before, [{ op: 'replace', path: '/list/1/a', value: 3 }]) as typeof before
    expect(after).toEqual({ list: [{ a: 1 }, { a: 3 }], other: { b: 1 } })
    expect(after.other).toBe(before.other)
    expect(after.list[0]).toBe(before.list[0])
    expect(after.list).not.toBe(before.list)
  })
  test.each(['/__proto__/polluted', '/constructor/prototype/polluted', '/a/prototype'])('%s is refused', (path) => {
    expect(() => applyJsonPatch({}, [{ op: 'add', path, value: 1 }])).toThrow(/forbidden token/)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
  test('what an object inherits, and what a list is beside its items, is not there', () => {
    expect(applyJsonPatch({ a: [1, 2] }, [{ op: 'remove', path: '/a/length' }])).toEqual({ a: [1, 2] })
    expect(applyJsonPatch([1, 2], [{ op: 'move', from: '', path: '/-' }])).toEqual([1, 2, [1, 2]])
    expect(diffJson({ toString: 1, a: 1 }, { a: 1 })).toEqual([{ op: 'remove', path: '/toString' }])
  })
  test('what was copied goes its own way', () => {
    const after = applyJsonPatch({ a: { x: [1] } }, [
      { op: 'add', path: '/a/x/-', value: 2 },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/a/x/-', value: 3 },
    ])
    expect(after).toEqual({ a: { x: [1, 2, 3] }, b: { x: [1, 2] } })
  })
  test('a long list is copied once', () => {
    const to = { a: Array.from({ length: 20_000 }, (_, at) => at) }
    let copies = 0
    const list = new Proxy([] as number[], {
      get: (target, key, receiver): unknown => {
        if (key === Symbol.iterator) copies++
        return Reflect.get(target, key, receiver)
      },
    })
    expect(applyJsonPatch({ a: list }, diffJson({ a: [] }, to))).toEqual(to)
    expect(copies).toBe(1)
  })
  test('there and back again', () => {
    const from = { a: [1, { b: 2 }], c: { d: null, 'e/~': 1 } }
    const to = { a: [1, { b: 3 }, 4], c: { 'e/~': 2 }, f: [] }
    expect(applyJsonPatch(from, diffJson(from, to))).toEqual(to)
    expect(applyJsonPatch(to, diffJson(to, from))).toEqual(from)
  })
})

test('status codes', () => {
  expect(httpStatusCode('RESOURCE_EXHAUSTED')).toBe(429)
  expect(httpStatusCode('CANCELLED')).toBe(499)
  expect(() => httpStatusCode('toString' as never)).toThrow('Invalid status code toString')
})
