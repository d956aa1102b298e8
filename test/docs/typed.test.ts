import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from './fences.ts'
import { writeBlocks, type Written } from './write.ts'

const CONFIG = {
  extends: '../tsconfig.json',
  include: ['**/*.ts', '**/*.tsx', '../test/docs/preludes/*'],
  exclude: [],
}

const UNUSED = /^TS(?:6133|6192|6196|6198)$/
function told(output: string, written: Record<string, Written>): string[] {
  return output.split('\n').flatMap((line) => {
    const {
      path = '',
      at = '',
      code = '',
      message = '',
    } = /^(?<path>\S+)\((?<at>\d+),\d+\): error (?<code>TS\d+): (?<message>.*)$/.exec(line)?.groups ?? {}
    const module = written[path.replace(/^\.docs\//, '')]
    if (!module) return line.includes('error TS') ? [line] : []
    const docLine = module.lines[Number(at) - 1] ?? 0
    // Part of a page declares what the next one would use; but what it imports it should need.
    if (UNUSED.test(code) && !module.importLines.includes(docLine)) return []
    return [`${module.doc}:${docLine} ${code} ${message}`]
  })
}

test('every block of the documents and every example of the sources compiles', { timeout: 60_000 }, () => {
  const written = writeBlocks()
  mkdirSync(`${root}.docs`, { recursive: true })
  writeFileSync(`${root}.docs/tsconfig.json`, JSON.stringify(CONFIG))
  const tsc = spawnSync(
    process.execPath,
    [`${root}node_modules/typescript/bin/tsc`, '-p', '.docs/tsconfig.json', '--pretty', 'false'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  expect(told(tsc.stdout, written)).toEqual([])
  expect(tsc.status === 0 || tsc.stdout.includes('error TS')).toBe(true)
})
