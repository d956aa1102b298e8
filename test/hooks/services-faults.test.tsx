import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, type ReactNode } from 'react'
import {
  createGeminiClient,
  GenAIProvider,
  indexedDbUploads,
  useFiles,
  useUpload,
  useGenerateVideos,
  type UseUploadOptions,
} from 'react-genai'
import { FileShelf, JobBoard } from 'react-genai/widgets'
import { mockGemini, mockTransport, type MockGeminiOptions } from 'react-genai/testing'
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

const file = (name: string, size = 1000, type = 'text/plain'): File => new File([new Uint8Array(size)], name, { type })
const quick = { poll: { interval: 5, maxInterval: 5 } }
const tick = (ms = 50) => new Promise((r) => setTimeout(r, ms))
const db = () => indexedDbUploads({ name: `h-${Math.random()}` })
function setup(options: UseUploadOptions = {}, given: MockGeminiOptions = {}) {
  const mock = mockGemini(given)
  const gemini = createGeminiClient(mock.options)
  const queryClient = new QueryClient()
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <StrictMode>
      <GenAIProvider gemini={gemini} queryClient={queryClient}>
        {children}
      </GenAIProvider>
    </StrictMode>
  )
  const view = renderHook(() => useUpload(undefined, { ...quick, ...options }), { wrapper })
  const posts = () => mock.requests.filter((one) => one === 'POST files').length
  return { mock, gemini, queryClient, posts, wrapper, ...view }
}
const statuses = (result: { current: ReturnType<typeof useUpload> }) =>
  result.current.uploads.map(({ status }) => status)

test('removed while uploading: stays out of the storage', async () => {
  const storage = db()
  const { result, mock } = setup({ storage }, { uploads: { bytesPerSecond: 1000 } })
  act(() => void result.current.add([file('slow.txt', 60_000)]))
  await waitFor(() => expect(mock.requests).toHaveLength(2))
  act(() => result.current.remove(result.current.uploads[0]?.id ?? ''))
  await tick(200)
  expect((await storage.list()).map(({ id, failure }) => [id, failure?.code])).toEqual([])
})
test('removed while paused', async () => {
  const storage = db()
  const { result, mock } = setup({ storage }, { uploads: { bytesPerSecond: 1000 } })
  act(() => void result.current.add([file('slow.txt', 60_000)]))
  await waitFor(() => expect(mock.requests).toHaveLength(2))
  act(() => result.current.pause())
  await tick()
  act(() => result.current.remove(result.current.uploads[0]?.id ?? ''))
  await tick(200)
  expect((await storage.list()).map(({ id, failure }) => [id, failure?.code])).toEqual([])
})

test('two components share a storage: each has its own limits and callbacks', async () => {
  const storage = db()
  const { wrapper } = setup()
  const onReady = vi.fn()
  const view = renderHook(
    () => {
      const a = useUpload(undefined, { ...quick, storage, accept: 'image/*', onReady })
      const b = useUpload(undefined, { ...quick, storage, accept: '.pdf' })
      return { a, b }
    },
    { wrapper },
  )
  let refused: unknown[] = []
  act(() => void (refused = view.result.current.a.add([file('a.png', 10, 'image/png')])))
  expect.soft(refused).toEqual([])
  act(() => void view.result.current.b.add([file('b.pdf', 10, 'application/pdf')]))
  await waitFor(() => expect(view.result.current.a.uploads.at(-1)?.status).toBe('ready'))
  expect.soft(onReady).toHaveBeenCalled()
})

test.for([true, false])('B4 a new client of the same address is used (storage: %s)', async (withStorage) => {
  const storage = withStorage ? db() : undefined
  const mock = mockGemini()
  const { fetch, requests } = mockTransport((request) => request.forward(mock.options.fetch))
  const clientFor = (token: string) => createGeminiClient({ ...mock.options, headers: { authorization: token }, fetch })
  const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider>{children}</GenAIProvider>
  const [one, two] = [clientFor('Bearer one'), clientFor('Bearer two')]
  const view = renderHook(({ client }) => useUpload(client, { ...quick, storage }), {
    wrapper,
    initialProps: { client: one },
  })
  view.rerender({ client: two })
  await one.close()
  act(() => void view.result.current.add([file('a.txt')]))
  await waitFor(() => expect(['ready', 'error']).toContain(view.result.current.uploads[0]?.status))
  expect.soft(view.result.current.uploads[0]?.error?.message).toBeUndefined()
  expect(new Set(requests.map(({ headers }) => headers.get('authorization')))).toEqual(new Set(['Bearer two']))
})

test('to pause all begins nothing', async () => {
  const { result, posts } = setup({ concurrency: 1 }, { uploads: { bytesPerSecond: 1000 } })
  act(() => void result.current.add(Array.from({ length: 10 }, (_, at) => file(`${at}.txt`))))
  await tick(100)
  expect(posts()).toBe(1)
  act(() => result.current.pause())
  await tick(100)
  expect(statuses(result)).toEqual(Array(10).fill('paused'))
  expect(posts()).toBe(1)
})

