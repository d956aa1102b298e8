import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { geminiProxy } from '../../examples/gemini-proxy/express.ts'
import { liveProxy } from '../../examples/gemini-proxy/live.ts'
import { bundle } from '../../scripts/size.mjs'
import { startFakeGemini, type FakeGemini } from '../fake-gemini/index.ts'
import { launch } from './browser.ts'

const KEY = 'the-key-that-no-page-may-see'
/** As strict as it gets; sockets are of the page's own origin, too. */
const POLICY = "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types 'none'"

let fake: FakeGemini
let server: Server
let browser: Browser
let page: Page
let url: string
let faults: string[]

beforeAll(async () => {
  fake = await startFakeGemini({ apiKey: KEY })
  const entry = fileURLToPath(new URL('services/page.tsx', import.meta.url))
  const code = `import { mount } from ${JSON.stringify(entry)}; mount(document.getElementById('root'))`
  const { text } = await bundle({ code, whole: true })
  const worklet = readFileSync(new URL('../../src/worklet.js', import.meta.url), 'utf8')
  const credential = () => ({ 'x-goog-api-key': KEY })
  const app = express()
  app.use('/gemini', geminiProxy({ credential, allow: () => true, upstream: fake.url }))
  app.use((_, response, next) => {
    response.setHeader('content-security-policy', POLICY)
    next()
  })
  app.get('/page.js', (_, response) => void response.type('text/javascript').send(text))
  app.get('/worklet.js', (_, response) => void response.type('text/javascript').send(worklet))
  app.get('/', (_, response) => {
    response.send(
      '<!doctype html><title>services</title><div id="root"></div><script type="module" src="/page.js"></script>',
    )
  })
  server = createServer(app)
  const talk = liveProxy({ credential, allow: () => true, upstream: fake.url })
  server.on('upgrade', (request, socket, head) => talk(request, socket, head) || socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
  )
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await fake?.close()
})
beforeEach(async () => {
  page = await browser.newPage()
  const found: string[] = (faults = [])
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (message) => {
    // A failed request is logged by the browser itself, and is what some tests are about.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text())
  })
})
afterEach(async () => {
  await page.close()
  if (faults.length > 0) throw new Error(`The page complained: ${faults.join('; ')}`)
})

const open = async (name: string): Promise<void> => {
  await page.goto(`${url}/#${name}`)
  await page.locator('main button').first().waitFor()
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })

test('twenty files, two of which fail, and a reload in the middle', { timeout: 90_000 }, async () => {
  await open('shelf')
  const MB = 1024 * 1024
  const names = Array.from({ length: 20 }, (_, at) => `file-${String(at).padStart(2, '0')}.bin`)
  const begun = () => fake.requests.filter(({ path }) => path.startsWith('/upload/v1beta/files')).length
  // Slow enough to be left in the middle.
  await page.route('**/gemini/upload/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 40))
    // The page may have left.
    await route.continue().catch(() => undefined)
  })
  fake.faults.failProcessing(2)
  await page
    .locator('input[type=file]')
    .setInputFiles(
      names.map((name, at) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(MB + at, at) })),
    )
  await page.getByText(/^[3-9] of 20 uploaded|^1\d of 20 uploaded/).waitFor({ timeout: 60_000 })
  await page.unroute('**/gemini/upload/**')
  await page.reload()
  await page.locator('.rg-shelf-row').first().waitFor()
  // Whatever was under way goes on by itself; the two that failed stay, and say so.
  await expect
    .poll(() => page.locator('.rg-shelf-row[data-state=ready]').count(), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(18)
  const failed = page.locator('.rg-shelf-row[data-state=error]')
  await expect.poll(() => failed.count(), { timeout: 20_000 }).toBe(2)
  for (const name of names) await page.getByText(name, { exact: true }).first().waitFor()
  // Nothing was sent from the beginning again.
  expect(begun()).toBeLessThan(20 * 7)
  // Bytes arrived as they were sent.
  const { files = [] } = (await (await fetch(`${fake.url}/v1beta/files?pageSize=50&key=${KEY}`)).json()) as {
    files?: { displayName: string; sizeBytes: string }[]
  }
  expect(files.map(({ displayName }) => displayName).sort()).toEqual(names)
  expect(files.every(({ displayName, sizeBytes }) => Number(sizeBytes) === MB + Number(displayName.slice(5, 7)))).toBe(
    true,
  )
})

