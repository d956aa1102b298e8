import { describe, expect, test } from 'vitest'
import type { ChunkData } from 'react-genai/client'
import { ReplyAccumulator } from '../../src/model/accumulate.ts'
import { settleFlow } from '../../src/model/flow-response.ts'
import { toChunkData } from '../../src/model/from-flow.ts'

function collect(...chunks: ChunkData[]): ReplyAccumulator {
  const reply = new ReplyAccumulator()
  for (const chunk of chunks) reply.add(chunk)
  return reply
}
const text = (value: string, rest: Partial<ChunkData> = {}): ChunkData => ({
  role: 'model',
  index: 0,
  content: [{ text: value }],
  ...rest,
})

describe('chunks become messages', () => {
  test('neighbours of a kind join; others stand in order', () => {
    expect(
      collect(
        { index: 0, content: [{ reasoning: 'Let me ' }] },
        { index: 0, content: [{ reasoning: 'think.', metadata: { thoughtSignature: 's' } }] },
        text('4'),
        text('2'),
        { index: 0, content: [{ media: { url: 'data:,' } }] },
        text('!'),
      ).messages,
    ).toEqual([
      {
        role: 'model',
        content: [
          { reasoning: 'Let me think.', metadata: { thoughtSignature: 's' } },
          { text: '42' },
          { media: { url: 'data:,' } },
          { text: '!' },
        ],
      },
    ])
  })

  test('a text part that carries data is not joined', () => {
    expect(collect(text('a'), { index: 0, content: [{ text: 'b', data: 1 }] }).messages[0]?.content).toHaveLength(2)
  })

  test('by index and role, in the order of the indexes however they arrive', () => {
    const reply = collect(
      text('c', { index: 2 }),
      text('a'),
      { role: 'tool', index: 1, content: [{ toolResponse: { name: 't' } }] },
      text('d', { index: 2 }),
    )
    expect(reply.messages.map((message) => message.role)).toEqual(['model', 'tool', 'model'])
    expect(reply.messages[2]?.content).toEqual([{ text: 'cd' }])
  })

  test('without an index, to the last message of the role', () => {
    expect(collect({ content: [{ text: 'a' }] }, { content: [{ text: 'b' }] }).messages).toEqual([
      { role: 'model', content: [{ text: 'ab' }] },
    ])
  })

  test('a partial tool request is replaced, by ref or by name', () => {
    const request = (input: unknown, rest: object): ChunkData => ({
      index: 0,
      content: [{ toolRequest: { name: 't', input, ...rest } }],
    })
    expect(
      collect(request({ a: 'x' }, { ref: '1', partial: true }), request({ a: 'xy' }, { ref: '1' })).messages[0]
        ?.content,
    ).toEqual([{ toolRequest: { name: 't', ref: '1', input: { a: 'xy' } } }])
    expect(
      collect(request(1, { partial: true }), request(2, { partial: true }), request(3, {}), request(4, {})).messages[0]
        ?.content,
    ).toEqual([{ toolRequest: { name: 't', input: 3 } }, { toolRequest: { name: 't', input: 4 } }])
  })

  test('an aggregated chunk replaces what it repeats, and nothing else', () => {
    const reply = collect({ index: 0, content: [{ reasoning: 'hm' }] }, text('A'), text('AB', { aggregated: true }))
    expect(reply.messages[0]?.content).toEqual([{ reasoning: 'hm' }, { text: 'AB' }])
    expect(reply.add(text('C')).previousText()).toBe('AB')
  })

  test('untouched messages and parts are the same objects as before', () => {
    const reply = collect(
      text('a'),
      { role: 'tool', index: 1, content: [{ toolResponse: { name: 't' } }] },
      text('b', { index: 2 }),
    )
    const before = reply.messages
    expect(reply.messages).toBe(before)
    reply.add({ role: 'model', index: 2, content: [{ media: { url: 'data:,' } }] })
    const after = reply.messages
    expect(after).not.toBe(before)
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
    expect(after[2]).not.toBe(before[2])
    expect(after[2]?.content[0]).toBe(before[2]?.content[0])
  })
})

describe('whatever a flow streams', () => {
  test.each([
    ['a string', 'a', { role: 'model', content: [{ text: 'a' }] }],
    ['nothing', null, undefined],
    [
      "Genkit's chunk",
      { role: 'model', index: 0, content: [{ text: 'a' }] },
      { role: 'model', index: 0, content: [{ text: 'a' }] },
    ],
    [
      'null fields',
      { role: null, index: null, content: [{ text: 'a', metadata: null }] },
      { content: [{ text: 'a' }] },
    ],
    ['JSON', { step: 1 }, { role: 'model', aggregated: true, content: [{ data: { step: 1 } }] }],
    ['a number', 7, { role: 'model', aggregated: true, content: [{ data: 7 }] }],
    [
      'a broken part among good ones',
      { content: [{ text: 7 }, { text: 'a' }] },
      { content: [{ custom: { malformed: { text: 7 } } }, { text: 'a' }] },
    ],
  ])('%s', (_, value, expected) => expect(toChunkData(value)).toEqual(expected))
})

