import { describe, expect, test } from 'vitest'
import { AsyncGenerateResponse, GenAIError, GenerateResponse, IncompleteIterationError } from 'react-genai/client'

/** Chunks that come when they are asked for, and a note of whether the source was closed. */
function source(chunks: unknown[], end?: { result?: unknown; error?: Error }) {
  const state = { pulled: 0, closed: 0 }
  const iterable: AsyncIterable<unknown, unknown> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        await Promise.resolve()
        if (state.pulled < chunks.length) return { done: false, value: chunks[state.pulled++] }
        if (end?.error) throw end.error
        return { done: true, value: end?.result }
      },
      return() {
        state.closed++
        return Promise.resolve({ done: true as const, value: undefined })
      },
    }),
  }
  return { state, iterable }
}

const model = (text: string, index = 0) => ({ role: 'model', index, content: [{ text }] })
async function read(reply: AsyncIterable<{ text: string }>): Promise<string> {
  let text = ''
  for await (const chunk of reply) text += chunk.text
  return text
}

describe('readers', () => {
  test('several at once, and one that comes late, get every chunk', async () => {
    const reply = new AsyncGenerateResponse(source([model('a'), model('b'), model('c')]).iterable)
    expect(await Promise.all([read(reply), read(reply), read(reply)])).toEqual(['abc', 'abc', 'abc'])
    expect(await read(reply)).toBe('abc')
  })

  test('a slow one loses nothing to a fast one', async () => {
    const reply = new AsyncGenerateResponse(source([model('a'), model('b'), model('c')]).iterable)
    const slow = reply[Symbol.asyncIterator]()
    expect((await slow.next()).value?.text).toBe('a')
    expect(await read(reply)).toBe('abc')
    expect((await slow.next()).value?.text).toBe('b')
    expect((await slow.next()).value?.text).toBe('c')
    expect((await slow.next()).done).toBe(true)
  })

  test('one that leaves last closes the source', async () => {
    const { iterable, state } = source([model('a'), model('b')])
    let signal: AbortSignal | undefined
    const reply = new AsyncGenerateResponse((own) => {
      signal = own
      return iterable
    })
    for await (const _ of reply) break
    expect(state.closed).toBe(1)
    expect(signal?.aborted).toBe(true)
    expect(reply.done).toBe(true)
    expect(reply.snapshot.text).toBe('a')
  })

  test('one that leaves while resolve() waits closes nothing', async () => {
    const { iterable, state } = source([model('a'), model('b')])
    const reply = new AsyncGenerateResponse(iterable)
    const whole = reply.resolve()
    for await (const _ of reply) break
    expect((await whole).text).toBe('ab')
    expect(state.closed).toBe(0)
  })

  test('leaving does not wait for a chunk that is on its way', async () => {
    const reply = new AsyncGenerateResponse({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
    })
    const reader = reply[Symbol.asyncIterator]()
    void reader.next()
    expect(await reader.return?.()).toEqual({ done: true, value: undefined })
  })

  test('nothing is read ahead of the fastest', async () => {
    const { iterable, state } = source([model('a'), model('b'), model('c')])
    const reader = new AsyncGenerateResponse(iterable)[Symbol.asyncIterator]()
    await reader.next()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(state.pulled).toBe(1)
  })
})

describe('the end', () => {
  test('the result replaces what streamed', async () => {
    const reply = new AsyncGenerateResponse(
      source([model('A'), model('AB')], {
        result: { message: { role: 'model', content: [{ text: 'AB' }] }, finishReason: 'stop' },
      }).iterable,
    )
    expect((await reply.resolve()).text).toBe('AB')
    expect(reply.snapshot).toBe(await reply.resolve())
  })

  test('a result in as many pieces as have streamed is no other than what streamed', async () => {
    const pieces = ['**on', ' its', ' way**'].map((text) => ({ text }))
    const chunks = pieces.map((piece) => ({ role: 'model', index: 0, content: [piece] }))
    const result = { message: { role: 'model', content: pieces }, finishReason: 'stop' }
    const reply = new AsyncGenerateResponse(source(chunks, { result }).iterable)
    await read(reply)
    const [streamed] = reply.messages
    expect(streamed?.content).toEqual([{ text: '**on its way**' }])
    expect((await reply.resolve()).message?.content).toEqual([{ text: '**on its way**' }])
  })

  const call = (input: unknown) => ({ toolRequest: { name: 'track', ref: '', input } })
  test.each([
    ['two texts that were never one', [{ text: 'One ' }, { text: 'moment' }]],
    [
      'a signature, with the part that it came with',
      [{ text: 'A' }, { text: 'B', metadata: { thoughtSignature: 's' } }],
    ],
    [
      'sources, each with its own',
      [
        { text: 'A', metadata: { n: 1 } },
        { text: 'B', metadata: { n: 2 } },
      ],
    ],
    ['two calls that look alike', [call({ a: 1 }), call({ a: 2 })]],
    ['two thoughts', [{ reasoning: 'First.' }, { reasoning: 'Then.' }, { text: 'Done' }]],
  ])('a result that is more than the stream stays as it was said: %s', async (_, content) => {
    const result = { message: { role: 'model', content }, finishReason: 'stop' }
    const chunks = [{ role: 'model', index: 0, content: [{ text: 'One' }] }]
    for (const streamed of [[], chunks]) {
      const reply = new AsyncGenerateResponse(source(streamed, { result }).iterable)
      const { message } = await reply.resolve()
      expect(message?.toJSON().content).toEqual(content)
    }
  })

  test('without a result, what streamed is the reply', async () => {
    expect((await new AsyncGenerateResponse(source([model('a'), model('b')]).iterable).resolve()).text).toBe('ab')
  })

  test('an error comes after the chunks before it, to every reader, with all that arrived', async () => {
    const failure = new GenAIError('network', 'gone')
    const reply = new AsyncGenerateResponse(source([model('a'), model('b')], { error: failure }).iterable)
    const one = async () => {
      let text = ''
      try {
        for await (const chunk of reply) text += chunk.text
      } catch (error) {
        return [text, error]
      }
      return [text]
    }
    expect(await Promise.all([one(), one()])).toEqual([
      ['ab', failure],
      ['ab', failure],
    ])
    expect(await one()).toEqual(['ab', failure])
    await expect(reply.resolve()).rejects.toBe(failure)
    await expect(reply.resolve()).rejects.toBe(failure)
    expect(failure.response?.text).toBe('ab')
  })

  test('nobody has to listen to an error', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const reply = new AsyncGenerateResponse(source([model('a')], { error: new Error('x') }).iterable)
    await reply[Symbol.asyncIterator]().next()
    reply.abort()
    const other = new AsyncGenerateResponse(source([], { error: new Error('x') }).iterable)
    await other[Symbol.asyncIterator]()
      .next()
      .catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 10))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  test('final values are refused before it, and the snapshot never is', async () => {
    const reply = new AsyncGenerateResponse(source([model('a'), model('b')]).iterable)
    const reader = reply[Symbol.asyncIterator]()
    await reader.next()
    for (const accessor of ['text', 'parts', 'candidates'] as const)
      expect(() => reply[accessor]).toThrow(IncompleteIterationError)
    expect(reply.snapshot.text).toBe('a')
    expect(reply.toJSON()).toEqual({ message: { role: 'model', content: [{ text: 'a' }] }, usage: {}, custom: {} })
    await reply.resolve()
    expect(reply.text).toBe('ab')
    expect(reply.parts).toEqual([{ text: 'ab' }])
    expect(reply.candidates).toMatchObject([
      { index: 0, message: { role: 'model', content: [{ text: 'ab' }] }, finishReason: 'stop' },
    ])
  })
})

