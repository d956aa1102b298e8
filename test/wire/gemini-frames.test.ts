import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createGeminiClient, GenAIError, type GenerateResponse } from 'react-genai/client'
import { chunkFuzz, mockTransport } from 'react-genai/testing'
import { createGeminiFrameReader, type GeminiFrame } from '../../src/wire/gemini-frames.ts'

function read(chunks: Iterable<Uint8Array>): GeminiFrame[] {
  const reader = createGeminiFrameReader()
  const frames = [...chunks].flatMap((chunk) => reader.push(chunk))
  return [...frames, ...reader.end()]
}

const value = (found: object, id?: string): object => ({ type: 'value', value: found, ...(id !== undefined && { id }) })
const error = { code: 503, status: 'UNAVAILABLE', message: 'busy' }
const bareError = JSON.stringify({ error }, null, 2)
const failure = { type: 'error', error }

const bodies: Record<string, [body: string, frames: object[]]> = {
  'events, as Gemini sends them': ['data: {"a":1}\r\n\r\ndata: {"a":2}\r\n\r\n', [value({ a: 1 }), value({ a: 2 })]],
  'events with line feeds': ['data: {"a":1}\n\ndata: {"a":2}\n\n', [value({ a: 1 }), value({ a: 2 })]],
  'events with carriage returns': ['data: {"a":1}\r\rdata: {"a":2}\r\r', [value({ a: 1 }), value({ a: 2 })]],
  'no space behind the colon': ['data:{"a":1}\n\n', [value({ a: 1 })]],
  'an event over several lines': ['data: {"a":\ndata: 1}\n\n', [value({ a: 1 })]],
  'names, ids, comments, retry': [': hi\nevent: x\nid: 7\nretry: 10\ndata: {"a":1}\n\n', [value({ a: 1 }, '7')]],
  'a last event without its blank line': ['data: {"a":1}\n\ndata: {"a":2}', [value({ a: 1 }), value({ a: 2 })]],
  'a last event that is cut': ['data: {"a":1}\n\ndata: {"a":', [value({ a: 1 }), { type: 'malformed', cut: true }]],
  'an event that is no JSON': [
    'data: {"a":1}\n\ndata: nonsense\n\n',
    [value({ a: 1 }), { type: 'malformed', cut: false }],
  ],
  'an event that is no object': ['data: 7\n\n', [{ type: 'malformed', cut: false }]],
  '[DONE], and what a proxy adds behind it': [
    'data: {"a":1}\n\ndata: [DONE]\n\ndata: {"a":2}\n\n{"b":1}',
    [value({ a: 1 })],
  ],
  'a forged [DONE]': ['data: [DONE]x\n\ndata: {"a":1}\n\n', [{ type: 'malformed', cut: false }, value({ a: 1 })]],
  'an error as an event': [`data: {"a":1}\n\ndata: ${JSON.stringify({ error })}\n\n`, [value({ a: 1 }), failure]],
  'a bare error behind the events': [`data: {"a":1}\r\n\r\n${bareError}`, [value({ a: 1 }), failure]],
  'a bare error in place of the events': [bareError, [failure]],
  'two bare objects': [`${bareError}\n{"a":1}`, [failure, value({ a: 1 })]],
  'a bare error that is cut': [
    `data: {"a":1}\n\n${bareError.slice(0, -3)}`,
    [value({ a: 1 }), { type: 'malformed', cut: true }],
  ],
  'U+2028, U+2029 and U+0085 in a string': [
    'data: {"a":"x\u2028y\u2029z\u0085"}\n\n',
    [value({ a: 'x\u2028y\u2029z\u0085' })],
  ],
  'signs of two, three and four bytes': ['data: {"a":"né 中😀"}\r\n\r\n', [value({ a: 'né 中😀' })]],
  'a byte order mark': ['\ufeffdata: {"a":1}\n\n', [value({ a: 1 })]],
  'one array, as without alt=sse': [
    '[{"a":1}\n,\r\n{"a":{"b":"}{\\"]"}}\n]',
    [value({ a: 1 }), value({ a: { b: '}{"]' } })],
  ],
  'an array that is cut': ['[{"a":1}\n,\r\n{"a":', [value({ a: 1 }), { type: 'malformed', cut: true }]],
  'an empty array': ['[\n]', []],
  'one pretty object': ['{\n  "a": "data: {x}"\n}', [value({ a: 'data: {x}' })]],
  'braces and backslashes in strings': ['{"a":"\\\\","b":"{","c":"\\"}"}', [value({ a: '\\', b: '{', c: '"}' })]],
  'an operation that failed is no failure of the request': [
    '{"name":"o","done":true,"error":{"code":3}}',
    [value({ name: 'o', done: true, error: { code: 3 } })],
  ],
  'a web page': ['<!doctype html><title>Sign in</title>', [{ type: 'foreign', kind: 'html', title: 'Sign in' }]],
  'plain text': ['Bad gateway', [{ type: 'foreign', kind: 'text', title: undefined }]],
  nothing: ['', []],
}

test.each(Object.entries(bodies))('%s, however it is cut', (_, [body, frames]) => {
  for (const { name, pieces } of chunkFuzz(body)) expect(read(pieces), name).toEqual(frames)
})

interface Vector {
  id: string
  kind: string
  input?: string
  inputBase64?: string
  expect: {
    text: string
    thought: string
    finishReason: string | null
    functionCalls: number
    blockReason: string | null
    error: { code?: number; message?: string } | null
  }
}
const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/sse.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}

describe('the wire of Gemini, from other suites', () => {
  const own = vectors.filter(({ kind }) => kind === 'gemini')
  test('there are some', () => expect(own.length).toBeGreaterThan(5))

  test.each(own.map((vector) => [vector.id, vector] as const))('%s, however it is cut', async (_, vector) => {
    const { input = '', inputBase64, expect: expected } = vector
    const body = inputBase64 === undefined ? input : Uint8Array.from(Buffer.from(inputBase64, 'base64'))
    for (const { name, pieces } of chunkFuzz(body, { positions: 50 })) {
      const { fetch } = mockTransport((request) => request.write(...pieces).close())
      const gemini = createGeminiClient({ baseUrl: 'http://g.test', fetch })
      let response: GenerateResponse | undefined
      let failed: GenAIError | undefined
      try {
        const reply = await gemini.models.generateContentStream({ model: 'm', contents: 'hi' })
        response = await reply.resolve()
      } catch (caught) {
        if (!GenAIError.is(caught)) throw caught
        failed = caught
        response = caught.response
      }
      expect(
        {
          text: response?.text ?? '',
          thought: response?.reasoning ?? '',
          functionCalls: response?.toolRequests.length ?? 0,
          blocked: response?.finishMessage?.includes(expected.blockReason ?? '') ?? !expected.blockReason,
          error: failed?.code === 'server' ? { code: failed.httpStatus } : null,
        },
        name,
      ).toEqual({
        text: expected.text,
        thought: expected.thought,
        functionCalls: expected.functionCalls,
        blocked: true,
        error: expected.error && { code: expected.error.code ?? failed?.httpStatus },
      })
    }
  })
})
