import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import {
  createGeminiClient,
  GenAIProvider,
  useCountTokens,
  useFiles,
  useGemini,
  useGenerateVideos,
  useJobs,
  useModels,
  type UseGenerateVideosOptions,
} from 'react-genai'
import { mockGemini, type MockGeminiOptions } from 'react-genai/testing'
import { expect, test, vi } from 'vitest'

function setup(given: MockGeminiOptions = {}, vertex?: { project: string; location: string }) {
  const mock = mockGemini(given)
  const gemini = createGeminiClient({ ...mock.options, vertex })
  const wrapper = ({ children }: { children?: ReactNode }) => <GenAIProvider gemini={gemini}>{children}</GenAIProvider>
  return { mock, wrapper }
}
const quick = { poll: { interval: 10, maxInterval: 10 } }

test('without a client it says what to do', () => {
  expect(() => renderHook(() => useGemini())).toThrow(/GenAIProvider gemini=/)
})

test('tokens are counted when one pauses, once for the same words', async () => {
  const { mock, wrapper } = setup()
  const { result, rerender } = renderHook(
    ({ contents }) => useCountTokens(undefined, { model: 'm', contents }, { delay: 80 }),
    { wrapper, initialProps: { contents: '' } },
  )
  expect(result.current).toEqual({ totalTokens: 0, isCounting: false, error: null })
  for (const contents of ['a', 'ab', 'abc', 'abcdefgh']) rerender({ contents })
  expect(result.current.isCounting).toBe(true)
  await waitFor(() => expect(result.current).toEqual({ totalTokens: 2, isCounting: false, error: null }))
  expect(mock.requests).toEqual(['POST models/m:countTokens'])
  rerender({ contents: 'abcdefghijkl' })
  // What was counted stays until there is something better.
  expect(result.current.totalTokens).toBe(2)
  await waitFor(() => expect(result.current.totalTokens).toBe(3))
  rerender({ contents: 'abcdefgh' })
  await waitFor(() => expect(result.current.totalTokens).toBe(2))
  expect(mock.requests).toHaveLength(2)
  rerender({ contents: '' })
  await waitFor(() => expect(result.current.totalTokens).toBe(0))
})

test('models that cannot do it are not offered', async () => {
  const models = [
    { name: 'models/a', supportedActions: ['generateContent'] },
    { name: 'models/b', supportedActions: ['embedContent'] },
  ]
  const { wrapper } = setup({ models })
  const { result } = renderHook(() => useModels(undefined, { action: 'embedContent' }), { wrapper })
  await waitFor(() => expect(result.current.models.map(({ name }) => name)).toEqual(['models/b']))
})

test('videos are asked for, followed to their end, and are parts', async () => {
  const { mock, wrapper } = setup({}, { project: 'p', location: 'l' })
  const onStart = vi.fn()
  const { result } = renderHook(() => useGenerateVideos(undefined, { ...quick, onStart }), { wrapper })
  expect(result.current.status).toBe('idle')
  act(() => result.current.generate({ model: 'veo', prompt: 'A cat' }))
  const seen = new Set<unknown>()
  await waitFor(() => {
    seen.add(result.current.progress)
    expect(result.current.status).toBe('done')
  })
  expect(onStart).toHaveBeenCalledWith(expect.objectContaining({ name: expect.stringContaining('operations/') }))
  expect(result.current.progress).toBe(1)
  expect(result.current.parts).toEqual([{ media: { url: 'data:video/mp4;base64,', contentType: 'video/mp4' } }])
  // Four looks, and then nobody asks any more.
  const asked = mock.requests.length
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(mock.requests).toHaveLength(asked)
})

test('one that was begun by another page is followed; one that failed says why', async () => {
  const name = 'projects/p/locations/l/operations/o'
  const { wrapper } = setup(
    { operations: [{ name, done: true, error: { code: 3, message: 'No cats.' } }] },
    { project: 'p', location: 'l' },
  )
  const options: UseGenerateVideosOptions = { ...quick, operation: name }
  const { result } = renderHook(() => useGenerateVideos(undefined, options), { wrapper })
  await waitFor(() => expect(result.current.status).toBe('error'))
  expect(result.current.error?.message).toContain('No cats.')
})

