import {
  createChatStore,
  type ChatInput,
  type ChatStore,
  type ChatStorage,
  GenAIError,
  type ToolRequestPart,
} from 'react-genai'
import type { ChatMessageData, StorageNews, ThreadChanges, ThreadData, ThreadPatch } from 'react-genai'
import { mockBackend, type MockBackend, setScheduler } from 'react-genai/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TAB } from '../../src/state/chat-run.ts'
import { watchLiveChat, liveChat } from '../../src/hooks/live-chats.ts'
import { Attachments } from '../../src/state/attachments.ts'
import { readThread } from '../../src/model/chat/stored-thread.ts'

beforeEach(async () => {
  await import('../../src/state/chat-keeper.ts')
  await import('../../src/state/tool-runner.ts')
})
let backend: MockBackend<ChatInput>
let chat: ChatStore
const now = () => chat.getSnapshot()
const settle = async () => {
  for (let t = 0; t < 8; t++) await new Promise((r) => setTimeout(r))
}
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms))
const texts = (c = chat) => c.getSnapshot().messages.map(({ role, text }) => `${role}: ${text}`)
const statuses = (c = chat) => c.getSnapshot().messages.map(({ status }) => status)
const answer = async (text: string) => {
  backend.text(text)
  await settle()
  backend.end()
  await settle()
}
const say = async (q: string, r: string) => {
  const id = now().send(q)
  await settle()
  await answer(r)
  return id as string
}
const waiting = (name: string, ref?: string): ToolRequestPart => ({
  toolRequest: { name, ...(ref && { ref }) },
  metadata: { interrupt: true },
})
const interrupt = (...requests: ToolRequestPart[]) => ({
  finishReason: 'interrupted',
  message: { role: 'model', content: requests },
})
const net = () => new GenAIError('network', 'No connection.', { retryable: true })

type Listeners = Set<(news: StorageNews) => void>

/** A storage that is slow, fails and tells when it is told to. */
class Mem implements ChatStorage {
  key = 'mem'
  threads = new Map<string, { thread: ThreadData; messages: Map<string, ChatMessageData> }>()
  saves: unknown[] = []
  listeners = new Set<(news: StorageNews) => void>()
  gateSave: Promise<void> | undefined
  gateLoad: Promise<void> | undefined
  failLoad = false
  failSave = false
  async list() {
    return [...this.threads.values()].map((t) => t.thread)
  }
  async load(id: string) {
    const gate = this.gateLoad
    if (this.failLoad) throw new Error('load down')
    await gate
    const t = this.threads.get(id)
    return t && readThread(structuredClone({ thread: t.thread, messages: [...t.messages.values()] }))
  }
  async save(thread: ThreadPatch, changes: ThreadChanges): Promise<void> {
    const copy = structuredClone({ thread, ...changes })
    this.saves.push(copy)
    if (this.failSave) throw new Error('save down')
    await this.gateSave
    const t = this.threads.get(thread.id) ?? {
      thread: { version: 1, id: thread.id, title: '', createdAt: 1, updatedAt: 1 },
      messages: new Map<string, ChatMessageData>(),
    }
    t.thread = { ...t.thread, ...copy.thread }
    for (const m of copy.changed) t.messages.set(m.id, m)
    for (const id of copy.removed) t.messages.delete(id)
    this.threads.set(thread.id, t)
  }
  async remove(id: string) {
    this.threads.delete(id)
  }
  subscribe(l: (news: StorageNews) => void): () => void {
    this.listeners.add(l)
    return () => void this.listeners.delete(l)
  }
  tell(n: StorageNews) {
    for (const l of this.listeners) l(structuredClone(n))
  }
  stored(id: string) {
    return [...(this.threads.get(id)?.messages.values() ?? [])] as ChatMessageData[]
  }
}
const gate = () => {
  let open!: () => void
  const p = new Promise<void>((r) => (open = r))
  return [p, open] as const
}
const seed = (s: Mem, id: string, thread: Partial<ThreadData>, messages: object[]) =>
  s.threads.set(id, {
    thread: { version: 1, id, title: '', createdAt: 1, updatedAt: 1, ...thread },
    messages: new Map((messages as ChatMessageData[]).map((m) => [m.id, m])),
  })

