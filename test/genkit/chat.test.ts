import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ChatMessageData,
  type ChatStorage,
  ChatStore,
  createChatStore,
  createGenkitClient,
  type StoredThread,
  type ToolRequestPart,
} from 'react-genai'
import { type Lab, startLab } from './lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await startLab()
})
afterAll(() => lab[Symbol.asyncDispose]())

const genkit = () => createGenkitClient({ baseUrl: lab.url })
async function settled(store: ChatStore): Promise<void> {
  await expect.poll(() => store.getSnapshot().status, { timeout: 5000 }).toMatch(/idle|interrupted|error/)
}
async function say(store: ChatStore, text: string): Promise<void> {
  store.getSnapshot().send(text)
  await settled(store)
}
const lastText = (store: ChatStore): string => store.getSnapshot().messages.at(-1)?.text ?? ''
async function interruptsOf(store: ChatStore, count = 1): Promise<readonly ToolRequestPart[]> {
  // What answers tools is loaded with the first reply that waits for one.
  await expect.poll(() => store.getSnapshot().interrupts.length).toBe(count)
  return store.getSnapshot().interrupts
}
const callOf = (parts: readonly ToolRequestPart[], name: string): ToolRequestPart => {
  const found = parts.find(({ toolRequest }) => toolRequest.name === name)
  if (!found) throw new Error(`No call of ${name}`)
  return found
}

describe.each(['flow', 'agent'] as const)('tools of a real %s that wait for a person', (kind) => {
  const open = (): ChatStore =>
    kind === 'flow'
      ? createChatStore({ backend: genkit().flow<unknown>('chat') })
      : createChatStore({ backend: genkit().agent('agent') })
  const answer = async (store: ChatStore, text: string, answerIt: (store: ChatStore) => void): Promise<string> => {
    answerIt(store)
    await expect.poll(() => lastText(store), { timeout: 5000 }).toContain(text)
    await settled(store)
    return lastText(store)
  }

  test('answered in their place', async () => {
    const store = open()
    await say(store, 'ask')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    expect(part.metadata).toEqual({ interrupt: { ui: 'dialog', q: 'Transfer 5?' } })
    expect(
      await answer(store, 'After tool', ({ getSnapshot }) => getSnapshot().respond(part, { approved: true })),
    ).toBe('After tool: {"approved":true},{"tempC":4}')
    // In the history each call has its one answer.
    expect(store.getSnapshot().messages.map(({ role }) => role)).toEqual(['user', 'model', 'tool', 'model'])
  })

  test('run again, told why', async () => {
    const store = open()
    await say(store, 'wire')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    expect(await answer(store, 'After', ({ getSnapshot }) => getSnapshot().restart(part, { by: 'Ada' }))).toContain(
      '"sent":500,"resumed":{"by":"Ada"}',
    )
  })

  test('run with another input, where the server lets that be', async () => {
    const store = open()
    await say(store, 'wire')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    store.getSnapshot().restart(part, true, { replaceInput: { amount: 7 } })
    await settled(store)
    // An agent's server would refuse it: it is not sent, and that is said.
    const { error } = store.getSnapshot()
    expect([lastText(store).includes('"sent":7'), error?.code]).toEqual(
      kind === 'flow' ? [true, undefined] : [false, 'invalid'],
    )
    // What was refused can be answered in another way.
    expect(store.getSnapshot().interrupts).toHaveLength(kind === 'flow' ? 0 : 1)
  })

  test('two at once: sent when both are answered', async () => {
    const store = open()
    await say(store, 'two')
    const parts = await interruptsOf(store, 2)
    const before = (await lab.seen()).bodies.length
    store.getSnapshot().approve(callOf(parts, 'wire'))
    expect(store.getSnapshot().interrupts).toHaveLength(1)
    expect((await lab.seen()).bodies.length).toBe(before)
    const text = await answer(store, 'After', ({ getSnapshot }) =>
      getSnapshot().respond(callOf(parts, 'askUser'), { approved: false }),
    )
    expect(text).toContain('"approved":false')
    expect(text).toContain('"toolApproved":true')
    expect((await lab.seen()).bodies.length).toBe(before + 1)
  })

  test('two of one name and no id, each with its own answer', async () => {
    const store = open()
    await say(store, 'same')
    const [first, second] = await interruptsOf(store, 2)
    if (!first || !second) throw new Error('Nothing waits')
    store.getSnapshot().respond(second, { approved: false })
    expect(store.getSnapshot().interrupts).toEqual([first])
  })

  test('declined: the model is told', async () => {
    const store = open()
    await say(store, 'wire')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    expect(await answer(store, 'After', ({ getSnapshot }) => getSnapshot().decline(part))).toContain('"declined":true')
  })

  test('stale answers are refused, and nothing is sent', async () => {
    const store = open()
    await say(store, 'wire')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    await answer(store, 'After', ({ getSnapshot }) => getSnapshot().approve(part))
    const before = (await lab.seen()).bodies.length
    expect(() => store.getSnapshot().respond(part, 1)).toThrow(/Nothing waits for an answer/)
    expect((await lab.seen()).bodies.length).toBe(before)
  })

  test('allowed once for all, they do not ask again', async () => {
    const alwaysAllow = new Set<string>()
    const store =
      kind === 'flow'
        ? createChatStore({ backend: genkit().flow<unknown>('chat'), alwaysAllow })
        : createChatStore({ backend: genkit().agent('agent'), alwaysAllow })
    await say(store, 'wire')
    const [part] = await interruptsOf(store)
    if (!part) throw new Error('Nothing waits')
    await answer(store, 'After', () => store.answersTo(part).approve({ always: true }))
    expect([...alwaysAllow]).toEqual(['wire'])
    store.getSnapshot().send('wire')
    await expect.poll(() => store.getSnapshot().messages.length, { timeout: 5000 }).toBe(8)
    await settled(store)
    expect(lastText(store)).toContain('"sent":500')
  })
})

