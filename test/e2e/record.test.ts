/** What the devtools save of the live demo shows the same again: element by element, without a server. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { formatRecording, readRecording, type Recording } from 'react-genai/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../scripts/size.mjs'
import { shownIn } from '../shown.ts'
import { launch } from './browser.ts'
import { type DemoServer, serveDemo } from './demo-server.ts'

let demo: DemoServer
let browser: Browser
let player: Server
let playerUrl: string

beforeAll(async () => {
  const entry = fileURLToPath(new URL('record/page.tsx', import.meta.url))
  const styles = fileURLToPath(new URL('../../src/styles/index.css', import.meta.url))
  const [script, style] = await Promise.all([
    bundle({ code: `import { play } from ${JSON.stringify(entry)}; Object.assign(globalThis, { play })`, whole: true }),
    bundle({ code: `@import ${JSON.stringify(styles)};`, css: true, whole: true }),
  ])
  const files: Record<string, [type: string, text: string]> = {
    '/page.js': ['text/javascript', script.text],
    '/page.css': ['text/css', style.text],
  }
  player = createServer(({ url = '' }, response) => {
    const page =
      '<!doctype html><title>Player</title><link rel="stylesheet" href="/page.css"><body><script type="module" src="/page.js"></script>'
    const [type, text] = files[url] ?? ['text/html; charset=utf-8', page]
    response.setHeader('content-type', type)
    response.end(text)
  })
  await new Promise<void>((resolve) => player.listen(0, '127.0.0.1', resolve))
  playerUrl = `http://127.0.0.1:${(player.address() as AddressInfo).port}`
  demo = await serveDemo('development')
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
  player?.close()
})

type Widget = 'ask' | 'chat'
const box = (page: Page, widget: Widget) =>
  widget === 'ask' ? page.getByLabel('Ask', { exact: true }) : page.getByRole('textbox', { name: 'Message' })
const over = (page: Page, widget: Widget) =>
  page
    .locator(widget === 'ask' ? '.rg-ask[data-status=done]' : '.rg-chat[data-status=idle]')
    .waitFor({ timeout: 30_000 })

/** Asks, and agrees to what is asked back. */
async function converse(page: Page, widget: Widget, question: string): Promise<string> {
  await box(page, widget).fill(question)
  await box(page, widget).press('Enter')
  if (widget === 'chat') {
    await page.getByRole('button', { name: /^Approve/ }).click({ timeout: 30_000 })
    await page.getByText('The money is on its way.').first().waitFor({ timeout: 30_000 })
  }
  await over(page, widget)
  const articles = await page.getByRole('article').all()
  return (await Promise.all(articles.map((one) => one.evaluate(shownIn)))).join('\n')
}

/** What the devtools save, as somebody would: open, save, close. */
async function save(page: Page): Promise<string> {
  await page.getByRole('button', { name: /open the devtools/ }).click()
  const all = page.getByRole('button', { name: /^Save all/ })
  const one = page.getByRole('button', { name: 'Save recording' })
  await one.waitFor()
  const download = page.waitForEvent('download')
  await ((await all.count()) > 0 ? all : one).click()
  return readFileSync(await (await download).path(), 'utf8')
}

/** Without what is of that very run. */
const lasting = (recording: Recording): unknown =>
  JSON.parse(
    JSON.stringify(recording.replies, (key, value: unknown) =>
      /^(?:at|latencyMs|traceId|createdAt|id|ref)$/.test(key) ? undefined : value,
    ),
  )

describe.each([
  ['ask', 'Plan a trip to Bergen', 'trip'],
  ['ask', 'Think: how many tennis balls fit in a bus?', 'thoughts'],
  ['ask', 'Draw a sunset', 'sunset'],
  ['chat', 'Transfer 500 to Ada', 'transfer'],
] as const)('%s: %s', (widget, question, name) => {
  test('live, recorded and played again, it is the same', async () => {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', ({ message }) => faults.push(message))
    await page.goto(`${demo.url}#${widget}`)
    const live = await converse(page, widget, question)
    const file = await save(page)
    const recording = readRecording(file)
    expect(live.length).toBeGreaterThan(200)
    // A picture is in it twice: as it streamed, and in the result.
    expect(file.length).toBeLessThan(name === 'sunset' ? 150_000 : 30_000)

    const replayed = await browser.newPage()
    replayed.on('pageerror', ({ message }) => faults.push(message))
    await replayed.goto(playerUrl)
    await replayed.evaluate(
      ([given, kind]) => (globalThis as unknown as { play(...all: unknown[]): void }).play(given, kind),
      [recording, widget] as const,
    )
    expect(await converse(replayed, widget, question)).toBe(live)
    expect(faults).toEqual([])

    // The story and the test in the browser play this very recording: it must be what the demo says.
    const kept = (kind: string): string => fileURLToPath(new URL(`../fixtures/demo/${name}.${kind}`, import.meta.url))
    if (name === 'sunset') return
    if (process.env['UPDATE'] || !existsSync(kept('json'))) {
      writeFileSync(kept('json'), formatRecording(recording))
      writeFileSync(kept('html'), live)
    }
    expect(lasting(readRecording(readFileSync(kept('json'), 'utf8')))).toEqual(lasting(recording))
    expect(live).toBe(readFileSync(kept('html'), 'utf8'))
    await Promise.all([page.close(), replayed.close()])
  })
})
