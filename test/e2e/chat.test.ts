import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { launch } from './browser.ts'
import { type DemoServer, serveDemo } from './demo-server.ts'

let demo: DemoServer
let browser: Browser
let context: BrowserContext
let page: Page
let faults: string[]

beforeAll(async () => {
  demo = await serveDemo()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const open = async (path = '', on: BrowserContext = context): Promise<Page> => {
  const opened = await on.newPage()
  const found = faults
  opened.on('pageerror', (error) => found.push(error.message))
  opened.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text())
  })
  await opened.goto(demo.url + path)
  return opened
}

beforeEach(async () => {
  faults = []
  context = await browser.newContext({ viewport: { width: 1100, height: 800 } })
  page = await open()
  await page.getByText('What shall we talk about?').waitFor()
})
afterEach(async () => {
  await context.close()
  if (faults.length > 0) throw new Error(`The page complained: ${faults.join('; ')}`)
})

const box = (on = page) => on.getByRole('textbox', { name: 'Message' }).last()
const ask = async (question: string, on = page): Promise<void> => {
  await box(on).fill(question)
  await box(on).press('Enter')
}
const status = (expected: string, on = page) =>
  on.locator(`.rg-chat[data-status=${expected}]`).waitFor({ timeout: 20_000 })
const turn = (on = page) => on.getByRole('article').last()
const says = (text: string | RegExp, on = page) => turn(on).getByText(text).first().waitFor({ timeout: 20_000 })
/** Every message, as a person reads them. */
const transcript = async (on = page): Promise<string[]> =>
  (await on.locator('.rg-turn .rg-message').allTextContents()).map((text) => text.trim())

