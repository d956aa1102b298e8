import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { launch } from './browser.ts'
import { type DemoServer, POLICY, serveDemo } from './demo-server.ts'

let demo: DemoServer
let browser: Browser
let page: Page
/** Told when the page closes the connection of an answer before it is complete. */
const closed: (() => void)[] = []

beforeAll(async () => {
  demo = await serveDemo()
  demo.server.httpServer.on('request', (_, response) => {
    response.on('close', () => {
      if (!response.writableFinished) closed.splice(0).forEach((tell) => tell())
    })
  })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

let faults: string[]

beforeEach(async () => {
  page = await browser.newPage()
  const found: string[] = (faults = [])
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (message) => {
    // A failed request is logged by the browser itself, and is what some tests are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text())
  })
  const response = await page.goto(`${demo.url}#ask`)
  if (response?.headers()['content-security-policy'] !== POLICY) throw new Error('The page came without its policy.')
  await page.getByLabel('Ask').waitFor()
})
afterEach(async () => {
  await page.close()
  if (faults.length > 0) throw new Error(`The page complained: ${faults.join('; ')}`)
})

const ask = async (question: string): Promise<void> => {
  await page.getByLabel('Ask').fill(question)
  await page.keyboard.press('Enter')
}
const status = (expected: string) => page.locator(`[data-status=${expected}]`).waitFor({ timeout: 20_000 })
const answer = () => page.getByRole('article').last()

/** What stands at a selector after every change of the page, noted by the page itself: asked from here, some would be missed. */
async function watch(selector: string) {
  const states = await page.evaluateHandle((watched) => {
    const seen: { count: number; text: string }[] = []
    new MutationObserver(() => {
      const found = [...document.querySelectorAll(watched)]
      seen.push({ count: found.length, text: found.at(-1)?.textContent ?? '' })
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return seen
  }, selector)
  return () => states.jsonValue()
}

describe('the built demo, on a real Genkit server', () => {
  test('an answer grows, in at least three states, and ends', async () => {
    const states = await watch('article')
    await ask('Why is the sky blue?')
    await status('streaming')
    await status('done')
    const text = (await answer().textContent()) ?? ''
    const seen = new Set((await states()).map((state) => state.text))
    expect(seen.size).toBeGreaterThanOrEqual(3)
    for (const state of seen) expect(text.startsWith(state)).toBe(true)
    expect(text).toMatch(/^Sunlight looks white.*red of the sunset\.$/)
    expect(await page.getByRole('status').textContent()).toContain('red of the sunset')
  })

  test('it is stopped midway: the words stay, the server sees the connection close', async () => {
    await ask('Why is the sky blue?')
    await page.getByText('Sunlight looks').waitFor()
    const since = performance.now()
    const gone = new Promise<void>((resolve) => closed.push(resolve))
    await page.getByRole('button', { name: 'Stop' }).click()
    await status('stopped')
    await gone
    expect(performance.now() - since).toBeLessThan(1000)
    expect(await answer().textContent()).toContain('Sunlight looks')
  })

  test('leaving the page closes the connection too', async () => {
    await ask('Why is the sky blue?')
    await page.getByText('Sunlight looks').waitFor()
    const gone = new Promise<void>((resolve) => closed.push(resolve))
    await page.goto('about:blank')
    await expect(gone).resolves.toBeUndefined()
  })

  test('it fails halfway, says so, keeps the words, and answers the next question', async () => {
    await ask('Fail halfway')
    await status('error')
    expect(await page.getByRole('alert').textContent()).toContain(
      'The server failed (UNAVAILABLE): The model is overloaded',
    )
    expect(await answer().textContent()).toContain('This answer begins well')
    await ask('Think: how many tennis balls fit in a bus?')
    await status('done')
    expect(await answer().textContent()).toContain('About 140,000 tennis balls')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('thoughts are open while they come, and folded when the answer is there', async () => {
    await ask('Think: how many tennis balls fit in a bus?')
    await page.getByText(/A city bus is about/).waitFor()
    expect(await page.getByText(/A city bus is about/).isVisible()).toBe(true)
    await status('done')
    expect(await page.getByText(/A city bus is about/).isVisible()).toBe(false)
  })

  test('markdown is drawn while it is written, coloured, with its marks never shown', async () => {
    const states = await watch('article')
    await ask('Plan a trip to Bergen')
    await status('done')
    await page.locator('[data-token=keyword]').first().waitFor()
    expect(await answer().getByRole('row').count()).toBe(3)
    expect(await answer().getByRole('figure', { name: 'Code, ts' }).isVisible()).toBe(true)
    expect(await answer().getByRole('region', { name: 'Footnotes' }).textContent()).toContain('Said by everybody')
    const marks = (await states()).filter(({ text }) => /\*\*|```|\]\(|\|--|\[\^/.test(text))
    expect(marks).toEqual([])
    expect(await axeViolations(page)).toEqual([])
  })

  test('a tool runs and its answer is shown with it', async () => {
    await ask('What is the weather in Oslo?')
    await page.getByText('Using getWeather').waitFor()
    await page.getByText('Used getWeather').click()
    await status('done')
    expect(await page.getByText('grey with rain', { exact: true }).isVisible()).toBe(true)
    expect(await answer().textContent()).toBe('It is 19 °C in Oslo, and the sky is grey with rain.')
  })

  test('a tool that waits for a person says for what', async () => {
    await ask('Transfer 500 to Ada')
    await status('interrupted')
    await page.getByText('transfer waits for an answer').waitFor()
    expect(await answer().textContent()).toContain('amount500')
  })

  test('a picture is drawn', async () => {
    await ask('Draw a sunset')
    const picture = page.getByRole('img', { name: 'A sun going down over a dark sea' })
    await picture.waitFor()
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480)
    await status('done')
  })

  test('an object fills in as it streams', async () => {
    const states = await watch('.rg-data-item')
    await ask('A menu as JSON')
    await status('done')
    expect(new Set((await states()).map(({ count }) => count)).size).toBeGreaterThanOrEqual(3)
    expect(await answer().textContent()).toContain('Cloudberry sorbet')
  })

  test('a form fills itself in, is corrected by hand, and hands its object over', async () => {
    await page.getByRole('link', { name: 'Fill in a form' }).click()
    await page.getByRole('heading', { name: 'Fill in a form' }).waitFor()
    const states = await watch('.rg-field')
    await ask('A Friday evening')
    await status('done')
    expect(new Set((await states()).map(({ count }) => count)).size).toBeGreaterThan(2)
    await page.getByRole('spinbutton', { name: 'Price' }).first().fill('-1')
    await page.getByRole('button', { name: 'Use this' }).click()
    expect(await page.getByRole('spinbutton', { name: 'Price' }).first().getAttribute('aria-invalid')).toBe('true')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('spinbutton', { name: 'Price' }).first().fill('120')
    await page.getByRole('button', { name: 'Use this' }).click()
    await page.getByText('Saved “Friday evening” with 3 courses.').waitFor()
  })

  test('a server that goes away is said to be gone, with a way to try again', async () => {
    await page.route('**/api/**', (route) => route.abort())
    await ask('Why?')
    await status('error')
    expect(await page.getByRole('alert').textContent()).toContain('No connection to /api/answer')
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await status('done')
  })

  test.each([
    ['light', 1100],
    ['dark', 1100],
    ['light', 360],
    ['dark', 360],
  ] as const)('%s, %i pixels wide: readable, nothing cut off, zero axe violations', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await ask('What is the weather in Oslo?')
    await status('done')
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })

  test('keyboard only', async () => {
    // Past the links above the box.
    for (let stop = 0; stop < 7; stop++) await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Why is the sky blue?')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Send')
    await page.keyboard.press('Enter')
    await page.getByText('Sunlight looks').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Stop')
    await page.keyboard.press('Enter')
    await status('stopped')
  })
})

describe('Gemini, through the proxy of this server', () => {
  test('streams into a chat, keeps it, and leaves no fault', async () => {
    await page.goto(`${demo.url}#gemini`)
    await page.getByRole('heading', { name: 'Gemini', exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Message' }).fill('Hello over there')
    await page.keyboard.press('Enter')
    await page.getByRole('article').filter({ hasText: 'You said: Hello over there' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.reload()
    await page.getByRole('article').filter({ hasText: 'You said: Hello over there' }).waitFor()
  })
})

describe('Gemini’s services, through the proxies of this server', () => {
  beforeEach(async () => {
    await page.goto(`${demo.url}#services`)
    await page.getByRole('heading', { name: 'Services' }).waitFor()
  })

  test('files, a batch, an interaction, tokens and a conversation, without a fault', async () => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'letter.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Dear all'),
    })
    await page.getByRole('button', { name: 'Use letter.txt' }).click({ timeout: 20_000 })
    await page.getByText('A message would refer to').waitFor()
    await page.getByRole('button', { name: 'Begin a batch' }).click()
    await page.getByRole('button', { name: 'Delete Two poems' }).waitFor({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Find out about fjords' }).click()
    await page.getByText('You said: Tell me about the fjords of Norway.').waitFor({ timeout: 20_000 })
    await page.getByRole('textbox', { name: 'Prompt' }).fill('How many tokens are these?')
    await page.getByText(/^\d+ tokens$/).waitFor()
    // There is no microphone here: one writes.
    await page.getByRole('button', { name: 'Start talking' }).click()
    await page.getByText('There is no microphone').waitFor()
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Anybody there?')
    await page.keyboard.press('Enter')
    await page.getByText('You said: Anybody there?').waitFor()
    expect(await axeViolations(page)).toEqual([])
  })

  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('%s, %i pixels wide: nothing cut off, zero axe violations', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page
      .getByRole('option', { name: /Gemini/ })
      .first()
      .waitFor({ state: 'attached' })
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