test('jobs of all kinds in one list, newest first, followed until none runs', async () => {
  const batch = (name: string, state: string, hour: number, more: object = {}) => ({
    name: `batches/${name}`,
    metadata: { displayName: name, state: `BATCH_STATE_${state}`, createTime: `2026-01-01T0${hour}:00:00Z`, ...more },
  })
  const { mock, wrapper } = setup(
    {
      batches: [
        batch('old', 'FAILED', 1),
        batch('new', 'RUNNING', 5, { batchStats: { requestCount: '4', pendingRequestCount: '4' } }),
      ],
      tunings: [
        { name: 'tuningJobs/t', state: 'JOB_STATE_SUCCEEDED', baseModel: 'm', createTime: '2026-01-01T03:00:00Z' },
      ],
      operations: [{ name: 'operations/o', done: true }],
    },
    { project: 'p', location: 'l' },
  )
  // The Gemini API has batches, Vertex AI tuning jobs: here the mock has both.
  const { result } = renderHook(() => useJobs(undefined, { ...quick, operations: ['operations/o'] }), { wrapper })
  await waitFor(() => expect(result.current.jobs.map(({ kind }) => kind)).toEqual(['tuning', 'operation']))
  expect(result.current.jobs[0]).toMatchObject({ state: 'succeeded', isRunning: false, model: 'm' })
  expect(mock.requests).toContain('GET projects/p/locations/l/tuningJobs')
})

test('a batch that runs is followed, cancelled and forgotten', async () => {
  const metadata = {
    displayName: 'Long',
    state: 'BATCH_STATE_RUNNING',
    batchStats: { requestCount: '1000', pendingRequestCount: '999' },
  }
  const { mock, wrapper } = setup({ batches: [{ name: 'batches/long', metadata }] })
  const { result } = renderHook(() => useJobs(undefined, quick), { wrapper })
  await waitFor(() => expect(result.current.jobs[0]?.progress).toBeGreaterThan(0.003))
  const job = () => {
    const [first] = result.current.jobs
    if (!first) throw new Error('There is no job.')
    return first
  }
  act(() => result.current.cancel(job()))
  await waitFor(() => expect(job().state).toBe('cancelled'))
  const asked = mock.requests.length
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(mock.requests.length - asked).toBeLessThanOrEqual(1)
  act(() => result.current.remove(job()))
  await waitFor(() => expect(result.current.jobs).toEqual([]))
})

const FILES = ['a', 'b', 'c'].map((id) => ({ name: `files/${id}`, displayName: id, state: 'ACTIVE' }))
const names = ({ current }: { current: ReturnType<typeof useFiles> }) =>
  current.files.map(({ displayName }) => displayName)

test('a deletion can be taken back until its time is over', async () => {
  const { mock, wrapper } = setup({ files: FILES })
  const { result } = renderHook(() => useFiles(undefined, { undoTime: 150 }), { wrapper })
  await waitFor(() => expect(names(result)).toEqual(['a', 'b', 'c']))
  const [a, b] = result.current.files
  act(() => {
    if (a) result.current.remove(a)
    if (b) result.current.remove(b)
  })
  expect(names(result)).toEqual(['c'])
  act(() => result.current.undo())
  expect(names(result)).toEqual(['b', 'c'])
  expect(mock.requests.filter((one) => one.startsWith('DELETE'))).toEqual([])
  await waitFor(() => expect(mock.requests).toContain('DELETE files/a'))
  expect(names(result)).toEqual(['b', 'c'])
  expect(mock.requests).not.toContain('DELETE files/b')
})

test('whoever leaves has meant it', async () => {
  const { mock, wrapper } = setup({ files: FILES })
  const { result, unmount } = renderHook(() => useFiles(undefined, { undoTime: 600_000 }), { wrapper })
  await waitFor(() => expect(result.current.files).toHaveLength(3))
  act(() => result.current.files[0] && result.current.remove(result.current.files[0]))
  unmount()
  await waitFor(() => expect(mock.requests).toContain('DELETE files/a'))
})

test('pages follow one another', async () => {
  const { wrapper } = setup({ files: FILES })
  const { result } = renderHook(() => useFiles(undefined, { pageSize: 2 }), { wrapper })
  await waitFor(() => expect(names(result)).toEqual(['a', 'b']))
  act(() => result.current.fetchNextPage())
  await waitFor(() => expect(names(result)).toEqual(['a', 'b', 'c']))
  expect(result.current.hasNextPage).toBe(false)
})
