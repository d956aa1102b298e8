/** One page, with the oldest React that is promised, and compiled by the React Compiler for the newest. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Browser, Page } from 'playwright'
import { build, type InlineConfig, preview, type PreviewServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { newConsumer, repository } from './packed.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const CASES = [
  {
    name: 'React 18.2',
    version: '18.2.0',
    compiler: false,
    instead: { react: 'react-18', 'react-dom': 'react-dom-18' },
  },
  { name: 'React 19, compiled', version: '19.3.1', compiler: true, instead: {} },
]

describe.each(CASES)('$name', ({ version, compiler, instead }) => {
  let app: string
  let server: PreviewServer
  let page: Page
  const faults: string[] = []
  /** Requests so far, and replies that the page has hung up on. */
  let asked = 0
  let stopped = 0

  function answer({ url }: IncomingMessage, response: ServerResponse, next: () => void): void {
    if (!url?.startsWith('/api/')) return next()
    asked += 1
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    if (url === '/api/menu')
      response.end(
        'data: {"message":"Soup of "}\n\ndata: {"message":"**today**"}\n\ndata: {"result":"Soup of **today**"}\n\n',
      )
    else {
      response.on('close', () => (stopped += 1))
      response.write('data: {"message":"And so on"}\n\n')
    }
  }

  beforeAll(async () => {
    const files = {
      'package.json': '{"type":"module"}',
      'index.html':
        '<!doctype html><title>Shop</title><div id="root"></div><script type="module" src="/main.tsx"></script>',
      'main.tsx': await readFile(join(repository, 'test/consumers/page/main.tsx'), 'utf8'),
    }
    app = await newConsumer('react', files, instead)
    const config: InlineConfig = {
      root: app,
      configFile: false,
      mode: 'development',
      logLevel: 'error',
      plugins: [
        react({ compiler }),
        { name: 'flows', configurePreviewServer: ({ middlewares }) => void middlewares.use(answer) },
      ],
      // One React, whichever it is: what is linked stays where the link is.
      resolve: { preserveSymlinks: true },
      build: { minify: false, rolldownOptions: { checks: { moduleLevelDirective: false } } },
      preview: { host: '127.0.0.1', port: 0 },
    }
    const { NODE_ENV } = process.env
    // In development React complains of what is wrong, and StrictMode does everything twice.
    process.env['NODE_ENV'] = 'development'
    try {
      await build(config)
    } finally {
      process.env['NODE_ENV'] = NODE_ENV
    }
    server = await preview(config)
    page = await browser.newPage()
    page.on('pageerror', ({ message }) => faults.push(message))
    page.on('console', (line) => {
      const isIcon = line.location().url.endsWith('/favicon.ico')
      if (/^(?:error|warning)$/.test(line.type()) && !isIcon) faults.push(line.text())
    })
    await page.goto(server.resolvedUrls?.local[0] ?? '')
  })
  afterAll(async () => {
    await page?.close()
    await server?.close()
    await rm(app, { recursive: true, force: true })
  })

  test('it is what it says', async () => {
    await page.getByRole('heading', { name: `React ${version}`, exact: true }).waitFor()
    const assets = join(app, 'dist/assets')
    const scripts = await Promise.all((await readdir(assets)).map((name) => readFile(join(assets, name), 'utf8')))
    const text = scripts.join('\n')
    expect(/compiler_runtime\.c\)\(\d+\)/.test(text), 'compiled').toBe(compiler)
  })

  test('a question is asked once, its answer and the page go together', async () => {
    const before = asked
    await page.getByLabel('Ask', { exact: true }).fill('Soup?')
    await page.keyboard.press('Enter')
    await page.locator('.rg-ask').getByText('Soup of today', { exact: true }).waitFor()
    await page.getByText('You have 1 orders.').waitFor()
    await page.getByRole('button', { name: 'Orders: 1' }).click()
    await page.getByText('You have 2 orders.').waitFor()
    expect(await page.locator('.rg-markdown strong').allInnerTexts()).toContain('2')
    expect(asked - before).toBe(1)
    expect(faults).toEqual([])
  })

  test('a chat streams, and stops its server', async () => {
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('article').getByText('And so on').waitFor()
    const chat = page.locator('.rg-chat')
    expect(await chat.getAttribute('data-status')).toBe('streaming')
    expect(stopped).toBe(0)
    await page.getByRole('button', { name: 'Stop' }).last().click()
    await expect.poll(() => chat.getAttribute('data-status')).toBe('idle')
    await expect.poll(() => stopped).toBe(1)
    await page.getByRole('article').getByText('And so on').waitFor()
    expect(faults).toEqual([])
  })
})
