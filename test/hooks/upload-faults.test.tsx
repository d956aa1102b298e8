import { expect, test } from 'vitest'
import { createGeminiClient, indexedDbUploads, type UploadStorage } from 'react-genai'
import { mockGemini, mockTransport, type TransportRequest } from 'react-genai/testing'
import { UploadStore } from '../../src/state/upload-store.ts'
import { filesTarget, storeTarget } from '../../src/state/upload-target.ts'
const tick = (ms = 50) => new Promise((r) => setTimeout(r, ms))
const file = (name: string, size = 1000): File => new File([new Uint8Array(size)], name, { type: 'text/plain' })
const poll = { interval: 5, maxInterval: 5 }

test('another tab, which read the list before, does not send again what this one has finished', async () => {
  const mock = mockGemini()
  const gemini = createGeminiClient(mock.options)
  const storage = indexedDbUploads({ name: `c-${Math.random()}` })
  const one = new UploadStore(filesTarget(gemini))
  one.setOptions({ storage, poll })
  one.attach()
  one.add([file('once.txt')])
  const slow: UploadStorage = {
    ...storage,
    list: async () => {
      const all = await storage.list()
      await tick(500)
      return all
    },
  }
  const other = new UploadStore(filesTarget(gemini))
  other.setOptions({ storage: slow, poll })
  other.attach()
  await tick(1500)
  expect(one.getSnapshot().uploads[0]?.status).toBe('ready')
  expect(mock.requests.filter((r) => r === 'POST files')).toHaveLength(1)
})

test('the tab that held it is gone: another takes it up', async () => {
  const mock = mockGemini({ uploads: { bytesPerSecond: 1000 } })
  const gemini = createGeminiClient(mock.options)
  const storage = indexedDbUploads({ name: `c-${Math.random()}` })
  let release!: () => void
  const kept = { id: 'x1', target: gemini.key, file: file('a.txt', 100), addedAt: 1 }
  await storage.save(kept)
  // The first tab.
  void navigator.locks.request(`react-genai upload ${storage.key} x1`, () => new Promise<void>((r) => (release = r)))
  await tick()
  const other = new UploadStore(filesTarget(gemini))
  other.setOptions({ storage, poll })
  other.attach()
  await tick(200)
  expect(other.getSnapshot().uploads).toHaveLength(0)
  release() // it is closed
  await tick(500)
  expect(other.getSnapshot().uploads).toHaveLength(1)
})

test('store: an operation that failed for now can be sent again', async () => {
  const name = 'fileSearchStores/s/operations/o'
  const commandOf = ({ headers }: TransportRequest) => headers.get('x-goog-upload-command') ?? ''
  const { fetch, requests } = mockTransport((request) => {
    const command = commandOf(request)
    if (command === 'start')
      return request.json({}, { headers: { 'x-goog-upload-url': 'https://gemini.mock/upload/1' } })
    if (command.includes('finalize')) return request.json({ name }, { headers: { 'x-goog-upload-status': 'final' } })
    return request.json({ name, done: true, error: { code: 14, message: 'Busy.' } })
  })
  const gemini = createGeminiClient({ baseUrl: 'https://gemini.mock', fetch })
  const store = new UploadStore(storeTarget(gemini, 'fileSearchStores/s'))
  store.setOptions({ poll })
  store.attach()
  store.add([file('a.txt')])
  await tick(300)
  expect(store.getSnapshot().uploads[0]?.status).toBe('error')
  store.retry()
  await tick(300)
  expect(requests.filter((one) => commandOf(one) === 'start')).toHaveLength(2)
})

test('removed at the very moment it arrives', async () => {
  const storage = indexedDbUploads({ name: `c-${Math.random()}` })
  const mock = mockGemini({ uploads: { looks: Infinity } })
  const gemini = createGeminiClient(mock.options)
  const target = filesTarget(gemini)
  const store = new UploadStore({
    ...target,
    start: async (f, o) => {
      const up = await target.start(f, o)
      const own = {
        get state() {
          return up.state
        },
        get sent() {
          return up.sent
        },
        total: up.total,
        pause: () => up.pause(),
        resume: () => up.resume(),
        abort: (r?: unknown) => up.abort(r),
        result: up.result.then((x) => {
          queueMicrotask(() => undefined)
          store.remove(store.getSnapshot().uploads[0]!.id)
          return x
        }),
      }
      return own
    },
  })
  store.setOptions({ storage, poll })
  store.attach()
  store.add([file('a.txt')])
  await tick(300)
  const n = mock.requests.length
  await tick(200)
  expect.soft(mock.requests.length).toBe(n)
  expect.soft(await storage.list()).toEqual([])
})

test('a client that is closed (sign-out) leaves what is kept to be taken up', async () => {
  const storage = indexedDbUploads({ name: `c-${Math.random()}` })
  const mock = mockGemini({ uploads: { bytesPerSecond: 1000 } })
  const gemini = createGeminiClient(mock.options)
  const store = new UploadStore(filesTarget(gemini))
  store.setOptions({ storage, poll })
  store.attach()
  store.add([file('a.txt', 50_000)])
  await tick(200)
  await gemini.close()
  await tick(200)
  expect((await storage.list()).map(({ failure, session }) => [failure?.code, session !== undefined])).toEqual([
    [undefined, true],
  ])
})
