/** `react-genai/client` where there is no page: in Node, in Deno, in Cloudflare's workers, in a worker of a page. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch } from './browser.ts'
import { consumers, installPacked, newFolder, repository } from './packed.ts'

let app: string
let server: Server
let origin: string
/** Replies that the other side has hung up on. */
let stopped = 0

const frame = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`
const REPLIES: Record<string, (said: string) => string> = {
  '/api/menu': (said) => frame({ message: 'Fresh ' }) + frame({ message: said }) + frame({ result: `Fresh ${said}` }),
  '/api/endless': () => frame({ message: 'and' }),
  '/gemini/v1beta/models/gemini-2.5-flash:generateContent': () =>
    JSON.stringify({ candidates: [{ content: { role: 'model', parts: [{ text: 'Hello yourself.' }] } }] }),
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const path = request.url ?? ''
  if (path === '/') return response.setHeader('content-type', 'text/html').end('<!doctype html><title>Page</title>')
  if (path === '/web-worker.js')
    return response.setHeader('content-type', 'text/javascript').end(await readFile(join(app, 'web-worker.js')))
  let asked = ''
  for await (const chunk of request) asked += String(chunk)
  const reply = REPLIES[path]?.((JSON.parse(asked) as { data?: string }).data ?? '')
  response.writeHead(reply ? 200 : 404, {
    'content-type': path.startsWith('/api') ? 'text/event-stream' : 'application/json',
  })
  if (path !== '/api/endless') return response.end(reply)
  response.on('close', () => (stopped += 1))
  return response.write(reply)
}

beforeAll(async () => {
  app = await newFolder('runtimes', { 'package.json': '{"type":"module"}' })
  await installPacked(app)
  await cp(join(repository, 'test/consumers/runtime'), app, { recursive: true })
  // As `wrangler` does, and any bundler of a page.
  await build({
    entryPoints: { worker: join(app, 'cloudflare.mjs'), 'web-worker': join(app, 'web-worker.mjs') },
    outdir: app,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  })
  server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await rm(app, { recursive: true, force: true })
})
beforeEach(() => void (stopped = 0))

const EXPECTED = { words: ['Fresh ', 'sushi'], answer: 'Hello yourself.', heard: 'and' }

/** What a command prints, as JSON. */
const printed = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<unknown> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { cwd: app, timeout: 50_000, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`))
      else resolve(JSON.parse(stdout))
    })
  })

/** The program that an npm package brings for this machine. Those for others are empty. */
async function binary(scope: string, path: string): Promise<string> {
  const programs = (await readdir(join(consumers, scope))).map((name) => join(consumers, scope, name, path))
  const found = programs.find((program) => existsSync(program))
  if (!found) throw new Error(`${scope} has no program for this machine. Run \`npm ci\` in test/consumers.`)
  return found
}
// test/consumers names programs for this kind of machine only.
const isLinux = process.platform === 'linux' && process.arch === 'x64'

test('Node', async () => {
  expect(await printed(process.execPath, ['command.mjs', origin])).toEqual(EXPECTED)
  await expect.poll(() => stopped).toBe(1)
})

test.runIf(isLinux)('Deno, which may do nothing but reach the server', async () => {
  const deno = await binary('@deno', 'deno')
  const args = ['run', '--no-prompt', '--no-remote', '--node-modules-dir=manual', `--allow-net=${new URL(origin).host}`]
  const env = { DENO_DIR: join(app, '.deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
  expect(await printed(deno, [...args, 'command.mjs', origin], env)).toEqual(EXPECTED)
  await expect.poll(() => stopped).toBe(1)
})

test.runIf(isLinux)('a worker of Cloudflare’s', async () => {
  const workerd = spawn(
    await binary('@cloudflare', 'bin/workerd'),
    ['serve', join(app, 'workerd.capnp'), '--control-fd=3'],
    { cwd: app, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] },
  )
  try {
    // It says on which port it listens.
    const gone = once(workerd, 'exit').then(([code]) => Promise.reject(new Error(`workerd ended (${String(code)}).`)))
    gone.catch(() => undefined)
    const [said] = (await Promise.race([once(workerd.stdio[3] as Readable, 'data'), gone])) as [Buffer]
    const { port } = JSON.parse(said.toString().split('\n')[0] ?? '') as { port: number }
    const reply = await fetch(`http://127.0.0.1:${port}/?origin=${encodeURIComponent(origin)}`)
    expect(await reply.json()).toEqual(EXPECTED)
    await expect.poll(() => stopped).toBe(1)
  } finally {
    if (workerd.kill()) await once(workerd, 'exit')
  }
})

test('a worker of a page', async () => {
  const browser = await launch()
  try {
    const page = await browser.newPage()
    await page.goto(origin)
    const result = await page.evaluate(
      (own) =>
        new Promise((resolve, reject) => {
          const worker = new Worker('/web-worker.js', { type: 'module' })
          worker.addEventListener('message', ({ data }) => resolve(data))
          worker.addEventListener('error', ({ message }) => reject(new Error(message)))
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- workers take none
          worker.postMessage(own)
        }),
      origin,
    )
    expect(result).toEqual(EXPECTED)
    await expect.poll(() => stopped).toBe(1)
  } finally {
    await browser.close()
  }
})
