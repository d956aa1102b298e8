import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractJson, JsonReader, parsePartialJson } from 'react-genai/client'
import { anyJson, inTextPieces, seeded } from '../random.ts'

interface JsonVector {
  id: string
  kind: 'suite' | 'partial' | 'security' | 'prefix' | 'extract' | 'items'
  class?: 'y' | 'n' | 'i'
  profile?: string
  input?: string
  inputBase64?: string
  expected?: unknown
}

const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/json.json', import.meta.url), 'utf8')) as {
  vectors: JsonVector[]
}
const textOf = ({ input, inputBase64 }: JsonVector): string =>
  input ?? new TextDecoder().decode(Buffer.from(inputBase64 ?? '', 'base64'))
const of = (kind: string, more: Partial<JsonVector> = {}): [string, JsonVector][] =>
  vectors
    .filter(
      (vector) => vector.kind === kind && Object.entries(more).every(([key, value]) => vector[key as 'id'] === value),
    )
    .map((vector) => [vector.id, vector])

function read(text: string): unknown {
  const reader = new JsonReader()
  reader.push(text)
  return reader.end()
}

/** Why `part` cannot be an earlier state of `whole`; undefined when it can. */
function outgrown(part: unknown, whole: unknown, path = '$'): string | undefined {
  if (part === undefined) return undefined
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part) ? undefined : path
  if (typeof part !== 'object' || part === null) return Object.is(part, whole) ? undefined : path
  if (typeof whole !== 'object' || whole === null || Array.isArray(part) !== Array.isArray(whole)) return path
  for (const [key, value] of Object.entries(part)) {
    if (!Object.hasOwn(whole, key)) return `${path}.${key}`
    const inside = outgrown(value, (whole as Record<string, unknown>)[key], `${path}.${key}`)
    if (inside) return inside
  }
  return undefined
}

describe('vectors of other suites', () => {
  test.each(of('suite', { class: 'y' }))('valid %s', (_, vector) => {
    expect(read(textOf(vector))).toEqual(JSON.parse(textOf(vector)))
  })
  test.each(of('suite').filter(([, vector]) => vector.class !== 'y'))('anything else does no harm: %s', (_, vector) => {
    expect(() => JSON.stringify(read(textOf(vector)))).not.toThrow()
  })
  test.each(of('partial', { profile: 'genkit-go' }))('cut off, as Genkit has it: %s', (_, vector) => {
    // “Nothing salvageable” is an empty object there, and nothing here.
    expect(read(textOf(vector)) ?? {}).toEqual(vector.expected)
  })
  test.each(of('security'))('hostile %s', (_, vector) => {
    for (const parse of [read, extractJson, (text: string) => parsePartialJson(text.slice(0, -1))]) {
      const value = parse(textOf(vector)) as object
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect(Object.keys(Object.prototype)).toEqual([])
    }
  })
  test.each(of('prefix'))('every prefix of %s can be written, and only grows', (_, vector) => {
    const text = textOf(vector)
    const whole: unknown = JSON.parse(text)
    const reader = new JsonReader()
    let before: unknown
    for (const char of text.split('')) {
      reader.push(char)
      const { value } = reader
      expect(() => JSON.stringify(value)).not.toThrow()
      // Half of an escaped pair may stand at the end of a string, until its other half arrives.
      expect(outgrown(value, whole)).toBeUndefined()
      expect(outgrown(before, value)).toBeUndefined()
      before = value
    }
    expect(reader.end()).toEqual(whole)
  })
})

describe('any JSON, however it is cut', () => {
  test('is what JSON.parse makes of it, and only grows', () => {
    for (let seed = 0; seed < 1500; seed++) {
      const random = seeded(seed)
      const text = JSON.stringify([anyJson(random)], null, random() < 0.3 ? 2 : 0)
      const whole: unknown = JSON.parse(text)
      const reader = new JsonReader()
      for (const piece of inTextPieces(text, random)) {
        reader.push(piece)
        expect(outgrown(reader.value, whole), `seed ${seed}`).toBeUndefined()
      }
      expect(reader.done, `seed ${seed}`).toBe(true)
      expect(reader.value, `seed ${seed}`).toStrictEqual(whole)
    }
  })

  test('numbers and literals are shown when they are whole, strings as they arrive', () => {
    const reader = new JsonReader()
    const seen = ['{"n":1', '2', ',"t":tr', 'ue,"s":"a', 'b'].map((piece) => (reader.push(piece), reader.value))
    expect(seen).toEqual([{}, {}, { n: 12 }, { n: 12, t: true, s: 'a' }, { n: 12, t: true, s: 'ab' }])
  })
})

describe('identity', () => {
  test('the same object until more arrives, and finished parts for ever', () => {
    const reader = new JsonReader()
    reader.push('{"a":{"b":[1,2]},"c":["x",{"d":1},"y')
    const one = reader.value as { a: object; c: unknown[] }
    expect(reader.value).toBe(one)
    reader.push('z"')
    const other = reader.value as typeof one
    expect(one.c).toEqual(['x', { d: 1 }, 'y'])
    expect(other.c).toEqual(['x', { d: 1 }, 'yz'])
    expect(other).not.toBe(one)
    expect(other.a).toBe(one.a)
    expect(other.c[1]).toBe(one.c[1])
  })
  test('nothing is copied that nobody has looked at', () => {
    const finished: unknown[] = []
    const reader = new JsonReader((value) => finished.push(value))
    reader.push('{"list":[{"a":1},')
    reader.push('{"a":2}]}')
    const { list } = reader.value as { list: unknown[] }
    expect(finished).toContain(list)
  })
})

