import { describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import {
  AsyncGenerateResponse,
  formats,
  GenAIError,
  GenerateResponse,
  registerFormat,
  ValidationError,
  type JsonPath,
  type OutputOptions,
} from 'react-genai/client'
import { anyJson, inTextPieces, seeded } from '../random.ts'

const Menu = z.object({ title: z.string(), courses: z.array(z.object({ name: z.string(), price: z.number() })) })
const MENU = {
  title: 'Lunch',
  courses: [
    { name: 'Soup', price: 4 },
    { name: 'Fish', price: 12.5 },
  ],
}

/** A reply held by hand: each text is one chunk. */
function held<O = unknown>(output: OutputOptions<O> = {}) {
  const waiting: ((step: IteratorResult<unknown, unknown>) => void)[] = []
  const steps: IteratorResult<unknown, unknown>[] = []
  const push = (step: IteratorResult<unknown, unknown>): void => {
    const next = waiting.shift()
    if (next) next(step)
    else steps.push(step)
  }
  const source: AsyncIterable<unknown, unknown> = {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const step = steps.shift()
        return step ? Promise.resolve(step) : new Promise((resolve) => waiting.push(resolve))
      },
    }),
  }
  const reply = new AsyncGenerateResponse<O>(source, { output })
  const reader = reply[Symbol.asyncIterator]()
  const chunk = async (value: unknown): Promise<void> => {
    push({ done: false, value })
    await reader.next()
  }
  return {
    reply,
    chunk,
    text: (text: string, index = 0) => chunk({ role: 'model', index, content: [{ text }] }),
    async end(result?: unknown) {
      push({ done: true, value: result })
      return reply.resolve()
    },
  }
}

const whole = (text: string, rest: object = {}) => ({
  message: { role: 'model', content: [{ text }] },
  finishReason: 'stop',
  usage: {},
  ...rest,
})