describe('whatever a flow returns', () => {
  const streamed = collect({ index: 0, content: [{ reasoning: 'hm' }] }, text('Hello')).messages
  const content = (value: unknown, so: typeof streamed = streamed) => settleFlow(value, so).response.message?.content

  test('a response', () => {
    const { response } = settleFlow({
      message: { role: 'model', content: [{ text: 'a' }] },
      finishReason: 'length',
      request: null,
      docs: null,
    })
    expect(response).toMatchObject({ text: 'a', finishReason: 'length', request: undefined })
  })
  test('a legacy response with candidates', () => {
    const result = {
      candidates: [{ index: 0, message: { role: 'model', content: [{ text: 'a' }] }, finishReason: 'stop' }],
    }
    expect(content(result)).toEqual([{ text: 'a' }])
  })
  test('a message', () => expect(content({ role: 'model', content: [{ text: 'a' }] })).toEqual([{ text: 'a' }]))
  test('nothing: what streamed stays', () => expect(content(undefined)).toEqual(streamed[0]?.content))
  test('the text that streamed: its thoughts stay', () => expect(content('Hello')).toEqual(streamed[0]?.content))
  test('another text: it replaces the text', () =>
    expect(content('Bye')).toEqual([{ reasoning: 'hm' }, { text: 'Bye' }]))
  test('a value behind prose: the prose stays', () => {
    expect(content({ id: 1 })).toEqual([{ reasoning: 'hm' }, { text: 'Hello' }, { data: { id: 1 } }])
  })
  test('a value whose JSON streamed: the value replaces it', () => {
    expect(content({ id: 1 }, collect(text('{"id":1}')).messages)).toEqual([{ data: { id: 1 } }])
  })
})

describe('the result replaces what streamed', () => {
  const loop = collect(
    { role: 'model', index: 0, content: [{ toolRequest: { name: 't', ref: '1' } }] },
    { role: 'tool', index: 1, content: [{ toolResponse: { name: 't', ref: '1', output: 1 } }] },
    text('Done', { index: 2 }),
  ).messages

  test('and keeps every message that it only repeats', () => {
    const result = {
      message: { role: 'model' as const, content: [{ text: 'Done' }] },
      request: {
        messages: [{ role: 'user' as const, content: [{ text: 'q' }] }, ...structuredClone(loop.slice(0, 2))],
      },
    }
    const { messages } = settleFlow(result, loop)
    expect(messages).toHaveLength(3)
    messages.forEach((message, at) => expect(message).toBe(loop[at]))
  })
  test('and takes what it knows better', () => {
    const { messages } = settleFlow({ message: { role: 'model', content: [{ text: 'Done.' }] } }, loop)
    expect(messages.map((message) => message.content[0])).toEqual([
      loop[0]?.content[0],
      loop[1]?.content[0],
      { text: 'Done.' },
    ])
  })
  test('and finds the loop in the history when nothing streamed', () => {
    const history = [{ role: 'user' as const, content: [{ text: 'q' }] }, ...loop.slice(0, 2)]
    const result = { message: { role: 'model', content: [] }, request: { messages: history } }
    expect(settleFlow(result).messages).toHaveLength(3)
  })
})

describe('the history before this reply stays out of it', () => {
  const call = { role: 'model' as const, content: [{ toolRequest: { name: 't', ref: '1' } }] }
  const answer = { role: 'tool' as const, content: [{ toolResponse: { name: 't', ref: '1', output: 1 } }] }
  const question = { role: 'user' as const, content: [{ text: 'q' }] }
  const rolesOf = (history: readonly object[], ...streamed: ChunkData[]) =>
    settleFlow(
      { message: { role: 'model', content: [{ text: 'Done' }] }, request: { messages: history } },
      collect(...streamed).messages,
    ).messages.map(({ role }) => role)
  const resumed = { ...answer, metadata: { resumed: true } }

  test('the call that a person answered', () => {
    expect(rolesOf([question, call, resumed], { ...answer, index: 0 }, text('Done', { index: 1 }))).toEqual([
      'tool',
      'model',
    ])
    expect(rolesOf([question, call, resumed])).toEqual(['tool', 'model'])
  })
  test('but not the calls that follow', () => {
    expect(rolesOf([question, call, resumed, call, answer])).toEqual(['tool', 'model', 'tool', 'model'])
  })
  test('an answer that the page began for the model', () => {
    expect(rolesOf([question, { role: 'model', content: [{ text: 'Once upon' }] }], text('Done'))).toEqual(['model'])
  })
  test('the answer before the question', () => {
    expect(rolesOf([question, call, answer, { role: 'model', content: [] }, question])).toEqual(['model'])
  })
})

