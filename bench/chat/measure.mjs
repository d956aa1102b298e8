/** One run of a chat page: opening a thread, a reply beneath it, typing meanwhile, and closing it again. */
import { setTimeout as pause } from 'node:timers/promises'
import { LAST_SENTENCE } from '../markdown/reply.mjs'

const REST = 500
/** Milliseconds between two keys: a fast typist. */
const KEY = 90

/** In the page: how long a key takes until it has been dealt with, and until what it wrote has been painted. */
function watchKeys() {
  const { handled, painted } = (window.keys = { handled: [], painted: [] })
  const channel = new MessageChannel()
  const waiting = []
  channel.port1.addEventListener('message', () => {
    const now = performance.now()
    for (const since of waiting.splice(0)) painted.push(now - since)
  })
  channel.port1.start()
  // The task behind a frame runs when that has been painted.
  document.addEventListener('input', ({ timeStamp }) => {
    // React commits what a key has changed in a microtask of its own, before this one.
    queueMicrotask(() => handled.push(performance.now() - timeStamp))
    requestAnimationFrame(() => {
      waiting.push(timeStamp)
      channel.port2.postMessage(0)
    })
  })
}

const p95 = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length * 0.95)] ?? NaN

const isReply = (request) => request.method() === 'POST'

/** Waits until the page has nothing to do for a while. */
const settle = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let quiet = 0
        let last = performance.now()
        const look = () => {
          const now = performance.now()
          quiet = now - last < 40 ? quiet + 1 : 0
          last = now
          if (quiet > 20) resolve()
          else setTimeout(look, 10)
        }
        look()
      }),
  )

/**
 * @param {import('playwright').Browser} browser
 * @param {{ url: string, tokens: number, limit: number }} run Its page, how many pieces the reply has, and the ms it may take.
 */
export async function measure(browser, { url, tokens, limit }) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  const overdue = new AbortController()
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(limit)
    const broken = new Promise((_, reject) => {
      page.on('pageerror', reject)
      page.on('crash', () => reject(new Error('the page crashed')))
    })
    const late = pause(limit, undefined, { signal: overdue.signal }).then(() => {
      throw new Error(`no end after ${Math.round(limit / 1000)} s`)
    })
    late.catch(() => {})
    const run = async () => {
      await page.goto(url)
      await page.waitForFunction(() => window.isReady)
      const cdp = await context.newCDPSession(page)
      // Of the thread, not of the clock: other work on the machine must not count.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
      const metrics = async () => {
        const { metrics: list } = await cdp.send('Performance.getMetrics')
        return Object.fromEntries(list.map(({ name, value }) => [name, value]))
      }
      const heap = async () => {
        // What one round lets go of holds other things that the next one finds.
        for (let round = 0; round < 3; round++) await cdp.send('HeapProfiler.collectGarbage')
        return (await metrics()).JSHeapUsedSize / 1e6
      }
      const between = (before, after, name) => (after[name] - before[name]) * 1000

      const heapBefore = await heap()
      const closed = await metrics()
      await page.evaluate(() => window.open())
      await page.locator('textarea:not([aria-hidden])').waitFor()
      await settle(page)
      const opened = await metrics()
      const heapOpen = await heap()

      await page.evaluate(watchKeys)
      await page.locator('textarea:not([aria-hidden])').focus()
      await page.keyboard.type('Go on.')
      await settle(page)
      const before = await metrics()
      let answered = page.waitForEvent('requestfinished', { predicate: isReply })
      await page.keyboard.press('Enter')
      await answered
      await settle(page)
      const after = await metrics()

      // The same again, with somebody typing: what that takes must not count above.
      await page.keyboard.type('Again.')
      answered = page.waitForEvent('requestfinished', { predicate: isReply })
      await page.keyboard.press('Enter')
      const until = performance.now() + 2500
      await pause(300)
      await page.evaluate(() => Object.values(window.keys).forEach((list) => (list.length = 0)))
      while (performance.now() < until) {
        await page.keyboard.press('x')
        await pause(KEY)
      }
      const keys = await page.evaluate(() => window.keys)
      await answered
      await settle(page)
      // No earlier answer ends like this.
      const shown = await page.evaluate((text) => document.body.textContent.split(text).length - 1, LAST_SENTENCE)
      if (shown < 2) throw new Error(`${shown} of the 2 replies have come to their end`)
      await page.evaluate(() => window.close())
      await pause(REST)
      const heapAfter = await heap()
      return {
        openScript: between(closed, opened, 'ScriptDuration'),
        openTask: between(closed, opened, 'TaskDuration'),
        perToken: between(before, after, 'TaskDuration') / tokens,
        scriptPerToken: between(before, after, 'ScriptDuration') / tokens,
        keyHandled: p95(keys.handled),
        keyPainted: p95(keys.painted),
        heapOpen: heapOpen - heapBefore,
        heapLeft: heapAfter - heapBefore,
      }
    }
    return await Promise.race([run(), broken, late])
  } finally {
    overdue.abort()
    await context.close()
  }
}
