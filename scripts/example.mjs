/** `npm run example chat-widget`: one of the examples, its page and its server, on this machine. */
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const examples = new URL('../examples/', import.meta.url)
const names = readdirSync(examples).filter((name) => existsSync(new URL(`${name}/main.tsx`, examples)))
const [name = ''] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`Which one? npm run example ${names.join(' | ')}`)
  process.exit(1)
}

const { module } = await runnerImport(fileURLToPath(new URL('offline/serve.ts', examples)))
const served = await module.serveExamples([name], Number(process.env.PORT ?? 5173))
console.log(`\n  ${name}: ${served.url}${name}/`)
console.log(`  model: ${served.google ? 'offline (set GEMINI_API_KEY for Gemini)' : 'Gemini'}\n`)

async function close() {
  // A reply that is still streaming must not hold the door open.
  setTimeout(() => process.exit(0), 1000).unref()
  await served.close()
  process.exit(0)
}
process.once('SIGINT', () => void close())
process.once('SIGTERM', () => void close())
