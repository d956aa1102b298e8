import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../scripts/size.mjs'
import { launch } from './browser.ts'
import type { Attack } from './hostile/page.tsx'

/** Nothing from elsewhere, no markup from strings. A breach is an event that the test counts. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; media-src 'self' data: blob:; require-trusted-types-for 'script'; trusted-types 'none'"

declare global {
  interface Window {
    attack: Attack
  }
}

interface Vector {
  id: string
  kind: string
  markdown?: string
  part?: never
}
const { vectors } = JSON.parse(readFileSync(new URL('../fixtures/xss.json', import.meta.url), 'utf8')) as {
  vectors: Vector[]
}
const texts = vectors.filter(({ markdown }) => markdown !== undefined)
const parts = vectors.filter(({ part }) => part !== undefined)

let server: Server
let browser: Browser
let page: Page
let origin: string
const requests: string[] = []
let moves = 0

beforeAll(async () => {
  const entry = fileURLToPath(new URL('hostile/page.tsx', import.meta.url))
  const code = `import { attack } from ${JSON.stringify(entry)}; Object.assign(globalThis, { attack })`
  const { text } = await bundle({ code, whole: true })
  server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', url === '/framed' ? `${POLICY}; frame-src blob:` : POLICY)
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html; charset=utf-8')
    if (url === '/page.js') response.end(text)
    else if (url === '/' || url === '/framed')
      response.end('<!doctype html><title>hostile</title><body><script type="module" src="/page.js"></script>')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch()
  page = await browser.newPage()
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
      Object.defineProperty(globalThis, name, { value: () => void told.push(`called ${name}`) })
    }
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      told.push(`policy ${effectiveDirective} ${blockedURI}`)
    })
  })
  await page.route('**/*', (route) => {
    const url = route.request().url()
    if (['/', '/framed', '/page.js'].some((path) => url === origin + path)) return route.continue()
    if (!/^(?:data|blob):/.test(url) && !url.startsWith(origin)) requests.push(url)
    return route.abort()
  })
  await page.goto(origin)
  page.on('framenavigated', () => moves++)
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})

/** What scripts did, and what the browser's policy had to stop, since the last time. */
const told = (): Promise<string[]> =>
  page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    return (globalThis as unknown as { told: string[] }).told.splice(0)
  })

describe('what a model may write', () => {
  test('nothing is asked of anybody, nothing runs, nothing is there that should not be', async () => {
    const found: string[] = []
    for (const [seed, { id, markdown = '' }] of texts.entries()) {
      const breaches = await page.evaluate(([text, number]) => window.attack.show(text, number), [
        markdown,
        seed,
      ] as const)
      found.push(...breaches.map((breach) => `${id}: ${breach}`))
    }
    expect(found).toEqual([])
    expect(await told()).toEqual([])
    expect(requests).toEqual([])
    expect(moves).toBe(0)
  })

  test.each(parts.map(({ id, part }) => [id, part] as const))('%s', async (_, part) => {
    const breaches = await page.evaluate((value) => window.attack.part(value), JSON.stringify(part))
    expect(breaches.filter((breach) => !breach.startsWith('threw'))).toEqual([])
    expect(breaches).toEqual([])
    expect(await told()).toEqual([])
    expect(requests).toEqual([])
  })

  // Pictures that somebody asks for are stopped by the policy of this page: that is all that may be told.
  test('whatever is touched, nothing runs and nobody is taken away', async () => {
    const found: string[] = []
    for (const { id, markdown = '' } of texts) {
      const breaches = await page.evaluate((text) => window.attack.touch(text), markdown)
      found.push(...breaches.map((breach) => `${id}: ${breach}`))
    }
    expect(found).toEqual([])
    expect((await told()).filter((event) => !/^policy (?:img|media)-src /.test(event))).toEqual([])
    expect(moves).toBe(0)
  })

  test('search suggestions run nothing and ask nobody, in a frame of their own', async () => {
    // This page's policy lets the frame be.
    await page.goto(`${origin}/framed`)
    for (const [number, { markdown = '' }] of texts.entries()) {
      const mark = `there-${number}`
      await page.evaluate((html) => window.attack.suggest(html), `<i id="${mark}"></i>${markdown}`)
      await page.frameLocator('iframe').locator(`#${mark}`).waitFor({ state: 'attached' })
    }
    expect(await told()).toEqual([])
    expect(requests).toEqual([])
    expect(page.url()).toBe(`${origin}/framed`)
  })

  test('a planted fault is seen', async () => {
    const seen = await page.evaluate(() => {
      const image = new Image()
      image.src = 'https://elsewhere.example/secret.png'
      try {
        document.body.innerHTML += '<b>markup</b>'
        return 'markup'
      } catch {
        return 'refused'
      }
    })
    expect(seen).toBe('refused')
    expect((await told()).some((event) => event.startsWith('policy img-src'))).toBe(true)
  })
})