describe('making one', () => {
  test('from an iterable waits for the first chunk', async () => {
    const reply = await AsyncGenerateResponse.fromAsyncIterable(source([model('a'), model('b')]).iterable)
    expect(reply.snapshot.text).toBe('a')
    expect(await read(reply)).toBe('ab')
  })
  test('from an iterable that fails at once fails', async () => {
    await expect(
      AsyncGenerateResponse.fromAsyncIterable(source([], { error: new Error('no') }).iterable),
    ).rejects.toThrow('no')
  })
  test('from a response it is over already', async () => {
    const response = new GenerateResponse({ message: { role: 'model', content: [{ text: 'all' }] } })
    const reply = AsyncGenerateResponse.fromResponse(response)
    expect(reply.done).toBe(true)
    expect(reply.text).toBe('all')
    expect(await read(reply)).toBe('all')
    expect(await reply.resolve()).toBe(response)
  })
})

describe('what each chunk knows', () => {
  test('its text, the text before it, and what the server sent', async () => {
    const reply = new AsyncGenerateResponse(source([model('a'), 'b', { step: 1 }, null, model('c', 1)]).iterable)
    const seen: [string, string, unknown][] = []
    for await (const chunk of reply) seen.push([chunk.text, chunk.accumulatedText, chunk.raw])
    expect(seen).toEqual([
      ['a', 'a', model('a')],
      ['b', 'ab', 'b'],
      ['', 'ab', { step: 1 }],
      ['', '', null],
      ['c', 'c', model('c', 1)],
    ])
  })
})

describe('sources that do not behave', () => {
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) }

  test('one that never answers: stopping wakes everybody who waits', async () => {
    const reply = new AsyncGenerateResponse(silent)
    const whole = reply.resolve()
    const reader = reply[Symbol.asyncIterator]().next()
    reply.abort()
    await expect(whole).rejects.toMatchObject({ code: 'aborted' })
    await expect(reader).rejects.toMatchObject({ code: 'aborted' })
  })

  test('one that fails in its own words: they are kept, and so is what had arrived', async () => {
    const cause = new Error('boom')
    const error: unknown = await new AsyncGenerateResponse(source([model('a')], { error: cause }).iterable)
      .resolve()
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'protocol', cause, response: { text: 'a' } })
  })

  test('one whose return() is not a promise', async () => {
    const odd = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => ({ done: true }) as never,
      }),
    }
    const reply = new AsyncGenerateResponse(odd)
    const waiting = reply.resolve()
    expect(() => reply.abort()).not.toThrow()
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' })
  })

  test('one whose error cannot be written to', async () => {
    const error = Object.freeze(new GenAIError('server', 'no'))
    await expect(new AsyncGenerateResponse(source([model('a')], { error }).iterable).resolve()).rejects.toBe(error)
  })

  test('an iterator that nobody reads holds nothing open', async () => {
    const { iterable, state } = source([model('a'), model('b')])
    const reply = new AsyncGenerateResponse(iterable)
    reply[Symbol.asyncIterator]()
    for await (const _ of reply) break
    expect(state.closed).toBe(1)
  })
})

test('whatever is thrown, readers wake, and nothing is left unhandled', async () => {
  const odd = new Proxy(new Error('odd'), {
    has: () => {
      throw new Error('do not ask')
    },
  })
  // eslint-disable-next-line require-yield
  const reply = new AsyncGenerateResponse(async function* () {
    await Promise.resolve()
    throw odd
  })
  await expect(reply.resolve()).rejects.toMatchObject({ code: 'protocol' })
})
