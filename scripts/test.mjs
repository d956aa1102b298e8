/** `npm test`: builds the package, finds a Chromium, runs every test there is, and says in one line how it went. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHROME_ARGS, findChromium } from './chromium.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const bin = (name) => join(root, 'node_modules', '.bin', name)
const run = (command, args, env = {}) =>
  spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1', ...env },
  }).status ?? 1

const folder = mkdtempSync(join(tmpdir(), 'react-genai-test-'))
const report = join(folder, 'report.json')
let status = 1
try {
  const chromium = await findChromium()
  // The end-to-end tests install what would be published.
  status = run(bin('vite'), ['build', '--logLevel', 'warn']) || run(bin('tsc'), ['-p', 'tsconfig.build.json'])
  if (status === 0) {
    status = run(
      bin('vitest'),
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
      { CHROME_PATH: chromium, CHROME_ARGS: CHROME_ARGS.join(' ') },
    )
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
    // A file that fails to load has no failed test in it, and must count all the same.
    console.log(
      `${numPassedTests} passed, ${numFailedTests || (status === 0 ? 0 : Math.max(1, numFailedTestSuites))} failed`,
    )
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exit(status)
