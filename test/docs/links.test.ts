/** Whatever a document leads to is there. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { documents, readText, root } from './fences.ts'

const api = [
  'README',
  'components',
  'devtools',
  'gemini',
  'genkit',
  'hooks',
  'languages',
  'queries',
  'replies',
  'storybook',
  'testing',
  'widgets',
]
const pages = [...documents, 'llms.txt', ...api.map((name) => `docs/api/${name}.md`)]

const withoutCode = (text: string): string =>
  text
    .replaceAll(/^ *(`{3,})[\s\S]*?^ *\1$/gm, '')
    .replaceAll(/(`+)[^`][\s\S]*?\1/g, (code) => code.replaceAll(/[[\]]/g, ''))

/** As GitHub makes them: lower case, no marks, a hyphen for each space; the second of a name has a number. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = [...withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
  return new Set(
    headings.map((heading) => {
      const count = seen.get(heading) ?? 0
      seen.set(heading, count + 1)
      return count === 0 ? heading : `${heading}-${count}`
    }),
  )
}

const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\((?<to>[^()\s]+(?:\([^()]*\))?)\)/g)].map(({ groups }) => groups?.['to'] ?? '')

/** Links of a page that lead nowhere. */
function broken(page: string, text: string, read = readText): string[] {
  return linksOf(text)
    .filter((to) => !/^(?:https?:|mailto:)/.test(to))
    .filter((to) => {
      const [path = '', anchor] = to.split('#')
      const target = path ? normalize(join(dirname(page), path)) : page
      if (!existsSync(root + target)) return true
      if (anchor === undefined || statSync(root + target).isDirectory()) return false
      return !anchorsOf(target === page ? text : read(target)).has(anchor)
    })
    .map((to) => `${page}: ${to}`)
}

test.each(pages)('every link of %s leads somewhere', (page) => {
  expect(broken(page, readText(page))).toEqual([])
})

test('a link that leads nowhere is seen', () => {
  const text = '# Here\n[a](gone.md) [b](chat.md#gone) [c](#here) [d](chat.md#the-hook) `[e](f)` [g](#there)'
  expect(broken('docs/live.md', text)).toEqual(['gone.md', 'chat.md#gone', '#there'].map((to) => `docs/live.md: ${to}`))
})

test('every page can be found from the README, or from the list of pages', () => {
  const found = (['README.md', 'docs/README.md'] as const).flatMap((page) =>
    linksOf(readText(page)).map((to) => normalize(join(dirname(page), to.split('#')[0] ?? ''))),
  )
  const lost = pages.filter(
    (page) => page.startsWith('docs/') && !page.startsWith('docs/api/') && !found.includes(page),
  )
  expect(lost).toEqual(['docs/README.md'].filter((page) => !found.includes(page)))
  expect(found).toContain('docs/README.md')
})

test('llms.txt is a list for machines: a name, what it is, and every page in a line', () => {
  const text = readText('llms.txt')
  expect(text).toMatch(/^# react-genai\n\n> [^\n]+\n/)
  const [, ...sections] = text.split(/^## /m)
  expect(sections.map((section) => section.split('\n')[0])).toEqual(['Docs', 'API', 'Optional'])
  const rows = sections.flatMap((section) => section.trim().split('\n').slice(2))
  expect(rows.filter((row) => !/^- \[[^\]]+\]\([^)]+\): \S/.test(row))).toEqual([])
  const listed = linksOf(text)
  expect(
    pages.filter((page) => page.startsWith('docs/') && !page.startsWith('docs/api/') && !listed.includes(page)),
  ).toEqual([])
})

test('what is shown is there, and is a picture', () => {
  const pictures = pages.flatMap((page) =>
    linksOf(readText(page))
      .filter((to) => to.endsWith('.png'))
      .map((to) => join(root, dirname(page), to)),
  )
  expect(pictures.length).toBeGreaterThan(0)
  for (const path of pictures) expect(readFileSync(path).subarray(1, 4).toString()).toBe('PNG')
})