/** Characters and values. JSON would not do: it writes the first half of a pair longer than the pair. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return value == null ? 0 : 1
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + 1 + sizeOf(item), 1)
}

describe('a reply that fills in', () => {
  test('field by field, out of prose and a fence, and the same object until more arrives', async () => {
    const { reply, text, end } = held()
    expect(reply.output).toBeNull()
    await text('Here you are:\n```json\n{"title": "Lu')
    expect(reply.output).toEqual({ title: 'Lu' })
    await text('nch", "courses": [{"name": "Soup", "price": 4')
    const before = reply.output
    expect(before).toEqual({ title: 'Lunch', courses: [{ name: 'Soup' }] })
    expect(reply.output).toBe(before)
    expect([['title'], ['courses', 0, 'name'], ['courses', 0], []].map((path) => reply.isComplete(path))).toEqual([
      true,
      true,
      false,
      false,
    ])
    await text('}, {"name": "Fish", "price": 12.5}]}\n```')
    expect(reply.output).toEqual(MENU)
    const response = await end()
    expect(response.output).toEqual(MENU)
    expect(reply.output).toEqual(MENU)
    expect(reply.isComplete([])).toBe(true)
  })

  test('however it is cut, it only grows into what JSON.parse makes of it', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = seeded(seed)
      const value = { value: anyJson(random) }
      const { reply, text, end } = held()
      let size = 0
      for (const piece of inTextPieces(JSON.stringify(value), random, 20)) {
        await text(piece)
        expect(sizeOf(reply.output)).toBeGreaterThanOrEqual(size)
        size = sizeOf(reply.output)
      }
      expect((await end()).output, `seed ${seed}`).toEqual(JSON.parse(JSON.stringify(value)))
    }
  })

  test('finished parts keep their identity, to the end and through the schema', async () => {
    const { reply, text, end } = held({ schema: Menu })
    await text('{"title":"Lunch","courses":[{"name":"Soup","price":4},{"name":"Fi')
    const soup = reply.output?.courses?.[0]
    await text('sh","price":12.5}]}')
    expect(reply.output?.courses?.[0]).toBe(soup)
    await end()
    expect(reply.output?.courses?.[0]).toBe(soup)
  })

  test('values that the flow streams as they are take the place of the text, and share what they repeat', async () => {
    const { reply, chunk, end } = held()
    await chunk({ courses: [{ name: 'Soup' }] })
    const soup = (reply.output as typeof MENU).courses[0]
    await chunk({ courses: [{ name: 'Soup' }, { name: 'Fi' }] })
    expect((reply.output as typeof MENU).courses[0]).toBe(soup)
    await end(MENU)
    expect(reply.output).toEqual(MENU)
    expect(reply.isComplete(['courses', 1, 'price'])).toBe(true)
  })

  test('JSON5 stands still until it is whole', async () => {
    const { reply, text, end } = held()
    await text('{"a": 1, // one\n b: ')
    expect(reply.output).toEqual({ a: 1 })
    await text("'two',}")
    expect((await end()).output).toEqual({ a: 1, b: 'two' })
    expect(reply.output).toEqual({ a: 1, b: 'two' })
    expect(reply.isComplete(['b'])).toBe(true)
  })

  test('a tool loop: the output is that of the last message that has text', async () => {
    const { reply, text, chunk } = held()
    await text('{"draft":true}', 0)
    await chunk({ role: 'tool', index: 1, content: [{ toolResponse: { name: 't', output: 1 } }] })
    expect(reply.output).toEqual({ draft: true })
    await text('{"final":', 2)
    expect(reply.output).toEqual({})
    await text('true}', 2)
    expect(reply.output).toEqual({ final: true })
  })

  test('a chunk that sums up begins anew', async () => {
    const { reply, text, chunk } = held()
    await text('{"a":1')
    await chunk({ role: 'model', index: 0, aggregated: true, content: [{ text: '{"a":1,"b":2}' }] })
    expect(reply.output).toEqual({ a: 1, b: 2 })
  })

  test('a reply that is cut keeps what it had, and knows what was whole', async () => {
    const { reply, text } = held()
    await text('{"title":"Lunch","courses":[{"name":"So')
    reply.abort()
    expect(reply.output).toEqual({ title: 'Lunch', courses: [{ name: 'So' }] })
    expect([reply.isComplete(['title']), reply.isComplete(['courses'])]).toEqual([true, false])
  })

  test('so does one that ends in the middle of its JSON', async () => {
    const { reply, text, end } = held()
    await text('{"title":"Lunch","courses":[{"name":"So')
    await end({ ...whole('{"title":"Lunch","courses":[{"name":"So'), finishReason: 'length' })
    expect(reply.isComplete(['courses', 0, 'name'])).toBe(false)
    expect(reply.isComplete(['title'])).toBe(true)
  })
})

describe('the end counts', () => {
  test('a result that says something else', async () => {
    const { reply, text, end } = held()
    await text('{"a":1,"b":2}')
    await end(whole('Sorry, no.'))
    expect([reply.output, reply.isComplete(['a'])]).toEqual([null, false])
  })
  test('a result that says more', async () => {
    const { reply, text, end } = held()
    await text('{"a":"x')
    await end(whole('{"a":"xyz","b":[1]}'))
    expect(reply.output).toEqual({ a: 'xyz', b: [1] })
    expect([[], ['a'], ['b', 0]].map((path) => reply.isComplete(path))).toEqual([true, true, true])
  })
  test('a value behind prose with a bracket', async () => {
    const { reply, text, end } = held()
    await text('see [1 ')
    await end({ ok: true })
    expect([reply.output, reply.isComplete(['ok'])]).toEqual([{ ok: true }, true])
  })
  test('malformed: what could be read stays', async () => {
    const { reply, text, end } = held()
    await text('{"a":1,"b":oops}')
    const response = await end()
    expect(response.outputError).toBeInstanceOf(SyntaxError)
    expect(reply.output).toEqual({ a: 1 })
  })
  test('a summary that holds no text leaves the text alone', async () => {
    const { reply, text, chunk } = held()
    await text('{"a":1,"b":"x')
    await chunk({ role: 'model', index: 0, aggregated: true, content: [{ toolRequest: { name: 'f', ref: '1' } }] })
    await text('y"}')
    expect(reply.output).toEqual({ a: 1, b: 'xy' })
  })
})

describe('a schema', () => {
  test('types and transforms the whole', async () => {
    const schema = z.object({ day: z.string().transform((day) => new Date(day)) })
    const response = await AsyncGenerateResponse.fromResponse(
      new GenerateResponse(whole('{"day":"2026-01-02"}') as never, { output: { schema } }),
    ).resolve()
    expect(response.output?.day.getUTCFullYear()).toBe(2026)
  })

  test('what does not fit is data, while it grows and at the end, and the reply is kept', async () => {
    const { reply, text, end } = held({ schema: Menu })
    await text('{"title":7,')
    expect(reply.issues).toMatchObject([{ path: ['title'] }])
    await text('"courses":[{"name":"Soup"},')
    expect(reply.issues.map(({ path }) => path.join('.'))).toEqual(['title', 'courses.0.price'])
    await text('{"name":"Fish","price":12}]}')
    const response = await end()
    expect(reply.issues.map(({ path }) => path.join('.'))).toEqual(['title', 'courses.0.price'])
    expect(reply.output).toEqual({ title: 7, courses: [{ name: 'Soup' }, { name: 'Fish', price: 12 }] })
    expect(response.output).toBeNull()
    expect(response.outputError).toBeInstanceOf(ValidationError)
    expect(response.outputError?.message).toMatch(/- title: .*\n- courses\.0\.price: /)
    expect(response.text).toContain('Soup')
  })

  test('says nothing of what is not finished', async () => {
    const { reply, text } = held({ schema: z.object({ name: z.string().min(5), list: z.array(z.string()).min(2) }) })
    await text('{"name":"Ad')
    expect(reply.issues).toEqual([])
    await text('a","list":["x"')
    expect(reply.issues.map(({ path }) => path.join('.'))).toEqual(['name'])
    await text(']')
    expect(reply.issues.map(({ path }) => path.join('.'))).toEqual(['name', 'list'])
  })

  test('any Standard Schema will do', async () => {
    const schema: NonNullable<OutputOptions<{ n: number }>['schema']> = {
      '~standard': {
        version: 1,
        vendor: 'by hand',
        validate: (value) =>
          typeof (value as { n?: unknown } | null)?.n === 'number'
            ? { value: value as { n: number } }
            : { issues: [{ message: 'no number', path: [{ key: 'n' }] }] },
      },
    }
    const { reply, text, end } = held({ schema })
    await text('{"n":"x"}')
    expect(reply.issues).toEqual([{ message: 'no number', path: ['n'] }])
    expect((await end()).output).toBeNull()
  })

  test('one that validates asynchronously is refused in words at the end, and the reply is kept', async () => {
    const schema = z.object({ n: z.number().refine(() => Promise.resolve(true)) })
    const { text, end, reply } = held({ schema })
    await text('{"n":1}')
    const response = await end()
    expect([response.output, reply.output]).toEqual([null, { n: 1 }])
    expect(response.outputError).toMatchObject({ code: 'invalid', message: /asynchronous/ })
  })

  test('one that stumbles over what is not finished is asked again', async () => {
    const schema = z.object({ ok: z.boolean(), site: z.string().transform((site) => new URL(site).host) })
    const { text, end, reply } = held({ schema })
    await text('{"ok":1,"site":"htt')
    expect(reply.output).toEqual({ ok: 1, site: 'htt' })
    await text('ps://example.com"}')
    expect(reply.issues.map(({ path }) => path)).toEqual([['ok']])
    const response = await end()
    expect(response.outputError).toBeInstanceOf(ValidationError)
    // What the model wrote stays what it was; the schema's own value is in the response.
    expect(reply.output).toEqual({ ok: 1, site: 'https://example.com' })
  })

  test.each([
    [z.boolean(), false],
    [z.number(), 0],
  ])('a flow that returns what Genkit takes for nothing', async (schema, value) => {
    const response = await held<unknown>({ schema }).end(value)
    expect([response.output, response.outputError]).toEqual([value, undefined])
  })

  test('costs a few times the reading at most, however long the reply', async () => {
    const schema = z.object({ list: z.array(z.object({ n: z.number() })) })
    const validate = vi.spyOn(schema['~standard'], 'validate')
    const { text } = held({ schema })
    await text('{"list":[')
    for (let n = 0; n < 5_000; n++) await text(`{"n":${n}},`)
    // Whole values of some 55,000 characters, checked anew each time, would be 5,000 of them.
    const checked = validate.mock.calls.reduce((sum, [value]) => sum + JSON.stringify(value).length, 0)
    expect(checked).toBeLessThan(55_000 * 6)
    expect(validate.mock.calls.length).toBeGreaterThan(20)
  })

  test('a turn that asks for a tool has no output to check yet', () => {
    const data = { message: { role: 'model' as const, content: [{ toolRequest: { name: 't' } }] } }
    const response = new GenerateResponse(data, { output: { schema: Menu } })
    expect([response.output, response.outputError]).toEqual([null, undefined])
  })
})

test('every array element is told as it is finished, with its path, and once', async () => {
  const told: [unknown, JsonPath][] = []
  const { text } = held({ onElement: (element, path) => told.push([element, path]) })
  for (const piece of ['{"tags":["a', '","b"],"courses":[{"name":"So', 'up"},{"na', 'me":"Fish"}]}']) await text(piece)
  expect(told).toEqual([
    ['a', ['tags', 0]],
    ['b', ['tags', 1]],
    [{ name: 'Soup' }, ['courses', 0]],
    [{ name: 'Fish' }, ['courses', 1]],
  ])
})

describe('formats', () => {
  const run = async (format: OutputOptions['format'], pieces: string[]) => {
    const { reply, text, end } = held({ format })
    const seen: unknown[] = []
    for (const piece of pieces) {
      await text(piece)
      seen.push(reply.output)
    }
    return { seen, final: (await end()).output, reply }
  }
  test('array: whole items, one after another', async () => {
    const { seen, final, reply } = await run(formats.array, ['Sure: [{"a":1},{"a', '":2}, 7, {bad}', ',{"a":3}] bye'])
    expect(seen).toEqual([[{ a: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }, { a: 3 }]])
    expect(final).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }])
    expect(reply.isComplete([1])).toBe(true)
  })
  test('jsonl: the last line may have no end', async () => {
    const told: unknown[] = []
    const { text, end } = held({ format: formats.jsonl, onElement: (element) => told.push(element) })
    await text('{"a":1}\n{"a":2}')
    await end()
    expect(told).toEqual([{ a: 1 }, { a: 2 }])
  })
  test('jsonl: a line is an item', async () => {
    const { seen, final } = await run(formats.jsonl, ['Here:\n{"a":1}\n{"a', '":2}\nand\n', '{"a":3}'])
    expect(seen).toEqual([[{ a: 1 }], [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]])
    expect(final).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }])
  })
  test('text: all of it', async () => {
    expect(await run(formats.text, ['a', '{b'])).toMatchObject({ seen: ['a', 'a{b'], final: 'a{b' })
  })
  test('enum: at the end, without quotes', async () => {
    expect(await run(formats.enum, ['"YE', 'S"'])).toMatchObject({ seen: [null, null], final: 'YES' })
  })
  test('one of the app’s own', async () => {
    registerFormat({ name: 'csv', config: {}, handler: () => ({ parseMessage: ({ text }) => text.split(',') }) })
    expect(await run(formats['csv'], ['a,', 'b'])).toMatchObject({ seen: [null, null], final: ['a', 'b'] })
  })
  test('items keep their identity', async () => {
    const { seen } = await run(formats.array, ['[{"a":1}', ',{"a":2}'])
    expect((seen[1] as unknown[])[0]).toBe((seen[0] as unknown[])[0])
  })
})

describe('a response with a JSON Schema in its request', () => {
  const schema = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: ['string', 'null'] } },
    },
    required: ['name', 'age'],
  }
  const reply = (value: unknown, rest: object = {}) =>
    new GenerateResponse(whole(JSON.stringify(value)) as never, {
      request: { messages: [], output: { schema } },
      ...rest,
    })

  test('passes when it fits', () => {
    const response = reply({ name: 'Ada', age: 36, tags: ['x', null], more: true })
    expect(() => response.assertValidSchema()).not.toThrow()
    expect(response.isValid()).toBe(true)
  })
  test('says what is wrong in the words of the server', () => {
    const error = (() => {
      try {
        return reply({ age: '36', tags: [1] }).assertValidSchema()
      } catch (thrown) {
        return thrown as ValidationError
      }
    })()
    expect(GenAIError.is(error)).toBe(true)
    expect(error).toMatchObject({ name: 'ValidationError', status: 'INVALID_ARGUMENT', code: 'invalid' })
    expect(error?.issues).toEqual([
      { path: [], message: "must have required property 'name'" },
      { path: ['age'], message: 'must be integer' },
      { path: ['tags', 0], message: 'must be string,null' },
    ])
    expect(error?.message).toBe(
      "Schema validation failed. Parse Errors:\n\n- (root): must have required property 'name'\n- age: must be integer\n- tags.0: must be string,null",
    )
    expect(error?.response?.text).toContain('36')
  })
  test('no output at all fails', () => {
    const none = new GenerateResponse(whole('prose') as never, { request: { messages: [], output: { schema } } })
    expect(() => none.assertValidSchema()).toThrow('must be object')
    expect(none.isValid()).toBe(false)
  })
  test('another request may be given; without a schema in it, its own counts', () => {
    const response = reply({})
    expect(response.isValid({ messages: [] })).toBe(false)
    expect(response.isValid({ messages: [], output: { schema: { type: 'array' } } })).toBe(false)
  })
})

describe('what is shown is what is spoken of', () => {
  const schema = z.object({ a: z.number() })
  test('no half line of jsonl is an item, when the reply is cut', async () => {
    const told: unknown[] = []
    const { reply, text } = held({ format: formats.jsonl, onElement: (element) => told.push(element) })
    await text('{"n":1}\n{"n":2,"name":"Al')
    reply.abort()
    expect([reply.output, told, reply.isComplete([1])]).toEqual([[{ n: 1 }], [{ n: 1 }], false])
  })
  test('values that the flow streams are complete at the end, whatever the text beside them says', async () => {
    const { reply, text, chunk, end } = held()
    await text('Sources [1]: ')
    await chunk({ items: ['a'] })
    expect([reply.output, reply.isComplete([]), reply.isComplete(['items'])]).toEqual([{ items: ['a'] }, false, false])
    await end({ items: ['a', 'b'] })
    expect(reply.isComplete(['items', 1])).toBe(true)
  })
  test('another turn has issues of its own', async () => {
    const { reply, text, chunk } = held({ schema })
    await text('{"a":"x"}')
    expect(reply.issues).toHaveLength(1)
    await chunk({ role: 'tool', index: 1, content: [{ toolResponse: { name: 't', output: 1 } }] })
    await text('{"a', 2)
    expect([reply.output, reply.issues]).toEqual([{}, []])
  })
})
