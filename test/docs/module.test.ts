import { expect, test } from 'vitest'
import { fencesOf } from './fences.ts'
import { moduleOf } from './module.ts'
import { chains } from './write.ts'

const page = (text: string) => chains(fencesOf('docs/planted.md', text)).map((blocks) => moduleOf(blocks))
const block = (code: string, lang = 'ts') => page(`\`\`\`${lang}\n${code}\n\`\`\``)[0]

test('a block that continues has in it what it continues', () => {
  const [first, second] = page('```ts\nconst a = 1\n```\n\nThen:\n\n<!-- continues -->\n```ts\nshow(a)\n```\n')
  expect(first?.text).not.toContain('show(a)')
  expect(second?.text).toMatch(/const a = 1\nshow\(a\)/)
  // Errors are told where they stand: behind a sentence and a comment.
  const at = second?.text.split('\n').indexOf('show(a)') ?? 0
  expect(second?.lines[at]).toBe(9)
  expect(second?.lines[at - 1]).toBe(2)
})

test('comments that no reader sees are read in markdown and in MDX', () => {
  const [plain, said, also] = fencesOf(
    'a.md',
    '```ts\n```\n<!-- not run: no server -->\n```ts\n```\n{/* not run: none */}\n```ts\n```',
  )
  expect([plain?.notRun, said?.notRun, also?.notRun]).toEqual([undefined, 'no server', 'none'])
})

test.each([
  ["extractJson('{}') // {}", "outcome(extractJson('{}'), ({}))"],
  ['httpStatusCode(name) // => 429', 'outcome(httpStatusCode(name), (429))'],
  ['const { items } = all() // items: [1]', 'outcome({ items }, { items: [1] })'],
  ["await greet()\n// 'Hello'", "outcome(await greet(), ('Hello'))"],
])('%s is held to it', (code, said) => {
  expect(block(code)?.text).toContain(said)
})

test.each(['show(a) // the first one', 'show(a) // [{ id }]', 'show(a) // { a: 1, … }', 'const a = 1 // one'])(
  '%s says nothing that could be held to',
  (code) => expect(block(code)?.text).not.toContain('outcome('),
)

test('what calls hooks stands in a component, what follows them comes after it, and what is drawn is drawn', () => {
  const made = block(
    'const client = make()\nconst live = useLive(client)\nlive.messages\nawait live.connect()\n<Level of={live} />',
    'tsx',
  )
  expect(made?.isPage).toBe(true)
  expect(made?.text).toMatch(
    /const client = make\(\)[\s\S]*function Example\(\) \{\nconst live = useLive\(client\)\nuseAfterwards/,
  )
  expect(made?.text).toMatch(
    /live\.messages\nawait live\.connect\(\)\s*;?\s*\}\)\nreturn \(\n<>\n<Level of=\{live\} \/>\n<\/>/,
  )
})

test('of a change only what it leads to is code', () => {
  const made = block("-import { Old } from 'elsewhere'\n+const a = 1\n show(a)", 'diff')
  expect(made?.text).not.toContain('elsewhere')
  expect(made?.text).toMatch(/const a = 1\nshow\(a\)/)
})

test('names come from the package unless the block has its own', () => {
  expect(block('useStream()')?.text).toContain("import { useStream } from 'react-genai'")
  expect(block('const text = 1\nshow(text)')?.text).not.toContain('import { text }')
  expect(block('show(a.text)')?.text).not.toContain('import { text }')
  expect(block('show([...chunkFuzz(a)])')?.text).toContain("import { chunkFuzz } from 'react-genai/testing'")
})

test('a file that the reader’s project does not have is missed', () => {
  expect(() => block("import { a } from './gone.ts'")).toThrow('./gone.ts')
})
