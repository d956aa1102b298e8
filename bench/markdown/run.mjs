/**
 * What a markdown reply costs the main thread while it streams: our components, the floors below any of them, and peers.
 * Real Chromium, production builds, contestants in turns. `npm run bench -- --only reply`, or `node bench/markdown/run.mjs`
 *
 *   --sizes 10,50,200   kB of the reply
 *   --paces 0,5,20      ms between two pieces, 16 characters for each 5 ms; 0 is as fast as the connection takes them;
 *                       5 is always among them
 *   --runs 3            of which the median counts; what takes a minute, or is slower than usual, is run once
 *   --only name,name    see contestants.mjs
 *   --earlier 200       messages above the reply in the last table; 0 leaves it out
 *   --json file         every run with all its figures
 */
import { marked } from 'marked'
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { conditions, isScene, median, write } from '../results.mjs'
import { bundle } from './bundle.mjs'
import { chosen } from './contestants.mjs'
import { measure } from './measure.mjs'
import { readOptions } from './options.mjs'
import { makeEarlier, makeReply } from './reply.mjs'
import { serve } from './server.mjs'
import * as tables from './tables.mjs'

/** The same words a second at every pace: larger pieces where they come more rarely. */
const pieceOf = (pace) => Math.max(16, (16 * pace) / 5)
const USUAL_PACE = 5
const THREAD_KB = 10
/** ms of CPU that a run may be expected to take. Whoever would take longer is not asked: it has shown what it is. */
const ENOUGH = 60_000

const { sizes, paces, rounds, earlier: above, only, json } = readOptions()
const contestants = chosen(only)

const roundsOf = (kb, pace) => (kb > 100 || pace > USUAL_PACE ? 1 : rounds)
const scenesAt = (pace) => sizes.map((kb) => ({ kb, pace, earlier: 0, rounds: roundsOf(kb, pace) }))
const scenes = [
  ...scenesAt(USUAL_PACE),
  ...(above > 0 ? [{ kb: THREAD_KB, pace: USUAL_PACE, earlier: above, rounds }] : []),
  ...paces.filter((pace) => pace !== USUAL_PACE).flatMap(scenesAt),
]
/** What is told of one size only is told of this one; commits and frames of the smallest, in a run that is not timed. */
const usual = sizes.findLast((kb) => kb <= 50) ?? sizes[0]
const [counted] = sizes

/** Words without the marks: what a reader must see in the end. */
const wordsOf = (markdown) => marked.parse(markdown).replaceAll(/<[^>]*>|&#?\w+;/g, ' ')

/** Contestants take turns, so that a busy moment of the machine hits all alike. */
function* planned() {
  for (const { rounds: times, ...scene } of scenes) {
    if (scene.earlier === 0 && scene.kb === counted && scene.pace === USUAL_PACE)
      for (const { name } of contestants) yield { name, ...scene, counting: true }
    for (let round = 0; round < times; round++) {
      for (const { name } of contestants) yield { name, ...scene, counting: false }
    }
  }
}

const at = (name, counting) => `/${name}/${counting ? 'counting' : 'timed'}/`
const variants = contestants.flatMap(({ name }) =>
  [false, true].map((counting) => [name, at(name, counting), counting]),
)
const server = await serve(new Map((await Promise.all(variants.map((variant) => bundle(...variant)))).flat()))
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })
const settings = { ...conditions(), usualPace: USUAL_PACE, rounds, chromium: browser.version(), scenes, usual, counted }
const results = []
const skipped = []
const failures = []

/** What a run should take, when cost goes on to grow with size as it has grown so far at that pace. */
function expected({ name, kb, pace, earlier }) {
  const smaller = sizes.filter((size) => size < kb).slice(-2)
  const costs = smaller.map((size) =>
    median(results.filter((run) => isScene(run, { name, kb: size, pace, earlier })).map(({ cpu }) => cpu)),
  )
  if (costs.length === 0) return 0
  // Whoever was left out, or did not come to an end, has nothing to expect of more.
  if (!Number.isFinite(costs.at(-1))) return Infinity
  const measured = Math.log(costs[1] / costs[0]) / Math.log(smaller[1] / smaller[0])
  const growth = Number.isFinite(measured) ? Math.max(1, measured) : 1
  return costs.at(-1) * (kb / smaller.at(-1)) ** growth
}

try {
  const plan = [...planned()]
  for (const [index, run] of plan.entries()) {
    const { name, kb, pace, counting } = run
    const label = `${index + 1}/${plan.length} ${name}, ${kb} kB${pace ? ` at ${pace} ms` : ''}${run.earlier ? ` under ${run.earlier}` : ''}`
    if (expected(run) > ENOUGH) {
      skipped.push(run)
      console.error(`${label}: left out, it would take minutes`)
      continue
    }
    const reply = makeReply(kb)
    const earlier = Array.from({ length: run.earlier }, (_, seed) => makeEarlier(seed + 2))
    const pieces = reply.match(new RegExp(`[^]{1,${pieceOf(pace)}}`, 'gu'))
    server.scene = { pieces, earlier, pace }
    try {
      const figures = await measure(browser, {
        url: server.origin + at(name, counting),
        words: wordsOf([...earlier, reply].join('\n\n')),
        counting,
        alone: run.earlier === 0,
        limit: 60_000 + 2 * ENOUGH + pace * pieces.length,
      })
      console.error(`${label}: ${counting ? 'counted' : `${Math.round(figures.cpu)} ms`}`)
      results.push({ ...run, ...figures })
      // What has been measured is kept, whatever comes.
      if (json) write(json, { settings, contestants, results, skipped, failures })
    } catch (error) {
      failures.push(`${label}: ${error.message.split('\n', 1)}`)
      console.error(`${failures.at(-1)} (!)`)
    }
  }
} finally {
  await browser.close()
  server.close()
}
if (json) write(json, { settings, contestants, results, skipped, failures })
console.log(tables.introduction(settings))
for (const { name, about } of contestants) console.log(`- ${name}: ${about}`)
for (const table of tables.all({ settings, contestants, results })) console.log(`\n${table}`)
if (failures.length > 0) {
  console.error(`\n${failures.length} runs failed, and count for nothing above:\n${failures.join('\n')}`)
  process.exitCode = 1
}
