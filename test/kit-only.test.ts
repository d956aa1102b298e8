/** Tests and stories have no doubles but those that apps have, too: the kit of `react-genai/testing`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: object }
const entries = new Set(Object.keys(exports).map((entry) => entry.replace(/^\./, 'react-genai')))

const MOCKING =
  /^(?:msw|nock|sinon|mock-socket|(?:jest|vitest)-websocket-mock|fetch-mock|(?:jest|vitest)-fetch-mock)(?:\/|$)/

type Rule = (source: string) => readonly string[]
const found =
  (pattern: RegExp): Rule =>
  (source) =>
    source.match(pattern) ?? []
/** Of imports, exports, and modules that are loaded on demand. */
const importsOf = (source: string): string[] =>
  [...source.matchAll(/\b(?:from|import|require|importActual)\s*\(?\s*(['"])(?<from>[^'"\n]+)\1/g)].map(
    ({ groups }) => groups?.['from'] ?? '',
  )

/** What a test or a story does not do. */
const RULES = {
  'takes the kit by its path': (source) =>
    importsOf(source).filter((from) => /(?:^|\/)src\/(?:testing|storybook|devtools)(?:\/|$)/.test(from)),
  'takes a file of the package that is not public': (source) =>
    importsOf(source).filter((from) => /^react-genai(?:\/|$)/.test(from) && !entries.has(from)),
  'uses another mocking library': (source) => [
    ...importsOf(source).filter((from) => MOCKING.test(from)),
    ...found(/\{[^{}]*\bMockAgent\b[^{}]*\}\s*from\s*['"]undici['"]/g)(source),
  ],
  'replaces a module': found(/\bvi\s*\.\s*(?:mock|doMock)\s*\(/g),
  'replaces the network of the page': (source) => [
    // To take it away puts no double in its place.
    ...found(/\bstubGlobal\s*\(\s*['"](?:fetch|WebSocket)['"](?!\s*,\s*undefined\s*\))/g)(source),
    ...found(/\bspyOn\s*\(\s*(?:globalThis|global|window|self)\s*,\s*['"](?:fetch|WebSocket)['"]/g)(source),
    ...found(/(?<!typeof )\b(?:globalThis|global|window|self)\.(?:fetch|WebSocket)\s*=(?!=)/g)(source),
  ],
  'makes answers of its own': found(
    /\bnew\s+(?:\w+\.)?(?:Response|ReadableStream)\s*[<(]|\bResponse\s*\.\s*(?:json|error|redirect)\s*\(/g,
  ),
  'has a fetch of its own': found(
    /(?<!typeof |[.\w])fetch\b(?:\s*:\s*typeof [\w.]+)?\s*[:=]\s*(?:vi\.fn\b|(?:async\s*)?(?:\([^()]*\)|\w+)\s*=>)/g,
  ),
  'has a socket of its own': found(/\bextends\s+(?:\w+\.)?(?:EventTarget|WebSocket)\b/g),
} satisfies Record<string, Rule>

interface Allowed {
  path: string
  rules: (keyof typeof RULES)[]
  why: string
}
const ALLOWED: readonly Allowed[] = [
  {
    path: 'test/devtools/devtools.test.tsx',
    rules: ['replaces the network of the page'],
    why: 'the devtools look on through the global fetch, and what stands there is the kit’s',
  },
  {
    path: 'test/docs/network.ts',
    rules: ['replaces the network of the page'],
    why: 'blocks of the documents make their clients as a reader does, with no fetch of their own; what stands there is the kit’s',
  },
  ...['next/app/api/chat/route.ts', 'next/app/api/menu/route.ts', 'runtime/cloudflare.mjs'].map((path): Allowed => ({
    path: `test/consumers/${path}`,
    rules: ['makes answers of its own'],
    why: 'it is a server, and answers as one',
  })),
  {
    path: 'test/consumers/next/app/genkit-server.ts',
    rules: ['has a fetch of its own'],
    why: 'it takes the page’s addresses to the server that has the flows',
  },
]

/** Every way in which sources use doubles that apps do not have, and every permission that nobody needs. */
function violations(sources: ReadonlyMap<string, string>, allowed: readonly Allowed[]): string[] {
  const faults: string[] = []
  const needed = new Set<string>()
  for (const [path, source] of sources) {
    for (const [rule, find] of Object.entries(RULES)) {
      const places = find(source)
      if (places.length === 0) continue
      needed.add(`${path} ${rule}`)
      if (!allowed.some((one) => one.path === path && one.rules.some((own) => own === rule)))
        faults.push(`${path} ${rule}: ${places.join(' · ')}`)
    }
  }
  for (const { path, rules } of allowed)
    for (const rule of rules)
      if (!needed.has(`${path} ${rule}`)) faults.push(`${path} no longer ${rule}: take it off the list`)
  return faults
}

/** Not what is installed, nor what was recorded, nor this file, which plants faults. */
const LEFT_OUT = /(?:^|\/)node_modules\/|^test\/fixtures\/|^test\/kit-only\.test\.ts$/
const sources = new Map(
  ['test', 'stories'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => /\.[cm]?[jt]sx?$/.test(path) && !LEFT_OUT.test(path))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const),
  ),
)

test('tests and stories use the public test kit, and no other doubles', () => {
  expect(sources.size).toBeGreaterThan(200)
  expect(violations(sources, ALLOWED)).toEqual([])
})

const PLANTED = 'test/planted.test.ts'

describe('a planted double is seen', () => {
  test.each<[source: string, rule: keyof typeof RULES]>([
    ["import { mockAgent } from '../src/testing/index.ts'", 'takes the kit by its path'],
    ["export * from '../../src/storybook/index.ts'", 'takes the kit by its path'],
    ["await import('../src/devtools/watch.ts')", 'takes the kit by its path'],
    ["import { answerOf } from 'react-genai/testing/wire-answer'", 'takes a file of the package that is not public'],
    ["import { setupServer } from 'msw/node'", 'uses another mocking library'],
    ["import nock from 'nock'", 'uses another mocking library'],
    ["import {\n  MockAgent,\n  setGlobalDispatcher,\n} from 'undici'", 'uses another mocking library'],
    ["vi.mock('../src/client/http.ts')", 'replaces a module'],
    ["vi.stubGlobal('fetch', silent)", 'replaces the network of the page'],
    ["vi.stubGlobal('WebSocket', class {})", 'replaces the network of the page'],
    ["vi.spyOn(globalThis, 'fetch')", 'replaces the network of the page'],
    ['globalThis.fetch = silent', 'replaces the network of the page'],
    ["answer(new Response('{}'))", 'makes answers of its own'],
    ['Response.json({})', 'makes answers of its own'],
    ['Response.error()', 'makes answers of its own'],
    ['new ReadableStream<Uint8Array>({ start })', 'makes answers of its own'],
    ['createGenkitClient({ fetch: () => Promise.reject(new TypeError()) })', 'has a fetch of its own'],
    ['const fetch: typeof globalThis.fetch = async (url, init) => answer(url)', 'has a fetch of its own'],
    ['const fetch = vi.fn(answer)', 'has a fetch of its own'],
    ['class Socket extends EventTarget {}', 'has a socket of its own'],
    ['class Socket extends WebSocket {}', 'has a socket of its own'],
  ])('%s', (source, rule) => {
    const planted = new Map([[PLANTED, source]])
    expect(violations(planted, [])).toEqual([expect.stringContaining(`${PLANTED} ${rule}: `)])
    // Permission for it is permission for nothing else.
    expect(violations(planted, [{ path: PLANTED, rules: [rule], why: 'planted' }])).toEqual([])
    const others = (Object.keys(RULES) as (keyof typeof RULES)[]).filter((other) => other !== rule)
    expect(violations(planted, [{ path: PLANTED, rules: others, why: 'planted' }])).toHaveLength(1 + others.length)
    expect(violations(planted, [{ path: 'test/other.test.ts', rules: [rule], why: 'planted' }])).toHaveLength(2)
  })

  test.each([
    "import { mockAgent, type MockAgent } from 'react-genai/testing'\nimport 'react-genai/testing/vitest'",
    "import { applyPatch } from '../src/wire/json-patch.ts'",
    "vi.stubGlobal('WebSocket', undefined)",
    "vi.stubGlobal('navigator', { onLine: false })",
    'const response: Response = await fetch(url)',
    'const { fetch } = mockTransport((request) => request.json({}))',
    'const between = (fetch: Fetch): Fetch => fetch',
  ])('and nothing else: %s', (source) => {
    expect(violations(new Map([[PLANTED, source]]), [])).toEqual([])
  })

  test('a permission that is not needed any more is one too many', () => {
    const allowed: Allowed[] = [{ path: PLANTED, rules: ['replaces a module'], why: 'planted' }]
    const told = [`${PLANTED} no longer replaces a module: take it off the list`]
    expect(violations(new Map([[PLANTED, 'test()']]), allowed)).toEqual(told)
    expect(violations(new Map(), allowed)).toEqual(told)
  })
})
