import { describe, expect, test } from 'vitest'
import * as genkit from '@genkit-ai/ai/extract'
import JSON5 from 'json5'
import { extractItems, extractJson, parsePartialJson } from 'react-genai/client'
import { anyJson, pick, seeded } from '../random.ts'

// Genkit's own functions, and the JSON5 package that they use, beside ours: thousands of texts, made of what is awkward.
const PIECES = ['{', '}', '[', ']', '"', "'", ':', ',', ' ', '\n', '\t', '\u00a0', 'é', '😀', '1', '12.5', '1e5', '1e']
PIECES.push('-', '.', '+1', '0x1F', '01', '5.', '.5', 'E3', 'true', 'tru', 'null', 'nul', 'false', 'Infinity', 'NaN')
PIECES.push('-Infinity', '// c\n', '/* c */', '"a":', '"b"', "'x'", 'x:', '$_a', '{"a":1}', '[1,2]', '{"k":"v"},', ']}')
PIECES.push('\\', '\\n', '\\u00e9', '\\_', '\\\n', '"a\\x41"', '"x\\', '"e":')

function anyText(seed: number): string {
  const random = seeded(seed)
  const text = Array.from({ length: 1 + Math.floor(random() * 14) }, () => pick(random, PIECES)).join('')
  return random() < 0.5 ? text : pick(random, ['{', '[']) + text
}

/** The value as text, since infinities have no JSON and 0 is -0 after some of it; or that it threw. */
function told(call: () => unknown): string {
  try {
    const write = (_: string, item: unknown): unknown =>
      typeof item === 'number' && !Number.isFinite(item) ? String(item) : Object.is(item, -0) ? 0 : item
    return JSON.stringify(call(), write) ?? 'undefined'
  } catch {
    return 'throws'
  }
}

/** The scan as the protocol words it, character by character. */
function brackets(text: string): 'none' | 'open' | 'closed' {
  let kind = ''
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '\\') at++
    else if (char === '"') inString = !inString
    else if (!inString) {
      if (!kind && (char === '{' || char === '[')) kind = char
      if (char === kind) depth++
      else if (kind && char === (kind === '{' ? '}' : ']') && --depth === 0) return 'closed'
    }
  }
  return kind ? 'open' : 'none'
}

const texts = Array.from({ length: 6_000 }, (_, seed) => anyText(seed))

describe("like Genkit's", () => {
  test('parsePartialJson', () => {
    for (const text of texts) {
      expect(
        told(() => parsePartialJson(text)),
        text,
      ).toBe(told(() => genkit.parsePartialJson(text)))
    }
  })
  test('extractItems, one step after another', () => {
    for (const [seed, text] of texts.entries()) {
      const half = text.slice(0, Math.floor(seeded(seed)() * text.length))
      const steps = (find: (text: string, cursor?: number) => { items: unknown[]; cursor: number }) => () => {
        const first = find(half)
        return [first, find(text, first.cursor)]
      }
      expect(told(steps(extractItems)), text).toBe(told(steps(genkit.extractItems)))
    }
  })
  test('extractJson, of blocks that are closed, and of texts without any', () => {
    // Of a block that is both cut off and malformed, each keeps what its parser had read by then: see below.
    const settled = texts.filter((text) => brackets(text) !== 'open')
    expect(settled.length).toBeGreaterThan(2_000)
    for (const text of settled)
      expect(
        told(() => extractJson(text)),
        text,
      ).toBe(told(() => genkit.extractJson(text)))
  })
  test('extractJson, of JSON that is cut off anywhere', () => {
    for (let seed = 0; seed < 300; seed++) {
      const text = JSON.stringify({ value: anyJson(seeded(seed)) })
      for (let end = 0; end <= text.length; end++) {
        const part = text.slice(0, end)
        // A number that is cut off in its exponent is left out here, and shortened there.
        if (/\de[-+]?$/.test(part)) continue
        // The json5 package warns of this character, loudly.
        if (part.includes('\u2028')) continue
        expect(
          told(() => extractJson(part)),
          part,
        ).toBe(told(() => genkit.extractJson(part)))
      }
    }
  })
})

describe('JSON5, when it is complete', () => {
  test('is what Genkit makes of it with the json5 package', () => {
    const blocks = texts.map((text) => `{"v":${text}}`)
    // Digits behind a backslash, which JSON5 refuses, stand for themselves here. Brackets in comments and in single
    // quotes close the block early, for Genkit too.
    const closed = blocks.filter((block) => brackets(block) === 'closed' && !/\\\d/.test(block))
    expect(
      closed.map((block) => told(() => JSON5.parse(block))).filter((found) => found !== 'throws').length,
    ).toBeGreaterThan(100)
    for (const block of closed)
      expect(
        told(() => extractJson(block)),
        block,
      ).toBe(told(() => genkit.extractJson(block)))
  })
  test.each([
    [`{'a': 'it\\'s', b: "x",}`, { a: "it's", b: 'x' }],
    ['{\n  // a comment with "quotes"\n  a: 1, /* and { brackets } */ b: [1, 2,],\n}', { a: 1, b: [1, 2] }],
    ['{a: +1, b: .5, c: 5., d: 0x1F, e: -0x10, f: -Infinity}', { a: 1, b: 0.5, c: 5, d: 31, e: -16, f: -Infinity }],
    ['{"a": NaN}', { a: NaN }],
    [`{"regex": "\\d+\\_", "long": "one\\\ntwo"}`, { regex: 'd+_', long: 'onetwo' }],
    ['{"tab": "a\tb"}', { tab: 'a\tb' }],
    ["{'__proto__': {a: 1}}", JSON.parse('{"__proto__":{"a":1}}')],
  ])('%s', (text, value) => expect(extractJson(text)).toStrictEqual(value))
  test.each(['{a b: 1}', '{,}', '{"a": 01}', '{"a": "x\ny"}', '{"a": +}', "{'a: 1}"])('%s is refused', (text) => {
    expect(() => extractJson(text)).toThrow(SyntaxError)
  })
})

test('what is both cut off and malformed keeps what stood before the fault', () => {
  expect(extractJson('{"a": {"b": 1, "c": oops, "d": [2')).toEqual({ a: { b: 1 } })
  expect(extractJson("{'a': 1")).toEqual({})
})
