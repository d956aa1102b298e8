/**
 * Where the main thread's time goes in one run, by kind of work, self time: `node bench/markdown/trace.mjs react-genai 10 5`
 * (page, kB, ms between pieces of 16 characters). For whoever wants to know why; no figure of README is from here.
 */
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { table } from '../format.mjs'
import { bundle } from './bundle.mjs'
import { makeEarlier, makeReply } from './reply.mjs'
import { serve } from './server.mjs'

const [name = 'react-genai', kb = '10', pace = '5', above = '0'] = process.argv.slice(2)
const server = await serve(new Map(await bundle(name, '/', false)))
const earlier = Array.from({ length: Number(above) }, (_, seed) => makeEarlier(seed + 2))
server.scene = { pieces: makeReply(Number(kb)).match(/[^]{1,16}/gu), earlier, pace: Number(pace) }
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
  await page.goto(server.origin)
  await page.waitForFunction(() => window.send)
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'blink', 'cc', 'v8'] })
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        window.finished = resolve
        window.send()
      }),
  )
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const main = traceEvents.find(({ name: kind, args }) => kind === 'thread_name' && args.name === 'CrRendererMain')
  const events = traceEvents
    .filter(({ ph, pid, tid, tdur }) => ph === 'X' && pid === main.pid && tid === main.tid && tdur !== undefined)
    .toSorted((one, other) => one.ts - other.ts || other.dur - one.dur)
  const own = new Map()
  const open = []
  for (const event of events) {
    while (open.length > 0 && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop()
    const parent = open.at(-1)
    if (parent) own.get(parent.name).ms -= event.tdur / 1000
    const entry = own.get(event.name) ?? { ms: 0, count: 0 }
    own.set(event.name, { ms: entry.ms + event.tdur / 1000, count: entry.count + 1 })
    open.push(event)
  }
  const rows = [...own]
    .toSorted(([, one], [, other]) => other.ms - one.ms)
    .slice(0, 40)
    .map(([kind, { ms, count }]) => [kind, ms.toFixed(1), count])
  console.log(table([`${name}, ${kb} kB`, 'own ms', 'times'], rows))
} finally {
  await browser.close()
  server.close()
}
