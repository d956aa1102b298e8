import type { FlowFrame } from '../../src/wire/flow-frames.ts'
import type { GeminiFrame } from '../../src/wire/gemini-frames.ts'
import { anyJson, pick } from '../random.ts'
import { below, several } from './mutate.ts'
import type { Random } from './rounds.ts'

/** What is awkward in a stream of events, to be strewn into others. */
export const TOKENS: readonly string[] = [
  ['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\0', '\ufeff', '\u2028', '\u0085', ' ', '\t', ':', ': '],
  ['😀', 'data', 'data:', 'data: ', 'data: {', '\ndata: ', 'error:', 'error: {', 'id: 7', 'event: x'],
  ['retry: 5', 'END', '{"message":', '{"result":', '{"error":', '{}', '[', ']', '}', '"', '\\', '\\u', ','],
  ['[DONE]', 'data: [DONE]\n\n', '<!doctype html><title>x</title>', '{"error":{"code":503}}', 'null', '-1e9'],
  ['__proto__'],
].flat()

/** Lines with the ends that a grammar allows, one kind or all of them. A CR and an LF must not meet by chance. */
function joinLines(random: Random, lines: readonly string[]): string {
  const ends = ['\n', '\r\n', '\r']
  const own = random() < 0.7 ? pick(random, ends) : undefined
  let text = random() < 0.1 ? '\ufeff' : ''
  let before = ''
  for (const line of lines) {
    const end = own ?? (before === '\r' && line === '' ? '\r' : pick(random, ends))
    text += line + end
    before = end
  }
  return text
}

/** A value as the `data:` lines of a block, in one line or spread over several. */
function dataLines(random: Random, value: unknown): string[] {
  const text = random() < 0.2 ? JSON.stringify(value, null, 1 + below(random, 3)) : JSON.stringify(value)
  const space = random() < 0.8 ? ' ' : ''
  // A value that begins with a space needs the one that is taken off.
  return text.split('\n').map((line) => `data:${line.startsWith(' ') ? ' ' : space}${line}`)
}

const noise = (random: Random): string[] => pick(random, [[], [], [], ['id: 1'], ['event: x', 'retry: 10'], ['']])

/** What a Genkit server may send, and what it means. */
export function flowStream(random: Random): { text: string; frames: FlowFrame[] } {
  const frames: FlowFrame[] = []
  const lines: string[] = []
  // A frame of no kind that is known: from here on no line is a page's.
  lines.push('data: {"progress":1}', '')
  for (let left = below(random, 8); left > 0; left--) {
    lines.push(...noise(random))
    const value = anyJson(random)
    const kind = random()
    if (kind < 0.5) {
      frames.push({ type: 'chunk', value })
      lines.push(...dataLines(random, { message: value }), '')
    } else if (kind < 0.6) {
      frames.push({ type: 'result', value })
      lines.push(...dataLines(random, random() < 0.5 ? { result: value } : { message: 1, error: 2, result: value }), '')
    } else if (kind < 0.66) {
      frames.push({ type: 'error', value })
      lines.push(...dataLines(random, { error: value }), '')
    } else if (kind < 0.72) {
      frames.push({ type: 'error', value, shape: 'wrapped' })
      lines.push(`error: ${JSON.stringify({ error: value })}`, '')
    } else if (kind < 0.78) {
      const bare = { message: value }
      frames.push({ type: 'error', value: bare, shape: 'bare' })
      lines.push(`error:${JSON.stringify(bare)}`, '')
    } else if (kind < 0.84) {
      frames.push({ type: 'comment' })
      lines.push(`:${pick(random, ['', ' keep-alive', 'data: {}', ' {"message":1}'])}`, '')
    } else if (kind < 0.88) {
      frames.push({ type: 'end' })
      lines.push('END')
    } else if (kind < 0.92) {
      frames.push({ type: 'empty' })
      lines.push('data: {}', '')
    } else if (kind < 0.96) {
      frames.push({ type: 'malformed', cut: false })
      lines.push(`data: ${pick(random, ['', 'x', '{', '{"message":"a}', '7', 'null', '[]', '"a"'])}`, '')
    } else lines.push('data: {"later":[]}', '')
  }
  return { text: joinLines(random, lines), frames }
}

/** What the Gemini API may send, and what it means. */
export function geminiStream(random: Random): { text: string; frames: GeminiFrame[] } {
  const frames: GeminiFrame[] = []
  const lines: string[] = []
  const object = (): Record<string, unknown> => ({ candidates: anyJson(random), [pick(random, ['a', '}', '"'])]: 1 })
  const error = { code: 503, status: 'UNAVAILABLE', message: 'busy' }
  if (random() < 0.2) {
    const values = several(random, 0, 4, object)
    const space = random() < 0.5 ? 2 : 0
    const text = `[${values.map((value) => JSON.stringify(value, null, space)).join('\n,\r\n')}\n]`
    return { text, frames: values.map((value) => ({ type: 'value', value })) }
  }
  for (let left = below(random, 8); left > 0; left--) {
    const kind = random()
    if (kind < 0.6) {
      const value = object()
      const id = random() < 0.2 ? pick(random, ['', '7', 'ü ']) : undefined
      frames.push({ type: 'value', value, ...(id !== undefined && { id }) })
      lines.push(...(id === undefined ? [] : [`id: ${id}`]), ...dataLines(random, value), '')
    } else if (kind < 0.7) {
      frames.push({ type: 'error', error })
      lines.push(...dataLines(random, { error }), '')
    } else if (kind < 0.8) {
      const value = object()
      frames.push({ type: 'value', value })
      // Bare, as what stands behind the last event.
      lines.push(...JSON.stringify(value, null, random() < 0.5 ? 2 : 0).split('\n'))
    } else if (kind < 0.85) {
      frames.push({ type: 'malformed', cut: false })
      lines.push(`data: ${pick(random, ['', 'x', '{', '7', '[]', '[DONE]x'])}`, '')
    } else if (kind < 0.9) lines.push(': hi', '', 'event: x', 'retry: 3', '')
    else if (kind < 0.94) {
      lines.push('data: [DONE]', '', 'data: {"late":1}', '', '{"late":2}')
      break
    } else lines.push('')
  }
  return { text: joinLines(random, lines), frames }
}

/** Lines of a stream of events that nobody would send, but may. */
export function anyEvents(random: Random): string {
  const field = (): string =>
    pick(random, ['data', 'event', 'id', 'retry', 'error', '', 'datax', ' data', 'DATA']) +
    pick(random, ['', ':', ': ', ':  ']) +
    pick(random, ['', '1', '42', 'a:b', ' x', '7\0', '{}', '\ufeff', 'né 😀', '{"a":1}'])
  return joinLines(
    random,
    several(random, 0, 14, () => (random() < 0.3 ? '' : field())),
  )
}
