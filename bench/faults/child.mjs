/** One fault with one client, in a process that may hang: `node child.mjs <client> <fault> <url>`. */
import { clients, preload } from './clients.mjs'
import { fakes } from './fakes.mjs'
import { faults, HALF, TIME_LIMIT, wordsOf } from '../../test/faults/faults.mjs'
import { describe, measure } from '../../test/faults/measure.mjs'
import { WORDS } from '../../test/faults/wires.mjs'

const [id, name, url] = process.argv.slice(2)
const fault = faults.find((one) => one.id === name)
const client = clients[id] ?? fakes[id]
const words = wordsOf(fault)
const figures = (text) => measure(text, words, fault.isTwice && WORDS[HALF - 1])
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** What nobody has caught. Without this listener Node ends the process, and a page reports an error. */
let unhandled = 0
process.on('unhandledRejection', () => void unhandled++)

await preload[id]?.()
// Whoever gets no beat any more knows that the event loop stands still.
setInterval(() => process.send({ beat: true }), 200)

const control = new AbortController()
let stoppedAt
let shownAtStop
const stop = (text = '') => {
  stoppedAt = performance.now()
  shownAtStop = figures(text).shown
  control.abort()
}

async function ask(streamUrl) {
  let text = ''
  let told = 0
  const show = (now) => {
    text = now
    // A client that hangs can be asked no more, so the runner is told meanwhile; not of each of 50,000 events.
    if (performance.now() - told < 20 && words.length > WORDS.length) return
    told = performance.now()
    const { shown } = figures(text)
    process.send({ shown })
    if (fault.stop === 'middle' && shown >= 3 && stoppedAt === undefined) stop(text)
  }
  const outcome = { end: 'done' }
  try {
    await client.stream({
      url: streamUrl,
      show,
      fault,
      ...(fault.stop && { signal: control.signal }),
      ...(fault.isTimed && { timeout: TIME_LIMIT }),
      ...(fault.renews && { token: (reason) => `Bearer ${reason === '401' ? 'new' : 'old'}` }),
    })
  } catch (error) {
    outcome.end = 'error'
    outcome.error = describe(error)
  }
  return { ...outcome, ...figures(text) }
}

process.send({ begin: true })
if (fault.stop === 'before') stop()
if (fault.stop === 'backoff') setTimeout(stop, 200)
const since = performance.now()
const outcomes = await Promise.all(Array.from({ length: fault.streams ?? 1 }, () => ask(url)))
const over = performance.now()
// The server goes on when a client has given up, and what it sends then is lost. A rejection is called unhandled when the
// tasks at hand are done; and whoever was stopped must not ask again.
await pause(fault.stop === 'backoff' ? 2_000 : fault.stop ? 500 : 150)
const outcome = {
  ...(outcomes.find(({ end }) => end === 'error') ?? outcomes[0]),
  shown: outcomes.reduce((sum, { shown }) => sum + shown, 0),
  isRight: outcomes.every(({ isRight }) => isRight),
  ms: Math.round(over - since),
  afterStop: stoppedAt === undefined ? undefined : Math.max(0, Math.round(over - stoppedAt)),
  shownAtStop,
  unhandled,
}
process.send({ outcome }, () => process.exit(0))
