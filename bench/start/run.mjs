/**
 * How long a chat page takes until somebody can type into it, on a phone as Lighthouse imagines one: the processor four times
 * slower, 1.6 Mbit a second, 150 ms to the server and back; gzipped, nothing cached. `npm run bench -- start`
 *
 *   --runs 5   of which the median counts
 */
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { kilobytes, ms } from '../format.mjs'
import { bundle } from '../markdown/bundle.mjs'
import { keepTables, median } from '../results.mjs'

const PAGES = {
  'react-genai': '**react-genai**, README’s page: `ChatWidget`, suggestions, list of conversations, IndexedDB',
  'ai-sdk': 'AI SDK `useChat` + Streamdown: messages, a field, a button',
  'assistant-ui': 'assistant-ui’s primitives + its Streamdown: messages, a field, a button',
}
const PHONE = { slower: 4, latency: 150, throughput: (1.6 * 1024 * 1024) / 8 }
/** ms without a long task and without a new file after which a page is at rest. */
const REST = 2_000

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' }, json: { type: 'string' } } })
const rounds = Number(values.runs)

const folder = fileURLToPath(new URL('pages', import.meta.url))
const bundles = await Promise.all(Object.keys(PAGES).map((name) => bundle(name, `/${name}/`, false, folder)))
const files = new Map(
  bundles.flat().map(([path, { type, body }]) => [path, { type, body: gzipSync(body, { level: 9 }) }]),
)
const server = createServer((request, response) => {
  const file = files.get(request.url)
  const headers = { 'content-type': file?.type, 'content-encoding': 'gzip', 'cache-control': 'no-store' }
  if (file) response.writeHead(200, headers).end(file.body)
  else response.writeHead(404).end()
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })

/** In the page, before anything of it: what was drawn when, and which tasks were long. */
function watch() {
  window.seen = { long: [], field: undefined }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.seen.long.push([startTime, duration])
  }).observe({ type: 'longtask', buffered: true })
  new MutationObserver((_, observer) => {
    if (!document.querySelector('textarea')) return
    observer.disconnect()
    requestAnimationFrame(() => {
      window.seen.field = performance.now()
    })
  }).observe(document, { childList: true, subtree: true })
}

async function measure(name) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.enable')
    const { latency, throughput, slower } = PHONE
    const network = { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput }
    await cdp.send('Network.emulateNetworkConditions', network)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.addInitScript(watch)
    await page.goto(`${origin}/${name}/`)
    await page.locator('textarea:not([aria-hidden])').waitFor()
    const activity = () =>
      page.evaluate(() => window.seen.long.length + performance.getEntriesByType('resource').length)
    for (let before = -1, now = await activity(); now !== before; now = await activity()) {
      before = now
      await pause(REST)
    }
    return await page.evaluate(() => {
      const { long, field } = window.seen
      const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? field
      const busy = long.filter(([start, duration]) => start + duration > first)
      const scripts = performance.getEntriesByType('resource').filter(({ name: url }) => url.endsWith('.js'))
      return {
        scripts: scripts.reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0),
        first,
        // There is something to type into, and the page has time to hear it.
        interactive: Math.max(field, first, ...busy.map(([start, duration]) => start + duration)),
        // Of a task that began before there was something to see, only what came after it.
        blocked: busy.reduce(
          (sum, [start, duration]) => sum + Math.max(0, start + duration - Math.max(start, first) - 50),
          0,
        ),
      }
    })
  } finally {
    await context.close()
  }
}

const results = Object.fromEntries(Object.keys(PAGES).map((name) => [name, []]))
try {
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(PAGES)) results[name].push(await measure(name))
} finally {
  await browser.close()
  server.close()
}
const of = (name, figure) => median(results[name].map((run) => run[figure]))
const rows = Object.entries(PAGES).map(([name, about]) => [
  about,
  kilobytes(of(name, 'scripts')),
  ms(of(name, 'first')),
  ms(of(name, 'interactive')),
  ms(of(name, 'blocked')),
])
const kept = keepTables({ chromium: browser.version(), rounds })
kept.table('pages', ['page', 'scripts, React included', 'first paint', 'time to interactive', 'blocked'], rows)
