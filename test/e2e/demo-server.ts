import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview, type PreviewServer } from 'vite'

const configFile = fileURLToPath(new URL('../../examples/demo/vite.config.ts', import.meta.url))

/** As strict as it gets: no inline scripts or styles, no eval, no markup from strings. A breach is a console error. */
export const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

export interface DemoServer {
  url: string
  server: PreviewServer
  close(): Promise<void>
}

/**
 * The built demo, on a port of its own, under a strict policy, with a real Genkit server behind it. In development it has its
 * devtools, as with `npm start`.
 */
export async function serveDemo(mode: 'production' | 'development' = 'production'): Promise<DemoServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'react-genai-demo-'))
  const { NODE_ENV } = process.env
  // Vite goes by this before all else, and Vitest has put `test` there.
  process.env['NODE_ENV'] = mode
  try {
    await build({ configFile, mode, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  } finally {
    process.env['NODE_ENV'] = NODE_ENV
  }
  const server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: { 'Content-Security-Policy': POLICY } },
  })
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    server,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
