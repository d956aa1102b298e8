/** What TypeScript of every supported version makes of the declarations, as an app has them. */
import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consumers, newConsumer, repository } from './packed.ts'

const COMPILERS = {
  '5.6': join(consumers, 'typescript-5.6'),
  '5.9': join(consumers, 'typescript-5.9'),
  '6.0': join(consumers, 'typescript'),
  '7.0': join(repository, 'node_modules/typescript'),
}
const RESOLUTIONS = ['bundler', 'nodenext'] as const
const REACTS = ['18', '19'] as const
type Case = [version: keyof typeof COMPILERS, resolution: (typeof RESOLUTIONS)[number], react: (typeof REACTS)[number]]

// The first ones take five seconds each; the quick one, which finds what they find, has every pair.
const CASES: Case[] = [
  ['5.6', 'bundler', '18'],
  ['5.9', 'nodenext', '19'],
  ['6.0', 'nodenext', '18'],
  ...RESOLUTIONS.flatMap((resolution) => REACTS.map((react): Case => ['7.0', resolution, react])),
]

const settings = (moduleResolution: (typeof RESOLUTIONS)[number]): string =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      module: moduleResolution === 'bundler' ? 'esnext' : 'nodenext',
      moduleResolution,
      target: 'es2022',
      jsx: 'react-jsx',
      skipLibCheck: false,
      preserveSymlinks: true,
      types: [],
    },
    include: ['*.tsx'],
  })

const apps: Record<string, string> = {}
let wrongLines: string[]

beforeAll(async () => {
  const source = (name: string) => readFile(join(repository, 'test/consumers/types', name), 'utf8')
  const files = {
    'package.json': '{"type":"module"}',
    'app.tsx': await source('app.tsx'),
    'wrong.tsx': await source('wrong.tsx'),
    ...Object.fromEntries(RESOLUTIONS.map((resolution) => [`${resolution}.json`, settings(resolution)])),
  }
  const marked = files['wrong.tsx'].split('\n').flatMap((line, at) => (line.endsWith('// wrong') ? [at + 1] : []))
  wrongLines = marked.map((line) => `wrong.tsx(${line})`)
  const eighteen = { '@types/react': '@types/react-18', '@types/react-dom': '@types/react-dom-18' }
  apps['18'] = await newConsumer('types-18', files, eighteen)
  apps['19'] = await newConsumer('types-19', files)
})
afterAll(() => Promise.all(Object.values(apps).map((app) => rm(app, { recursive: true, force: true }))))

/** Where the compiler finds fault, and what it says of the places where none should be. */
const check = (version: keyof typeof COMPILERS, config: string, app: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const args = [join(COMPILERS[version], 'bin/tsc'), '-p', config, '--pretty', 'false']
    execFile(process.execPath, args, { cwd: app, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      if (stderr || error?.killed) return reject(new Error(`tsc ${version} broke: ${stderr}`))
      const faults = stdout.split('\n').filter((line) => /^\S.*: error TS/.test(line))
      resolve([...new Set(faults.map((line) => /^wrong\.tsx\(\d+(?=,)/.exec(line)?.[0].concat(')') ?? line))])
    })
  })

test.each(CASES)('TypeScript %s, %s, types of React %s', async (version, resolution, react) => {
  expect(wrongLines).toHaveLength(8)
  expect(await check(version, `${resolution}.json`, apps[react] ?? '')).toEqual(wrongLines)
})