test('a batch runs to its end on screen, and then nobody asks any more', async () => {
  await open('jobs')
  await button('Begin').click()
  await page.getByText('Two questions').waitFor()
  await page.locator('tr[data-state=succeeded]').waitFor({ timeout: 30_000 })
  const asked = () => fake.requests.filter(({ path }) => path.startsWith('/v1beta/batches')).length
  const before = asked()
  await page.waitForTimeout(600)
  expect(asked()).toBe(before)
  await button('Delete Two questions').click()
  await page.getByText('Nothing runs, and nothing has run').waitFor()
})

test('an interaction that is cut three times, and left once, is whole, and told once', async () => {
  await open('research')
  fake.faults.cutInteractionStream(6, 3)
  await button('Find out').click()
  await expect.poll(() => page.locator('output').textContent(), { timeout: 20_000 }).toContain('word8')
  await page.reload()
  await page.getByText('done', { exact: true }).waitFor({ timeout: 30_000 })
  const words = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
  expect(await page.locator('output').textContent()).toBe(`You said: ${words}`)
  expect(await page.getByRole('article').last().textContent()).toContain(`You said: ${words}`)
  const posts = fake.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1beta/interactions'))
  expect(posts).toHaveLength(1)
  expect(fake.openStreams).toBe(0)
})

test('a voice is heard, answered, cut short and taken up again', { timeout: 60_000 }, async () => {
  // What was to be heard, and until when, by the clock of the sound itself.
  await page.addInitScript(() => {
    const played = { stops: [] as number[], voices: 0 }
    Object.assign(globalThis, { played })
    const { start, stop } = AudioBufferSourceNode.prototype
    AudioBufferSourceNode.prototype.start = function (...args) {
      played.voices++
      return start.apply(this, args)
    }
    AudioBufferSourceNode.prototype.stop = function (at = 0) {
      played.stops.push(at - this.context.currentTime)
      return stop.call(this, at)
    }
  })
  await open('voice')
  const fact = (name: string) => page.locator(`[data-of=${name}]`)
  await button('Talk').click()
  await expect.poll(() => fact('status').textContent()).toBe('open')
  await expect.poll(() => fact('microphone').textContent()).toBe('on')
  // The device beeps: it is heard.
  await expect
    .poll(async () => {
      await button('Measure').click()
      return Number(await fact('level').textContent())
    })
    .toBeGreaterThan(0)
  await button('Mute').click()
  const heard = page.locator('[data-role=user]').first()
  await heard.waitFor()
  const bytes = Number(/\[(\d+) bytes of audio\]/.exec((await heard.textContent()) ?? '')?.[1])
  expect(bytes).toBeGreaterThan(3_200)
  await page.locator('[data-role=model][data-status=done]').first().waitFor()
  const voices = () => page.evaluate(() => (globalThis as unknown as { played: { voices: number } }).played.voices)
  expect(await voices()).toBeGreaterThan(0)

  // Much to say, and somebody speaks.
  await button('Say much').click()
  await expect.poll(() => fact('speaking').textContent()).toBe('true')
  await expect.poll(voices).toBeGreaterThan(30)
  await page.evaluate(() => void ((globalThis as unknown as { played: { stops: number[] } }).played.stops = []))
  fake.faults.interruptLive()
  await page.locator('[data-role=model][data-status=interrupted]').waitFor()
  const stops = await page.evaluate(() => (globalThis as unknown as { played: { stops: number[] } }).played.stops)
  expect(stops.length).toBeGreaterThan(0)
  expect(Math.max(...stops)).toBeLessThan(0.1)
  await expect.poll(() => fact('speaking').textContent()).toBe('false')

  // The connection goes, and the session stays.
  await expect.poll(() => fact('handle').textContent()).not.toBe('')
  const sockets = () => fake.requests.filter(({ path }) => path.includes('BidiGenerateContent')).length
  const before = sockets()
  fake.faults.closeLive(1006)
  await expect.poll(sockets).toBe(before + 1)
  await expect.poll(() => fact('status').textContent()).toBe('open')
  await button('Say much').click()
  await expect.poll(() => page.locator('[data-role=model]').count()).toBeGreaterThan(2)
  await page.goto('about:blank')
  await expect.poll(() => fake.openSockets).toBe(0)
})

test('another page may not talk through the proxy', async () => {
  await page.goto('about:blank')
  const code = await page.evaluate(
    (address) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(address)
        socket.addEventListener('close', (event) => resolve(event.code))
        socket.addEventListener('open', () => resolve(0))
      }),
    `${url.replace('http', 'ws')}/gemini/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent`,
  )
  expect(code).toBe(1006)
  faults.length = 0
})
