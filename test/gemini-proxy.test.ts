import { createServer, request as ask, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { readFileSync } from 'node:fs'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type GeminiClient } from 'react-genai/client'
import { geminiProxy as expressProxy } from '../examples/gemini-proxy/express.ts'
import { liveProxy } from '../examples/gemini-proxy/live.ts'
import { vertexServer } from '../examples/gemini-proxy/vertex.ts'
import { FOR_CHATS, geminiProxy as webProxy } from '../examples/gemini-proxy/web.ts'
import { startFakeGemini, type FakeGemini } from './fake-gemini/index.ts'

const model = 'gemini-2.5-flash'
const KEY = 'the-key-that-no-page-may-see'
let fake: FakeGemini
const servers: Server[] = []

async function listen(server: Server): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The least that makes a Node server of a function from requests to responses. */
function serve(handle: (request: Request) => Promise<Response>): Server {
  return createServer((incoming, outgoing) => {
    const left = new AbortController()
    outgoing.on('close', () => left.abort())
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers: incoming.headers as Record<string, string>,
      body: incoming.method === 'GET' ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>),
      signal: left.signal,
      duplex: 'half',
    } as RequestInit)
    const answer = async (): Promise<void> => {
      const response = await handle(request)
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      await response.body?.pipeTo(toWritable(outgoing))
      outgoing.end()
    }
    // The page may leave in the middle.
    answer().catch(() => outgoing.destroy())
  })
}

function toWritable(outgoing: ServerResponse): WritableStream<Uint8Array> {
  return new WritableStream({ write: (bytes) => void outgoing.write(bytes), close: () => void outgoing.end() })
}

const proxies: Record<string, () => Promise<string>> = {
  'web-standard': () =>
    listen(
      serve(
        webProxy({
          key: KEY,
          upstream: fake.url,
          allow: (_request, call) => FOR_CHATS.test(call) || call === 'POST live-token',
        }),
      ),
    ),
  Express: () => {
    const app = express()
    const credential = () => ({ 'x-goog-api-key': KEY })
    app.use(
      '/gemini',
      expressProxy({ credential, upstream: fake.url, allow: (_request, call) => FOR_CHATS.test(call) }),
    )
    return listen(createServer(app))
  },
}

beforeAll(async () => {
  fake = await startFakeGemini({ apiKey: KEY })
})
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  await fake.close()
})

describe.each(Object.entries(proxies))('the %s proxy', (name, start) => {
  let url = ''
  let gemini: GeminiClient
  beforeAll(async () => {
    url = await start()
    gemini = createGeminiClient({ baseUrl: `${url}/gemini`, retry: false })
  })

  test('takes fewer than 60 lines', () => {
    const file = name === 'Express' ? 'express' : 'web'
    expect(
      readFileSync(new URL(`../examples/gemini-proxy/${file}.ts`, import.meta.url), 'utf8').split('\n').length,
    ).toBeLessThan(61)
  })

  test('holds the key, and shows it to nobody', async () => {
    const response = await gemini.models.generateContent({ model, contents: 'Hello' })
    expect(response.text).toBe('You said: Hello')
    expect(fake.requests.at(-1)?.headers['x-goog-api-key']).toBe(KEY)
    const bare = await fetch(`${url}/gemini/v1beta/models/nobody:generateContent`, { method: 'POST', body: '{}' })
    expect([...bare.headers].join() + (await bare.text())).not.toContain(KEY)
  })

  test('streams as it comes', async () => {
    const chunk = { candidates: [{ content: { role: 'model', parts: [{ text: 'first' }] } }] }
    fake.script({ chunks: [chunk], hold: true })
    // The server has more to say, and says nothing: what it said is here all the same.
    const reply = await gemini.models.generateContentStream({ model, contents: 'x' })
    expect(reply.snapshot.text).toBe('first')
    expect(fake.openStreams).toBe(1)
    // And a page that leaves is gone at once.
    reply.abort()
    await vi.waitFor(() => expect(fake.openStreams).toBe(0))
  })

  test('passes failures on as they are', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' }]
    fake.script({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Slowly.', details } })
    await expect(gemini.models.generateContent({ model, contents: 'x' })).rejects.toMatchObject({
      httpStatus: 429,
      status: 'RESOURCE_EXHAUSTED',
      retryAfterMs: 7_000,
    })
  })

  test('relays uploads, with all that the protocol needs', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, at) => at % 251)
    const progress: number[] = []
    const file = await gemini.files.upload(
      { file: new Blob([bytes], { type: 'video/mp4' }) },
      { chunkSize: 1_048_576, onProgress: ({ sent }) => progress.push(sent) },
    )
    expect(file.sizeBytes).toBe('3000000')
    expect(progress).toEqual([1_048_576, 2_097_152, 3_000_000])
    // Every request went through it.
    expect(fake.requests.slice(-4).every(({ headers }) => headers['x-goog-api-key'] === KEY)).toBe(true)
  })

  test('lets through what it was told to, and nothing else', async () => {
    await expect(gemini.caches.list()).rejects.toMatchObject({ httpStatus: 403, status: 'PERMISSION_DENIED' })
    await expect(gemini.models.delete({ model: 'tunedModels/x' })).rejects.toMatchObject({ httpStatus: 403 })
  })
})