test('text of the flow’s own behind a tool’s answer is the model’s', () => {
  const chunks = [
    { role: 'model', index: 0, content: [{ toolRequest: { name: 't', ref: '1' } }] },
    { role: 'tool', index: 1, content: [{ toolResponse: { name: 't', ref: '1', output: 1 } }] },
    'It is ',
    'sunny.',
  ].map((chunk) => toChunkData(chunk) ?? { content: [] })
  const { messages } = settleFlow('It is sunny.', collect(...chunks).messages)
  expect(messages.map(({ role }) => role)).toEqual(['model', 'tool', 'model'])
  expect(messages[2]?.content).toEqual([{ text: 'It is sunny.' }])
})

test('a hostile key stays data', () => {
  const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as object
  settleFlow(value, [{ role: 'model', content: [{ data: {} }] }])
  settleFlow({ ...value, message: { role: 'model', content: [value, { text: 'a', ...value }] } })
  expect(toChunkData({ role: 'model', content: [{ text: 'a', metadata: value }, value] })?.content).toHaveLength(2)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

describe('nothing is lost when the last turn does not stream', () => {
  const asked = { role: 'model' as const, index: 0, content: [{ toolRequest: { name: 't', ref: '1' } }] }
  const told = { role: 'tool' as const, index: 1, content: [{ toolResponse: { name: 't', ref: '1', output: 42 } }] }
  const roles = (messages: readonly { role: string }[]) => messages.map(({ role }) => role)
  const final = { message: { role: 'model', content: [{ text: 'It is 42' }] } }

  test('the tool has its answer', () => {
    expect(roles(settleFlow(final, collect(asked, told).messages).messages)).toEqual(['model', 'tool', 'model'])
    expect(roles(settleFlow('It is 42', collect(asked, told).messages).messages)).toEqual(['model', 'tool', 'model'])
  })
  test('the history fills in what did not stream', () => {
    const { role, content } = asked
    const request = {
      messages: [
        { role: 'user', content: [{ text: 'q' }] },
        { role, content },
        { role: 'tool', content: told.content },
      ],
    }
    expect(roles(settleFlow({ ...final, request }, collect(told).messages).messages)).toEqual([
      'model',
      'tool',
      'model',
    ])
  })
  test('a result without a message keeps the words', () => {
    const { response } = settleFlow({ finishReason: 'blocked', usage: {} }, collect(text('Half')).messages)
    expect(response).toMatchObject({ text: 'Half', finishReason: 'blocked' })
  })
})

describe('JSON of the app’s own is not mistaken for Genkit’s', () => {
  test.each([
    [{ operation: { id: 'op1' }, total: 5 }],
    [{ message: { content: ['a'] }, score: 1 }],
    [{ message: 'saved', ok: true }],
    [{ role: 'editor', content: ['a', 'b'] }],
    [{ finishReason: 'done', sessionId: 's', rows: [1] }],
    [{ content: 'text', title: 'T' }],
    [[{ text: 'a' }]],
  ])('%o', (value) => {
    expect(settleFlow(value).response.output).toEqual(value)
    expect(toChunkData(value)).toEqual({ role: 'model', aggregated: true, content: [{ data: value }] })
  })

  test.each(['See [docs](https://x) for more.', 'According to [1], yes.', 'A set {x}'])('prose stays: %s', (prose) => {
    expect(settleFlow({ answer: 42 }, collect(text(prose)).messages).response).toMatchObject({
      text: prose,
      output: { answer: 42 },
    })
  })
  test('a fenced value is replaced by itself', () => {
    expect(settleFlow({ id: 1 }, collect(text('```json\n{"id": 1}\n```\n')).messages).response.text).toBe('')
  })
})

describe('null is absent', () => {
  test('in a part, beside its payload', () => {
    expect(toChunkData({ content: [{ text: 'a', custom: null, data: null, metadata: null }] })).toEqual({
      content: [{ text: 'a' }],
    })
  })
  test('but not where it is the payload, or somebody’s value', () => {
    expect(toChunkData({ content: [{ data: null }] })).toEqual({ content: [{ data: null }] })
    const content = [{ toolRequest: { name: 't', input: null, ref: null }, metadata: { pendingOutput: null } }]
    expect(toChunkData({ content })).toEqual({
      content: [{ toolRequest: { name: 't', input: null }, metadata: { pendingOutput: null } }],
    })
  })
})

test('a custom field that calls itself toJSON is only a field', () => {
  const { response } = settleFlow({ message: { role: 'model', content: [] }, custom: { toJSON: 'x' } })
  expect(response.toJSON().custom).toEqual({ toJSON: 'x' })
})

test('JSON too deep to be compared is still a reply', () => {
  const deep = JSON.parse('['.repeat(8000) + ']'.repeat(8000)) as unknown
  const streamed = collect({ index: 0, content: [{ data: deep }] }).messages
  expect(
    settleFlow({ message: { role: 'model', content: [{ data: deep }] } }, streamed).response.message?.content,
  ).toHaveLength(1)
})
