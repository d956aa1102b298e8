import { act, renderHook, waitFor } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import {
  createGeminiClient,
  fileQueries,
  geminiUploader,
  GenAIProvider,
  indexedDbUploads,
  useUpload,
  type UseUploadOptions,
} from 'react-genai'
import { mockGemini, type MockGeminiOptions } from 'react-genai/testing'
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

const file = (name: string, size = 1000, type = 'text/plain'): File => new File([new Uint8Array(size)], name, { type })
const quick = { poll: { interval: 5, maxInterval: 5 } }

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

test('files are sent, waited for, and become parts of a message', async () => {
  const onReady = vi.fn()
  const { result } = setup({ onReady }, { uploads: { looks: 2 } })
  act(() => void result.current.add([file('a.txt'), file('b.png', 500, 'image/png')]))
  expect(result.current).toMatchObject({ isUploading: true, total: 1500 })
  await waitFor(() => expect(statuses(result)).toEqual(['ready', 'ready']))
  expect(result.current).toMatchObject({ isUploading: false, sent: 1500, progress: 1 })
  expect(result.current.parts).toEqual([
    { media: { url: expect.stringContaining('/files/'), contentType: 'text/plain' }, metadata: { name: 'a.txt' } },
    { media: { url: expect.stringContaining('/files/'), contentType: 'image/png' }, metadata: { name: 'b.png' } },
  ])
  expect(onReady).toHaveBeenCalledTimes(2)
})

test('no more than some are sent at once', async () => {
  const { result, posts } = setup({ concurrency: 2 }, { uploads: { bytesPerSecond: 20_000 } })
  act(() => void result.current.add(Array.from({ length: 5 }, (_, at) => file(`${at}.txt`))))
  let most = 0
  await waitFor(() => {
    most = Math.max(most, statuses(result).filter((status) => status === 'uploading').length)
    expect(statuses(result)).toEqual(Array(5).fill('ready'))
  })
  expect(most).toBe(2)
  expect(posts()).toBe(5)
})

test('one that is paused sends nothing, and goes on where it was', async () => {
  const { result, mock } = setup({ chunkSize: 100_000 }, { uploads: { bytesPerSecond: 1_000_000 } })
  act(() => void result.current.add([file('long.bin', 1_000_000)]))
  await waitFor(() => expect(result.current.sent).toBeGreaterThan(0))
  const { id = '' } = result.current.uploads[0] ?? {}
  act(() => result.current.pause(id))
  expect(statuses(result)).toEqual(['paused'])
  const [sent, asked] = [result.current.sent, mock.requests.length]
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect([result.current.sent, mock.requests.length]).toEqual([sent, asked])
  act(() => result.current.resume())
  await waitFor(() => expect(statuses(result)).toEqual(['ready']))
  // Ten pieces, the one that was cut once more, and the question where to go on.
  expect(mock.requests.filter((one) => one.startsWith('POST /session')).length).toBeLessThanOrEqual(13)
})

test('one that fails keeps its place, and can be tried again', async () => {
  const onError = vi.fn()
  const { result, mock } = setup({ onError })
  mock.fail(403)
  act(() => void result.current.add([file('a.txt'), file('b.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['error', 'ready']))
  expect(result.current.uploads[0]?.error).toMatchObject({ status: 'PERMISSION_DENIED' })
  expect(onError).toHaveBeenCalledOnce()
  act(() => result.current.retry())
  await waitFor(() => expect(statuses(result)).toEqual(['ready', 'ready']))
})

test('what could not be processed is sent anew', async () => {
  const { result, posts } = setup({}, { uploads: { looks: 1, failing: ['bad.txt'] } })
  act(() => void result.current.add([file('bad.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['error']))
  expect(result.current.uploads[0]?.error?.message).toContain('could not be processed')
  act(() => result.current.retry())
  await waitFor(() => expect(posts()).toBe(2))
})

test('what does not fit is refused, and said', () => {
  const { result } = setup({ accept: 'image/*', maxBytes: 100 })
  let refused: unknown
  act(() => {
    refused = result.current.add([file('a.txt'), file('b.png', 101, 'image/png')])
  })
  expect(refused).toEqual([
    { reason: 'notAllowed', name: 'a.txt', limit: 0 },
    { reason: 'tooBig', name: 'b.png', limit: 100 },
  ])
  expect(result.current.uploads).toEqual([])
})

test('taking one out ends its request, and the server is told', async () => {
  const { result, mock } = setup({}, { uploads: { bytesPerSecond: 1000 } })
  act(() => void result.current.add([file('slow.txt', 60_000)]))
  await waitFor(() => expect(mock.requests).toHaveLength(2))
  act(() => result.current.remove(result.current.uploads[0]?.id ?? ''))
  expect(result.current.uploads).toEqual([])
  await waitFor(() => expect(mock.requests).toHaveLength(3))
})

test('leaving the component leaves nothing running', async () => {
  const { result, mock, unmount } = setup({ poll: { interval: 20, maxInterval: 20 } }, { uploads: { looks: Infinity } })
  act(() => void result.current.add([file('a.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['processing']))
  unmount()
  const asked = mock.requests.length
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(mock.requests.length).toBe(asked)
})

test('what is kept goes on in the next page, and is not sent twice', async () => {
  const storage = indexedDbUploads({ name: `uploads-${Math.random()}` })
  const mock = mockGemini({ uploads: { bytesPerSecond: 300_000 } })
  const gemini = createGeminiClient(mock.options)
  const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider gemini={gemini}>{children}</GenAIProvider>
  const options = { ...quick, storage, chunkSize: 50_000 }
  const first = renderHook(() => useUpload(gemini, options), { wrapper })
  act(() => void first.result.current.add([file('kept.bin', 300_000)]))
  await waitFor(() => expect(first.result.current.sent).toBeGreaterThan(0))
  first.unmount()
  // A reload: another storage object over the same database, in a page that knows nothing.
  const again = { ...options, storage: { ...indexedDbUploads({ name: storage.key }), key: `${storage.key} again` } }
  const second = renderHook(() => useUpload(gemini, again), { wrapper })
  await waitFor(() => expect(second.result.current.uploads).toHaveLength(1))
  await waitFor(() => expect(second.result.current.uploads[0]?.status).toBe('ready'))
  expect(second.result.current.uploads[0]?.name).toBe('kept.bin')
  // It was begun once.
  expect(mock.requests.filter((one) => one === 'POST files')).toHaveLength(1)
  await waitFor(async () => expect(await storage.list()).toEqual([]))
})

test('lists follow', async () => {
  const { result, gemini, queryClient } = setup()
  await queryClient.fetchQuery(fileQueries.list(gemini))
  act(() => void result.current.add([file('a.txt')]))
  await waitFor(() => expect(statuses(result)).toEqual(['ready']))
  expect(queryClient.getQueryState(fileQueries.list(gemini).queryKey)?.isInvalidated).toBe(true)
})

test('a composer can send its files there', async () => {
  const { options } = mockGemini({ uploads: { looks: 2 } })
  const upload = geminiUploader(createGeminiClient(options), { interval: 5 })
  const progress = vi.fn()
  const media = await upload(file('a.pdf', 10, 'application/pdf'), {
    signal: new AbortController().signal,
    onProgress: progress,
  })
  expect(media).toEqual({ url: expect.stringContaining('/files/'), contentType: 'application/pdf' })
  expect(progress).toHaveBeenLastCalledWith(1)
})
