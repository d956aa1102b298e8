import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWire, type Wire } from '../genkit/lab.ts'
import { axeViolations } from './axe.ts'
import { launch } from './browser.ts'
import { type DemoServer, serveDemo } from './demo-server.ts'

let demo: DemoServer
let wire: Wire
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  demo = await serveDemo()
  // The page, and all that it asks for, comes over a wire that breaks on command.
  wire = await startWire(demo.url)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await wire?.[Symbol.asyncDispose]()
  await demo?.close()
})
beforeEach(async () => {
  faults = []
  context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
  page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
})
afterEach(async () => {
  await context.close()
  if (faults.length > 0) throw new Error(`The page complained: ${faults.join('; ')}`)
})

const open = async (name: string): Promise<void> => {
  await page.goto(`${wire.url}/#${name}`)
  await box().waitFor()
  // A thread that is read from its storage before anything is asked of it.
  await page.locator('.rg-chat[data-status=idle]').waitFor()
}
const box = () => page.getByRole('textbox', { name: 'Message' }).last()
const ask = async (text: string): Promise<void> => {
  await box().fill(text)
  await box().press('Enter')
}
const made = () => page.getByRole('region', { name: 'Artifacts' }).getByText('parcel-lockers.md', { exact: true })
const status = (expected: string) => page.locator(`.rg-chat[data-status=${expected}]`).waitFor({ timeout: 20_000 })
const reply = async (): Promise<string> => (await page.getByRole('article').last().innerText()).trim()
/** Paths of what was asked, of the flow and not of the page. */
const asked = (): string[] => {
  const found: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') found.push(new URL(request.url()).pathname)
  })
  return found
}

describe('an agent, from a real Genkit server to a real browser', () => {
  test('its state, what it makes, and what it asks', async () => {
    await open('agent')
    await ask('Write a report about parcel lockers')
    await page.getByRole('region', { name: 'Progress: parcel lockers' }).waitFor({ timeout: 20_000 })
    await status('idle')
    await made().click()
    await page.getByRole('heading', { name: 'parcel lockers' }).waitFor()
    expect(await axeViolations(page)).toEqual([])

    await ask('Refund order A117')
    await page.getByRole('group', { name: 'refund' }).getByText('This cannot be taken back.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    // With keys alone.
    await page.getByRole('button', { name: 'Approve refund' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('p[dir]', { hasText: 'Done: 349 kr are on their way back' }).waitFor()
    await status('idle')

    await ask('I want to complain')
    await page.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'late' })
    await page.getByRole('textbox', { name: 'Details' }).fill('Two weeks')
    await page.getByRole('button', { name: 'Send answer' }).click()
    await page.locator('p[dir]', { hasText: 'I have noted it: late. Two weeks' }).waitFor()
  })

  test('a connection that breaks is made again, and not a word is lost or doubled', async () => {
    await open('chat')
    await ask('Plan a trip to Bergen')
    await status('streaming')
    await page.getByText('240 days of rain').waitFor()
    wire.cut()
    await page.getByText('Connecting again').waitFor()
    await status('idle')
    const broken = await reply()
    await ask('Plan a trip to Bergen')
    await status('streaming')
    await status('idle')
    expect(await reply()).toBe(broken)
  })

  test('a reply goes on after a reload', async () => {
    await open('chat')
    await ask('Plan a trip to Bergen')
    await page.getByText('240 days of rain').waitFor()
    await page.reload()
    const after = asked()
    await status('streaming')
    await status('idle')
    expect(await reply()).toContain('Said by everybody who lives there.')
    expect(after.filter((path) => path === '/api/chat')).toHaveLength(1)
    // What has ended is not asked for any more.
    await page.reload()
    const later = asked()
    await page.getByText('Said by everybody who lives there.').waitFor()
    await page.waitForTimeout(500)
    expect(later).toEqual([])
  })

  test('work goes on in the background, over a reload, and is ended by stop', async () => {
    await open('agent')
    await box().fill('Write a report about parcel lockers')
    await page.getByRole('button', { name: 'In the background' }).click()
    await page.getByText('You can close this page').waitFor()
    await page.reload()
    await page.getByText('You can close this page').waitFor()
    await page.locator('p[dir]', { hasText: 'The report is written' }).waitFor({ timeout: 20_000 })
    await status('idle')
    await made().waitFor()

    await box().fill('Write a report about drones')
    await page.getByRole('button', { name: 'In the background' }).click()
    await page.getByText('You can close this page').waitFor()
    const aborted = page.waitForRequest((request) => request.url().endsWith('/api/desk/abort'))
    await page.getByRole('button', { name: 'Stop' }).click()
    await aborted
    await status('idle')
    expect(await axeViolations(page)).toEqual([])
  })
})
