/**
 * Every bench beside the peers, one after the other, and README's tables of what they measured. `npm run bench`
 *
 *   npm run bench                             all of them: about an hour
 *   npm run bench -- sizes start              these
 *   npm run bench -- reply --sizes 10         one, with options of its own: told on screen, and kept nowhere
 *
 * What `results/` holds is what was measured last; `node bench/report.mjs` writes it into README and docs/performance.md.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SUITES } from './suites.mjs'

const at = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const given = process.argv.slice(2)
const from = given.findIndex((word) => word.startsWith('--'))
const names = from < 0 ? given : given.slice(0, from)
const options = from < 0 ? [] : given.slice(from)
const unknown = names.filter((name) => !(name in SUITES))
if (unknown.length > 0 || (options.length > 0 && names.length !== 1)) {
  console.error(
    unknown.length > 0
      ? `There is no bench ${unknown.join(', ')}. There are: ${Object.keys(SUITES).join(', ')}.`
      : `Options are for one bench: name it first, as in npm run bench -- reply ${options.join(' ')}`,
  )
  process.exit(1)
}
const run = (file, args) =>
  spawnSync(process.execPath, [at(file), ...args], { stdio: ['ignore', 'inherit', 'inherit'] })

const wanted = names.length > 0 ? names : Object.keys(SUITES).filter((name) => !SUITES[name].apart)
let failed = 0
for (const name of wanted) {
  const { file, about, needs, keeps = true } = SUITES[name]
  console.log(`\n# ${name}: ${about}\n`)
  if (needs) run('../scripts/setup.mjs', [needs])
  const json = keeps && options.length === 0 ? ['--json', at(`results/${name}.json`)] : []
  if (run(file, [...options, ...json]).status !== 0) failed++
}
// What is not whole is not told.
if (options.length === 0 && failed === 0 && run('report.mjs', []).status !== 0) failed++
process.exit(failed === 0 ? 0 : 1)
