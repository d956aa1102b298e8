/**
 * Makes `npm start` and `npm test` enough on a fresh clone: installs what the lock file names, if it is not there yet. Given
 * a folder, what the lock file there names.
 */
import { spawn } from 'node:child_process'
import { existsSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL(`../${process.argv[2] ?? ''}`, import.meta.url))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `This needs Node 20.19 or newer, and this is ${process.versions.node}. Install a newer Node, then run it again.`,
  )
  process.exit(1)
}

let interrupted = false
// The install hears Ctrl-C too, and must be gone before we are: two of them in one folder break each other.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true))

const install = () =>
  new Promise((resolve) => {
    const child = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })

const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)
// npm writes the second file at the end of every install.
if (changed(`${root}/package-lock.json`) > changed(`${root}/node_modules/.package-lock.json`)) {
  console.log(`Installing ${process.argv[2] ? `what ${process.argv[2]} needs` : 'dependencies'} (once) …`)
  let code = await install()
  if (code !== 0 && !interrupted) {
    console.log('That failed; trying once more in an empty folder …')
    rmSync(`${root}/node_modules`, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    code = await install()
  }
  process.exit(interrupted ? 130 : code)
}
