/**
 * What a thread costs while a reply streams beneath it: 20 messages, 200, 1,000 and 10,000. Ours beside the AI SDK with
 * Streamdown and assistant-ui with its Streamdown. Real Chromium, production builds, in turns. `npm run bench -- chat`
 *
 *   --threads 20,200,1000,10000   messages above the reply
 *   --runs 3                      of which the median counts
 *   --only name,name              react-genai, ai-sdk, assistant-ui
 *   --peers 1000                  longest thread that peers are given: beyond it they take minutes
 *   --json file                   the tables
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { CHROME_ARGS, findChromium } from '../../scripts/chromium.mjs'
import { bundle } from '../markdown/bundle.mjs'
import { makeEarlier, makeReply } from '../markdown/reply.mjs'
import { serve } from '../markdown/server.mjs'
import { keepTables, median } from '../results.mjs'
import { measure } from './measure.mjs'

const CONTESTANTS = {
  'react-genai': '`ChatWidget`',
  'ai-sdk': 'AI SDK `useChat` + Streamdown, memoised rows',
  'assistant-ui': 'assistant-ui `useLocalRuntime` + its Streamdown',
}
const PIECE = 16
const PACE = 5
const LIMIT = 240_000

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '20,200,1000,10000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(CONTESTANTS).join() },
    peers: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
})
const threads = values.threads.split(',').map(Number)
const names = values.only.split(',')
const pages = fileURLToPath(new URL('pages', import.meta.url))

const files = await Promise.all(names.map((name) => bundle(name, `/${name}/`, false, pages)))
const server = await serve(new Map(files.flat()))
const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROME_ARGS })
const results = []
const failures = []
const pieces = makeReply(10).match(new RegExp(`[^]{1,${PIECE}}`, 'gu'))
try {
  // Rounds outside: a machine that is slower for some minutes is slower for every thread.
  for (let round = 0; round < Number(values.runs); round++) {
    for (const thread of threads) {
      const earlier = Array.from({ length: thread }, (_, seed) =>
        seed % 2 === 0 ? `Question ${seed}?` : makeEarlier(seed + 2),
      )
      server.scene = { pieces, earlier, pace: PACE }
      for (const name of names) {
        if (name !== 'react-genai' && thread > Number(values.peers)) continue
        const label = `${name}, ${thread} messages`
        try {
          const url = `${server.origin}/${name}/`
          const figures = await measure(browser, { url, tokens: pieces.length, limit: LIMIT })
          console.error(`${label}: ${figures.perToken.toFixed(2)} ms a token`)
          results.push({ name, thread, ...figures })
        } catch (error) {
          failures.push(`${label}: ${error.message.split('\n', 1)}`)
          console.error(`${failures.at(-1)} (!)`)
        }
      }
    }
  }
} finally {
  await browser.close()
  server.close()
}

const FIGURES = [
  ['CPU a token', 'perToken', ' ms', 2],
  ['of it script', 'scriptPerToken', ' ms', 2],
  ['a key while streaming, until it is dealt with, p95', 'keyHandled', ' ms', 1],
  ['the same, until it is painted', 'keyPainted', ' ms', 1],
  ['opening, script', 'openScript', ' ms', 0],
  ['opening, all', 'openTask', ' ms', 0],
  ['heap while open', 'heapOpen', ' MB', 1],
  ['heap after closing', 'heapLeft', ' MB', 1],
]
const kept = keepTables({ chromium: browser.version(), rounds: Number(values.runs) })
for (const [title, key, unit, digits] of FIGURES) {
  const head = [title, ...threads.map((thread) => `${thread.toLocaleString('en')} messages`)]
  const rows = names.map((name) => [
    CONTESTANTS[name],
    ...threads.map((thread) => {
      const found = results.filter((run) => run.name === name && run.thread === thread).map((run) => run[key])
      return found.length === 0 ? '' : `${median(found).toFixed(digits)}${unit}`
    }),
  ])
  kept.table(key, head, rows)
}
if (failures.length > 0) {
  console.error(`\n${failures.length} runs failed, and count for nothing above:\n${failures.join('\n')}`)
  process.exitCode = 1
}
