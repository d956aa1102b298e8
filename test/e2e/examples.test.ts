import { runnerImport } from 'vite'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ServedExamples } from '../../examples/offline/serve.ts'
import { axeViolations } from './axe.ts'
import { launch } from './browser.ts'

const NAMES = ['chat-widget', 'structured-output', 'file-search', 'agent-approval', 'live-voice']

let served: ServedExamples
let browser: Browser
let page: Page
let faults: string[]

// Whoever runs the tests may have one: they are not to spend it.
const { GEMINI_API_KEY } = process.env

beforeAll(async () => {
  delete process.env['GEMINI_API_KEY']
  const entry = fileURLToPath(new URL('../../examples/offline/serve.ts', import.meta.url))
  const { module } = await runnerImport<typeof import('../../examples/offline/serve.ts')>(entry)
  served = await module.serveExamples(NAMES)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
  if (GEMINI_API_KEY !== undefined) process.env['GEMINI_API_KEY'] = GEMINI_API_KEY
})
beforeEach(async () => {
  page = await browser.newPage({
    viewport: { width: 1000, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  const found: string[] = (faults = [])
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) found.push(message.text())
  })
})
afterEach(async () => {
  await page.close()
  if (faults.length > 0) throw new Error(`The page complained: ${faults.join('; ')}`)
})

const open = (name: string) => page.goto(`${served.url}${name}/`)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

/** As it stands: for everybody to use, in light and wide, in dark and narrow. */
async function expectAccessible(): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 380, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axeViolations(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
}

test('the chat streams, and shows what its tool has found out', async () => {
  await open('chat-widget')
  await button('Where is my order A117?').click()
  const reply = page.getByRole('article').last()
  // One paragraph, with its marks read, though the plugin ends a reply with a part for every chunk.
  await reply
    .getByText('Good news: your order is on its way, and should be with you tomorrow.', { exact: true })
    .waitFor()
  expect(await reply.locator('strong').allTextContents()).toEqual(['on its way'])
  await reply.getByText('Used trackOrder').waitFor()
  await expectAccessible()
})

test('the recipe fills in while it is written', async () => {
  await open('structured-output')
  await button('Send').click()
  await page.locator('article[aria-busy=true] li[aria-busy=false]').first().waitFor()
  // Some of it is there, and the rest is not.
  expect(await page.getByText('Serve at once').count()).toBe(0)
  await page.locator('article[aria-busy=false]').waitFor()
  expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe('Pancakes with lemon')
  expect(await page.locator('ul [aria-busy=false]').count()).toBe(4)
  expect(await page.locator('ol li').last().textContent()).toBe('Serve at once, with sugar and a squeeze of lemon.')
  await expectAccessible()
})

test('a file is put into a store, and a question is answered from it, with its source', async () => {
  await open('file-search')
  await button('Begin a handbook').click()
  const text = 'Lunch is at noon. Everybody has 25 days of holiday a year.'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'handbook.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.getByText('handbook.txt', { exact: true }).waitFor()
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0)
  await button(/^How many days/).click()
  await page.getByRole('list', { name: 'Sources' }).waitFor()
  const answer = await page.getByRole('article').getByRole('paragraph').textContent()
  expect(answer).toMatch(/^Everybody has 25 days of holiday a year\.\s*1$/)
  expect(await page.getByRole('list', { name: 'Sources' }).textContent()).toContain('handbook.txt')
  // The page asks for no more than its server lets through.
  expect(served.google?.requests.every(({ headers }) => headers['x-goog-api-key'] === 'offline')).toBe(true)
  await expectAccessible()
})

test('the agent asks before it pays, and pays when it may', async () => {
  await open('agent-approval')
  await button('Refund order A117').click()
  await page.getByText('Order A117 would be refunded. This cannot be taken back.').waitFor()
  expect(await page.getByText('Done.').count()).toBe(0)
  await button(/^Approve/).click()
  await page.getByRole('article').getByText('Done. 24 euros are on their way back to the customer.').waitFor()
  await expectAccessible()
})

test('a token is made, and a conversation begins with it', async () => {
  await open('live-voice')
  await button('Start talking').click()
  // There is no microphone here: one writes.
  await page.getByRole('textbox').fill('Hello over there')
  await page.keyboard.press('Enter')
  await page.getByText('You said: Hello over there').waitFor()
  const sockets = served.google?.requests.filter(({ path }) => path.includes('BidiGenerateContentConstrained')) ?? []
  expect(sockets).toHaveLength(1)
  await expectAccessible()
})
