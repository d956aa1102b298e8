import { describe, expect, test } from 'vitest'
import {
  GenAIError,
  GenerateResponse,
  GenerateResponseChunk,
  GenerationBlockedError,
  GenerationResponseError,
  Message,
} from 'react-genai/client'
import { observe, vectorsOf } from './vectors.ts'

describe("Genkit's own vectors", () => {
  test.each(vectorsOf('Message.accessors'))('Message %s', (_, { input, expected }) => {
    const message = new Message(input['message'] as never)
    for (const [accessor, { value }] of Object.entries(expected))
      expect(observe(message, accessor), accessor).toEqual({ value })
  })

  test.each(vectorsOf('Message.parseData'))('parseData %s', (_, { input, expected }) => {
    expect(Message.parseData(input['message'] as never, input['defaultRole'] as never)).toEqual(expected['value'])
  })

  test.each(vectorsOf('Message.parseContent'))('parseContent %s', (_, { input, expected }) => {
    expect(Message.parseContent(input['content'] as never)).toEqual(expected['value'])
  })

  test.each(vectorsOf('GenerateResponseChunk'))('chunk %s', (_, { input, expected }) => {
    const chunk = new GenerateResponseChunk(input['data'] as never, input['options'] as never)
    for (const [accessor, { value, throws }] of Object.entries(expected)) {
      expect(observe(chunk, accessor), accessor).toEqual(throws ? { throws: throws.message } : { value })
    }
  })

  // Ours on purpose: `model` survives, `raw` too, and the schema part of validity is not there yet.
  const ours = new Set(['assertValid', 'isValid', 'toJSONKeys', 'assertValidSchema'])
  test.each(vectorsOf('GenerateResponse'))('response %s', (_, { input, expected }) => {
    const data = input['response'] as { request?: unknown; model?: string; raw?: unknown }
    const options = input['options'] as object | undefined
    const response = new GenerateResponse(data as never, options)
    for (const [accessor, { value, throws }] of Object.entries(expected)) {
      if (ours.has(accessor) || (accessor === 'model' && data.model) || (accessor === 'output' && throws)) continue
      // Ours on purpose: the request in the data is used when none is given beside it.
      if (data.request && !options && (accessor === 'messages' || accessor === 'toJSON')) continue
      expect(observe(response, accessor), accessor).toEqual(throws ? { throws: throws.message } : { value })
    }
  })
})

const reply = (content: object[], rest: object = {}) =>
  new GenerateResponse({ message: { role: 'model', content: content as never }, ...rest })

describe('validity', () => {
  test('a refusal is an error even with a message', () => {
    const response = reply([{ text: 'no' }], { finishReason: 'blocked', finishMessage: 'SAFETY' })
    expect(() => response.assertValid()).toThrow(GenerationBlockedError)
    expect(() => response.assertValid()).toThrow('Generation blocked: SAFETY')
    expect(response.isValid()).toBe(false)
  })
  test('neither message nor operation is an error that holds the response', () => {
    const response = new GenerateResponse({ finishReason: 'length' })
    const error = (() => {
      try {
        return response.assertValid()
      } catch (thrown) {
        return thrown as GenerationResponseError
      }
    })()
    expect(error).toBeInstanceOf(GenerationResponseError)
    expect(error?.response).toBe(response)
    expect(error?.status).toBe('FAILED_PRECONDITION')
  })
  test('an operation without a message is fine', () => {
    expect(new GenerateResponse({ operation: { id: '1' } }).isValid()).toBe(true)
  })
})

describe('where it differs from the server on purpose', () => {
  test('the request in the data is used', () => {
    const response = reply([{ text: 'b' }], { request: { messages: [{ role: 'user', content: [{ text: 'a' }] }] } })
    expect(response.messages.map((message) => message.role)).toEqual(['user', 'model'])
  })
  test('the input is never changed', () => {
    const data = Object.freeze({ message: Object.freeze({ role: 'model' as const, content: [{ text: '{}' }] }) })
    const response = new GenerateResponse(data, { request: { messages: [], output: { format: 'json' } } })
    expect(response.message?.metadata).toEqual({ generate: { output: { format: 'json' } } })
  })
  test('latency, model and raw survive', () => {
    const response = reply([], { latencyMs: 12, model: 'm', raw: { r: 1 } })
    expect([response.latencyMs, response.model, response.raw]).toEqual([12, 'm', { r: 1 }])
  })
  test('a malformed block is an output error, not an exception', () => {
    const response = reply([{ text: 'Here: {bad json}' }])
    expect(response.output).toBeNull()
    expect(response.outputError).toBeInstanceOf(SyntaxError)
  })
})

describe('errors', () => {
  test('another copy of the library knows them', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('react-genai.error')]: true, code: 'server' })
    expect(GenAIError.is(foreign)).toBe(true)
    expect(GenAIError.is(new Error('x'))).toBe(false)
    expect(GenAIError.is(undefined)).toBe(false)
  })
  test('a message has an end', () => {
    expect(new GenAIError('server', 'x'.repeat(10_000)).message.length).toBe(2000)
  })
})
