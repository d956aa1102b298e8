import { onlineManager, QueryClient } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode, useEffect, useState } from 'react'
import {
  type ChatInput,
  GenAIProvider,
  indexedDbStorage,
  useChat,
  useChatStatus,
  useDraft,
  useMessage,
  useMessageIds,
  usePart,
  useThreads,
  type UseChatResult,
} from 'react-genai'
import { mockBackend, type MockBackend } from 'react-genai/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

let backend: MockBackend<ChatInput>
let queryClient: QueryClient
beforeEach(() => {
  queryClient = new QueryClient()
  backend = mockBackend<ChatInput>()
})
afterEach(() => onlineManager.setOnline(true))

const wrapper = ({ children }: { children?: ReactNode }) => (
  <StrictMode>
    <GenAIProvider backend={backend} queryClient={queryClient}>
      {children}
    </GenAIProvider>
  </StrictMode>
)
const frame = () => act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())))
const told = async (say: () => void) => {
  await act(async () => say())
  await frame()
  await frame()
}

describe('useChat', () => {
  test('a conversation, in StrictMode: one request, every word', async () => {
    const { result } = renderHook(() => useChat<ChatInput>(), { wrapper })
    act(() => void result.current.send('Why?'))
    await told(() => backend.text('Be'))
    await told(() => backend.text('cause'))
    await told(() => backend.end())
    await waitFor(() => expect(result.current.status).toBe('idle'))
    expect(result.current.messages.map(({ text }) => text)).toEqual(['Why?', 'Because'])
    expect(backend.requests).toHaveLength(1)
  })

  test('who reads only where it stands is not drawn for a token', async () => {
    let draws = 0
    function Status() {
      const { status, send } = useChat(backend)
      draws++
      return (
        <button type="button" onClick={() => send('Why?')}>
          {status}
        </button>
      )
    }
    render(<Status />, { wrapper })
    act(() => screen.getByRole('button').click())
    await told(() => backend.text('a'))
    const before = draws
    for (let token = 0; token < 20; token++) await told(() => backend.text('a'))
    expect(draws).toBe(before)
    await told(() => backend.end())
    await screen.findByText('idle')
  })

  test('a token draws one leaf: not its neighbours, not the composer', async () => {
    const draws: Record<string, number> = {}
    const count = (name: string) => (draws[name] = (draws[name] ?? 0) + 1)
    function Row({ chat, id }: { chat: UseChatResult['store']; id: string }) {
      const message = useMessage(chat, id)
      count(message?.role ?? '')
      return <p>{message?.text}</p>
    }
    function Composer({ chat }: { chat: UseChatResult['store'] }) {
      useDraft(chat)
      useChatStatus(chat)
      count('composer')
      return null
    }
    function List({ chat }: { chat: UseChatResult['store'] }) {
      count('list')
      return useMessageIds(chat).map((id) => <Row key={id} chat={chat} id={id} />)
    }
    const held: { store?: UseChatResult['store'] } = {}
    function Page() {
      const chat = useChat(backend)
      useEffect(() => void (held.store = chat.store))
      return (
        <>
          <List chat={chat.store} />
          <Composer chat={chat.store} />
        </>
      )
    }
    render(<Page />, { wrapper })
    act(() => void held.store?.getSnapshot().send('Why?'))
    await told(() => backend.text('a'))
    const before = { ...draws }
    for (let token = 0; token < 10; token++) await told(() => backend.text('a'))
    expect(draws).toEqual({ ...before, model: (before['model'] ?? 0) + 20 })
  })

  test('usePart gives a part, and the same one while others grow', async () => {
    const { result } = renderHook(
      () => {
        const chat = useChat(backend)
        return { chat, part: usePart(chat, chat.messageIds[1] ?? '', 0) }
      },
      { wrapper },
    )
    act(() => void result.current.chat.send('Why?'))
    await told(() => backend.chunk({ role: 'model', index: 0, content: [{ reasoning: 'Hm' }, { text: 'a' }] }))
    const { part } = result.current
    expect(part).toEqual({ reasoning: 'Hm' })
    await told(() => backend.text('b'))
    expect(result.current.part).toBe(part)
  })

  test('callbacks see the latest closure; inline options restart nothing', async () => {
    const seen: number[] = []
    const { result, rerender } = renderHook(
      ({ turn }) => useChat(backend, { onSuccess: () => seen.push(turn), tools: {}, messages: [] }),
      { wrapper, initialProps: { turn: 1 } },
    )
    act(() => void result.current.send('Why?'))
    await told(() => backend.text('a'))
    rerender({ turn: 2 })
    await told(() => backend.end())
    await waitFor(() => expect(seen).toEqual([2]))
    expect(backend.requests).toHaveLength(1)
  })

  test('unmounting ends the reply, unless it is to be kept alive', async () => {
    const first = renderHook(() => useChat(backend), { wrapper })
    act(() => void first.result.current.send('Why?'))
    await told(() => backend.text('a'))
    first.unmount()
    await waitFor(() => expect(backend.requests[0]?.signal.aborted).toBe(true))
    const second = renderHook(() => useChat(backend, { keepAlive: true }), { wrapper })
    act(() => void second.result.current.send('Why?'))
    await told(() => backend.text('a'))
    second.unmount()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(backend.requests[1]?.signal.aborted).toBe(false)
  })

  test('another id is another conversation: nothing of the old one shows in it', async () => {
    const { result, rerender } = renderHook(({ id }) => useChat(backend, { id }), {
      wrapper,
      initialProps: { id: 'a' },
    })
    act(() => void result.current.send('Why?'))
    await told(() => backend.text('a'))
    rerender({ id: 'b' })
    expect(result.current.messages).toEqual([])
    expect(result.current.id).toBe('b')
    await waitFor(() => expect(backend.requests[0]?.signal.aborted).toBe(true))
  })

  test('offline it waits; online it goes', async () => {
    const { result } = renderHook(() => useChat(backend), { wrapper })
    act(() => onlineManager.setOnline(false))
    act(() => void result.current.send('Why?'))
    expect(result.current.fetchStatus).toBe('paused')
    expect(result.current.queue).toHaveLength(1)
    await told(() => onlineManager.setOnline(true))
    await waitFor(() => expect(backend.requests).toHaveLength(1))
    expect(result.current.queue).toHaveLength(0)
  })

  test('what starts before the first effect has run is asked once', async () => {
    function Page() {
      const chat = useChat(backend)
      const [asked, setAsked] = useState(false)
      return (
        <button
          type="button"
          onClick={() => {
            setAsked(true)
            chat.send('One')
            chat.send('Two')
          }}
        >
          {String(asked)} {chat.queue.length}
        </button>
      )
    }
    render(<Page />, { wrapper })
    act(() => screen.getByRole('button').click())
    expect(screen.getByRole('button')).toHaveProperty('textContent', 'true 1')
    await waitFor(() => expect(backend.requests).toHaveLength(1))
  })
})