beforeEach(() => {
  vi.stubGlobal('navigator', {})
  setScheduler((run) => {
    queueMicrotask(run)
    return () => undefined
  })
  backend = mockBackend<ChatInput>()
  chat = createChatStore({ backend })
})
afterEach(() => {
  setScheduler()
  vi.unstubAllGlobals()
})

test('retrying an edit that failed sends it in its own branch', async () => {
  const first = await say('Cats?', 'Meow')
  await say('More cats', 'Purr')
  const edited = now().edit(first, 'Dogs?') as string
  await settle()
  backend.fail(net())
  await settle()
  expect(texts()).toEqual(['user: Dogs?'])
  now().retry(edited)
  await settle()
  expect(backend.requests.at(-1)?.input.messages).toEqual([{ role: 'user', content: [{ text: 'Dogs?' }] }])
})

test('removing a failed edit with what follows: what follows stays in view', async () => {
  const first = await say('Cats?', 'Meow')
  const x = now().edit(first, 'Dogs?') as string
  await settle()
  backend.fail(net())
  await settle()
  await say('Cows?', 'Moo')
  const seen = now().messageIds
  now().switchTo(first)
  now().edit(first, 'Birds?')
  await settle()
  await answer('Tweet')
  now().switchTo(seen.at(-1) as string)
  expect(texts()).toEqual(['user: Dogs?', 'user: Cows?', 'model: Moo'])
  now().remove(x)
  expect(texts()).toEqual(['user: Cows?', 'model: Moo'])
})

test('initial messages that were being written do not block the chat for ever', async () => {
  chat = createChatStore({
    backend,
    messages: [
      { role: 'user', content: [{ text: 'a' }], id: '1', createdAt: 1, status: 'sent' },
      {
        role: 'model',
        content: [{ text: 'b' }],
        id: '2',
        parentId: '1',
        createdAt: 1,
        status: 'streaming',
        owner: 'gone',
      } as never,
    ],
  })
  now().send('Hello?')
  await settle()
  now().stop()
  now().flush()
  await settle()
  expect(now().queue).toHaveLength(0)
  expect(backend.requests).toHaveLength(1)
})

test('sending while the thread loads does not rename it', async () => {
  const s = new Mem()
  seed(s, 't', { title: 'Taxes 2024' }, [
    { id: '1', role: 'user', content: [{ text: 'q' }], createdAt: 1, status: 'sent' },
    { id: '2', parentId: '1', role: 'model', content: [{ text: 'a' }], createdAt: 1, status: 'done' },
  ])
  const [g, open] = gate()
  s.gateLoad = g
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  now().send('hi')
  await settle()
  open()
  await settle()
  await answer('yo')
  leave()
  await settle()
  expect(s.threads.get('t')?.thread.title).toBe('Taxes 2024')
})

test('a load that failed is tried again, and does not rename/fork the thread', async () => {
  const s = new Mem()
  s.failLoad = true
  seed(s, 't', { title: 'Taxes 2024', draft: 'half a letter' }, [
    { id: '1', role: 'user', content: [{ text: 'q' }], createdAt: 1, status: 'sent' },
    { id: '2', parentId: '1', role: 'model', content: [{ text: 'a' }], createdAt: 1, status: 'done' },
  ])
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  expect(now().storageError).toBeDefined()
  s.failLoad = false
  await say('hi', 'yo')
  await settle()
  leave()
  await settle()

  const again = createChatStore({ backend, storage: s, id: 't' })
  again.attach()
  await settle()
  expect.soft(s.threads.get('t')?.thread.title).toBe('Taxes 2024')
  expect.soft(s.threads.get('t')?.thread.draft).toBe('half a letter')
  expect.soft(texts(again)).toEqual(['user: q', 'model: a', 'user: hi', 'model: yo'])
})

test('drop while a save is in flight does not bring the thread back', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('x')
  await settle()
  const [g, open] = gate()
  s.gateSave = g
  await sleep(350) // growth save in flight
  backend.text('y')
  await settle()
  void chat.drop()
  open()
  s.gateSave = undefined
  await settle()
  await s.remove('t')
  await sleep(350)
  expect(s.threads.has('t')).toBe(false)
})

