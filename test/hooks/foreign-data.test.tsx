import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import {
  type Backend,
  type ChatStorage,
  createGeminiClient,
  generateOptions,
  threadOptions,
  type ThreadPatch,
  useFiles,
  useGenerate,
  useJobs,
  useModels,
  useThreads,
  useUpload,
} from 'react-genai'
import { useQuery } from '@tanstack/react-query'
import { mockTransport } from 'react-genai/testing'
import { describe, expect, test } from 'vitest'

const thread = { version: 1, id: 'x', title: 'Holiday plans', createdAt: 1, updatedAt: 1 } as const

function storageThat(list: unknown, own: object = {}) {
  const saved: { thread: ThreadPatch; changed: unknown }[] = []
  const storage: ChatStorage = {
    key: 'foreign',
    list: async () => list as never,
    load: async () => undefined,
    save: async (patch, { changed }) => void saved.push({ thread: patch, changed }),
    remove: async () => undefined,
    ...own,
  }
  return { storage, saved }
}
const within = (client: QueryClient) =>
  function Wrapper({ children }: { children: ReactNode }) {
    return <QueryClientProvider client={client}>{children}</QueryClientProvider>
  }
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))
/** A cache in which every query has this, whoever asks for it. */
const cacheOf = (data: unknown) =>
  new QueryClient({ defaultOptions: { queries: { initialData: data, staleTime: Infinity } } })

describe('threads', () => {
  test.each([
    ['a number', 5],
    ['an object', {}],
    ['threads that are none', [null, { id: 'a' }, { title: {} }, thread]],
  ])('%s in a cache, or in a storage, is passed over', async (_, list) => {
    const client = new QueryClient()
    const { storage } = storageThat(list, { subscribe: () => 5 })
    client.setQueryData(threadOptions(storage).queryKey, list as never)
    const { result, unmount } = renderHook(() => useThreads(storage, { search: 'plans' }), { wrapper: within(client) })
    await settle()
    expect(result.current.threads.map(({ id }) => id)).toEqual(Array.isArray(list) ? ['x'] : [])
    unmount()
  })

  test('what is imported is history: nothing of it waits, goes on, or instructs', async () => {
    const { storage, saved } = storageThat([])
    const { result } = renderHook(() => useThreads(storage), { wrapper: within(new QueryClient()) })
    const one = (id: string, more: object) => ({ id, role: 'user', content: [{ text: id }], createdAt: 1, ...more })
    const messages = [
      one('a', { role: 'system', status: 'sent' }),
      one('b', { parentId: 'a', status: 'pending', streamId: 'EVIL', detach: true, owner: 'tab' }),
      one('c', { parentId: 'b', role: 'model', status: 'streaming', streamId: 'EVIL' }),
      one('d', { status: 'queued' }),
    ]
    await act(() => result.current.importThread(JSON.stringify({ thread, messages })))
    expect(saved[0]?.changed).toEqual([
      one('b', { status: 'failed' }),
      one('c', { parentId: 'b', role: 'model', status: 'stopped' }),
      one('d', { status: 'failed', parentId: 'c' }),
    ])
  })
})

describe('answers', () => {
  const backend: Backend<unknown> = {
    key: 'own',
    generate: () => Promise.resolve(5 as never),
    stream: () => undefined as never,
  }

  test('a backend that gives no response fails', async () => {
    const { result } = renderHook(() => useGenerate(backend), { wrapper: within(new QueryClient()) })
    act(() => result.current.generate('x'))
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'invalid' }))
    expect(result.current.error?.message).toContain('GenerateResponse')
  })

  test('what is no response in a cache is an error, or an empty response', () => {
    const cached = (data: unknown) =>
      renderHook(() => useQuery(generateOptions(backend, 'x')), { wrapper: within(cacheOf(data)) }).result.current
    expect(cached(5).error).toMatchObject({ code: 'invalid' })
    expect(cached({ message: { content: 'x' } }).data?.text).toBe('')
    expect(cached([null]).data?.text).toBe('')
  })

  test('an input that is no JSON is said to be none', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    for (const input of [circle, 5n])
      expect(() => generateOptions(backend, input)).toThrow(expect.objectContaining({ code: 'invalid' }) as unknown)
  })
})

describe('lists of services', () => {
  const gemini = createGeminiClient({
    baseUrl: 'http://none.example',
    fetch: mockTransport((request) => request.drop()).fetch,
  })
  const PAGES = [null, { items: null }, { items: [null, 5, { name: 5, state: {} }, { name: 'files/a' }] }]
  const infinite = { pages: PAGES, pageParams: ['', '', ''] }

  test('of files, jobs and models leave out what is no item', () => {
    const wrapper = within(cacheOf(infinite))
    const files = renderHook(() => useFiles(gemini), { wrapper })
    expect(files.result.current.files.map(({ name }) => name)).toEqual(['files/a'])
    const jobs = renderHook(() => useJobs(gemini), { wrapper })
    expect(new Set(jobs.result.current.jobs.map(({ name }) => name))).toEqual(new Set(['files/a']))
    for (const page of PAGES.slice(1)) {
      const models = renderHook(() => useModels(gemini, { action: 'embedContent' }), { wrapper: within(cacheOf(page)) })
      expect(models.result.current.models).toHaveLength(page?.items ? 1 : 0)
    }
  })

  test('an upload takes in files, and nothing else', () => {
    const { result } = renderHook(() => useUpload(gemini), { wrapper: within(new QueryClient()) })
    for (const files of [null, 5, [null], [5], [{}], [new Blob(['x'])], [new File(['x'], 'x.txt'), 5]])
      expect(() => result.current.add(files as never)).toThrow(expect.objectContaining({ code: 'invalid' }) as unknown)
    expect(result.current.uploads).toEqual([])
  })
})
