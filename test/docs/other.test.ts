/** Blocks that are no TypeScript: what they name has to be there. */
import { readdirSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { readRecording } from 'react-genai/testing'
import { describe, expect, test } from 'vitest'
import { documents, type Fence, fences, fencesOf, isCode, readText, root } from './fences.ts'
import { writeBlocks } from './write.ts'

interface Manifest {
  name: string
  scripts: Record<string, string>
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const own = JSON.parse(readText('package.json')) as Manifest
const styles = readdirSync(`${root}src/styles`)
  .map((name) => readText(`src/styles/${name}`))
  .join('\n')
/** What readers install beside it, by our word; `name@latest` is run, not installed. */
const ELSEWHERE = new Set<string>([
  'vite',
  'next',
  'create-vite',
  'create-next-app',
  '@genkit-ai/next',
  '@genkit-ai/fastify',
  'dotenv',
  'tsx',
  'jest-fixed-jsdom',
])
const KNOWN = new Set([
  own.name,
  ...Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.peerDependencies }),
  ...ELSEWHERE,
])

const missing = (code: string, pattern: RegExp, isThere: (found: string) => boolean): string[] =>
  [...code.matchAll(pattern)].map(([, found = '']) => found).filter((found) => !isThere(found))

function shellFaults(code: string): string[] {
  const scripts = missing(code, /\bnpm run (?:-s )?([\w:-]+)/g, (name) => name in own.scripts)
  const installed = [...code.matchAll(/\bnpm (?:i|install|add) ([^\n#&|]+)/g)].flatMap(([, names = '']) =>
    names.trim().split(/\s+/),
  )
  const packages = installed.filter((name) => !name.startsWith('-')).map((name) => name.replace(/(?<=.)@.*/, ''))
  return [...scripts, ...packages.filter((name) => !KNOWN.has(name))]
}

/** What is wrong with a block, by its language. Every language that a document uses is here. */
const CHECKS: Record<string, (code: string, fence: Fence) => readonly string[]> = {
  json: (code) => {
    const value = JSON.parse(code) as { format?: string }
    // Throws for what is none.
    if (value.format === 'react-genai/recording') readRecording(code)
    return []
  },
  css: (code) => {
    const { warnings } = transformSync(code, { loader: 'css' })
    return [
      ...warnings.map(({ text }) => text),
      ...missing(code, /(--rg-[\w-]+)/g, (name) => styles.includes(`${name}:`) || styles.includes(`var(${name}`)),
      ...missing(code, /\.(rg-[\w-]+)/g, (name) => styles.includes(`.${name}`)),
    ]
  },
  sh: shellFaults,
  bash: shellFaults,
  html: (code) => missing(code, /<(?:script|link)[^>]+(?:src|href)="(https?:[^"]+)"/g, () => false),
  text: () => [],
  // Without a language: what a terminal says, or is told.
  '': shellFaults,
}

const others = fences().filter((fence) => !isCode(fence))
test.each(others.map((fence) => [`${fence.doc}:${fence.line}`, fence] as const))('%s', (_, fence) => {
  expect(CHECKS[fence.lang]?.(fence.code, fence)).toEqual([])
})

describe('what is wrong with a block is seen', () => {
  test.each([
    ['css', ':root { --rg-gone: 1px }', '--rg-gone'],
    ['css', '.rg-gone { color: red }', 'rg-gone'],
    ['sh', 'npm run gone', 'gone'],
    ['sh', 'npm i react-genai left-pad@1', 'left-pad'],
    ['html', '<script src="https://example.com/a.js"></script>', 'https://example.com/a.js'],
  ])('%s %s', (lang, code, fault) => {
    const [fence] = fencesOf('planted.md', `\`\`\`${lang}\n${code}\n\`\`\``)
    expect(fence && CHECKS[lang]?.(fence.code, fence)).toEqual([fault])
  })
})

test('no block escapes', () => {
  // Counted another way than they are read: by every line that opens or closes a block.
  const bars = documents.flatMap((doc) => readText(doc).match(/^ *`{3,}/gm) ?? [])
  expect(fences().length * 2).toBe(bars.length)
  // Each of ours is in a folder whose modules are run, or drawn.
  const written = Object.entries(writeBlocks()).filter(([, { doc }]) => !doc.startsWith('src/'))
  const run = written.filter(([path]) => /^(?:node|page)(?:-tests)?\//.test(path))
  expect(run.length + others.length + fences().filter(({ notRun }) => notRun).length).toBe(fences().length)
})

test('blocks that are compiled and not run, each with its reason', () => {
  expect(fences().flatMap(({ doc, line, notRun }) => (notRun ? [`${doc}:${line} ${notRun}`] : []))).toEqual([])
})