describe('a conversation that is kept', () => {
  let storage: ReturnType<typeof indexedDbStorage>
  let name = 0
  beforeEach(() => {
    storage = indexedDbStorage({ name: `test-${Date.now()}-${name++}` })
  })
  const open = (id = 't') => renderHook(() => useChat(backend, { id, storage }), { wrapper })
  const saved = async (count: number) =>
    waitFor(async () => expect((await storage.load('t'))?.messages).toHaveLength(count))

  test('it is there again, with its branches, draft and title', async () => {
    const first = open()
    await waitFor(() => expect(first.result.current.isLoading).toBe(false))
    act(() => void first.result.current.send('Why is  the sky\nblue?'))
    await told(() => backend.text('Because'))
    await told(() => backend.end())
    await waitFor(() => expect(first.result.current.status).toBe('idle'))
    act(() => first.result.current.regenerate())
    await told(() => backend.text('Since'))
    await told(() => backend.end())
    act(() => first.result.current.store.setDraft({ text: 'And' }))
    await saved(3)
    await waitFor(async () => expect((await storage.list())[0]?.draft).toBe('And'))
    first.unmount()

    const second = open()
    expect(second.result.current.isLoading).toBe(true)
    await waitFor(() =>
      expect(second.result.current.messages.map(({ text }) => text)).toEqual([expect.any(String), 'Since']),
    )
    const [, reply] = second.result.current.messageIds
    expect(second.result.current.branches(reply ?? '')).toHaveLength(2)
    expect(second.result.current.store.draft.getSnapshot().text).toBe('And')
    expect((await storage.list()).map(({ title }) => title)).toEqual(['Why is the sky blue?'])
  })

  test('what is sent while it is read waits, and goes behind what was there', async () => {
    await storage.save(
      { version: 1, id: 't', title: 'T' },
      {
        changed: [
          { id: 'a', role: 'user', content: [{ text: 'Old' }], createdAt: 1, status: 'sent' },
          { id: 'b', parentId: 'a', role: 'model', content: [{ text: 'Reply' }], createdAt: 2, status: 'done' },
        ],
        removed: [],
      },
    )
    const { result } = open()
    act(() => void result.current.send('New'))
    expect(result.current.queue).toHaveLength(1)
    await waitFor(() => expect(result.current.messages.map(({ text }) => text)).toEqual(['Old', 'Reply', 'New']))
    await waitFor(() => expect(backend.requests[0]?.input.messages).toHaveLength(3))
  })

  test('what a closed page has left: cut replies say so, and what was queued waits for a person to look', async () => {
    const gone = { owner: 'a-tab-that-is-gone' }
    await storage.save(
      { version: 1, id: 't', title: 'T' },
      {
        changed: [
          { id: 'a', role: 'user', content: [{ text: 'Why?' }], createdAt: 1, status: 'sent' },
          {
            id: 'b',
            parentId: 'a',
            role: 'model',
            content: [{ text: 'Half' }],
            createdAt: 2,
            status: 'streaming',
            ...gone,
          },
          { id: 'c', role: 'user', content: [{ text: 'Next' }], createdAt: 3, status: 'queued', ...gone },
        ],
        removed: [],
      },
    )
    const { result } = open()
    await waitFor(() => expect(result.current.messages).toHaveLength(2))
    expect(result.current.messages.map(({ status }) => status)).toEqual(['sent', 'failed'])
    expect(result.current.queue.map(({ text }) => text)).toEqual(['Next'])
    expect(result.current.messages[1]?.text).toBe('Half')
    expect(result.current.messages[1]?.error?.message).toContain('The page was closed while this was being written')
    expect(backend.requests).toHaveLength(0)
    act(() => result.current.flush())
    await waitFor(() => expect(backend.requests).toHaveLength(1))
  })

  test('a message that was on its way when the page closed can be sent again', async () => {
    await storage.save(
      { version: 1, id: 't', title: 'T' },
      {
        changed: [
          { id: 'a', role: 'user', content: [{ text: 'Why?' }], createdAt: 1, status: 'pending', owner: 'gone' },
        ],
        removed: [],
      },
    )
    const { result } = open()
    await waitFor(() => expect(result.current.status).toBe('error'))
    expect(result.current.error?.message).toContain('may have arrived')
    act(() => result.current.retry())
    await waitFor(() => expect(backend.requests).toHaveLength(1))
  })

  test('two components with the same thread share one chat', async () => {
    const first = open()
    const second = open()
    await waitFor(() => expect(second.result.current.isLoading).toBe(false))
    act(() => void first.result.current.send('Why?'))
    expect(second.result.current.messages.map(({ text }) => text)).toEqual(['Why?'])
  })

  test('and so do two that are drawn together', async () => {
    const chats: UseChatResult['store'][] = []
    function One() {
      const { store } = useChat(backend, { id: 't', storage })
      useEffect(() => void chats.push(store))
      return null
    }
    render(
      <>
        <One />
        <One />
      </>,
      { wrapper },
    )
    await waitFor(() => expect(chats.length).toBeGreaterThan(1))
    expect(new Set(chats).size).toBe(1)
  })

  test('a storage that fails is said to fail, and the conversation goes on', async () => {
    const broken = {
      ...storage,
      load: () => Promise.reject(new Error('Quota')),
      save: () => Promise.reject(new Error('Quota')),
    }
    const { result } = renderHook(() => useChat(backend, { id: 't', storage: broken }), { wrapper })
    act(() => void result.current.send('Why?'))
    await told(() => backend.text('Because'))
    await told(() => backend.end())
    await waitFor(() => expect(result.current.messages.map(({ text }) => text)).toEqual(['Why?', 'Because']))
    await waitFor(() => expect(result.current.storageError?.message).toContain('Quota'))
  })

  test('the list of threads: search, rename, delete, undo, export, import', async () => {
    const save = (id: string, title: string, updatedAt: number) =>
      storage.save(
        { version: 1, id, title, updatedAt },
        {
          changed: [{ id: `${id}-1`, role: 'user', content: [{ text: title }], createdAt: 1, status: 'sent' }],
          removed: [],
        },
      )
    await save('a', 'Plan a trip', 1)
    await save('b', 'Fix the roof', 2)
    const { result, rerender } = renderHook(({ search }) => useThreads(storage, { search }), {
      wrapper,
      initialProps: { search: '' },
    })
    const titles = () => result.current.threads.map(({ title }) => title)
    await waitFor(() => expect(titles()).toEqual(['Fix the roof', 'Plan a trip']))
    rerender({ search: 'TRIP plan' })
    expect(titles()).toEqual(['Plan a trip'])
    rerender({ search: '' })
    await act(() => result.current.rename('a', 'Bergen'))
    await waitFor(() => expect(titles()).toEqual(['Fix the roof', 'Bergen']))
    await act(() => result.current.remove('b'))
    await waitFor(() => expect(titles()).toEqual(['Bergen']))
    expect(result.current.removed?.title).toBe('Fix the roof')
    await act(() => result.current.undo())
    await waitFor(() => expect(titles()).toEqual(['Fix the roof', 'Bergen']))
    expect((await storage.load('b'))?.messages).toHaveLength(1)
    const json = await result.current.exportThread('b')
    let id = ''
    await act(async () => {
      id = await result.current.importThread(json)
    })
    expect((await storage.load(id))?.messages[0]?.content).toEqual([{ text: 'Fix the roof' }])
    await expect(result.current.importThread('{"thread": 7}')).rejects.toThrow(/Nothing was taken over/)
    await expect(result.current.importThread('no json')).rejects.toThrow(/Nothing was taken over/)
  })

  test('the oldest threads go when there are too many', async () => {
    const small = indexedDbStorage({ name: `small-${Date.now()}`, maxThreads: 2 })
    for (let at = 1; at <= 4; at++)
      await small.save({ version: 1, id: `${at}`, title: `${at}`, updatedAt: at }, { changed: [], removed: [] })
    await waitFor(async () => expect((await small.list()).map(({ id }) => id)).toEqual(['4', '3']))
    await small.clear()
    expect(await small.list()).toEqual([])
  })

  test('another tab tells what it does, message by message', async () => {
    const { result } = open()
    await waitFor(() => expect(result.current.isLoading).toBe(false))
    const hear = vi.fn()
    storage.subscribe?.(hear)
    // Another storage of the same name is what another tab has.
    const other = indexedDbStorage({ name: storage.key })
    await other.save(
      { version: 1, id: 't', title: 'T' },
      {
        changed: [{ id: 'x', role: 'user', content: [{ text: 'From there' }], createdAt: 1, status: 'sent' }],
        removed: [],
      },
    )
    await waitFor(() => expect(result.current.messages.map(({ text }) => text)).toEqual(['From there']))
    expect(hear).toHaveBeenCalledTimes(1)
  })
})
