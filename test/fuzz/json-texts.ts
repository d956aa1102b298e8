import { anyJson, pick } from '../random.ts'
import { below, several } from './mutate.ts'
import type { Random } from './rounds.ts'

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  '-1',
  '',
  ' ',
  '"',
  '\\',
  'é',
  '😀',
]
const NUMBERS = [
  '0',
  '-0',
  '1',
  '-1',
  '12',
  '1.5',
  '1e5',
  '1E+2',
  '1.25e-3',
  '123456789012345678901',
  '1e400',
  '5e-324',
]

/** What is awkward in JSON, to be strewn into other texts. */
export const JSON_TOKENS: readonly string[] = [
  ['{', '}', '[', ']', ',', ':', '"', "'", '\\', '\\u', '\\ud83d', '\\x41', '\n', '\r', '\t', '\0', '\u2028'],
  [' ', 'true', 'tru', 'null', 'NaN', 'Infinity', '-Infinity', '-', '+1', '.5', '1.', '01', '0x1F', '1e'],
  ['1e400', '\ud800', '"__proto__":', '{"__proto__":{"polluted":1}}', '//', '/*', '*/', '```', '```json\n'],
  [',,', ',]', ',}', '[[[[', '{{'],
].flat()

const blank = (random: Random): string => (random() < 0.8 ? '' : pick(random, [' ', '\n', '\t', '\r\n', '  \n ']))

/** A string as JSON may write it: as it is, or with any of its characters escaped. */
function stringText(random: Random, text: string): string {
  if (random() < 0.7) return JSON.stringify(text)
  const escape = (character: string): string => {
    if (random() < 0.3) return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    if (character === '/' && random() < 0.5) return '\\/'
    return JSON.stringify(character).slice(1, -1)
  }
  // Half a pair beside another half must not become one of them.
  return `"${text.split('').map(escape).join('')}"`
}

/** How a document is written: with a key that comes twice; without blanks in an empty list. */
interface Spelling {
  twice?: boolean
  tight?: boolean
}

function write(random: Random, value: unknown, spelling: Spelling): string {
  if (typeof value === 'string') return stringText(random, value)
  if (typeof value === 'number' && random() < 0.15) return pick(random, NUMBERS)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => {
    const name = Array.isArray(value) ? '' : `${blank(random)}${stringText(random, key)}${blank(random)}:`
    return `${name}${blank(random)}${write(random, item, spelling)}${blank(random)}`
  })
  if (spelling.twice && entries.length > 1 && !Array.isArray(value))
    entries.push(...entries.slice(0, 1 + below(random, 2)))
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const inside = spelling.tight && entries.length === 0 ? '' : blank(random)
  return `${open}${entries.join(',')}${inside}${close}`
}

/** An object or array that has all that is awkward, hostile keys included, and is small enough to be tried often. */
export function anyDocument(random: Random): unknown {
  let left = 20
  const list = (depth: number): unknown[] => several(random, 0, 5, () => any(depth))
  const any = (depth: number): unknown => {
    left--
    const kind = random()
    if (depth > 5 || left < 0 || kind < 0.4) return anyJson(random, 4)
    return kind < 0.6 ? list(depth + 1) : named(list(depth + 1))
  }
  const named = (items: unknown[]): unknown =>
    Object.fromEntries(items.map((item) => [pick(random, KEYS) + (random() < 0.5 ? '' : below(random, 3)), item]))
  return random() < 0.4 ? list(0) : named(list(0))
}

/** A document as somebody may have written it. */
export const documentText = (random: Random, spelling: Spelling = {}): string =>
  write(random, anyDocument(random), spelling)

/** Words that stand around JSON; nothing in them could be taken for its beginning. */
export const PROSE = ['', 'Here it is: ', '```json\n', 'It’s 5 > 4, (really)\n\n', '‘ok’ \u2028', '\ufeff', 'née 😀 ']

/**
 * A value as a model may write it that thinks of JavaScript. What would mislead the search for its end stays out of
 * comments and single quotes: there Genkit, and so we, count brackets and double quotes like any others.
 */
export function looseText(random: Random, value: unknown): string {
  const gap = (): string => pick(random, ['', '', '', '', ' ', '/* a // b */', '// it’s *\n', '\n'])
  const string = (text: string): string => {
    const double = JSON.stringify(text)
    return random() < 0.5 || /[{}[\]"\\]/.test(text) ? double : `'${double.slice(1, -1).replaceAll("'", "\\'")}'`
  }
  if (typeof value === 'string') return string(value)
  if (typeof value === 'number' && value >= 0 && random() < 0.2) return `+${value}`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const entries = Object.entries(value).map(([key, item]) => {
    const name = /^[a-z_]+$/i.test(key) && random() < 0.5 ? key : string(key)
    return `${isList ? '' : `${gap()}${name}${gap()}:`}${gap()}${looseText(random, item)}${gap()}`
  })
  const last = entries.length > 0 && random() < 0.3 ? `,${gap()}` : ''
  return `${isList ? '[' : '{'}${entries.join(',')}${last}${isList ? ']' : '}'}`
}