test('a blip while a file is processed ends nothing', async () => {
  const { result, mock } = setup({ poll: { interval: 50, maxInterval: 50 } }, { uploads: { looks: 5 } })
  act(() => void result.current.add([file('a.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['processing']))
  mock.fail(503)
  await waitFor(() => expect(['ready', 'error']).toContain(statuses(result)[0]))
  expect(statuses(result)).toEqual(['ready'])
})

test('a file that is gone from the server while it was processed can be sent again', async () => {
  const { result, gemini, posts } = setup({ poll: { interval: 50, maxInterval: 50 } }, { uploads: { looks: 50 } })
  act(() => void result.current.add([file('a.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['processing']))
  await gemini.files.delete({ name: result.current.uploads[0]?.result?.name ?? '' })
  await waitFor(() => expect(statuses(result)).toEqual(['error']))
  act(() => result.current.retry())
  await tick(300)
  expect(posts()).toBe(2)
})

test('two deletions, the first refused: it is said', async () => {
  const mock = mockGemini({ files: [{ name: 'files/a' }, { name: 'files/b' }] })
  const { fetch } = mockTransport(async (request) => {
    if (request.method !== 'DELETE') return request.forward(mock.options.fetch)
    const isA = request.path.includes('files/a')
    await tick(isA ? 150 : 20)
    if (isA) return request.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not yours.' })
    return request.forward(mock.options.fetch)
  })
  const gemini = createGeminiClient({ ...mock.options, fetch })
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      {children}
    </GenAIProvider>
  )
  const { result } = renderHook(() => useFiles(undefined, { undoTime: 30 }), {
    wrapper: ({ children }) => wrapper({ children }),
  })
  await waitFor(() => expect(result.current.files).toHaveLength(2))
  const [a, b] = result.current.files
  act(() => {
    result.current.remove(a!)
    result.current.remove(b!)
  })
  await tick(500)
  expect(result.current.files.map((f) => f.name)).toEqual(['files/a'])
  expect(result.current.error?.message).toContain('Not yours')
})

test('a deletion that waits is of the client that had the file', async () => {
  const make = (n: string) => {
    const mock = mockGemini({ files: [{ name: `files/${n}` }] })
    return { mock, client: createGeminiClient({ ...mock.options, baseUrl: `https://${n}.mock` }) }
  }
  const [one, two] = [make('one'), make('two')]
  const qc = new QueryClient()
  const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider queryClient={qc}>{children}</GenAIProvider>
  const { result, rerender } = renderHook(({ client }) => useFiles(client, { undoTime: 200 }), {
    wrapper,
    initialProps: { client: one.client },
  })
  await waitFor(() => expect(result.current.files).toHaveLength(1))
  act(() => result.current.remove(result.current.files[0]!))
  rerender({ client: two.client })
  await tick(500)
  expect.soft(one.mock.requests).toContain('DELETE files/one')
  expect.soft(two.mock.requests).not.toContain('DELETE files/one')
})

test('what is ready counts no more', async () => {
  const mock = mockGemini()
  const gemini = createGeminiClient(mock.options)
  const view = render(
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      <FileShelf maxFiles={1} {...quick} undoTime={10} />
    </GenAIProvider>,
  )
  const input = view.container.querySelector('input[type=file]') as HTMLInputElement
  await userEvent.upload(input, file('a.txt'))
  await waitFor(() => expect(screen.getByRole('button', { name: /Delete.*a\.txt/i })).toBeDefined())
  await userEvent.click(screen.getByRole('button', { name: /Delete.*a\.txt/i }))
  await tick(200)
  await userEvent.upload(input, file('b.txt'))
  await tick(100)
  expect(view.container.querySelector('[role=alert]')?.textContent ?? '').toBe('')
})

test('a file uploaded does not vanish from the shelf when another is deleted', async () => {
  const mock = mockGemini({ files: [{ name: 'files/old', displayName: 'old.txt' }] })
  let slow = false
  const { fetch } = mockTransport(async (request) => {
    if (!slow || request.method !== 'GET' || !/files\?/.test(request.path)) return request.forward(mock.options.fetch)
    // Read at once, and told late.
    const answer = await mock.options.fetch(request.url)
    await tick(400)
    return request.respond(answer)
  })
  const gemini = createGeminiClient({ ...mock.options, fetch })
  const view = render(
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      <FileShelf {...quick} undoTime={150} />
    </GenAIProvider>,
  )
  await waitFor(() => expect(screen.getByText('old.txt')).toBeDefined())
  slow = true
  const input = view.container.querySelector('input[type=file]') as HTMLInputElement
  await userEvent.click(screen.getByRole('button', { name: /Delete.*old\.txt/i }))
  await userEvent.upload(input, file('new.txt'))
  await tick(1500)
  expect(view.container.querySelector('ul')?.textContent ?? '(no list)').toContain('new.txt')
})

test('the focus stays, whatever is pressed', async () => {
  const mock = mockGemini({
    files: [
      { name: 'files/a', displayName: 'a.txt' },
      { name: 'files/b', displayName: 'b.txt' },
      { name: 'files/c', displayName: 'c.txt' },
    ],
    uploads: { bytesPerSecond: 100 },
  })
  const gemini = createGeminiClient(mock.options)
  const view = render(
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      <FileShelf pageSize={2} {...quick} undoTime={10_000} />
    </GenAIProvider>,
  )
  await waitFor(() => expect(screen.getByText('a.txt')).toBeDefined())
  const lost = () => document.activeElement === document.body
  await userEvent.click(screen.getByRole('button', { name: /Show more/i }))
  await tick(200)
  expect.soft(lost(), 'show more').toBe(false)
  await userEvent.click(screen.getByRole('button', { name: /Delete.*a\.txt/i }))
  await tick()
  expect.soft(lost(), 'delete').toBe(false)
  await userEvent.click(screen.getByRole('button', { name: /Undo/i }))
  await tick()
  expect.soft(lost(), 'undo').toBe(false)
  await userEvent.upload(view.container.querySelector('input[type=file]') as HTMLInputElement, file('up.txt', 60_000))
  await tick()
  await userEvent.click(screen.getByRole('button', { name: /Pause.*up\.txt/i }))
  await tick()
  expect.soft(lost(), 'pause').toBe(false)
  await userEvent.click(screen.getByRole('button', { name: /Cancel.*up\.txt|up\.txt.*cancel/i }))
  await tick()
  expect.soft(lost(), 'cancel upload').toBe(false)
})

test('in the board, too', async () => {
  const mock = mockGemini({
    batches: [
      {
        name: 'batches/a',
        metadata: {
          displayName: 'Job',
          state: 'BATCH_STATE_RUNNING',
          batchStats: { requestCount: '100', pendingRequestCount: '90' },
        },
      },
    ],
  })
  const gemini = createGeminiClient(mock.options)
  render(
    <GenAIProvider gemini={gemini} queryClient={new QueryClient()}>
      <JobBoard />
    </GenAIProvider>,
  )
  await userEvent.click(await screen.findByRole('button', { name: /Cancel Job/i }))
  await tick(300)
  expect.soft(document.activeElement === document.body, 'cancel').toBe(false)
  await userEvent.click(await screen.findByRole('button', { name: /Delete Job/i }))
  await tick(300)
  expect.soft(document.activeElement === document.body, 'delete').toBe(false)
})

test('videos that were put away stay away', async () => {
  const mock = mockGemini()
  const gemini = createGeminiClient({ ...mock.options, vertex: { project: 'p', location: 'l' } })
  let kept: string | undefined
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <GenAIProvider gemini={gemini} queryClient={qc}>
      {children}
    </GenAIProvider>
  )
  const qc = new QueryClient()
  const { result } = renderHook(
    () =>
      useGenerateVideos(undefined, { onStart: ({ name }) => (kept = name), operation: kept, poll: { interval: 5 } }),
    { wrapper },
  )
  act(() => result.current.generate({ model: 'veo-3.0-generate-001', prompt: 'x' }))
  await waitFor(() => expect(result.current.status).toBe('done'))
  act(() => result.current.reset())
  await tick()
  expect(result.current.status).toBe('idle')
})

test('a login that has run out costs nothing that was sent', async () => {
  const storage = db()
  const { result, mock, posts } = setup({ storage, chunkSize: 10_000 }, { uploads: { bytesPerSecond: 100_000 } })
  act(() => void result.current.add([file('big.bin', 100_000)]))
  await waitFor(() => expect(result.current.sent).toBeGreaterThan(20_000))
  mock.fail(401, 2)
  await waitFor(() => expect(statuses(result)).toEqual(['error']))
  act(() => result.current.retry())
  await waitFor(() => expect(['error', 'ready']).toContain(statuses(result)[0]))
  await tick(300)
  act(() => result.current.retry())
  await waitFor(() => expect(statuses(result)[0]).toBe('ready'))
  expect(posts()).toBe(1)
})

test('removed before its lock was given: the lock is let go', async () => {
  const storage = db()
  const { result } = setup({ storage })
  act(() => {
    result.current.add([file('a.txt')])
  })
  const id = result.current.uploads[0]!.id
  act(() => result.current.remove(id))
  await tick(100)
  const { held = [] } = await navigator.locks.query()
  expect(held.filter((l) => l.name?.includes(id))).toEqual([])
})
test('removed in the same turn as added', async () => {
  const storage = db()
  const { result } = setup({ storage })
  let id = ''
  act(() => {
    result.current.add([file('a.txt')])
  })
  id = result.current.uploads[0]!.id
  result.current.remove(id)
  await tick(200)
  expect(await storage.list()).toEqual([])
})
