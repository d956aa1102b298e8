import { fileURLToPath } from 'node:url'
import { runnerImport, type Connect, type Plugin } from 'vite'

/** Puts a real Genkit server under `/api`, in the process that serves the page: one command, one port. */
export function genkitServer(): Plugin {
  const entry = fileURLToPath(new URL('server/app.ts', import.meta.url))
  // Only when a page is served: building it must not load Genkit.
  const load = async () => (await runnerImport<typeof import('./server/app.ts')>(entry)).module.app
  const mount = async ({ middlewares }: { middlewares: Connect.Server }) => {
    middlewares.use('/api', await load())
  }
  return { name: 'genkit-server', configureServer: mount, configurePreviewServer: mount }
}
