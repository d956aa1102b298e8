/**
 * What is left of a reply when the network or the server fails: the same faults for every client, from one server, in the
 * protocol that the client reads. Each check runs in a process of its own, because a client may hang in a loop that nothing
 * inside can end.
 * `npm run bench -- faults [--only "part of an id or row"] [--client genkit,genai] [--all] [--json path] [--selftest]`
 */
import { fork } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { cpuSeconds } from '../cpu.mjs'
import { parseArgs } from 'node:util'
import { clients } from './clients.mjs'
import { rows } from '../../test/faults/faults.mjs'
import { judge } from '../../test/faults/judge.mjs'
import { selftest } from './selftest.mjs'
import { startServer } from '../../test/faults/server.mjs'
import { printTable } from './table.mjs'

/** Checks side by side: most of them wait. */
const LANES = 2
/** Milliseconds for a process to load its client. */
const START_LIMIT = 15_000

const childPath = fileURLToPath(new URL('child.mjs', import.meta.url))

/** Processes that were started here and are still there. */
const running = new Set()
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

/** A process that is late: does it stand still, or wait? */
async function lateOutcome(child, beatAt, shown) {
  if (performance.now() - beatAt < 1_000) return { end: 'waits', shown }
  const before = await cpuSeconds(child.pid)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const after = await cpuSeconds(child.pid)
  const cpu =
    before === undefined || after === undefined ? undefined : Math.min(100, Math.round((after - before) * 200))
  return { end: 'hangs', shown, cpu }
}

/** What a client makes of a fault. @returns {Promise<import('../../test/faults/judge.mjs').Outcome>} */
async function outcomeOf(id, fault, url) {
  const child = fork(childPath, [id, fault.id, url], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  running.add(child)
  let complaints = ''
  child.stderr.on('data', (piece) => (complaints += piece))
  let beatAt = performance.now()
  let shown = 0
  let timer
  try {
    return await new Promise((resolve) => {
      const expire = () => void lateOutcome(child, beatAt, shown).then(resolve)
      timer = setTimeout(expire, START_LIMIT)
      child.once('exit', (code) => {
        const last = complaints.split('\n').findLast((line) => /error/i.test(line)) ?? ''
        resolve({ end: 'dies', shown, error: { message: `${code} ${last.slice(0, 100)}` } })
      })
      child.on('message', (message) => {
        beatAt = performance.now()
        if (message.shown !== undefined) ({ shown } = message)
        if (message.outcome) resolve(message.outcome)
        if (!message.begin) return
        clearTimeout(timer)
        // Whoever was stopped is watched for a while longer.
        timer = setTimeout(expire, fault.limit + (fault.stop ? 3_000 : 500))
      })
    })
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
    running.delete(child)
  }
}

let runs = 0
async function check(server, id, fault, wire) {
  const run = String(++runs)
  const outcome = await outcomeOf(id, fault, server.url(wire, fault.id, run))
  const seen = server.seen(run)
  return { fault: fault.id, client: id, ...judge(fault, outcome, seen), requests: seen.times.length, outcome }
}

/** Does all the tasks, a few at a time. */
async function inLanes(tasks) {
  const results = []
  let next = 0
  const lane = async () => {
    while (next < tasks.length) {
      const at = next++
      results[at] = await tasks[at]()
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return results
}

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    client: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    json: { type: 'string' },
    selftest: { type: 'boolean', default: false },
  },
})
const server = await startServer()
const ask = { check: (...args) => check(server, ...args), inLanes }
const only = options.only.toLowerCase()
const chosen = rows
  .map(({ row, faults }) => ({
    row,
    faults: row.toLowerCase().includes(only) ? faults : faults.filter(({ id }) => id.includes(only)),
  }))
  .filter(({ faults }) => faults.length > 0)
if (options.selftest) {
  await selftest(
    ask,
    chosen.flatMap(({ faults }) => faults),
  )
  process.exit()
}

const wanted = options.client.split(',').filter(Boolean)
const unknown = wanted.find((id) => !(id in clients))
if (unknown) throw new Error(`No client "${unknown}". There are: ${Object.keys(clients).join(', ')}.`)
const ids = Object.keys(clients).filter((id) => (wanted.length > 0 ? wanted.includes(id) : !clients[id].isExtra))

const began = performance.now()
const tasks = chosen.flatMap(({ faults }) =>
  faults.flatMap((fault) => ids.map((id) => () => ask.check(id, fault, clients[id].wire))),
)
const results = await inLanes(tasks)
printTable(chosen, ids, results, options.all)
console.log(
  `\n${results.length} checks in ${((performance.now() - began) / 1000).toFixed(0)} s, Node ${process.versions.node}.`,
)
if (options.json) await writeFile(options.json, `${JSON.stringify(results, undefined, 2)}\n`)
process.exit(0)
