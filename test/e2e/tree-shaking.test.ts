/** A page has what it imports, and no other component: in esbuild, webpack and Vite, of the package as it is published. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleAll, type Bundled, bundleWithVite, bundleWithWebpack } from './bundlers.ts'
import { newApp } from './packed.ts'

let app: string
/** The package's modules, by their path in dist. */
const modules = new Map<string, string>()

beforeAll(async () => {
  app = await newApp('tree-shaking', { 'package.json': '{"type":"module"}' })
  const dist = join(app, 'node_modules/react-genai/dist')
  const names = (await readdir(dist, { recursive: true, encoding: 'utf8' })).map((name) => name.replaceAll('\\', '/'))
  for (const name of names.filter((path) => path.endsWith('.js')))
    modules.set(name, await readFile(join(dist, name), 'utf8'))
})
afterAll(() => rm(app, { recursive: true, force: true }))

/** What an entry exports that is there at run time, and the module that each name is of. */
function exportsOf(entry: string): Map<string, string> {
  const text = modules.get(entry) ?? ''
  const homes = new Map<string, string>()
  for (const [, names = '', from = ''] of text.matchAll(/^import \{ ([^}]+) \} from "(\.[^"]+)"/gm))
    for (const name of names.split(', ')) homes.set(name.replace(/^.* as /, ''), posix.join(posix.dirname(entry), from))
  const [, exported = ''] = /^export \{ ([^}]+) \}/m.exec(text) ?? []
  return new Map(exported.split(', ').flatMap((name) => (homes.has(name) ? [[name, homes.get(name) ?? '']] : [])))
}

/** A module, and all that comes with it at once: what it imports, what that imports. */
function closureOf(start: string): { own: Set<string>; outside: Set<string> } {
  const [own, outside] = [new Set([start]), new Set<string>()]
  for (const path of own)
    for (const [, from = ''] of (modules.get(path) ?? '').matchAll(/^(?:import|export)\b(?:[^"(]* from)? ?"([^"]+)"/gm))
      if (from.startsWith('.')) own.add(posix.join(posix.dirname(path), from))
      else outside.add(from)
  return { own, outside }
}

test.each(['components', 'widgets', 'languages', 'testing', 'client', ''])(
  'one name of react-genai/%s brings only what it needs',
  async (entry) => {
    const exported = exportsOf(posix.join(entry, 'index.js'))
    expect(exported.size).toBeGreaterThan(1)
    const built = await bundleAll(app, posix.join('react-genai', entry), [...exported.keys()])
    const faults = [...exported].flatMap(([name, home]) => {
      const needed = closureOf(home)
      const { own, outside }: Omit<Bundled, 'bytes'> = built.get(name) ?? { own: [], outside: [] }
      if (!own.includes(home)) return [`${name} is not in its own bundle`]
      return [
        ...own.filter((path) => !needed.own.has(path)).map((path) => `${name} brings ${path}`),
        ...outside.filter((path) => !needed.outside.has(path)).map((path) => `${name} brings ${path}`),
      ]
    })
    expect(faults).toEqual([])
  },
)

test('TanStack Query and zod come with what uses them, the test kit and the devtools with nothing', async () => {
  const names = [...exportsOf('index.js').keys()]
  const built = await bundleAll(app, 'react-genai', names)
  const bringing = (pattern: RegExp) =>
    names.filter((name) =>
      [...(built.get(name)?.own ?? []), ...(built.get(name)?.outside ?? [])].some((path) => pattern.test(path)),
    )
  expect(bringing(/^zod/)).toEqual([])
  expect(bringing(/^(?:testing|devtools|storybook|player)\//)).toEqual([])
  const querying = bringing(/^@tanstack/)
  expect(querying).toContain('GenAIProvider')
  for (const name of ['GenerateResponse', 'createGenkitClient', 'createGeminiClient', 'useStream', 'ChatStore'])
    expect(querying).not.toContain(name)
})

/** Class names that only one module writes: where one of them is, that module is. */
function marks(): Map<string, string> {
  const owners = new Map<string, string[]>()
  for (const [path, text] of modules)
    if (/^(?:components|widgets)\//.test(path))
      for (const mark of new Set(text.match(/\brg-[a-z]+(?:-[a-z]+)*/g)))
        owners.set(mark, [...(owners.get(mark) ?? []), path])
  return new Map([...owners].flatMap(([mark, [only = '', ...more]]) => (more.length === 0 ? [[mark, only]] : [])))
}

describe.each([
  ['Vite', bundleWithVite],
  ['webpack', bundleWithWebpack],
])('%s', (_, bundle) => {
  test.each([
    ['react-genai/components', 'UsageLine'],
    ['react-genai/components', 'MessageView'],
    ['react-genai/widgets', 'Ask'],
    ['react-genai', 'useStream'],
  ])('of %s, %s alone: nobody else’s parts, and hardly more than esbuild makes of it', async (from, name) => {
    const text = await bundle(app, `import { ${name} } from '${from}'; globalThis.kept = ${name}`)
    const home = exportsOf(posix.join(from.slice('react-genai/'.length), 'index.js')).get(name) ?? ''
    const { own } = closureOf(home)
    const strange = [...marks()].filter(
      ([mark, owner]) => !own.has(owner) && new RegExp(`\\b${mark}\\b(?!-)`).test(text),
    )
    expect(strange).toEqual([])
    const { bytes = 0 } = (await bundleAll(app, from, [name])).get(name) ?? {}
    expect(bytes).toBeGreaterThan(200)
    expect(text.length).toBeLessThan(bytes * 1.15 + 1500)
  })
})

test('what must not be there would be seen', () => {
  expect(marks().size).toBeGreaterThan(30)
  expect([...marks().values()]).toContain('components/usage-line.js')
})
