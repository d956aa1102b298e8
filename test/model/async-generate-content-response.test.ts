import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  AsyncGenerateContentResponse,
  BlockedPromptError,
  BrokenResponseError,
  IncompleteIterationError,
  StopCandidateError,
  type GeminiCandidate,
  type GeminiPart,
  type GeminiResponse,
} from 'react-genai/client'

const chunk = (parts: GeminiPart[], candidate: Partial<GeminiCandidate> = {}, rest: GeminiResponse = {}) => ({
  candidates: [{ index: 0, content: { role: 'model', parts }, ...candidate }],
  ...rest,
})
const words = (...texts: string[]): GeminiResponse[] => texts.map((text) => chunk([{ text }]))

async function* stream(chunks: GeminiResponse[], error?: Error): AsyncGenerator<GeminiResponse> {
  for (const each of chunks) yield await Promise.resolve(each)
  if (error) throw error
}
const open = (chunks: GeminiResponse[], error?: Error) =>
  AsyncGenerateContentResponse.fromAsyncIterable(stream(chunks, error))
async function all(reply: AsyncIterable<{ text: string }>): Promise<string[]> {
  const texts: string[] = []
  for await (const { text } of reply) texts.push(text)
  return texts
}
async function joined(...chunks: GeminiResponse[]): Promise<AsyncGenerateContentResponse> {
  const reply = await open(chunks)
  await reply.resolve()
  return reply
}

describe('iteration', () => {
  test('the first chunk is there at once, and with it what Gemini says of the prompt', async () => {
    const reply = await open([{ ...chunk([{ text: 'a' }]), promptFeedback: { safetyRatings: [] } }, ...words('b')])
    expect(reply.done).toBe(false)
    expect(reply.promptFeedback).toEqual({ safetyRatings: [] })
    expect(reply.snapshot.text).toBe('a')
  })
  test('final values are refused before the end, and answer after it', async () => {
    const reply = await open(words('a', 'b'))
    for (const read of [() => reply.candidates, () => reply.parts, () => reply.text, () => reply.history])
      expect(read).toThrow(IncompleteIterationError)
    await reply.resolve()
    await reply.resolve()
    expect(reply.text).toBe('ab')
    expect(reply.parts).toEqual([{ text: 'ab' }])
    expect(reply.history).toEqual([{ role: 'model', content: [{ text: 'ab' }] }])
  })
  test('a reader that lags loses nothing, and one that left may come back', async () => {
    const reply = await open(words('a', 'b', 'c', 'd', 'e', 'f'))
    const lagging = reply[Symbol.asyncIterator]()
    await lagging.next()
    expect(await all(reply)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    const rest: string[] = []
    for (let step = await lagging.next(); !step.done; step = await lagging.next()) rest.push(step.value.text)
    expect(rest).toEqual(['b', 'c', 'd', 'e', 'f'])
    expect(await all(reply)).toHaveLength(6)
  })
  test('an error comes after the chunks before it, to everyone, each time', async () => {
    const reply = await open(words('a', 'b'), new Error('cut'))
    const texts: string[] = []
    const read = async (): Promise<void> => {
      for await (const { text } of reply) texts.push(text)
    }
    await expect(read()).rejects.toThrow('cut')
    await expect(read()).rejects.toThrow('cut')
    expect(texts).toEqual(['a', 'b', 'a', 'b'])
    await expect(reply.resolve()).rejects.toThrow('cut')
    expect(reply.snapshot.text).toBe('ab')
    expect(() => reply.history).toThrow(BrokenResponseError)
  })
  test('an empty stream is an error, not an empty success', async () => {
    await expect(open([])).rejects.toMatchObject({ code: 'protocol' })
    await expect(open([{ this: [{ is: 'not it' }] }]).then((reply) => reply.resolve())).rejects.toMatchObject({
      code: 'protocol',
    })
  })
})

describe('a refused prompt', () => {
  const promptFeedback = { blockReason: 'SAFETY', blockReasonMessage: 'because' }
  test('streamed: reading it throws, what was said of it is there', async () => {
    const error = await open([{ promptFeedback }]).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BlockedPromptError)
    expect(error).toMatchObject({ code: 'blocked', promptFeedback })
    expect((error as BlockedPromptError).message).toContain('SAFETY: because')
    expect((error as BlockedPromptError).response?.finishReason).toBe('blocked')
  })
  test('late: after the chunks before it', async () => {
    const reply = await open([...words('a'), { promptFeedback }])
    await expect(reply.resolve()).rejects.toThrow(BlockedPromptError)
    expect(reply.snapshot.text).toBe('a')
    expect(reply.promptFeedback).toEqual(promptFeedback)
  })
  test('at once: no candidates, and no error before somebody wants one', async () => {
    const reply = AsyncGenerateContentResponse.fromContent({ promptFeedback })
    expect(reply.candidates).toEqual([])
    expect(await all(reply)).toEqual([])
    expect(() => reply.text).toThrow(BlockedPromptError)
    expect(() => reply.parts).toThrow(BlockedPromptError)
    expect(reply.snapshot).toMatchObject({ finishReason: 'blocked', finishMessage: 'because' })
  })
})