/** A request line as only a hand can write it: `fetch` would put it in order. */
function byHand(url: string, path: string, method = 'POST', headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const request = ask({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', reject)
    request.end(method === 'POST' ? '{}' : undefined)
  })
}

describe('a hand that writes what it likes', () => {
  const call = `v1beta/models/${model}:generateContent`

  test.each(['web-standard', 'Express'])('gets nothing else out of the %s proxy', async (name) => {
    const url = (await proxies[name]?.()) ?? ''
    const before = fake.requests.length
    expect(await byHand(url, `/gemini/v1beta/models/%2e%2e/%2e%2e/v1beta/cachedContents`, 'GET')).toBe(403)
    expect(await byHand(url, '/gemini/v1beta/files/abc', 'DELETE')).toBe(403)
    expect(await byHand(url, '/gemini/live-token', 'GET')).toBe(403)
    expect(await byHand(url, `/geminiX${call}`)).toBeGreaterThanOrEqual(400)
    expect(await byHand(url, `/gemini/${call}`, 'POST', { 'sec-fetch-site': 'cross-site' })).toBe(403)
    // Whatever went on went to where it had to, with nothing of the caller's own.
    await byHand(url, `/gemini/${call}?key=stolen&access_token=stolen`)
    const sent = fake.requests.slice(before).map(({ path }) => path)
    expect(sent.every((path) => path.startsWith(`/v1beta/models/${model}:generateContent`))).toBe(true)
    expect(fake.requests.slice(before).every(({ query }) => !JSON.stringify(query).includes('stolen'))).toBe(true)
  })

  test('names no other server to the Express proxy', async () => {
    // A `Request` cannot have such an address; Node's server hands it on.
    const url = (await proxies['Express']?.()) ?? ''
    expect(await byHand(url, `munity://a/gemini/${call}`)).toBe(403)
    expect(await byHand(url, `http://a.example/gemini/${call}`)).toBe(403)
  })

  test('stays within the project on Vertex AI, and has to be known', async () => {
    const isSignedIn = vi.fn(() => false)
    const server = { isSignedIn, project: 'p', location: 'us-central1', accessToken: () => Promise.resolve('T') }
    const url = await listen(createServer(vertexServer({ ...server, upstream: fake.url })))
    const own = '/vertex/v1beta1/projects/p/locations/us-central1/publishers/google/models'
    const before = fake.requests.length
    for (const path of [
      `${own}/%2e%2e/%2e%2e/%2e%2e/endpoints/77:generateContent`,
      `${own}/../../../../../../projects/other/locations/l/publishers/google/models/m:generateContent`,
      `${own}/a/b:generateContent`,
    ])
      expect(await byHand(url, path)).toBe(403)
    expect(isSignedIn).not.toHaveBeenCalled()
    expect(await byHand(url, `${own}/${model}:generateContent`)).toBe(403)
    expect(isSignedIn).toHaveBeenCalledOnce()
    expect(fake.requests.length).toBe(before)
  })
})

describe('the Express proxy, when what it asks', () => {
  const start = async (options: Partial<Parameters<typeof expressProxy>[0]>, before: express.RequestHandler[] = []) => {
    const app = express()
    const credential = () => ({ 'x-goog-api-key': KEY })
    app.use('/gemini', ...before, expressProxy({ credential, upstream: fake.url, allow: () => true, ...options }))
    return createGeminiClient({ baseUrl: `${await listen(createServer(app))}/gemini`, retry: false })
  }
  const say = () => vi.spyOn(console, 'error').mockImplementation(() => undefined)

  test.each([
    ['does not know', { allow: () => Promise.reject(new Error('no database')) }, []],
    ['has no key', { credential: () => Promise.reject(new Error('no vault')) }, []],
    ['was read before', {}, [express.json()]],
  ])('%s, says that it failed, and tells why to the log alone', async (_, options, before) => {
    const said = say()
    const gemini = await start(options, before)
    const error: unknown = await gemini.models
      .generateContent({ model, contents: 'x' })
      .catch((caught: unknown) => caught)
    expect(error).toMatchObject({ httpStatus: 500, status: 'INTERNAL' })
    expect(String(error)).not.toMatch(/database|vault/)
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
  })

  test('takes its time, and the page leaves: nothing is asked', async () => {
    let answer: (isAllowed: boolean) => void = () => undefined
    const allow = vi.fn(() => Promise.resolve(true))
    allow.mockImplementationOnce(() => new Promise<boolean>((resolve) => (answer = resolve)))
    const left = vi.fn()
    const watch: express.RequestHandler = (_request, response, next) => {
      response.on('close', left)
      next()
    }
    const gemini = await start({ allow }, [watch])
    const before = fake.requests.length
    const page = new AbortController()
    const reply = gemini.models.generateContent({ model, contents: 'first' }, { signal: page.signal })
    await vi.waitFor(() => expect(allow).toHaveBeenCalled())
    page.abort()
    await expect(reply).rejects.toMatchObject({ code: 'aborted' })
    await vi.waitFor(() => expect(left).toHaveBeenCalled())
    answer(true)
    await gemini.models.generateContent({ model, contents: 'second' })
    expect(fake.requests.slice(before).map(({ body }) => JSON.stringify(body))).toEqual([
      expect.stringContaining('second'),
    ])
  })
})

