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

/** The built demo, on a port of its own, under a strict policy, with a real Genkit server behind it. */
export async function serveDemo(): Promise<DemoServer> {
  const outDir = await mkdtemp(join(tmpdir(), 'react-genai-demo-'))
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } })
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
