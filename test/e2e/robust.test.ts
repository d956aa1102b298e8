/** Every state of a chat as people meet it who enlarge, who see other colours, who want nothing to move, who have no mouse. */
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { launch } from './browser.ts'
import { type DemoServer, serveDemo } from './demo-server.ts'

let demo: DemoServer
let browser: Browser
let context: BrowserContext | undefined

beforeAll(async () => {
  demo = await serveDemo()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})
afterEach(() => context?.close())

/** What is wrong with what is on screen. */
async function complaints(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running')
    const controls = [...document.querySelectorAll('.rg-chat :is(button, textarea, input, select, summary)')]
    const small = controls.flatMap((one) => {
      const { width, height } = one.getBoundingClientRect()
      const isShown = width > 1 && height > 1 && one.checkVisibility()
      return isShown && (width < 24 || height < 24)
        ? [`${one.localName} of ${width} × ${height}: ${one.textContent}`]
        : []
    })
    if (controls.length < 2) return ['there is nothing to look at']
    return [...wide, ...moving.map(() => 'something moves'), ...small]
  })
  return [...found, ...(await axeViolations(page))]
}

test.each([
  ['320 pixels wide, as at 400 %', { viewport: { width: 320, height: 640 } }],
  ['at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['in forced colours', { viewport: { width: 1000, height: 800 }, forcedColors: 'active' as const }],
])('%s, without motion, by keys alone: every state can be used', async (_, options) => {
  context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(demo.url)
  const box = page.getByRole('textbox', { name: 'Message' }).last()
  await box.waitFor()
  const inState = (status: string) => page.locator(`.rg-chat[data-status=${status}]`).waitFor({ timeout: 20_000 })
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
  const found: Record<string, string[]> = { empty: await complaints(page) }

  await box.focus()
  const name = await focused()
  await page.keyboard.type('Plan a trip to Bergen')
  await page.keyboard.press('Enter')
  await inState('streaming')
  found['streaming'] = await complaints(page)
  // Nothing that arrives takes the focus.
  expect(await focused()).toBe(name)
  await page.keyboard.press('Escape')
  await page.getByText('Stopped before the end.').waitFor()
  found['stopped'] = await complaints(page)
  expect(await focused()).toBe(name)

  await page.keyboard.type('Transfer 500 to Ada')
  await page.keyboard.press('Enter')
  await inState('interrupted')
  const approve = page.getByRole('button', { name: 'Approve transfer' })
  await approve.waitFor()
  found['a tool that asks'] = await complaints(page)
  await approve.focus()
  await page.keyboard.press('Enter')
  await page.getByText('The money is on its way.').first().waitFor({ timeout: 20_000 })
  await inState('idle')
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)

  await box.focus()
  await page.keyboard.type('Fail halfway')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').first().waitFor({ timeout: 20_000 })
  found['failed'] = await complaints(page)

  await context.setOffline(true)
  await page.keyboard.type('Are you there?')
  await page.keyboard.press('Enter')
  await page
    .getByText(/You are offline/)
    .first()
    .waitFor({ timeout: 20_000 })
  found['offline'] = await complaints(page)

  expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual({})
})
