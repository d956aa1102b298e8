/**
 * Runs the runners of a folder, which are other people's rules and vectors, over this package: what it survives, refuses to
 * show, makes accessible, and bears. Needs a build, and in that folder `tsx`, `esbuild`, `playwright-core` and `axe-core`.
 * `node test/conformance/run.mjs <folder> [--only faults,xss,a11y,load] [-- what the runner takes]`
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [folder, ...rest] = process.argv.slice(2)
const passed = rest.includes('--') ? rest.slice(rest.indexOf('--') + 1) : []
const only = rest[rest.indexOf('--only') + 1]?.split(',')
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
copyFileSync(here('../../dist/styles.css'), here('styles.txt'))

/** @type {[name: string, adapter: string, env: Record<string, string>][]} */
const runs = [
  ['faults', 'faults.ts', { WIRE: 'genkit' }],
  ['faults', 'faults.ts', { WIRE: 'gemini' }],
  ['xss', 'markdown.tsx', {}],
  ['a11y', 'markdown.tsx', {}],
  ['load', 'markdown.tsx', {}],
]
for (const [name, adapter, env] of runs.filter(([one]) => !rest.includes('--only') || only?.includes(one))) {
  const { status } = spawnSync('npx', ['tsx', `run-${name}.ts`, here(adapter), ...passed], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (status !== 0) process.exitCode = 1
}
