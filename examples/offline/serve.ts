/** Serves examples with their servers in one process, as `npm run example` and the tests do. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Express, Request, Response } from 'express'
import { createServer, type Plugin } from 'vite'
import { sourceAlias } from '../../scripts/source.mjs'
import type { FakeGemini } from '../../test/fake-gemini/index.ts'
import { socketsTo, standInForGoogle } from './google.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

export interface ServedExamples {
  /** Each example is under its name. */
  url: string
  /** What stands in for Google. None where there is a key. */
  google: FakeGemini | undefined
  close(): Promise<void>
}

export async function serveExamples(names: readonly string[], port = 0): Promise<ServedExamples> {
  const google = process.env['GEMINI_API_KEY'] ? undefined : await standInForGoogle()
  const apps: Express[] = []
  const servers: Plugin = {
    name: 'servers-of-examples',
    configureServer: ({ middlewares }) => {
      // Each goes on to the next one with what is not its own, and the last to Vite.
      middlewares.use((request, response, next) =>
        apps.reduceRight<() => void>((then, app) => () => app(request as Request, response as Response, then), next)(),
      )
    },
    transformIndexHtml: () =>
      google ? [{ tag: 'script', children: socketsTo(google), injectTo: 'head-prepend' }] : [],
  }
  const vite = await createServer({
    configFile: false,
    root,
    appType: 'mpa',
    cacheDir: fileURLToPath(new URL('../../node_modules/.vite/examples', import.meta.url)),
    plugins: [react(), servers],
    resolve: { alias: sourceAlias },
    // All at the start, or the first page is loaded again in the middle.
    optimizeDeps: { entries: names.map((name) => `${name}/index.html`) },
    server: { host: '127.0.0.1', port, fs: { allow: [fileURLToPath(new URL('../../', import.meta.url))] } },
    logLevel: 'warn',
  })
  for (const name of names) apps.push(((await vite.ssrLoadModule(`/${name}/server.ts`)) as { app: Express }).app)
  await vite.listen()
  return {
    url: vite.resolvedUrls?.local[0] ?? '',
    google,
    async close() {
      await vite.close()
      await google?.close()
    },
  }
}
