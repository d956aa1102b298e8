import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type UploadCallOptions, type UploadSession } from 'react-genai/client'
import { mockTransport } from 'react-genai/testing'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const MB = 1024 * 1024
let fake: FakeGemini

beforeAll(async () => {
  fake = await startFakeGemini()
})
afterAll(() => fake.close())

const files = () => createGeminiClient({ baseUrl: fake.url }).files

/** Bytes that are different everywhere, so that nothing can be in the wrong place unnoticed. */
function bytes(size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size)
  for (let at = 0; at < size; at += 4) new DataView(all.buffer).setUint32(at, Math.imul(at, 2654435761))
  return all
}
const blob = (data: Uint8Array<ArrayBuffer>): Blob => new Blob([data], { type: 'video/mp4' })
const hash = (data: Uint8Array): string => createHash('sha256').update(data).digest('base64')
const quick: UploadCallOptions = { retryDelay: 1 }
const commands = (since: number) => fake.requests.slice(since).map(({ headers }) => headers['x-goog-upload-command'])

describe('an upload', () => {
  test('goes on by its session, in another page', async () => {
    const data = bytes(5 * MB)
    let session: UploadSession | undefined
    const first = await files().startUpload(
      { file: blob(data) },
      { ...quick, chunkSize: MB, onSession: (given) => (session = given), onProgress: once(() => first.pause()) },
    )
    await vi.waitFor(() => expect(first.state).toBe('paused'))
    expect(session?.url).toContain('/upload/')
    const since = fake.requests.length
    const again = await files().startUpload({ file: blob(data) }, { ...quick, chunkSize: MB, session })
    expect((await again.result).sha256Hash).toBe(hash(data))
    // It asked where it was, and sent no more than the rest.
    expect(commands(since)[0]).toBe('query')
    expect(commands(since).length).toBeLessThanOrEqual(5)
  })

  test('by a session that the server has forgotten says so', async () => {
    const session = { url: `${fake.url}/upload/v1beta/files?upload_id=gone`, size: MB }
    const upload = await files().startUpload({ file: blob(bytes(8)) }, { ...quick, session })
    await expect(upload.result).rejects.toMatchObject({ retryable: false })
    expect(upload.state).toBe('failed')
  })

  test('gives the file as the server has it, which can be used when it says so', async () => {
    const data = bytes(2048)
    const file = await files().upload({ file: blob(data), config: { displayName: 'clip' } })
    expect(file).toMatchObject({ displayName: 'clip', mimeType: 'video/mp4', sizeBytes: '2048', state: 'PROCESSING' })
    expect(file.sha256Hash).toBe(hash(data))
    const ready = await files().wait({ name: file.name ?? '' }, { interval: 1 })
    expect(ready.state).toBe('ACTIVE')
    const again = await files().download({ file })
    expect(hash(new Uint8Array(await again.arrayBuffer()))).toBe(hash(data))
    expect(again.type).toBe('video/mp4')
  })

  test('of 50 MB goes on where its connection broke, and never goes back', async () => {
    const data = bytes(50 * MB)
    fake.faults.cutUploadAt(20 * MB + 12_345)
    const since = fake.requests.length
    const progress: number[] = []
    const file = await files().upload({ file: blob(data) }, { ...quick, onProgress: ({ sent }) => progress.push(sent) })
    expect(file.sha256Hash).toBe(hash(data))
    expect(commands(since).filter((command) => command === 'query')).toHaveLength(1)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress.at(-1)).toBe(50 * MB)
    // What the server had kept of the broken piece was not sent again.
    expect(progress.some((sent) => sent > 16 * MB && sent < 24 * MB)).toBe(true)
  })

  test('asks how far it is when nobody says that a piece has arrived', async () => {
    fake.faults.dropUploadStatus(1)
    const data = bytes(3 * MB)
    const file = await files().upload({ file: blob(data) }, { ...quick, chunkSize: MB })
    expect(file.sha256Hash).toBe(hash(data))
  })

  test('is whole when only the answer to its last piece got lost', async () => {
    fake.faults.dropUploadStatus(1)
    const data = bytes(1000)
    expect((await files().upload({ file: blob(data) }, quick)).sha256Hash).toBe(hash(data))
  })

  test('survives a server that is busy', async () => {
    const data = bytes(3 * MB)
    const upload = await files().startUpload(
      { file: blob(data) },
      { ...quick, chunkSize: MB, onProgress: once(() => fake.faults.nextStatus(503, 2)) },
    )
    expect((await upload.result).sha256Hash).toBe(hash(data))
  })

  test('of nothing is a file too', async () => {
    expect(await files().upload({ file: new Blob([], { type: 'text/plain' }) })).toMatchObject({ sizeBytes: '0' })
  })

  test('has pieces of the size that the server wants', async () => {
    const since = fake.requests.length
    await files().upload({ file: blob(bytes(MB)) }, { ...quick, chunkSize: 300_000 })
    const sizes = fake.requests.slice(since).flatMap(({ body }) => (typeof body === 'number' ? body : []))
    expect(sizes).toEqual([262_144, 262_144, 262_144, 262_144])
  })

  test('can be paused, and goes on', async () => {
    const data = bytes(4 * MB)
    const upload = await files().startUpload(
      { file: blob(data) },
      { ...quick, chunkSize: MB, onProgress: once(() => upload.pause()) },
    )
    await vi.waitFor(() => expect(upload.state).toBe('paused'))
    const sent = await settled(() => upload.sent)
    expect(sent).toBeLessThan(4 * MB)
    await upload.resume()
    expect(upload).toMatchObject({ state: 'done', sent: 4 * MB, total: 4 * MB })
    expect((await upload.result).sha256Hash).toBe(hash(data))
  })

  test('that failed goes on by hand, without sending again what has arrived', async () => {
    const data = bytes(4 * MB)
    const upload = await files().startUpload(
      { file: blob(data) },
      { chunkSize: MB, retries: 0, onProgress: once(() => fake.faults.nextStatus(500)) },
    )
    await expect(upload.result).rejects.toMatchObject({ httpStatus: 500 })
    expect(upload.state).toBe('failed')
    const before = upload.sent
    const since = fake.requests.length
    expect((await upload.resume()).sha256Hash).toBe(hash(data))
    expect(commands(since)[0]).toBe('query')
    const again = fake.requests.slice(since).reduce((sum, { body }) => sum + (typeof body === 'number' ? body : 0), 0)
    expect(again).toBe(4 * MB - before)
  })

  test('that is aborted ends here and on the server', async () => {
    const controller = new AbortController()
    const since = fake.requests.length
    const upload = await files().startUpload(
      { file: blob(bytes(4 * MB)) },
      { chunkSize: MB, signal: controller.signal, onProgress: once(() => controller.abort('enough')) },
    )
    await expect(upload.result).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    expect(upload.state).toBe('aborted')
    await vi.waitFor(() => expect(commands(since)).toContain('cancel'))
  })

  test('without a type is refused before anything is sent', async () => {
    const since = fake.requests.length
    await expect(files().upload({ file: new Blob(['x']) })).rejects.toThrow(/mimeType/)
    expect(fake.requests.length).toBe(since)
  })

  test('behind a proxy that loses the address says what is wrong', async () => {
    const gemini = createGeminiClient({
      baseUrl: 'http://proxy.test',
      fetch: mockTransport((request) => request.json({})).fetch,
    })
    await expect(gemini.files.upload({ file: blob(bytes(8)) })).rejects.toThrow(/x-goog-upload-url/)
  })
})