test('same with remove answered first', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('x')
  const [g, open] = gate()
  s.gateSave = g
  await settle()
  backend.text('y')
  await settle()
  const n = s.saves.length
  void chat.drop()
  await s.remove('t')
  open()
  await settle()
  await sleep(20)
  expect(s.saves.length).toBe(n)
})

test('deleted in another tab while a reply is written here', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('x')
  await settle()
  await s.remove('t')
  s.tell({ threadId: 't', deleted: true })
  await answer('more')
  await sleep(350)

  expect(s.threads.has('t')).toBe(false)
})

test('a storage whose save throws (localStorage quota)', async () => {
  const s = new Mem()
  const unhandled: unknown[] = []
  const h = (e: unknown) => void unhandled.push(e)
  const before = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', h)
  const real = s.save.bind(s)
  s.save = () => {
    throw new Error('QuotaExceededError')
  }
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  await say('hi', 'yo')
  const err = now().storageError
  s.save = real
  await say('two', '2')
  leave()
  await settle()
  process.off('unhandledRejection', h)
  for (const l of before) process.on('unhandledRejection', l as never)
  expect.soft(unhandled).toEqual([])
  expect.soft(err).toBeDefined()
  expect.soft(s.stored('t').map((m) => m.content)).toEqual(['hi', 'yo', 'two', '2'].map((text) => [{ text }]))
})

test('what failed to be saved is tried again when everybody leaves', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  s.failSave = true
  await say('hi', 'yo')
  expect(now().storageError).toBeDefined()
  s.failSave = false
  leave()
  await settle()
  expect(s.stored('t')).toHaveLength(2)
})

test('leaving mid-stream and coming back while a save is in flight', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('Hel')
  await settle()
  await sleep(320)
  const [g, open] = gate()
  backend.text('lo')
  await settle()
  s.gateSave = g
  await sleep(320)
  leave()
  await settle() // stops the reply
  expect(statuses()).toEqual(['sent', 'stopped'])
  const next = createChatStore({ backend, storage: s, id: 't' })
  next.attach()
  await settle()
  open()
  s.gateSave = undefined
  await settle()
  await sleep(350)

  expect(statuses(next)).toEqual(['sent', 'stopped'])
})

test('same store, hidden and shown again (Activity)', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  let leave = chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('Hel')
  await settle()
  await sleep(320)
  backend.text('lo')
  await settle()
  const [g, open] = gate()
  s.gateSave = g
  backend.text(' world')
  await settle()
  leave()
  leave = chat.attach()
  await settle()
  open()
  s.gateSave = undefined
  await settle()
  await sleep(350)

  expect(texts()).toEqual(['user: hi', 'model: Hello world'])
  expect(statuses()).toEqual(['sent', 'stopped'])
})

test('a thread deleted mid-stream and brought back is not streaming for ever', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  now().send('hi')
  await settle()
  backend.text('Hel')
  await settle()
  await sleep(320)
  const stored = await s.load('t') // what useThreads.remove does
  void chat.drop()
  await s.remove('t')
  leave()
  await s.save(stored!.thread, { changed: stored!.messages, removed: [] }) // undo
  const next = createChatStore({ backend, storage: s, id: 't' })
  next.attach()
  await settle()
  expect(statuses(next)).toEqual(['sent', 'failed'])
})

test('with keepAlive, a chat with a queue is still live between two replies', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't', keepAlive: true })
  const unwatch = watchLiveChat(s, chat)
  const detach = chat.attach()
  await settle()
  now().send('one')
  await settle()
  backend.text('x')
  await settle()
  now().send('two')
  await settle()
  detach()
  unwatch()
  expect(liveChat(s, 't')).toBe(chat)
  backend.end()
  await settle()
  expect(now().fetchStatus).toBe('fetching')
  expect(liveChat(s, 't')).toBe(chat)
})

test('with keepAlive, what follows a tool of the page is saved when nobody is there', async () => {
  const s = new Mem()
  let finish!: (v: unknown) => void
  chat = createChatStore({
    backend,
    storage: s,
    id: 't',
    keepAlive: true,
    tools: { locate: { execute: () => new Promise((r) => (finish = r)) } },
  })
  const unwatch = watchLiveChat(s, chat)
  const detach = chat.attach()
  await settle()
  now().send('where')
  await settle()
  backend.end(interrupt(waiting('locate', '1')))
  await settle()
  detach()
  unwatch()
  await settle()
  finish(1)
  await settle()
  await answer('Here.')
  await sleep(350)
  expect(texts().at(-1)).toBe('model: Here.')
  expect(s.stored('t').map((m) => m.status)).toEqual(['sent', 'done', 'done', 'done'])
})

