/**
 * What a page bears, in real Chromium, with the built package: a hundred replies at once, a thousand pieces a second for a
 * minute, a reply of 10 MB, a thousand mounts and unmounts in the middle of replies. Heap and nodes are counted after forced
 * collections. `npm run bench -- load [-- --only "hundred"]`
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { bundle } from '../markdown/bundle.mjs'
import { serve } from '../markdown/server.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })

/**
 * What is called in the page, with what, and with what before it counts: at first the browser learns the code, which stays in
 * its heap.
 * @type {[name: string, verb: 'run' | 'whole' | 'churn', given: unknown, before: unknown][]}
 */
const SCENARIOS = [
  [
    '100 replies at once, 1,000 pieces a second in all, 10 s',
    'run',
    { replies: 100, rate: 10, seconds: 10 },
    { replies: 100, rate: 10, seconds: 5 },
  ],
  [
    'one reply, 1,000 pieces a second, 60 s',
    'run',
    { replies: 1, rate: 1000, seconds: 60 },
    { replies: 1, rate: 1000, seconds: 10 },
  ],
  ['one reply of 1 MB in one piece', 'whole', 1e6, 1e6],
  ['one reply of 10 MB in one piece', 'whole', 1e7, 1e6],
  ['1,000 × mount, some chunks, unmount', 'churn', 1000, 500],
]

const pages = fileURLToPath(new URL('pages', import.meta.url))
const server = await serve(new Map(await bundle('load', '/load/', false, pages)))
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })

/** What is alive when nobody holds it any more. */
async function alive(cdp) {
  for (let times = 0; times < 4; times++) await cdp.send('HeapProfiler.collectGarbage')
  const [{ usedSize }, { nodes, jsEventListeners }] = [
    await cdp.send('Runtime.getHeapUsage'),
    await cdp.send('Memory.getDOMCounters'),
  ]
  return { heap: usedSize, nodes, listeners: jsEventListeners }
}

const whole = (value) => (value === undefined ? '' : Math.round(value).toLocaleString('en'))
const signed = (value) => `${value < 0 ? '−' : '+'}${whole(Math.abs(value))}`
const rows = []
try {
  for (const [name, verb, given, earlier] of SCENARIOS.filter(([label]) => label.includes(values.only))) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
    const page = await context.newPage()
    page.on('pageerror', (error) => console.error(error.message))
    await page.goto(`${server.origin}/load/`)
    await page.waitForFunction(() => window.isReady)
    const cdp = await context.newCDPSession(page)
    await cdp.send('HeapProfiler.enable')
    const run = (what) => page.evaluate(([call, one]) => window.load[call](one), [verb, what])
    await run(earlier)
    const before = await alive(cdp)
    const figures = await run(given)
    const after = await alive(cdp)
    rows.push({
      name,
      ...figures,
      heap: (after.heap - before.heap) / 1024,
      nodes: after.nodes - before.nodes,
      listeners: after.listeners - before.listeners,
    })
    console.error(name, JSON.stringify(rows.at(-1)))
    await context.close()
  }
} finally {
  await browser.close()
  server.close()
}

console.log(
  '| | took, s | first words, ms | commits a frame | frame p95, ms | longest task, ms | heap left, KB | nodes, listeners, connections left |',
)
console.log('|---|---:|---:|---:|---:|---:|---:|---:|')
for (const { name, ms, firstPaint, commits, frames, p95, longest, heap, nodes, listeners, open } of rows)
  console.log(
    `| ${name} | ${ms === undefined ? '' : (ms / 1000).toFixed(1)} | ${whole(firstPaint)} | ${frames ? (commits / frames).toFixed(2) : ''} | ${whole(p95)} | ${whole(longest)} | ${signed(heap)} | ${nodes}, ${listeners}, ${open} |`,
  )