describe('isComplete', () => {
  const reader = new JsonReader()
  reader.push('{"items":[{"name":"a","price":1},{"name":"b","pri')
  test.each([
    [['items', 0], true],
    [['items', 0, 'price'], true],
    [['items', 1, 'name'], true],
    [['items', 1], false],
    [['items', 1, 'price'], false],
    [['items', 2], false],
    [['items'], false],
    [[], false],
    [['items', 0, 'nothing'], false],
    [['toString'], false],
  ])('%j: %s', (path, expected) => expect(reader.isComplete(path)).toBe(expected))

  test('a string or number in the middle is not complete', () => {
    const open = new JsonReader()
    open.push('{"a":"x')
    expect(open.isComplete(['a'])).toBe(false)
    open.push('"')
    expect(open.isComplete(['a'])).toBe(true)
    open.push(',"b":1')
    expect(open.isComplete(['b'])).toBe(false)
    open.push('}')
    expect([open.isComplete(['b']), open.isComplete([])]).toEqual([true, true])
  })
})

test('of hundreds of keys some are shown later, and none is called complete before', () => {
  const text = JSON.stringify(Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`k${at}`, { v: at }])))
  const reader = new JsonReader()
  let looks = 0
  for (let at = 0; at < text.length; at += 5) {
    reader.push(text.slice(at, at + 5))
    const shown = reader.value as Record<string, unknown>
    for (const key of ['k10', 'k200', 'k399']) {
      if (reader.isComplete([key])) looks++
      expect(reader.isComplete([key])).toBe(JSON.stringify(shown[key]) === JSON.stringify({ v: Number(key.slice(1)) }))
    }
  }
  expect(looks).toBeGreaterThan(500)
  reader.push(',')
  expect(reader.value).toEqual(JSON.parse(text))
})

describe('looking after every piece costs the same per character', () => {
  // What is counted are copies: a container that was shown and then grew is another object.
  const copied = (text: string): number => {
    const reader = new JsonReader()
    let count = 0
    let last: unknown
    for (let at = 0; at < text.length; at += 25) {
      reader.push(text.slice(at, at + 25))
      const { value } = reader
      if (value !== last) count += Array.isArray(value) ? value.length / 8 : Object.keys(value as object).length
      last = value
    }
    return count
  }
  test.each([
    ['keys', (n: number) => `{${Array.from({ length: n }, (_, at) => `"k${at}":1`).join()}}`],
    ['numbers', (n: number) => `[${Array.from({ length: n }, () => 1).join()}]`],
    ['records', (n: number) => `[${Array.from({ length: n }, () => '{"a":1}').join()}]`],
  ])('%s', (_, make) => {
    expect(copied(make(8_000)) / copied(make(4_000))).toBeLessThan(2.4)
  })
})

test('every finished value is told, innermost first, with its path', () => {
  const told: [unknown, unknown][] = []
  const reader = new JsonReader((value, path) => told.push([structuredClone(value), path()]))
  for (const char of '{"a":[1,{"b":"x"}],"c":null}') reader.push(char)
  expect(told).toEqual([
    [1, ['a', 0]],
    ['x', ['a', 1, 'b']],
    [{ b: 'x' }, ['a', 1]],
    [[1, { b: 'x' }], ['a']],
    [null, ['c']],
  ])
})

describe('hostile documents', () => {
  const feed = (text: string, size: number): JsonReader => {
    const reader = new JsonReader()
    for (let at = 0; at < text.length; at += size) {
      reader.push(text.slice(at, at + size))
      void reader.value
    }
    return reader
  }
  test('100,000 brackets deep, looked at after every piece', () => {
    const depth = 100_000
    const open = feed('['.repeat(depth), 25)
    expect(() => JSON.stringify(open.value)).not.toThrow()
    open.push(']'.repeat(depth))
    expect(open.done).toBe(true)
    expect(() => JSON.stringify(open.value)).not.toThrow()
    expect(JSON.stringify(extractJson(`{"a":1,"b":${'['.repeat(600)}`))).toMatch(/^\{"a":1,"b":\[{400,500}\]+\}$/)
    expect(feed('{"a":'.repeat(depth), 25).failed).toBe(false)
    expect(() => parsePartialJson('['.repeat(depth))).not.toThrow()
    expect(() => extractJson('['.repeat(depth))).not.toThrow()
    // What is too deep for JSON5 is refused, not a crash of the page.
    expect(() => extractJson(`${'[ '.repeat(depth)},${']'.repeat(depth)}`)).toThrow(/JSON|stack/)
  })
  test('a string of 10 MB, in small pieces and at once', () => {
    const long = 'x'.repeat(10_000_000)
    const reader = feed(`{"s":"${long}`, 1_000)
    expect((reader.value as { s: string }).s.length).toBe(long.length)
    expect(extractJson<{ s: string }>(`{'s': '${long}'}`)?.s.length).toBe(long.length)
  })
  test('duplicate keys: the last one counts, whatever the first was', () => {
    expect(read('{"a":{"b":1},"a":[2],"a":"x"}')).toEqual({ a: 'x' })
  })
  test('lone surrogates stay', () => expect(read('["\\ud800","\\udc00x"]')).toEqual(['\ud800', '\udc00x']))
  test('__proto__ is a key like any other, also while it grows', () => {
    const reader = new JsonReader()
    reader.push('{"__proto__":{"admin":tru')
    void reader.value
    reader.push('e,"x":1')
    const value = reader.value as Record<string, unknown>
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(value['admin']).toBeUndefined()
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
  test('what is not JSON ends it, and keeps what was there', () => {
    const reader = new JsonReader()
    reader.push('{"a":1,"b":oops,"c":2}')
    expect([reader.failed, reader.value]).toEqual([true, { a: 1 }])
  })
})
