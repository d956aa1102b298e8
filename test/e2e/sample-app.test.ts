/** An app of somebody else's: outside the repository, with the packed package, its own Vitest, Jest and Storybook. */
import { execFile } from 'node:child_process'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { installPacked, newFolder, repository } from './packed.ts'

let app: string

// What Vitest has put there is none of the app's business: it would take itself for a test.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(?:NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|MODE|DEV|PROD|SSR|BASE_URL)$/.test(name),
  ),
)

/** Runs a command in the app. Not in sync: Vitest would take a worker that says nothing for a dead one. */
const run = (command: string, args: readonly string[], cwd = app): Promise<{ status: number; said: string }> =>
  new Promise((resolve) => {
    const options = {
      cwd,
      env: { ...env, CI: '1', NO_COLOR: '1', STORYBOOK_DISABLE_TELEMETRY: '1' },
      timeout: 170_000,
      maxBuffer: 50_000_000,
      shell: process.platform === 'win32',
    }
    execFile(command, args, options, (error, stdout, stderr) => {
      const status = typeof error?.code === 'number' ? error.code : error ? 1 : 0
      resolve({ status, said: stdout + stderr + (error?.killed ? '\nIt took too long.' : '') })
    })
  })

/** The same, of what has to work before anything is tested. */
async function must(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const { status, said } = await run(command, args, cwd)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${said.slice(-5_000)}`)
  return said
}

beforeAll(async () => {
  app = await newFolder('sample')
  await cp(join(repository, 'test/sample-app'), app, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|storybook-static)$/.test(path),
  })
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await must('npm', ['ci', '--prefer-offline', ...flags])
  await installPacked(app)
}, 240_000)
afterAll(() => rm(app, { recursive: true, force: true }))

describe('types', () => {
  test('it type-checks', async () => {
    expect(await run('npm', ['run', '-s', 'typecheck'])).toMatchObject({
      status: 0,
      said: expect.not.stringContaining('error'),
    })
  })
  test('so do the declarations of the package, next to those of Storybook, Vitest and Jest', async () => {
    const { said } = await run('npm', ['run', '-s', 'typecheck', '--', '--skipLibCheck', 'false'])
    const faults = said.split('\n').filter((line) => /^\S.*error TS\d+/.test(line))
    // Some of Storybook's own do not: they read types of a TypeScript that has an API.
    const foreign = faults.filter((line) => /^node_modules\/(?!react-genai\/)/.test(line))
    expect(faults.filter((line) => !foreign.includes(line))).toEqual([])
  })
})

interface Report {
  numPassedTests: number
  numTotalTests: number
  testResults: { name: string; message?: string; assertionResults: { status: string; title: string }[] }[]
}
/** Which tests of which files have passed; and all that was said, when not all have. */
async function outcome(args: readonly string[], report: string): Promise<object> {
  const { status, said } = await run('npm', ['run', '-s', ...args])
  const read = await readFile(join(app, report), 'utf8').catch(() => undefined)
  if (status !== 0 || !read) throw new Error(`npm run ${args.join(' ')} failed (${status}):\n${said.slice(-8_000)}`)
  const { numPassedTests, numTotalTests, testResults } = JSON.parse(read) as Report
  return { files: testResults.length, passed: numPassedTests, total: numTotalTests }
}

test('its Vitest tests pass', async () => {
  const args = ['test', '--', '--reporter=default', '--reporter=json', '--outputFile.json=vitest.json']
  expect(await outcome(args, 'vitest.json')).toEqual({ files: 5, passed: 48, total: 48 })
}, 180_000)

test('its Jest tests pass', async () => {
  const args = ['test:jest', '--', '--json', '--outputFile=jest.json', '--ci']
  expect(await outcome(args, 'jest.json')).toEqual({ files: 3, passed: 26, total: 26 })
}, 180_000)

describe('its Storybook', () => {
  let server: PreviewServer | undefined
  let browser: Browser | undefined
  let faults: string[] = []

  beforeAll(async () => {
    await must('npm', ['run', '-s', 'build:storybook', '--', '--quiet', '--disable-telemetry'])
    server = await preview({
      root: app,
      configFile: false,
      logLevel: 'error',
      build: { outDir: 'storybook-static' },
      preview: { host: '127.0.0.1', port: 0 },
    })
    browser = await launch()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  async function open(story: string): Promise<Page> {
    faults = []
    const page = await (browser as Browser).newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('console', (line) => {
      // Storybook's frame has no picture of its own, and the browser asks for one.
      const isIcon = line.location().url.endsWith('/favicon.ico')
      if (line.type() === 'error' && !isIcon) faults.push(line.text())
    })
    await page.goto(`${server?.resolvedUrls?.local[0] ?? ''}iframe.html?id=${story}&viewMode=story`)
    await page.getByRole('group', { name: 'Reply' }).waitFor()
    return page
  }
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  /** Drags the handle from one end to the other. */
  async function drag(page: Page, from: 'start' | 'end', to: 'start' | 'end'): Promise<void> {
    const box = await page.getByLabel('Position').boundingBox()
    if (!box) throw new Error('There is no slider.')
    const place = { start: box.x + 4, end: box.x + box.width - 4 }
    await page.mouse.move(place[from], box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(place[to], box.y + box.height / 2, { steps: 5 })
    await page.mouse.up()
  }
  /** Waits until the messages say so, a line each. */
  async function shows(page: Page, ...lines: readonly string[]): Promise<void> {
    const said = async () =>
      (await page.getByRole('article').allInnerTexts()).flatMap(
        (text) =>
          // How long it thought, to the second, is another machine's affair.
          text.replace(/^Thought for .*/, 'Thoughts').match(/.+/g) ?? [],
      )
    await expect.poll(said).toEqual(lines)
  }
  /** Waits until the player stands there. */
  async function stands(page: Page, at: string): Promise<void> {
    await expect.poll(() => page.locator('.rg-player output').innerText()).toBe(at)
  }

  test('a message is played, stepped, scrubbed and cut', async () => {
    const page = await open('message--weather')
    await stands(page, '2/4')
    await shows(page, 'Paris: it is')
    await press(page, 'Step')
    await shows(page, 'Paris: it is 21 °C.')
    await press(page, 'Step')
    await stands(page, '4/4')
    expect(await page.getByRole('button', { name: 'Step' }).isDisabled()).toBe(true)
    await drag(page, 'end', 'start')
    await stands(page, '0/4')
    await shows(page)
    await press(page, 'Play')
    await stands(page, '4/4')
    await shows(page, 'Paris: it is 21 °C.')
    await page.getByLabel('Position').fill('2')
    await shows(page, 'Paris: it is')
    await press(page, 'Cut')
    expect(await page.getByRole('button', { name: 'Cut' }).isDisabled()).toBe(true)
    await shows(page, 'Paris: it is')
    await page.close()
    expect(faults).toEqual([])
  })

  test('a recording is a story, whole and in its middle', async () => {
    const last = await open('message--late-order')
    await stands(last, '7/7')
    await shows(last, 'Your order is in Oslo. It comes tomorrow.')
    await last.close()
    const page = await open('message--whole-order')
    await shows(page, 'Thoughts', 'Wants to use trackOrder', 'Used trackOrder', 'Your order is in')
    await page.getByLabel('Position').fill('2')
    await shows(page, 'Thoughts', 'Using trackOrder')
    await press(page, 'Cut')
    await page.getByRole('alert').waitFor()
    await drag(page, 'start', 'end')
    await shows(
      page,
      'Thoughts',
      'Wants to use trackOrder',
      'Used trackOrder',
      'Your order is in Oslo. It comes tomorrow.',
    )
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.close()
    expect(faults).toEqual([])
  })

  test('a widget is asked by a play function, and asked again when the reply goes back', async () => {
    const page = await open('help--asked')
    await page.getByText('Waiting for an answer').first().waitFor()
    await press(page, 'Step')
    await shows(page, 'Your order')
    await press(page, 'Step')
    await shows(page, 'Your order is in Oslo.')
    const before = await page.locator('.rg-ask').elementHandle()
    await page.getByLabel('Position').fill('1')
    await shows(page, 'Your order')
    expect(await before?.evaluate(({ isConnected }) => isConnected)).toBe(false)
    await stands(page, '1/4')
    await press(page, 'Cut')
    await page.getByRole('alert').waitFor()
    // From the beginning, and on: there it is asked once more.
    await press(page, 'Play')
    await shows(page, 'Your order is in Oslo. It comes tomorrow.')
    await stands(page, '4/4')
    await press(page, 'Play')
    await stands(page, '4/4')
    await shows(page, 'Your order is in Oslo. It comes tomorrow.')
    await page.close()
    expect(faults).toEqual([])
  })

  test('a widget is asked by whoever looks at it', async () => {
    const page = await open('help--idle')
    await page.getByLabel('Ask').fill('Where is my order?')
    await page.keyboard.press('Enter')
    await press(page, 'Play')
    await shows(page, 'Your order is in Oslo. It comes tomorrow.')
    await page.close()
    expect(faults).toEqual([])
  })
})