test('messages that are read again while tools are answered', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  now().send('pay')
  await settle()
  backend.end(interrupt(waiting('a', '1'), waiting('b', '2')))
  await settle()
  now().respond(now().interrupts[0]!, 'A')
  await settle()
  s.tell({ threadId: 't' })
  await settle() // allowed by StorageNews: read again

  for (const p of now().interrupts) now().respond(p, 'again')
  await settle()
  expect(backend.requests[1]?.input.resume?.respond?.map((p) => p.toolResponse.ref)).toEqual(['1', '2'])
})
test('page tool runs while messages are read again', async () => {
  const s = new Mem()
  let finish!: (v: unknown) => void
  chat = createChatStore({
    backend,
    storage: s,
    id: 't',
    tools: { locate: { execute: () => new Promise((r) => (finish = r)) } },
  })
  let leave = chat.attach()
  await settle()
  now().send('where')
  await settle()
  backend.end(interrupt(waiting('locate', '1')))
  await settle()
  expect(now().interrupts).toEqual([])
  leave()
  leave = chat.attach()
  await settle()
  finish(1)
  await settle()
  expect(backend.requests).toHaveLength(2)
})

test('a callback that sends while another reply is asked for', async () => {
  let once = true
  chat = createChatStore({
    backend,
    onSettled: () => {
      if (once) {
        once = false
        now().send('from callback')
      }
    },
  })
  now().send('hi')
  await settle()
  backend.text('x')
  await settle()
  now().regenerate()
  await settle()
  await answer('y')
  await answer('z')
  await settle()

  expect(chat.thread.all().filter((m) => m.status === 'pending')).toEqual([])
})

test('rounds count anew when a person regenerates', async () => {
  const execute = vi.fn(() => 1)
  chat = createChatStore({ backend, tools: { locate: { execute } }, maxToolRounds: 1 })
  now().send('where')
  await settle()
  backend.end(interrupt(waiting('locate', '1')))
  await settle()
  await answer('Here')
  now().regenerate()
  await settle()
  backend.end(interrupt(waiting('locate', '1')))
  await settle()
  expect(execute).toHaveBeenCalledTimes(2)
})

test('accept */*', () => {
  const files = new Attachments(chat)
  files.setOptions(async () => ({ url: 'x' }), { accept: '*/*' })
  expect(files.add([new File(['x'], 'a.png', { type: 'image/png' })])).toEqual([])
})

test('another tab finishes a reply and closes: a tab with a storage without news overwrites it', async () => {
  const s = new Mem()
  Object.assign(s, { subscribe: undefined })
  let release!: () => void
  const gone = new Promise<void>((r) => (release = r))
  const held = [{ name: 'react-genai-other' }]
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held }),
      request: async (name: string, a: unknown, b?: unknown) => {
        const work = (b ?? a) as () => unknown
        if (name === 'react-genai-other') await gone
        return work()
      },
    },
  })
  seed(s, 't', { title: 'x', head: '2' }, [
    { id: '1', role: 'user', content: [{ text: 'q' }], createdAt: 1, status: 'sent' },
    {
      id: '2',
      parentId: '1',
      role: 'model',
      content: [{ text: 'Hal' }],
      createdAt: 1,
      status: 'streaming',
      owner: 'other',
    },
  ])
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  expect(now().status).toBe('streaming')
  // the other tab finishes, saves, and is closed
  await s.save(
    { version: 1, id: 't' },
    {
      changed: [
        {
          id: '2',
          parentId: '1',
          role: 'model',
          content: [{ text: 'Half and the other half' }],
          createdAt: 1,
          status: 'done',
        },
      ] as never,
      removed: [],
    },
  )
  held.length = 0
  release()
  await settle()
  await sleep(20)
  expect(s.stored('t')[1]).toMatchObject({ status: 'done', content: [{ text: 'Half and the other half' }] })
})

