/**
 * `npm run fuzz`: every target of test/fuzz for some time, from a seed that is told, and a table of how it went.
 *
 * --seconds 60: of each target · --seed: of the first round; by default another one each time · --only wire,json: targets
 * that begin so · --rounds 1: so many of each test, whatever time they take · --test "…": only tests of this name
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('../', import.meta.url))
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    test: { type: 'string' },
  },
})
const [seconds, seed, rounds] = [values.seconds, values.seed, values.rounds ?? 1].map(Number)
if (![seconds, seed, rounds].every((number) => Number.isFinite(number) && number >= 0)) {
  console.error('--seconds, --seed and --rounds are numbers.')
  process.exit(2)
}

const targets = readdirSync(join(root, 'test/fuzz'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -'.test.ts'.length))
  .filter((name) => values.only.split(',').some((wanted) => name.startsWith(wanted)))
if (targets.length === 0) {
  console.error(`There is no target that begins with ${values.only}.`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'react-genai-fuzz-'))
const trace = join(folder, 'seed')
const quoted = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Runs one target in a process of its own, which is ended when it does not end by itself. */
function run(target) {
  const report = join(folder, `${target}.json`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=json', `--outputFile.json=${report}`]
  const only = values.test ? ['-t', quoted(values.test)] : []
  const how = values.rounds === undefined ? { FUZZ_SECONDS: values.seconds } : { FUZZ_ROUNDS: values.rounds }
  const { status, signal } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'unit', `test/fuzz/${target}.test.ts`, ...reporters, ...only],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...how, FUZZ_SEED: values.seed, FUZZ_TRACE: trace },
      ...(values.rounds === undefined && { timeout: (seconds * 2 + 120) * 1000, killSignal: 'SIGKILL' }),
    },
  )
  if (signal) {
    const last = readFileSync(trace, 'utf8')
    const again = `npm run fuzz -- --only ${target} --seed ${last} --rounds 1`
    return { target, rounds: 0, seconds, failures: [`It never came to an end, at seed ${last}: ${again}`] }
  }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failures = tests.flatMap(({ status: end, title, failureMessages }) =>
    end === 'failed' ? [`${title}\n${failureMessages.join('\n')}`] : [],
  )
  // A file that cannot be loaded has no failed test in it.
  if (status !== 0 && failures.length === 0) failures.push(testResults.map(({ message }) => message).join('\n'))
  const sum = (key) => tests.reduce((total, { meta }) => total + (meta?.fuzz?.[key] ?? 0), 0)
  return { target, rounds: sum('rounds'), seconds: sum('seconds'), failures }
}

console.log(
  `seed ${values.seed}, ${values.rounds === undefined ? `${seconds} s each` : `${rounds} rounds of each test`}\n`,
)
const row = (...cells) => console.log(cells.map((cell, at) => (at ? cell.padStart(10) : cell.padEnd(14))).join(''))
let failed = 0
try {
  row('target', 'rounds', 'seconds', 'failures')
  for (const target of targets) {
    const done = run(target)
    row(target, String(done.rounds), done.seconds.toFixed(1), String(done.failures.length))
    for (const failure of done.failures) console.log(`\n${failure}\n`)
    failed += done.failures.length
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(failed > 0 ? 1 : 0)