test('the web-standard proxy mints tokens for live sessions', async () => {
  const url = await proxies['web-standard']?.()
  const answer = await fetch(`${url}/gemini/live-token`, { method: 'POST' })
  const { name } = (await answer.json()) as { name: string }
  expect(name).toMatch(/^auth_tokens\//)
  expect(fake.requests.at(-1)?.path).toBe('/v1alpha/auth_tokens')
})

test('a proxy whose server is gone says that it may be tried again', async () => {
  const app = express()
  app.use(expressProxy({ credential: () => ({}), upstream: 'http://127.0.0.1:1', allow: () => true }))
  const gemini = createGeminiClient({ baseUrl: await listen(createServer(app)), retry: false })
  await expect(gemini.models.list()).rejects.toMatchObject({ httpStatus: 502, retryable: true })
})

test('Vertex AI through a server of yours: the page knows the project, the server the token', async () => {
  const cloud = await startFakeGemini({ apiKey: 'token-of-the-service-account' })
  const accessToken = vi.fn(() => Promise.resolve('token-of-the-service-account'))
  const isSignedIn = vi.fn(() => true)
  const server = { isSignedIn, project: 'my-project', location: 'europe-west1', accessToken, upstream: cloud.url }
  const url = await listen(createServer(vertexServer(server)))
  const gemini = createGeminiClient({
    baseUrl: `${url}/vertex`,
    vertex: { project: 'my-project', location: 'europe-west1' },
  })
  const reply = await gemini.models.generateContentStream({ model, contents: 'Hello' })
  expect((await reply.resolve()).text).toBe('You said: Hello')
  expect(cloud.requests.at(-1)).toMatchObject({
    path: `/v1beta1/projects/my-project/locations/europe-west1/publishers/google/models/${model}:streamGenerateContent`,
    headers: { authorization: 'Bearer token-of-the-service-account' },
  })
  await expect(gemini.batches.list()).rejects.toMatchObject({ httpStatus: 403 })
  await cloud.close()
})

describe('the proxy for live sessions', () => {
  const LIVE = '/gemini/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent'
  let server: Server
  let port: number

  beforeAll(async () => {
    server = createServer()
    const proxy = liveProxy({
      credential: () => ({ 'x-goog-api-key': KEY }),
      allow: ({ headers }) => headers['x-who'] !== 'stranger',
      upstream: fake.url,
    })
    server.on('upgrade', (request, socket, head) => proxy(request, socket, head) || socket.destroy())
    port = Number(new URL(await listen(server)).port)
  })

  /** The first line of the answer to an upgrade, written by hand; nothing when the door is shut. */
  const upgrade = (target: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      const all = { Host: `127.0.0.1:${port}`, Connection: 'Upgrade', Upgrade: 'websocket', ...headers }
      const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
      socket.write(`GET ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      let answer = ''
      socket.on('data', (data) => (answer += String(data)))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
      if (answer) socket.destroy()
    })
  const ours = () => ({ Origin: `http://127.0.0.1:${port}` })

  test.each(['//', 'http://[', '/\\', '/elsewhere', '*'])('%s is shut, and nothing falls over', async (target) => {
    expect(await upgrade(target)).not.toContain('101')
    expect(await upgrade(`${LIVE}x/../y`, ours())).toContain('403')
  })

  test.each([
    ['another page', { Origin: 'https://evil.example' }],
    ['a page in a sandbox', { Origin: 'null' }],
    ['no page', {}],
  ])('%s is refused', async (_, headers) => {
    expect(await upgrade(LIVE, headers)).toContain('403')
  })

  test('so is whoever may not, and another method', async () => {
    expect(await upgrade(LIVE, { ...ours(), 'X-Who': 'stranger' })).toContain('403')
    expect(await upgrade('/gemini/v1beta/files', ours())).toContain('403')
  })

  test('a page that is gone before the answer leaves nothing open', async () => {
    const socket = connect(port, '127.0.0.1')
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13'
    const origin = `Origin: http://127.0.0.1:${port}\r\nHost: 127.0.0.1:${port}`
    socket.write(`GET ${LIVE} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${origin}\r\n${key}\r\n\r\n`)
    await vi.waitFor(() => expect(fake.openSockets).toBe(1))
    socket.resetAndDestroy()
    await vi.waitFor(() => expect(fake.openSockets).toBe(0))
  })
})
