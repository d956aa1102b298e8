import { readFileSync } from 'node:fs'
import { awkward, written } from '../components/markdown/documents.ts'
import { pick } from '../random.ts'
import { below, mutateText, several } from './mutate.ts'
import type { Random } from './rounds.ts'

const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/xss.json', import.meta.url), 'utf8')) as {
  vectors: { markdown?: string }[]
}

/** Documents that were written to do harm. */
export const hostile: readonly string[] = vectors.flatMap(({ markdown }) => markdown ?? [])

const SCHEMES = [
  ['javascript:', 'JaVaScRiPt:', 'java\tscript:', 'java&#10;script:', '&#x6A;avascript:', '\x01javascript:'],
  ['data:text/html,', 'data:image/svg+xml,', 'data:image/png;base64,AA', 'vbscript:', 'file:///'],
  ['blob:https://x/', 'https://a.example/', 'http://', '//b.example', 'mailto:a@b.cd', 'tel:+1', '/x', '#'],
  ['www.c.example', 'a:b', '%6Aavascript:'],
].flat()

/** What is awkward in markdown, to be strewn into documents. */
const MARKS: readonly string[] = [
  ['\n', '\n\n', '\r\n', '\r', '    ', '\t', ' ', '  \n', '\\\n', '\0', '\u00a0', '\u202e', '\ufeff', '😀'],
  ['\ud83d', '*', '**', '***', '_', '__', '~~', '`', '``', '```', '~~~\n', '```js\n', '$', '$$', '\\('],
  ['\\)', '\\[', '\\]', '[', ']', '(', ')', '](', '![', '[^1]', '[^1]: ', '[a]', '[a]: ', '[a]: /u "t"\n'],
  ['[]', '<', '>', '<b>', '<!--', '-->', '# ', '###### ', '- ', '+ ', '* ', '1. ', '9) ', '> ', '>'],
  ['- [ ] ', '---\n', '===\n', '***\n', '| a | b |\n|---|:-:|\n', '|', '&amp;', '&#0;', '&#x202e;'],
  ['&lt;script&gt;', '<script>', '<a href="javascript:x">', '<img src=x onerror=y>', '\\'],
  SCHEMES,
].flat()

const link = (random: Random): string => {
  const target = pick(random, SCHEMES) + pick(random, ['', 'x', 'alert(1)', 'x "t"', '<y>', ' '])
  return pick(random, [
    `[w](${target})`,
    `![w](${target})`,
    `<${target}>`,
    `[a]\n\n[a]: ${target}\n`,
    `[![i](${target})](${target})`,
    target,
  ])
}

/** A document of any kind: written, awkward, hostile, all of them at once, most often with wounds. */
export function anyMarkdown(random: Random): string {
  const piece = (): string => {
    const kind = random()
    if (kind < 0.3) return awkward(random)
    if (kind < 0.45) return pick(random, written).slice(0, 1500)
    if (kind < 0.6) return pick(random, hostile).slice(0, 1500)
    if (kind < 0.75) return link(random)
    return several(random, 1, 10, () => pick(random, MARKS) + pick(random, ['', '', 'w', 'two words', '7'])).join('')
  }
  const text = several(random, 1, 3, piece).join(pick(random, ['', '\n', '\n\n', '\n> ', '\n- ']))
  return random() < 0.4 ? text : mutateText(random, text, MARKS, 1 + below(random, 6))
}