test('queued by a tab that closes while this one is open', async () => {
  const s = new Mem()
  let release!: () => void
  const gone = new Promise<void>((r) => (release = r))
  const held = [{ name: 'react-genai-other' }]
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held }),
      request: async (name: string, a: unknown, b?: unknown) => {
        const work = (b ?? a) as () => unknown
        if (name === 'react-genai-other') await gone
        return work()
      },
    },
  })
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  s.tell({
    threadId: 't',
    changed: [{ id: '1', role: 'user', content: [{ text: 'q' }], createdAt: 1, status: 'queued', owner: 'other' }],
  })
  await settle()
  held.length = 0
  release()
  await settle()
  await sleep(20)
  now().flush()
  await settle()
  expect(backend.requests).toHaveLength(1)
})

test('what follows a queued message in stored data is reachable', () => {
  const { messages } = readThread({
    thread: { version: 1, id: 't' },
    messages: [
      { id: '1', role: 'user', content: [{ text: 'q' }], status: 'queued' },
      { id: '2', parentId: '1', role: 'model', content: [{ text: 'a' }], status: 'done' },
    ],
  })
  const c = createChatStore({ backend })
  c.merge(messages)
  expect(texts(c)).toContain('model: a')
})

test('news of our own pending message from a tab without locks leaves its error', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  const id = now().send('hi') as string
  await settle()
  const { owner: _, ...m } = chat.thread.get(id)!.stored
  s.tell({ threadId: 't', changed: [{ ...m, status: 'failed', error: { code: 'truncated', message: 'closed' } }] })
  await answer('yo')
  expect(now().messages[0]?.error).toBeUndefined()
})

test('the pending regenerate of another tab is known here', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  await say('hi', 'yo')
  await settle()
  s.saves.length = 0
  now().regenerate()
  await settle()
  // nothing of what is stored tells another tab that this one is at work
  expect(s.stored('t').some((m) => m.owner === TAB)).toBe(true)
})

test('two tabs; what B sends while A waits for a regenerated reply waits', async () => {
  const held: { name: string }[] = []
  vi.stubGlobal('navigator', {
    locks: {
      query: async () => ({ held }),
      request: (name: string, a: unknown, b?: unknown) => {
        if (b) return new Promise(() => undefined)
        held.push({ name })
        return Promise.resolve((a as () => unknown)())
      },
    },
  })
  vi.resetModules()
  const A = await import('react-genai')
  await import('../../src/state/chat-keeper.ts')
  const shared = new Mem()
  const tab = (listeners: Listeners, others: Listeners) => ({
    key: 'x',
    list: () => shared.list(),
    load: (id: string) => shared.load(id),
    remove: (id: string) => shared.remove(id),
    save: async (t: ThreadPatch, c: ThreadChanges) => {
      await shared.save(t, c)
      for (const l of others) l(structuredClone({ threadId: t.id, ...c }))
    },
    subscribe: (l: (news: StorageNews) => void) => {
      listeners.add(l)
      return () => listeners.delete(l)
    },
  })
  const la: Listeners = new Set()
  const lb: Listeners = new Set()
  const a = A.createChatStore({ backend, storage: tab(la, lb), id: 't' })
  a.attach()
  await settle()
  vi.resetModules()
  const B = await import('react-genai')
  await import('../../src/state/chat-keeper.ts')
  const backendB = mockBackend<ChatInput>()
  const b = B.createChatStore({ backend: backendB, storage: tab(lb, la), id: 't' })
  b.attach()
  await settle()
  a.getSnapshot().send('q')
  await settle()
  // control: while A is pending, B waits
  expect(b.getSnapshot().status).toBe('streaming')
  await answer('1')
  await settle()
  expect(b.getSnapshot().messages.map((m) => m.text)).toEqual(['q', '1'])
  a.getSnapshot().regenerate()
  await settle()
  await settle()
  expect.soft(b.getSnapshot().fetchStatus).toBe('fetching')
  b.getSnapshot().send('from b')
  await settle()
  expect.soft(backendB.requests).toHaveLength(0)
})

test('what is queued does not go into another branch when it is switched', async () => {
  const first = await say('Cats?', 'Meow')
  now().edit(first, 'Dogs?')
  await settle()
  backend.text('Wo')
  await settle()
  now().send('Which breed barks most?')
  now().switchTo(first)
  await settle()
  expect(texts()).toEqual(['user: Cats?', 'model: Meow'])
})