describe('the bytes go', () => {
  /** Where each request went, when the server named this address for the bytes. */
  async function routes(baseUrl: string, session: string, more: object = {}): Promise<string[]> {
    const { fetch, requests } = mockTransport((request) => {
      const isStart = request.headers.get('x-goog-upload-command') === 'start'
      const headers = isStart ? { 'x-goog-upload-url': session } : { 'x-goog-upload-status': 'final' }
      request.json({ file: {} }, { headers })
    })
    await createGeminiClient({ baseUrl, fetch, ...more }).files.upload({ file: blob(bytes(8)) })
    return requests.map(({ url }) => url)
  }
  const session = 'https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=U'

  test('through the proxy, also when that passes the address on as it is', async () => {
    expect(await routes('https://app.test/gemini', session)).toEqual([
      'https://app.test/gemini/upload/v1beta/files',
      'https://app.test/gemini/upload/v1beta/files?upload_id=U',
    ])
  })
  test('where the proxy says, when it has its own address for them', async () => {
    expect((await routes('https://app.test/gemini', 'https://app.test/bytes/7'))[1]).toBe('https://app.test/bytes/7')
  })
  test('to Google, when the app wants that', async () => {
    expect((await routes('https://app.test/gemini', session, { directUploads: true }))[1]).toBe(session)
  })
})

test('files are listed, looked up by any of their names, and deleted', async () => {
  const { name = '', uri = '' } = await files().upload({ file: blob(bytes(8)) })
  const id = name.replace('files/', '')
  expect((await files().get({ name: id })).name).toBe(name)
  expect((await files().get({ name: uri })).name).toBe(name)
  const found: (string | undefined)[] = []
  for await (const file of await files().list({ config: { pageSize: 2 } })) found.push(file.name)
  expect(found).toContain(name)
  expect(await files().delete({ name })).toEqual({})
  await expect(files().get({ name })).rejects.toMatchObject({ code: 'http' })
})

test('a file that cannot be processed says so', async () => {
  fake.faults.failProcessing(1)
  const { name = '' } = await files().upload({ file: blob(bytes(8)) })
  await expect(files().wait({ name }, { interval: 1 })).rejects.toMatchObject({ code: 'server' })
})

/** Runs with the first call only. */
function once(run: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) {
      isDone = true
      run()
    }
  }
}

/** A value that has stopped changing. */
async function settled(read: () => number): Promise<number> {
  let before = -1
  await vi.waitFor(
    () => {
      const now = read()
      const isSame = now === before
      before = now
      expect(isSame).toBe(true)
    },
    { interval: 60 },
  )
  return before
}
