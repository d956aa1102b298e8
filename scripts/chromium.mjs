/** Finds a Chromium for the browser tests, or installs one. Built-ins only until Playwright is there. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What a browser needs to run headless on a build machine, and to ask nothing of the network. */
export const CHROME_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

const run = (command, args) => spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
const onPath = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

export async function findChromium() {
  const named = process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named))
      throw new Error(`CHROME_PATH names ${named}, which does not exist. Correct it, or unset it to search.`)
    return named
  }
  const { chromium } = await import('playwright')
  const known = () => [chromium.executablePath(), ...SYSTEM_PATHS].find((path) => path && existsSync(path))
  const found = known()
  if (found) return found
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    console.log('No Chromium found; installing the system package …')
    if (run('apt-get', ['update', '-qq']))
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  } else {
    console.log("No Chromium found; downloading Playwright's …")
    run('npx', ['playwright', 'install', '--only-shell', 'chromium'])
  }
  const installed = known()
  if (installed) return installed
  throw new Error('No Chromium could be found or installed. Install Chrome or Chromium, or name one in CHROME_PATH.')
}