describe('a chat with a real agent', () => {
  test('its branches are branches of the session', async () => {
    const store = createChatStore({ backend: genkit().agent('agent') })
    await say(store, 'hello')
    const parent = store.getSnapshot().messages.at(-1)?.response?.session?.snapshotId
    await say(store, 'beta')
    const asked = store.getSnapshot().messages[2]
    store.getSnapshot().edit(asked?.id ?? '', 'gamma')
    await settled(store)
    expect(lastText(store)).toBe('echo(gamma)')
    const { bodies } = await lab.seen()
    expect(bodies.slice(-2).map(({ body }) => body.init)).toEqual([{ snapshotId: parent }, { snapshotId: parent }])
    // Only the newest message travels: the server knows the rest.
    expect(bodies.at(-1)?.body.data).toEqual({ message: { role: 'user', content: [{ text: 'gamma' }] } })
  })

  test('whose state the page keeps sends the state of the branch it is on', async () => {
    const store = createChatStore({ backend: genkit().agent('custom-stateless') })
    await say(store, 'one')
    await say(store, 'two')
    const { body } = (await lab.seen()).bodies.at(-1) ?? {}
    expect(body?.init).toMatchObject({ state: { custom: { count: 1, status: 'done' } } })
    expect(JSON.stringify(body?.init)).toContain('ok one')
    // What is kept of a turn is what it has changed, not the whole once more.
    const kept = store.getSnapshot().messages.at(-1)?.response?.session
    expect(JSON.stringify(kept)).not.toContain('ok one')
  })

  test('a turn that fails is retried from the last good state', async () => {
    const store = createChatStore({ backend: genkit().agent('custom') })
    await say(store, 'go')
    const good = store.getSnapshot().messages.at(-1)?.response?.session?.snapshotId
    await say(store, 'fail')
    expect(store.getSnapshot().error?.code).toBe('server')
    expect(lastText(store)).toBe('thinking ')
    store.getSnapshot().retry()
    await settled(store)
    expect((await lab.seen()).bodies.at(-1)?.body.init).toEqual({ snapshotId: good })
  })

  test('stop ends a run in the background on the server too', async () => {
    const store = createChatStore({ backend: genkit().agent('custom') })
    store.getSnapshot().send('slow 1000', { detach: true })
    const streamId = () => store.getSnapshot().messages[0]?.stored.streamId
    await expect.poll(streamId).toBeDefined()
    const snapshotId = streamId()?.replace('snapshot:', '') ?? ''
    expect(store.getSnapshot().messages[0]?.status).toBe('sent')
    store.getSnapshot().stop()
    expect((await genkit().agent('custom').wait(snapshotId, { interval: 20 })).status).toBe('aborted')
    expect(streamId()).toBeUndefined()
  })
})

/** Keeps threads in memory, as a page's storage does, and outlives the stores that use it. */
function memoryStorage(): ChatStorage & { threads: Map<string, StoredThread> } {
  const threads = new Map<string, StoredThread>()
  return {
    key: 'memory',
    threads,
    list: async () => [...threads.values()].map(({ thread }) => thread),
    load: async (id) => structuredClone(threads.get(id)),
    remove: async (id) => void threads.delete(id),
    save: async (patch, { changed, removed }) => {
      const known = threads.get(patch.id) ?? {
        thread: { title: '', createdAt: 0, updatedAt: 0, ...patch },
        messages: [],
      }
      const rest = known.messages.filter(({ id }) => !removed.includes(id) && !changed.some((one) => one.id === id))
      const messages: ChatMessageData[] = structuredClone([...rest, ...changed])
      threads.set(patch.id, { thread: { ...known.thread, ...patch }, messages })
    },
  }
}

describe('a thread that was left while it was being answered', () => {
  test.each(['durable-chat', 'durable-agent', 'custom'])(
    '%s: is answered to the end when it is opened again',
    async (path) => {
      const storage = memoryStorage()
      const backend = path === 'durable-chat' ? genkit().flow<unknown>(path) : genkit().agent(path)
      const open = (): [ChatStore, () => void] => {
        const store = new ChatStore({ backend, id: 't', storage })
        return [store, store.attach()]
      }
      const [first, close] = open()
      await expect.poll(() => first.getSnapshot().isLoading).toBe(false)
      first.getSnapshot().send('slow 30 30', path === 'custom' ? { detach: true } : {})
      await expect.poll(() => first.getSnapshot().messages[0]?.stored.streamId).toBeDefined()
      const isBackground = path === 'custom'
      await expect.poll(() => lastText(first).length).toBeGreaterThan(isBackground ? 0 : 30)
      const runs = Object.values((await lab.seen()).runs).reduce((sum, count) => sum + count, 0)
      close()
      await expect.poll(() => storage.threads.get('t')?.messages[0]?.streamId).toBeDefined()
      const [second, closeAgain] = open()
      await expect.poll(() => second.getSnapshot().status).toMatch(/pending|streaming/)
      await expect.poll(() => second.getSnapshot().status, { timeout: 10_000 }).toBe('idle')
      expect(lastText(second)).toMatch(path === 'custom' ? /^ok slow/ : /^word0 .*word29 👋🏽 $/)
      expect(second.getSnapshot().messages).toHaveLength(2)
      expect(second.getSnapshot().messages[0]?.stored.streamId).toBeUndefined()
      expect(Object.values((await lab.seen()).runs).reduce((sum, count) => sum + count, 0)).toBe(runs)
      closeAgain()
    },
  )
})
