/**
 * What happens to an app when a stream of Genkit's goes wrong: the same scenarios, the same servers, with our client and with
 * Genkit's own (`genkit/beta/client`). Each runs in a process of its own, because a client may hang in a loop that nothing
 * inside can end. Needs what `npm test` installs.
 * `npm run -s build && node bench/genkit/run.mjs [--only "part of a name"]`
 */
import { fileURLToPath } from 'node:url'
import { cpuSeconds } from '../cpu.mjs'
import { agentScenarios } from './scenarios-agent.mjs'
import { durableScenarios } from './scenarios-durable.mjs'
import { wireScenarios } from './scenarios-wire.mjs'
import { endAll, start, startServer } from './servers.mjs'
import { sides } from './sides.mjs'

/** Milliseconds for one scenario with one client, and for everything. */
const LIMIT = 8_000
const WHOLE_LIMIT = 225_000

process.on('exit', endAll)
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const childPath = fileURLToPath(new URL('child.mjs', import.meta.url))

/** A process that is late, in words: what it had shown, and whether it still lives. */
async function lateVerdict(child, beatAt, text) {
  const before = await cpuSeconds(child.pid)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const after = await cpuSeconds(child.pid)
  const cpu =
    before === undefined || after === undefined ? '' : `, CPU ${Math.min(100, Math.round((after - before) * 200))} %`
  const how = performance.now() - beatAt > 2_000 ? `hangs the process${cpu}` : `never ends (waits${cpu})`
  return `${how}${text ? `; shown before: "${text.slice(-40).trim()}"` : ''}`
}

async function run(scenario, client) {
  const server = await startServer(scenario.server, client)
  const child = start(childPath, [scenario.name, client, server.url], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let beatAt = performance.now()
  let text = ''
  let complaints = ''
  child.stderr.on('data', (piece) => (complaints += piece))
  try {
    return await new Promise((resolve) => {
      const timer = setTimeout(() => {
        void lateVerdict(child, beatAt, text).then(resolve)
      }, LIMIT)
      child.once('exit', (code) => {
        clearTimeout(timer)
        const last =
          complaints
            .trim()
            .split('\n')
            .findLast((line) => /error/i.test(line)) ?? ''
        resolve(`the process ends with ${code} ${last.slice(0, 100)}`)
      })
      const serve = async ({ ask, method, args }) => {
        const value = await server[method](...args)
        if (child.connected) child.send({ answer: ask, value })
      }
      child.on('message', (message) => {
        beatAt = performance.now()
        if (message.text !== undefined) ({ text } = message)
        if (message.verdict !== undefined) resolve(message.verdict)
        if (message.ask !== undefined) void serve(message)
      })
    })
  } finally {
    child.kill('SIGKILL')
    await server.stop()
  }
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].toLowerCase() : ''
const chosen = [...wireScenarios, ...durableScenarios, ...agentScenarios].filter(({ name }) =>
  name.toLowerCase().includes(only),
)
setTimeout(() => {
  console.log('\nOut of time.')
  process.exit(1)
}, WHOLE_LIMIT).unref()

const began = performance.now()
const clients = Object.keys(sides)
const cell = (text) => text.replaceAll('|', '\\|')
console.log(`| ${['scenario', ...clients.map((client) => sides[client].name)].join(' | ')} |`)
console.log(`|${'---|'.repeat(clients.length + 1)}`)
for (const scenario of chosen) {
  const isLate = performance.now() - began > WHOLE_LIMIT - LIMIT - 5_000
  const verdicts = await Promise.all(
    clients.map(async (client) => {
      if (isLate) return 'not run: out of time'
      return run(scenario, client).catch((error) => `the bench failed: ${error.message}`)
    }),
  )
  console.log(`| ${[scenario.name, ...verdicts].map(cell).join(' | ')} |`)
}
console.log(
  `\n${chosen.length} scenarios in ${((performance.now() - began) / 1000).toFixed(0)} s, Node ${process.versions.node}.`,
)
process.exit(0)
