/** The demo: one process that serves the page and, under /api, a real Genkit server. */
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

const server = await createServer({
  configFile: fileURLToPath(new URL('../examples/demo/vite.config.ts', import.meta.url)),
  server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 5173) },
  logLevel: 'warn',
})
await server.listen()
console.log(`\n  react-genai demo: ${server.resolvedUrls?.local[0]}`)
console.log(`  model: ${process.env.GEMINI_API_KEY ? 'Gemini' : 'offline (set GEMINI_API_KEY for Gemini)'}\n`)

async function close() {
  // A reply that is still streaming must not hold the door open.
  setTimeout(() => process.exit(0), 1000).unref()
  await server.close()
  process.exit(0)
}
process.once('SIGINT', () => void close())
process.once('SIGTERM', () => void close())