describe('a conversation with a real Genkit server', () => {
  test('ten turns: tools agreed to and refused, edits, branches, another answer, stop', async () => {
    await ask('Why is the sky blue?')
    await says(/red of the sunset/)
    await status('idle')
    // 2, 3: a tool that waits is agreed to, another one refused.
    await ask('Transfer 500 to Ada')
    await turn().getByRole('button', { name: 'Approve' }).click()
    await says('The money is on its way.')
    await status('idle')
    await ask('Delete all files in /tmp')
    await turn().getByRole('button', { name: 'Decline' }).click()
    await says('As you wish: nothing was done.')
    await status('idle')
    // 4: the same tool, agreed to, runs on the server.
    await ask('Delete all files in /home')
    await turn().getByRole('button', { name: 'Approve' }).click()
    await says('Done: 5 files are gone.')
    await status('idle')
    // 5: a tool of the page is run without asking.
    await ask('What time is it here?')
    await says(/Your clock says .* in /)
    await status('idle')
    // 6: a tool of the server, in a card of the app's own.
    await ask('What is the weather in Oslo?')
    await page.getByRole('region', { name: 'Weather in Oslo' }).getByText('19 °C, grey with rain').waitFor()
    await status('idle')
    // 7: stopped midway.
    await ask('Plan a trip to Bergen')
    await says(/Bergen has/)
    await page.keyboard.press('Escape')
    await says('Stopped before the end.')
    // 8: another answer, which becomes a branch beside the one that was stopped.
    await turn().getByRole('button', { name: 'Answer again' }).click()
    await says(/Said by everybody/)
    await status('idle')
    await turn().getByRole('button', { name: 'Previous version' }).click()
    await says('Stopped before the end.')
    await turn().getByRole('button', { name: 'Next version' }).click()
    await says(/Said by everybody/)
    // 9: a question is worded otherwise; the old one and what followed is a branch.
    const weather = page.locator('.rg-turn', { hasText: 'What is the weather in Oslo?' }).first()
    await weather.hover()
    await weather.getByRole('button', { name: 'Edit' }).click()
    await weather.getByRole('textbox', { name: 'Message' }).fill('What is the weather in Rome?')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('region', { name: 'Weather in Rome' }).waitFor()
    await status('idle')
    const asked = page.locator('.rg-turn', { hasText: 'What is the weather in Rome?' }).first()
    await asked.hover()
    await asked.getByRole('button', { name: 'Previous version' }).click()
    await says(/Said by everybody/)
    await page
      .locator('.rg-turn', { hasText: 'in Oslo?' })
      .first()
      .getByRole('button', { name: 'Next version' })
      .click()
    await says(/in Rome, and the sky/)
    // 10: the server is given the branch that is shown.
    const sent = page.waitForRequest((request) => request.url().endsWith('/api/chat'))
    await ask('Draw a sunset')
    const { data } = (await sent).postDataJSON() as { data: { messages: { role: string; content: unknown }[] } }
    expect(data.messages.map(({ role }) => role).join(' ')).toBe(
      'user model user model tool model user model tool model user model tool model user model tool model user model tool model user',
    )
    expect(JSON.stringify(data.messages)).not.toContain('Oslo')
    await page.getByRole('img', { name: 'A sun going down over a dark sea' }).waitFor()
    await status('idle')
    expect(await axeViolations(page)).toEqual([])
  })

  test('a reload in the middle: nothing is lost, it is said honestly, and can be asked again', async () => {
    await page.getByRole('checkbox', { name: 'Forgetful server' }).check()
    await ask('Plan a trip to Bergen')
    await says(/240 days of rain/)
    await page.waitForTimeout(500)
    await box().fill('a draft')
    await page.waitForTimeout(500)
    await page.reload()
    await says(/240 days of rain/)
    await says(/The page was closed while this was being written/)
    expect(await box().inputValue()).toBe('a draft')
    await turn().getByRole('button', { name: 'Try again' }).click()
    await says(/Said by everybody/)
    await status('idle')
  })

  test('two tabs: what one writes the other shows, and neither loses or doubles a message', async () => {
    await ask('Why is the sky blue?')
    await status('idle')
    await says(/red of the sunset/)
    const other = await open()
    await other.getByRole('button', { name: 'Show chats' }).click()
    await other.getByRole('button', { name: 'Why is the sky blue?' }).click()
    await says(/red of the sunset/, other)
    // While one tab is being answered, what the other one writes waits for its turn.
    await ask('Plan a trip to Bergen')
    await says(/240 days/, other)
    await ask('What is the weather in Oslo?', other)
    await other.getByText('Goes out next').waitFor()
    await other.getByRole('region', { name: 'Weather in Oslo' }).waitFor({ timeout: 30_000 })
    await status('idle', other)
    await page.getByRole('region', { name: 'Weather in Oslo' }).waitFor()
    await says(/in Oslo, and the sky/)
    expect(await transcript()).toEqual(await transcript(other))
    expect(await page.getByRole('article').count()).toBe(6)
    // A tab that goes away in the middle leaves what it had, and the other one can go on.
    await other.getByRole('checkbox', { name: 'Forgetful server' }).check()
    await ask('Why is the sky blue? Again', other)
    await says(/Sunlight looks/)
    await page.waitForTimeout(500)
    await other.close()
    await says(/The page was closed while this was being written/)
    await turn().getByRole('button', { name: 'Try again' }).click()
    await says(/red of the sunset/)
  })

  test('offline and back: messages wait, survive a reload, and go in order', async () => {
    await ask('Why is the sky blue?')
    await status('idle')
    await page.getByRole('checkbox', { name: 'Offline' }).check()
    await ask('What is the weather in Oslo?')
    await ask('What is the weather in Rome?')
    await page.getByText('Goes out when you are online again').first().waitFor()
    await page.waitForTimeout(500)
    await page.reload()
    await page.getByRole('region', { name: 'Weather in Rome' }).waitFor({ timeout: 30_000 })
    await says(/in Rome, and the sky/)
    await status('idle')
    expect((await transcript()).slice(2)).toEqual([
      'What is the weather in Oslo?',
      expect.stringMatching(/^One moment/),
      expect.stringMatching(/in Oslo, and the sky/),
      'What is the weather in Rome?',
      expect.stringMatching(/^One moment/),
      expect.stringMatching(/in Rome, and the sky/),
    ])
  })

  test('401, then signed in again: the message was kept, and goes', async () => {
    await page.getByRole('checkbox', { name: 'Session expired' }).check()
    await ask('Why is the sky blue?')
    await turn().getByText('Not sent').waitFor()
    expect(await turn().getByRole('alert').textContent()).toContain('Your session has expired')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('checkbox', { name: 'Session expired' }).uncheck()
    await turn().getByRole('button', { name: 'Try again' }).click()
    await says(/red of the sunset/)
    expect(await page.getByRole('article').count()).toBe(2)
  })

  test('a failure halfway keeps its words, and the next question is answered', async () => {
    await ask('Fail halfway')
    await says(/This answer begins well/)
    await turn().getByRole('alert').waitFor()
    await ask('Why is the sky blue?')
    await says(/red of the sunset/)
    expect(await page.getByRole('article').count()).toBe(4)
  })

  test('an object fills in as it streams, and is given back to the model as it was written', async () => {
    await ask('A menu as JSON')
    await says('Cloudberry sorbet')
    await status('idle')
    const sent = page.waitForRequest((request) => request.url().endsWith('/api/chat'))
    await ask('Why is the sky blue?')
    const { data } = (await sent).postDataJSON() as { data: { messages: { content: { text?: string }[] }[] } }
    expect(data.messages[1]?.content[0]?.text).toMatch(/^\{"title":"Friday evening"/)
    await says(/red of the sunset/)
  })

  test('a picture goes in and comes back', async () => {
    await page.getByRole('button', { name: 'Attach files' }).waitFor()
    await page.setInputFiles('input[type=file][multiple]', {
      name: 'dot.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    })
    await page.getByText('dot.png').waitFor()
    await ask('What is this?')
    await page.getByRole('img', { name: 'Your picture, sent back' }).waitFor()
    await status('idle')
    expect(await page.getByRole('img', { name: 'Image from the model' }).count()).toBe(1)
  })
})

describe('whoever they are', () => {
  test('keyboard only: ask, approve, go back through the messages, stop', async () => {
    const name = () =>
      page.evaluate(() => {
        const at = document.activeElement
        return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
      })
    /** Tabs until something of this name has the focus. */
    const tabTo = async (wanted: string | RegExp, key = 'Tab') => {
      for (let step = 0; step < 40; step++) {
        await page.keyboard.press(key)
        if ((await name()).match(wanted)) return
      }
      throw new Error(`Tab never came to ${wanted}`)
    }
    await tabTo('Transfer 500 to Ada')
    await page.keyboard.press('Enter')
    await turn().getByRole('button', { name: 'Approve' }).waitFor()
    await tabTo('Approve transfer', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await says('The money is on its way.')
    await status('idle')
    await page.locator('textarea').last().focus()
    await page.keyboard.press('ArrowUp')
    expect(await name()).toContain('The money is on its way.')
    await page.keyboard.press('ArrowUp')
    expect(await name()).toContain('Transfer 500 to Ada')
    await page.locator('textarea').last().focus()
    await page.keyboard.type('Plan a trip to Bergen')
    await page.keyboard.press('Enter')
    await says(/240 days/)
    await tabTo('Stop')
    await page.keyboard.press('Enter')
    await says('Stopped before the end.')
    expect(await name()).toBe('Send')
  })

  test('a screen reader: what it finds, and what it is told', async () => {
    await page.evaluate(() => {
      const log: string[] = ((globalThis as { spoken?: string[] }).spoken = [])
      const hear = (): void => {
        for (const region of document.querySelectorAll('[role=status], [role=alert]')) {
          const text = region.textContent?.trim() ?? ''
          if (text !== '' && log.at(-1) !== text) log.push(text)
        }
      }
      new MutationObserver(hear).observe(document.body, { childList: true, subtree: true, characterData: true })
    })
    await ask('Why is the sky blue?')
    await status('idle')
    await ask('Transfer 500 to Ada')
    await status('interrupted')
    await page.waitForTimeout(300)
    const spoken = await page.evaluate(() => (globalThis as { spoken?: string[] }).spoken ?? [])
    // Few announcements, whole sentences, every word of the answer once.
    expect(spoken.length).toBeLessThanOrEqual(8)
    expect(spoken[0]).toBe('Waiting for an answer')
    expect(spoken.at(-1)).toBe('One moment. transfer waits for your answer')
    const answer = spoken.slice(1, -2).join(' ')
    expect(answer.match(/red of the sunset/g)).toHaveLength(1)
    expect(answer.match(/Sunlight looks white/g)).toHaveLength(1)
    const tree = await page.getByRole('region', { name: 'Genkit chat' }).ariaSnapshot()
    expect(tree).toContain('heading "Genkit chat"')
    expect(tree).toMatch(/feed "Conversation":\n\s+- article/)
    expect(tree.match(/- article/g)).toHaveLength(4)
    expect(tree).toMatch(/group "You":[^]*Why is the sky blue\?/)
    expect(tree).toMatch(/group "Answer":[^]*button "Approve transfer"[^]*button "Decline transfer"/)
    expect(tree).toContain('textbox "Message"')
    expect(tree).not.toMatch(/button$/m)
  })

  test.each([
    ['light', 1100, 'ltr'],
    ['dark', 1100, 'rtl'],
    ['light', 360, 'rtl'],
    ['dark', 360, 'ltr'],
  ] as const)('%s, %i pixels wide, %s: nothing cut off, zero axe violations', async (colorScheme, width, dir) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 760 })
    await page.evaluate((direction) => (document.documentElement.dir = direction), dir)
    expect(await axeViolations(page)).toEqual([])
    await ask('Transfer 500 to Ada')
    await status('interrupted')
    await turn().getByRole('button', { name: 'Approve' }).waitFor()
    await box().fill('Something else')
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.getByRole('button', { name: 'Show chats' }).click()
    await page.getByRole('navigation', { name: 'Chats' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
  })
})

describe('dropped into a site that styles everything', () => {
  test('its rules do not reach the chat, and those of the chat do not reach it', async () => {
    const shop = await open('shop.html')
    await shop.getByRole('button', { name: 'Open chat' }).click()
    const button = shop.getByRole('button', { name: 'Send' })
    await button.waitFor()
    const look = await button.evaluate((element) => {
      const { borderTopWidth, textTransform, inlineSize, fontFamily } = getComputedStyle(element)
      return { borderTopWidth, textTransform, inlineSize, isSerif: /Georgia/.test(fontFamily) }
    })
    expect(look).toEqual({ borderTopWidth: '1px', textTransform: 'none', inlineSize: '36px', isSerif: false })
    expect(
      await shop.getByRole('button', { name: 'Basket' }).evaluate((it) => getComputedStyle(it).textTransform),
    ).toBe('uppercase')
    await shop.getByRole('textbox', { name: 'Message' }).fill('Why is the sky blue?')
    await shop.keyboard.press('Enter')
    await shop
      .getByText(/red of the sunset/)
      .first()
      .waitFor({ timeout: 20_000 })
    await shop.keyboard.press('Escape')
    expect(await shop.getByRole('dialog').count()).toBe(0)
    // A phone: the chat is the whole page.
    await shop.setViewportSize({ width: 390, height: 700 })
    await shop.getByRole('button', { name: 'Open chat' }).click()
    const frame = await shop.getByRole('dialog').boundingBox()
    expect([frame?.x, frame?.width, frame?.height]).toEqual([0, 390, 700])
  })
})
