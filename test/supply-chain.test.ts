/** What comes with this package, and what comes along when somebody builds it. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string): string => readFileSync(root + path, 'utf8')

interface Package {
  version?: string
  license?: string
  integrity?: string
  link?: boolean
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  scripts?: Record<string, string>
}
const own = JSON.parse(read('package.json')) as Package
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> }

/** All that an app installs with this package, peers aside. */
function tree(): [name: string, found: Package | undefined][] {
  const found = new Map<string, Package | undefined>()
  const add = (names: string[]): void => {
    for (const name of names.filter((one) => !found.has(one))) {
      found.set(name, packages[`node_modules/${name}`])
      add(Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}))
    }
  }
  add(Object.keys(own.dependencies ?? {}))
  return [...found]
}

test('installing it runs nothing', () => {
  const scripts = Object.keys(own.scripts ?? {})
  expect(scripts.filter((name) => /^(?:pre|post)?install$|^(?:pre|post)?prepare$/.test(name))).toEqual([])
  expect(tree().filter(([, found]) => found?.hasInstallScript)).toEqual([])
})

test('what it needs is little, pinned, and free to use', () => {
  expect(tree().length).toBeLessThanOrEqual(5)
  for (const [name, found] of tree()) {
    expect(own.dependencies?.[name], name).toBe(found?.version)
    expect(found?.license, name).toMatch(/^(?:MIT|ISC|Apache-2\.0|BSD-[23]-Clause)$/)
  }
})

test.each([
  'package-lock.json',
  'bench/package-lock.json',
  'test/consumers/package-lock.json',
  'test/genkit-servers/package-lock.json',
  'test/sample-app/package-lock.json',
])('%s knows every package by its hash, and no host', (path) => {
  const lock = JSON.parse(read(path)) as { packages: Record<string, Package & { resolved?: string }> }
  const without = Object.entries(lock.packages).filter(([name, { integrity, link }]) => name && !link && !integrity)
  expect(without.map(([name]) => name)).toEqual([])
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved && /\/\/[^/]*@/.test(resolved))).toEqual([])
})

test('every script that builds or tests it installs without scripts', () => {
  for (const path of ['scripts/setup.mjs', 'package.json', '.github/workflows/publish.yml', '.ci/run'])
    for (const [command] of read(path).matchAll(/npm',? ?\[?'ci'[^\]]*|npm ci[^\n"&]*/g))
      expect(command, path).toContain('--ignore-scripts')
})

test('what is published is what was built, and no more', () => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'], {
    cwd: root,
  })
  const [packed] = JSON.parse(said.toString()) as { files: { path: string }[] }[]
  const paths = packed?.files.map(({ path }) => path) ?? []
  expect(paths.filter((path) => !/^(?:dist\/|README|LICENSE|CHANGELOG|llms\.txt$|package\.json)/.test(path))).toEqual(
    [],
  )
  expect(paths.filter((path) => /\.env|\.pem|\.key$/i.test(path))).toEqual([])
})

test('a release is made by a workflow that holds no token, may write nothing, and says who built it', () => {
  const workflow = read('.github/workflows/publish.yml')
  expect(workflow).toMatch(/npm publish .*--provenance/)
  expect(workflow).toContain('id-token: write')
  expect(workflow).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|contents: write/)
})