describe('text', () => {
  const textOf = (parts: GeminiPart[], candidate: Partial<GeminiCandidate> = {}): string =>
    AsyncGenerateContentResponse.fromContent(chunk(parts, candidate)).text
  test('parts stand on lines of their own, code in fences', () => {
    const code = { executableCode: { language: 'PYTHON', code: '\n\nprint(1)' } }
    expect(textOf([{ text: 'a' }, { text: 'b' }])).toBe('ab')
    expect(
      textOf([{ text: 'a' }, code, { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } }, { text: 'b' }]),
    ).toBe('a\n``` python\nprint(1)\n```\n```\n1\n```\nb')
    expect(textOf([{ codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: 'no' } }])).toBe('``` failed\nno\n```')
    expect(textOf([{ executableCode: { language: 'LANGUAGE_UNSPECIFIED', code: 'x' } }])).toBe('```\nx\n```')
  })
  test('thoughts are not part of it', () => {
    expect(textOf([{ text: 'think', thought: true }, { text: 'answer' }])).toBe('answer')
  })
  test('a part that is not text is named, and the snapshot passes over it', () => {
    const reply = AsyncGenerateContentResponse.fromContent(chunk([{ text: 'a' }, { functionCall: { name: 'f' } }]))
    expect(() => reply.text).toThrow('Could not convert `part.functionCall` to text')
    expect(reply.snapshot.text).toBe('a')
    expect(reply.snapshot.toolRequests).toEqual([{ toolRequest: { name: 'f', input: {} } }])
  })
  test.each(['STOP', 'SAFETY', 'RECITATION', 'SPII', 'MALFORMED_FUNCTION_CALL', 'NEW_REASON'])(
    'nothing at all because of %s',
    (finishReason) => {
      expect(() => textOf([], { finishReason })).toThrow(StopCandidateError)
      expect(() => textOf([], { finishReason })).toThrow(finishReason)
    },
  )
  test('with text, a bad end takes nothing away; it only cannot become history', async () => {
    const reply = await joined(chunk([{ text: 'half' }], { finishReason: 'SAFETY' }))
    expect(reply.text).toBe('half')
    expect(reply.snapshot.finishReason).toBe('blocked')
    const error = (() => {
      try {
        return reply.history
      } catch (thrown) {
        return thrown as BrokenResponseError
      }
    })()
    expect(error).toBeInstanceOf(BrokenResponseError)
    expect((error as BrokenResponseError).cause).toBeInstanceOf(StopCandidateError)
  })
  test('several candidates are read by `candidates`', () => {
    const reply = AsyncGenerateContentResponse.fromContent({
      candidates: [
        { index: 1, content: { parts: [{ text: 'b' }] }, finishReason: 'STOP' },
        { index: 0, content: { parts: [{ text: 'a' }] } },
      ],
    })
    expect(() => reply.parts).toThrow('several candidates')
    expect(reply.candidates.map(({ index, message }) => [index, message.content])).toEqual([
      [0, [{ text: 'a' }]],
      [1, [{ text: 'b' }]],
    ])
  })
})

