/** Next's App Router: test/consumers/next, built and started as it would be for people. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launch } from './browser.ts'
import { newConsumer, repository } from './packed.ts'

// test/consumers names programs for this kind of machine only.
const isHere = process.platform === 'linux' && process.arch === 'x64'

let app: string
let server: ChildProcess
let browser: Browser
let origin: string

/** What Vitest has put into the environment is none of the app's business. */
const env = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:NODE_ENV|NODE_OPTIONS|VITEST.*|TEST|MODE|DEV|PROD|SSR|BASE_URL)$/.test(name),
    ),
  ),
  NEXT_TELEMETRY_DISABLED: '1',
  ...more,
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

beforeAll(async () => {
  if (!isHere) return
  app = await newConsumer('next', {})
  await cp(join(repository, 'test/consumers/next'), app, { recursive: true })
  const next = join(app, 'node_modules/next/dist/bin/next')
  await new Promise<void>((resolve, reject) => {
    execFile(
      process.execPath,
      [next, 'build'],
      { cwd: app, env: env({}), timeout: 150_000 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`next build failed:\n${stdout}${stderr}`))
        else resolve()
      },
    )
  })
  const port = await freePort()
  origin = `http://127.0.0.1:${port}`
  server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: app,
    env: env({ FLOWS: origin }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const answers = () =>
    fetch(origin).then(
      ({ ok }) => ok,
      () => false,
    )
  await vi.waitUntil(answers, { interval: 100, timeout: 20_000 })
  browser = await launch()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  if (server?.kill()) await once(server, 'exit')
  if (app) await rm(app, { recursive: true, force: true })
})

/** The page, what it complains of, and what it asks of flows. */
async function open(): Promise<{ page: Page; faults: string[]; asked: string[] }> {
  const page = await browser.newPage()
  const [faults, asked] = [[] as string[], [] as string[]]
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (line) => {
    const isIcon = line.location().url.endsWith('/favicon.ico')
    if (/^(?:error|warning)$/.test(line.type()) && !isIcon) faults.push(line.text())
  })
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push(pathname)
  })
  await page.goto(origin)
  return { page, faults, asked }
}

test.runIf(isHere)('what the server has asked for is in the HTML, next to components of the package', async () => {
  const html = await (await fetch(origin)).text()
  expect(html).toContain('<p aria-label="Today">Soup of today</p>')
  expect(html).toContain('<strong>Open</strong>')
  expect(html).toContain('data-status="idle"')
})

test.runIf(isHere)('the page takes the answer up without a second request, and its chat streams', async () => {
  const { page, faults, asked } = await open()
  const chat = page.locator('.rg-chat')
  // At once, also while the page is still being taken over.
  await page.getByRole('button', { name: 'Is there soup?' }).click()
  await expect.poll(() => chat.getAttribute('data-status')).toBe('streaming')
  const reply = page.getByRole('article').last()
  await reply.getByText('Yes, the').waitFor()
  expect(await chat.getAttribute('data-status')).toBe('streaming')
  await reply.getByText('Yes, the soup is hot.').waitFor()
  await expect.poll(() => chat.getAttribute('data-status')).not.toBe('streaming')
  expect(await page.getByLabel('Today').innerText()).toBe('Soup of today')
  // Hydrated: the page has a cache of its own, and what is in it was never asked for.
  expect(asked).toEqual(['/api/chat'])
  expect(faults).toEqual([])
  await page.close()
})

test.runIf(isHere)(
  'the page is taken over as the server drew it, and then shows what only this browser can do',
  async () => {
    const { page, faults } = await open()
    await page.getByRole('button', { name: 'Dictate' }).waitFor()
    expect(faults).toEqual([])
    await page.close()
  },
)

test.runIf(isHere)('the styles are there', async () => {
  const { page } = await open()
  expect(await page.locator('.rg-chat').evaluate((chat) => getComputedStyle(chat).display)).toBe('flex')
  await page.close()
})
