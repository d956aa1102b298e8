import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type Connect, type Plugin, runnerImport } from 'vite'
import { sourceAlias } from '../../scripts/source.mjs'

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

interface Server {
  middlewares: Connect.Server
  httpServer: {
    once(event: 'close', listener: () => void): unknown
    on(event: 'upgrade', listener: Upgrade): unknown
  } | null
}

const load = async <T>(entry: string): Promise<T> =>
  (await runnerImport<T>(fileURLToPath(new URL(entry, import.meta.url)), { resolve: { alias: sourceAlias } })).module

/**
 * Puts a real Genkit server under `/api`, and a proxy for the Gemini API under `/gemini`, in the process that serves the
 * page: one command, one port.
 */
export function genkitServer(): Plugin {
  // Only when a page is served: building it must not load Genkit.
  const mount = async ({ middlewares, httpServer }: Server) => {
    const { app } = await load<typeof import('./server/app.ts')>('server/app.ts')
    middlewares.use('/api', app)
    const { createGeminiApp } = await load<typeof import('./server/gemini.ts')>('server/gemini.ts')
    const gemini = await createGeminiApp()
    middlewares.use('/gemini', gemini.app)
    httpServer?.on('upgrade', (...asked) => void gemini.upgrade(...asked))
    httpServer?.once('close', () => void gemini.close())
  }
  return { name: 'genkit-server', configureServer: mount, configurePreviewServer: mount }
}
