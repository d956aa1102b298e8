/**
 * What a markdown reply costs the main thread while it streams: our components, the floor below any of them, and peers.
 * Real Chromium, production builds, contestants in turns. `npm run bench:markdown`
 *
 *   --sizes 10,50,200   kB of the reply
 *   --runs 5            of which the median counts; over 100 kB at most 3
 *   --only name,name    see contestants.mjs
 *   --pace 5            ms between ticks
 *   --burst 1           pieces of 16 characters a tick
 *   --earlier 200       messages above the reply in the last table; 0 leaves it out
 *   --json file         every run with all its figures
 */
import { writeFileSync } from 'node:fs'
import { marked } from 'marked'
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { bundle } from './bundle.mjs'
import { chosen } from './contestants.mjs'
import { measure } from './measure.mjs'
import { readOptions } from './options.mjs'
import { makeReply } from './reply.mjs'
import { serve } from './server.mjs'
import * as tables from './tables.mjs'

const PIECE = 16
const THREAD_KB = 10

const { sizes, rounds, pace, burst, earlier: above, only, json } = readOptions()
const { contestants, missing } = chosen(only)

const scenes = sizes.map((kb) => ({ kb, earlier: 0, rounds: kb > 100 ? Math.min(rounds, 3) : rounds }))
if (above > 0) scenes.push({ kb: THREAD_KB, earlier: above, rounds })
// Commits and frames are told from the largest reply that does not take long, in a run that is not timed.
const counted = sizes.findLast((kb) => kb <= 50) ?? sizes[0]

/** Words without the marks: what a reader must see in the end. */
const wordsOf = (markdown) => marked.parse(markdown).replaceAll(/<[^>]*>|&#?\w+;/g, ' ')

/** Contestants take turns, so that a busy moment of the machine hits all alike. */
function* planned() {
  for (const { kb, earlier, rounds: times } of scenes) {
    const racers = contestants.filter(({ inThread }) => earlier === 0 || inThread)
    if (earlier === 0 && kb === counted) for (const { name } of racers) yield { name, kb, earlier, counting: true }
    for (let round = 0; round < times; round++) {
      for (const { name } of racers) yield { name, kb, earlier, counting: false }
    }
  }
}

const at = (name, counting) => `/${name}/${counting ? 'counting' : 'timed'}/`
const variants = contestants.flatMap(({ name }) =>
  [false, true].map((counting) => [name, at(name, counting), counting]),
)
const server = await serve(new Map((await Promise.all(variants.map((variant) => bundle(...variant)))).flat()))
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })
const results = []
const failures = []
try {
  const plan = [...planned()]
  for (const [index, run] of plan.entries()) {
    const { name, kb, counting } = run
    const reply = makeReply(kb)
    const earlier = Array.from({ length: run.earlier }, (_, seed) => makeReply(1, seed + 2))
    const pieces = reply.match(new RegExp(`[^]{1,${PIECE}}`, 'gu'))
    server.scene = { pieces, earlier, pace, burst }
    const label = `${index + 1}/${plan.length} ${name}, ${kb} kB${run.earlier ? ` under ${run.earlier}` : ''}`
    try {
      const figures = await measure(browser, {
        url: server.origin + at(name, counting),
        words: wordsOf([...earlier, reply].join('\n\n')),
        counting,
        limit: 60_000 + 4 * pace * (pieces.length / burst),
      })
      console.error(`${label}: ${counting ? 'counted' : `${Math.round(figures.cpu)} ms`}`)
      results.push({ ...run, ...figures })
    } catch (error) {
      // The others may have been at it for an hour.
      failures.push(`${label}: ${error.message.split('\n', 1)}`)
      console.error(`${failures.at(-1)} (!)`)
    }
  }
} finally {
  await browser.close()
  server.close()
}
const settings = { pace, burst, piece: PIECE, rounds, chromium: browser.version() }
if (json) writeFileSync(json, `${JSON.stringify({ settings, results }, null, 2)}\n`)
console.log(tables.introduction(settings, scenes))
for (const { name, about } of contestants) console.log(`- ${name}: ${about}`)
for (const { name, needs } of missing) console.log(`- ${name}: left out, this build has no \`${needs}\``)
console.log(`\n${tables.overview(results, sizes, counted)}`)
console.log(`\n${tables.split(results, sizes)}`)
if (results.some(({ earlier }) => earlier > 0)) console.log(`\n${tables.thread(results, THREAD_KB, above)}`)
if (failures.length > 0) {
  console.error(`\n${failures.length} runs failed, and count for nothing above:\n${failures.join('\n')}`)
  process.exitCode = 1
}
