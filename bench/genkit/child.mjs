/** One scenario with one client, in a process that may hang: `node child.mjs <name> <ours|theirs> <url>`. */
import { agentScenarios } from './scenarios-agent.mjs'
import { durableScenarios } from './scenarios-durable.mjs'
import { wireScenarios } from './scenarios-wire.mjs'
import { pause } from './sides.mjs'

const [name, client, url] = process.argv.slice(2)
const scenario = [...wireScenarios, ...durableScenarios, ...agentScenarios].find((one) => one.name === name)

/** What nobody has caught. Without this listener Node ends the process, and a page reports an error. */
const unhandled = []
process.on('unhandledRejection', (reason) => unhandled.push(reason))

// Whoever gets no beat any more knows that the event loop stands still.
setInterval(() => process.send({ beat: true }), 250)

/** The methods of the server, which lives in the runner's process. */
let asked = 0
const answers = new Map()
process.on('message', ({ answer, value }) => answers.get(answer)?.(value))
const server = new Proxy(
  {},
  {
    get:
      (_, method) =>
      (...args) =>
        new Promise((resolve) => {
          answers.set(++asked, resolve)
          process.send({ ask: asked, method, args })
        }),
  },
)

let verdict
try {
  verdict = await scenario[client](url, server)
} catch (error) {
  verdict = `fails: ${String(error?.message ?? error)
    .replaceAll(/\s+/g, ' ')
    .slice(0, 120)}`
}
// A rejection is called unhandled when the tasks at hand are done.
await pause(100)
if (unhandled.length > 0) verdict = `${verdict.replace(/^survived: /, '')}; raises an unhandledRejection`
process.send({ verdict }, () => process.exit(0))