test('a rename elsewhere in the page while a title is not known', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  await say('hi', 'yo')
  await settle()
  await s.remove('t')
  s.tell({ threadId: 't', deleted: true })
  await settle()
  await say('again', 'yes')
  await settle()
  expect(s.threads.get('t')?.thread.title).toBe('again')
})

test('hidden and shown again (Activity) while half answered', async () => {
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  let leave = chat.attach()
  await settle()
  now().send('pay')
  await settle()
  backend.end(interrupt(waiting('a', '1'), waiting('b', '2')))
  await settle()
  now().respond(now().interrupts[0]!, 'A')
  await settle()
  leave()
  leave = chat.attach()
  await settle()
  for (const p of now().interrupts) now().respond(p, 'again')
  await settle()
  expect(backend.requests[1]?.input.resume?.respond?.map((p) => p.toolResponse.ref)).toEqual(['1', '2'])
})
test('storage that is in order (IndexedDB-like), same store shown again', async () => {
  const s = new Mem()
  let chain: Promise<unknown> = Promise.resolve()
  const [save, load] = [s.save.bind(s), s.load.bind(s)]
  const inOrder = <T>(f: () => Promise<T>): Promise<T> => {
    const p = chain.then(() => sleep(15)).then(f)
    chain = p.catch(() => 0)
    return p
  }
  s.save = (a: ThreadPatch, b: ThreadChanges) => {
    const c = structuredClone(b)
    return inOrder(() => save(a, c))
  }
  s.load = (id: string) => inOrder(() => load(id))
  chat = createChatStore({ backend, storage: s, id: 't' })
  let leave = chat.attach()
  await sleep(60)
  now().send('hi')
  await sleep(60)
  backend.text('Hel')
  await sleep(305) // save of "Hel" begins about now
  backend.text('lo world')
  await new Promise((r) => setTimeout(r))
  leave()
  leave = chat.attach()
  await sleep(500)

  expect(texts()).toEqual(['user: hi', 'model: Hello world'])
  expect(statuses()).toEqual(['sent', 'stopped'])
})
test('one message, edited, failed, retried through the error notice', async () => {
  const first = await say('Cats?', 'Meow')
  now().edit(first, 'Dogs?')
  await settle()
  backend.fail(net())
  await settle()
  now().retry()
  await settle()
  expect(texts()).toEqual(['user: Dogs?'])
})
test('node 20 has no navigator', async () => {
  vi.unstubAllGlobals()
  const s = new Mem()
  chat = createChatStore({ backend, storage: s, id: 't' })
  chat.attach()
  await settle()
  await say('hi', 'yo')
  await settle()
  expect.soft(now().storageError).toBeUndefined()
  expect(s.stored('t')).toHaveLength(2)
})

const forked = [
  { id: '1', role: 'user', content: [{ text: 'Cats?' }], createdAt: 1, status: 'sent' },
  { id: '2', role: 'user', content: [{ text: 'Dogs?' }], createdAt: 2, status: 'sent' },
]

test('the branch that was switched to is the one that is shown next time', async () => {
  const s = new Mem()
  seed(s, 't', { title: 'Pets', head: '2' }, forked)
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  expect(texts()).toEqual(['user: Dogs?'])
  now().switchTo('1')
  leave()
  await vi.waitFor(() => expect(s.threads.get('t')?.thread.head).toBe('1'))

  const again = createChatStore({ backend, storage: s, id: 't' })
  again.attach()
  await settle()
  expect(texts(again)).toEqual(['user: Cats?'])
})

test('writing what is not sent keeps the draft and leaves the thread where it stands in the list', async () => {
  const s = new Mem()
  seed(s, 't', { title: 'Pets', head: '2', updatedAt: 7 }, forked)
  chat = createChatStore({ backend, storage: s, id: 't' })
  const leave = chat.attach()
  await settle()
  chat.setDraft({ text: 'And birds' })
  leave()
  await vi.waitFor(() => expect(s.threads.get('t')?.thread.draft).toBe('And birds'))
  expect(s.threads.get('t')?.thread.updatedAt).toBe(7)
})