describe('joining chunks', () => {
  test('thoughts and answers stay apart, signatures stay with their part', async () => {
    const reply = await joined(
      chunk([{ text: 'think', thought: true }]),
      chunk([{ text: 'ing', thought: true, thoughtSignature: 's' }, { text: 'ans' }]),
      chunk([{ text: 'wer' }]),
    )
    expect(reply.parts).toEqual([{ reasoning: 'thinking', metadata: { thoughtSignature: 's' } }, { text: 'answer' }])
  })
  test('chunks without parts, content or candidates are fine', async () => {
    const reply = await joined(
      ...words('a'),
      { candidates: [{ index: 0, content: {} }] },
      { candidates: [{ index: 0 }] },
      chunk([{}]),
      chunk([{ text: '' }], { finishReason: 'STOP' }),
      { usageMetadata: { totalTokenCount: 3 } },
    )
    expect(reply.text).toBe('a')
    expect(reply.candidates[0]?.finishReason).toBe('stop')
  })
  test('the last usage, reason and version that were sent count', async () => {
    const reply = await joined(
      {
        ...chunk([{ text: 'a' }], { finishReason: 'STOP' }),
        usageMetadata: { promptTokenCount: 1 },
        modelVersion: 'm1',
      },
      { ...chunk([{ text: 'b' }]), usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2 } },
      chunk([{ text: 'c' }]),
    )
    expect(reply.usageMetadata).toEqual({ promptTokenCount: 1, candidatesTokenCount: 2 })
    expect(reply.modelVersion).toBe('m1')
    const response = await reply.resolve()
    expect(response).toMatchObject({ finishReason: 'stop', model: 'm1', usage: { inputTokens: 1, outputTokens: 2 } })
  })
  test('ratings by category, the last probability, blocked for ever; citations add up', async () => {
    const rating = (probability: string, blocked = false) => ({ category: 'HATE', probability, blocked })
    const reply = await joined(
      chunk([{ text: 'a' }], {
        safetyRatings: [rating('LOW', true)],
        citationMetadata: { citationSources: [{ uri: '1' }] },
      }),
      chunk([{ text: 'b' }], {
        safetyRatings: [rating('HIGH'), { category: 'X', probability: 'LOW' }],
        citationMetadata: { citationSources: [{ uri: '2' }] },
      }),
    )
    const [candidate] = reply.toJSON().candidates ?? []
    expect(candidate?.safetyRatings).toEqual([
      { category: 'HATE', probability: 'HIGH', blocked: true },
      { category: 'X', probability: 'LOW' },
    ])
    expect(candidate?.citationMetadata?.citationSources).toEqual([{ uri: '1' }, { uri: '2' }])
  })
  test('toJSON is Gemini’s own JSON, also on the way, and never throws', async () => {
    const reply = await open(words('a', 'b'))
    expect(reply.toJSON()).toEqual({ candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'a' }] } }] })
    expect(JSON.parse(JSON.stringify(await joined(...words('a', 'b'))))).toEqual({
      candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'ab' }] } }],
    })
  })
  test('the chunks themselves are not changed', async () => {
    const chunks = words('a', 'b')
    const before = structuredClone(chunks)
    await joined(...chunks)
    expect(chunks).toEqual(before)
  })
  test('what has been handed out does not change', async () => {
    const reply = await open([...words('a', 'b'), chunk([{ functionCall: { name: 'f' } }])])
    const early = reply.toJSON()
    const raw = reply.snapshot.raw
    const before = structuredClone([early, raw])
    await reply.resolve()
    expect([early, raw]).toEqual(before)
  })
  test('a call whose arguments stream is one call, a signed text one line', async () => {
    const call = (args: object, willContinue?: boolean) =>
      chunk([
        {
          functionCall: {
            id: '1',
            name: 'f',
            args: args as Record<string, unknown>,
            ...(willContinue && { willContinue }),
          },
        },
      ])
    const reply = await joined(
      chunk([{ text: 'Hello ', thoughtSignature: 'S' }]),
      ...words('world'),
      call({ a: 1 }, true),
      call({ a: 1, b: 2 }),
    )
    expect(reply.history[0]?.content).toEqual([
      { text: 'Hello ', metadata: { thoughtSignature: 'S' } },
      { text: 'world' },
      { toolRequest: { name: 'f', ref: '1', input: { a: 1, b: 2 } } },
    ])
    expect(reply.snapshot.message?.content).toEqual(reply.parts)
    const signed = await joined(chunk([{ text: 'Hello ', thoughtSignature: 'S' }]), ...words('world'))
    expect(signed.text).toBe('Hello world')
  })
  test('news without a candidate is in the snapshot', async () => {
    const reply = await open([...words('a'), { usageMetadata: { totalTokenCount: 5 }, modelVersion: 'm' }])
    expect(reply.snapshot.usage).toEqual({})
    await reply.resolve()
    expect(reply.snapshot).toMatchObject({ usage: { totalTokens: 5 }, model: 'm' })
    const refused = await open([...words('a'), { promptFeedback: { blockReason: 'SAFETY' } }])
    expect(refused.snapshot.text).toBe('a')
    await expect(refused.resolve()).rejects.toMatchObject({ response: { finishReason: 'blocked' } })
  })
  test.each([
    ['a candidate that is none', { candidates: [null, { content: { parts: [{ text: 'x' }] } }] }],
    ['a part that is none', { candidates: [{ content: { parts: [null, { text: 'x' }] } }] }],
    [
      'a field that is null',
      { candidates: [{ content: { parts: [{ text: 'x', functionCall: null, thought: null }] } }] },
    ],
    ['parts that are none', { candidates: [{ content: { parts: 'no' } }, { index: 1 }] }],
    ['candidates that are none', { candidates: {} }],
  ])('%s takes nothing else away', async (_, bad) => {
    const reply = await open([bad as never, ...words('y')])
    expect((await reply.resolve()).text).toMatch(/^x?y$/)
  })
  test('structured output streams as with any other reply', async () => {
    const reply = await open([...words('{"a":'), ...words('"x')])
    expect(reply.output).toEqual({})
    const iterator = reply[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.next()
    expect(reply.output).toEqual({ a: 'x' })
  })
})

describe('recorded replies', () => {
  interface Recorded {
    id: string
    chunks: GeminiResponse[]
    expected: {
      text: string | null
      thoughtText: string | null
      finishReason: string | null
      usageMetadata: object | null
    }
  }
  const recorded = JSON.parse(
    readFileSync(new URL('../fixtures/gemini/streams.json', import.meta.url), 'utf8'),
  ) as Recorded[]

  test.each(recorded.map((each): [string, Recorded] => [each.id, each]))('%s', async (_, { chunks, expected }) => {
    const reply = await joined(...chunks)
    expect(reply.snapshot.text).toBe(expected.text ?? '')
    expect(reply.snapshot.reasoning).toBe(expected.thoughtText ?? '')
    expect(reply.toJSON().candidates?.[0]?.finishReason ?? null).toBe(expected.finishReason)
    expect(reply.usageMetadata ?? null).toEqual(expected.usageMetadata)
  })
})
