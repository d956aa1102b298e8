/** One run: a renderer process of its own, a reply from `send()` to the last change of the DOM, and what that took. */
import { setTimeout as pause } from 'node:timers/promises'
import { FIRST_WORD, LAST_SENTENCE } from './reply.mjs'

/** Room before and after, in ms: for the page to come to rest, and for what a library puts off to the end. */
const REST = 500
/** How long a page may take, in ms, to show what it has. */
const PATIENCE = 20_000

/** By our name: Chromium's, in seconds. */
const DURATIONS = {
  cpu: 'TaskDuration',
  script: 'ScriptDuration',
  layout: 'LayoutDuration',
  style: 'RecalcStyleDuration',
}

/** In the page: starts the reply, waits for its end, and says what could be seen from inside. */
async function takeTurn({ counting, firstWord, lastSentence, patience, rest }) {
  const long = []
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries()))
  observer.observe({ type: 'longtask' })
  let frames = 0
  const count = () => {
    frames++
    requestAnimationFrame(count)
  }
  // Asking for every frame makes the browser draw every frame, which is not for a run that is timed.
  if (counting) requestAnimationFrame(count)
  const commits = window.commits
  const root = document.querySelector('#root')
  let firstWords = null
  // The task behind a frame runs when that has been painted.
  const painted = new MessageChannel()
  painted.port1.addEventListener('message', () => {
    firstWords = performance.now() - started
  })
  painted.port1.start()
  const looking = new MutationObserver(() => {
    if (!root.textContent.includes(firstWord)) return
    looking.disconnect()
    requestAnimationFrame(() => painted.port2.postMessage(0))
  })
  if (firstWord) looking.observe(root, { childList: true, characterData: true, subtree: true })
  const started = performance.now()
  await new Promise((resolve) => {
    window.finished = resolve
    window.send()
  })
  const seconds = (performance.now() - started) / 1000
  const framesUntilFinished = frames
  // Some go on typing when the reply has come to its end.
  const until = performance.now() + patience
  while (!root.textContent.includes(lastSentence) && performance.now() < until)
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  await new Promise((resolve) => {
    setTimeout(resolve, rest)
  })
  const tasks = [...long, ...observer.takeRecords()].map(({ duration }) => duration)
  return {
    seconds,
    firstWords,
    longTasks: tasks.length,
    longest: Math.max(0, ...tasks),
    blocking: tasks.reduce((sum, duration) => sum + duration - 50, 0),
    ...(counting && { frames: framesUntilFinished, commits: window.commits - commits }),
  }
}

async function within(ms, promise) {
  const stop = new AbortController()
  const overdue = pause(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no end after ${Math.round(ms / 1000)} s`)
  })
  try {
    return await Promise.race([promise, overdue])
  } finally {
    overdue.catch(() => {})
    stop.abort()
  }
}

const letters = (text) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0

/** Marks, addresses and labels come on top of the words, or go: but no more of them than this. */
function check(shown, words) {
  if (!shown.includes(LAST_SENTENCE)) throw new Error(`the last sentence is not there: …${shown.slice(-80)}`)
  const share = letters(shown) / letters(words)
  if (share < 0.98 || share > 1.2) throw new Error(`${Math.round(share * 100)} % of the text is there`)
}

/**
 * @param {import('playwright').Browser} browser
 * @param {{ url: string, words: string, counting: boolean, alone: boolean, limit: number }} run Its page, what that must
 * show in the end, whether frames and commits are counted, whether the reply is all there is, and the ms that it may take.
 */
export async function measure(browser, { url, words, counting, alone, limit }) {
  // Pages of different contexts never share a process.
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  try {
    const page = await context.newPage()
    const broken = new Promise((_, reject) => {
      page.on('pageerror', reject)
      page.on('crash', () => reject(new Error('the page crashed')))
    })
    const turn = async () => {
      await page.goto(url)
      await page.waitForFunction(() => window.send)
      await pause(REST)
      const cdp = await context.newCDPSession(page)
      // Of the thread, not of the clock: other work on the machine must not count.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
      const metrics = async () => {
        const { metrics: list } = await cdp.send('Performance.getMetrics')
        return Object.fromEntries(list.map(({ name, value }) => [name, value]))
      }
      const heap = async () => {
        await cdp.send('HeapProfiler.collectGarbage')
        return (await metrics()).JSHeapUsedSize
      }
      const heapBefore = await heap()
      const before = await metrics()
      const seen = await page.evaluate(takeTurn, {
        counting,
        firstWord: alone && FIRST_WORD,
        lastSentence: LAST_SENTENCE,
        patience: PATIENCE,
        rest: REST,
      })
      const after = await metrics()
      const took = Object.entries(DURATIONS).map(([name, metric]) => [name, (after[metric] - before[metric]) * 1000])
      const megabytes = ((await heap()) - heapBefore) / 1e6
      check(await page.evaluate(() => document.querySelector('#root').textContent), words)
      return { ...seen, ...Object.fromEntries(took), heap: megabytes }
    }
    return await within(limit, Promise.race([turn(), broken]))
  } finally {
    await context.close()
  }
}
