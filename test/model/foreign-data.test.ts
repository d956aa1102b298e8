import {
  applyJsonPatch,
  AsyncGenerateResponse,
  GenAIError,
  GenerateResponse,
  GenerateResponseChunk,
  type GenerateResponseData,
  Message,
} from 'react-genai/client'
import { describe, expect, test } from 'vitest'

const CONTENT = [null, 'text', 1, {}, [null], ['text'], [1], [{ text: 5 }], [{ text: {} }], [{ toolRequest: 5 }]]

describe('views of JSON that nobody has looked at', () => {
  test.each(CONTENT.map((content) => [JSON.stringify(content), content]))('content %s is passed over', (_, content) => {
    const data = { role: 'model', content } as never
    for (const view of [
      new Message(data),
      new GenerateResponseChunk(data, { previousChunks: [data] }),
      new GenerateResponse({ message: data }),
    ]) {
      expect(view.text).toBe('')
      expect(view.reasoning).toBe('')
      expect(view.media).toBe(null)
      expect(view.data ?? null).toBe(null)
      expect(view.interrupts).toEqual([])
      expect(() => view.toolRequests).not.toThrow()
      expect(() => JSON.stringify(view)).not.toThrow()
      expect(view.output).toBe(null)
    }
  })

  test('what can be read beside it is read', () => {
    const content = [null, { text: 'Be' }, 5, { text: 'cause' }] as never
    expect(new Message({ role: 'model', content }).text).toBe('Because')
  })

  test('no data at all is an empty view', () => {
    expect(new Message(null as never).text).toBe('')
    expect(new GenerateResponseChunk(null as never).text).toBe('')
    expect(new GenerateResponse(null as never).text).toBe('')
    expect(() => new GenerateResponse({ request: { messages: 5 } } as never).messages).toThrow(GenAIError)
  })
})

/** A reply whose flow streams these, and returns `result`. */
const reply = (chunks: unknown[], result: unknown) =>
  new AsyncGenerateResponse(
    (async function* () {
      yield* chunks
      return result
    })(),
  )
const chunk = (role: string, part: object, index = 0) => ({ role, index, content: [part] })
const finished = (content: unknown[], more: object = {}): GenerateResponseData =>
  ({ finishReason: 'stop', message: { role: 'model', content }, ...more }) as GenerateResponseData

describe('a final message without anything in it', () => {
  test.each([
    ['no part', []],
    ['an empty text', [{ text: '' }]],
    ['a text that is none', [{ text: 5 }]],
    ['a text of null', [{ text: null }]],
    ['parts that break their type', [{ toolRequest: 5 }, { media: {} }]],
  ])('%s: what had streamed stays', async (_, content) => {
    const whole = await reply([chunk('model', { text: 'received' })], finished(content)).resolve()
    expect(whole.text).toBe('received')
    expect(whole.finishReason).toBe('stop')
  })

  test('words, values and parts of later kinds do take its place', async () => {
    const streamed = [chunk('model', { text: 'draft' })]
    expect((await reply(streamed, finished([{ text: 'final' }])).resolve()).text).toBe('final')
    expect((await reply(streamed, finished([{ data: 0 }])).resolve()).text).toBe('')
    expect((await reply(streamed, finished([{ hologram: 1 }])).resolve()).text).toBe('')
  })

  test('the empty last word of a tool loop is empty', async () => {
    const call = { toolRequest: { name: 'w', ref: '1', input: {} } }
    const answer = { toolResponse: { name: 'w', ref: '1', output: 1 } }
    const streamed = reply([chunk('model', call), chunk('tool', answer, 1)], finished([]))
    expect((await streamed.resolve()).text).toBe('')
    expect(streamed.messages.map(({ role, content }) => [role, content])).toEqual([
      ['model', [call]],
      ['tool', [answer]],
      ['model', []],
    ])
    // The same where the server tells of the loop, and has streamed only its beginning.
    const history = [
      { role: 'user', content: [{ text: 'Q' }] },
      { role: 'model', content: [{ text: 'Let me look.' }, call] },
      { role: 'tool', content: [answer] },
    ]
    const told = reply([chunk('model', { text: 'Let me look.' })], finished([], { request: { messages: history } }))
    await told.resolve()
    expect(told.messages.map(({ content }) => content)).toEqual([history[1]?.content, [answer], []])
  })
})

test('a source whose steps are no steps ends the reply, which keeps its words', async () => {
  let steps = 0
  const next = async () => (++steps === 1 ? { value: 'words' } : 5)
  const broken = new AsyncGenerateResponse({ [Symbol.asyncIterator]: () => ({ next }) } as never)
  const error = await broken.resolve().catch((cause: unknown) => cause)
  expect(error).toMatchObject({ code: 'protocol', response: { text: 'words' } })
})

test('20,000 tool requests in one chunk are placed as fast as words', async () => {
  const content = Array.from({ length: 20_000 }, (_, at) => ({ toolRequest: { name: 'w', ref: `${at}` } }))
  const began = performance.now()
  const whole = await reply([{ role: 'model', content }], null).resolve()
  expect(whole.toolRequests).toHaveLength(20_000)
  expect(performance.now() - began).toBeLessThan(1_500)
})

test('pieces of a request take its place, also behind a summary', async () => {
  const piece = (input: number, partial = true) =>
    chunk('model', { toolRequest: { name: 'w', ref: '1', input, partial } })
  const summary = { ...piece(2), aggregated: true }
  const whole = await reply([chunk('model', { text: 'a' }), piece(1), summary, piece(3, false)], null).resolve()
  expect(whole.text).toBe('a')
  expect(whole.toolRequests.map(({ toolRequest }) => toolRequest.input)).toEqual([3])
})

describe('errors', () => {
  test('a mark alone makes none', () => {
    const mark = { [Symbol.for('react-genai.error')]: true }
    for (const forged of [mark, { ...mark, code: 'server' }, { ...mark, code: 5, message: 'x' }, null, 5, 'x'])
      expect(GenAIError.is(forged)).toBe(false)
    expect(GenAIError.is({ ...mark, code: 'server', message: 'x' })).toBe(true)
  })
})

describe('a patch of an agent', () => {
  test.each([
    ['an index far beyond the list', { op: 'replace', path: '/4294967290', value: 1 }],
    ['a way through one', { op: 'add', path: '/4294967290/x', value: 1 }],
    ['no step', null],
    ['a path that is none', { op: 'add', path: 5 }],
    ['a source that is none', { op: 'copy', path: '/0', from: 5 }],
  ])('%s is refused, and says what is wrong', (_, step) => {
    const apply = () => applyJsonPatch([1], [step as never])
    expect(apply).toThrow(
      expect.objectContaining({ code: 'protocol', message: expect.stringMatching(/^Invalid JSON/) }),
    )
  })
})
