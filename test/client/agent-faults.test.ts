import { describe, expect, test } from 'vitest'
import {
  type AgentConversation,
  type ChatMessageData,
  createChatStore,
  createGenkitClient,
  readThread,
} from 'react-genai'
import { mockAgent, mockTransport, type MockAgent, type TransportRequest } from 'react-genai/testing'
import { AgentFactsReader } from '../../src/state/agent-snapshot.ts'
import { failureOf } from '../genkit/failure.ts'

const pause = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const model = (text: string) => ({ role: 'model', content: [{ text }] })
const verbs = (server: MockAgent): string[] => server.requests.map(({ verb }) => verb)
const patch = (value: unknown) => ({ customPatch: [{ op: 'replace', path: '', value }] })

describe('a turn that failed, or was stopped', () => {
  test.each(['failed', 'stopped'])('%s: the next one begins where it did', async (how) => {
    const server = mockAgent()
    const store = createChatStore({ backend: server.agent })
    const state = (custom: unknown, ...messages: unknown[]) => ({ custom, messages })
    store.getSnapshot().send('one')
    await expect.poll(() => server.requests.length).toBe(1)
    server.end({
      sessionId: 's',
      finishReason: 'stop',
      message: model('1'),
      state: state({ balance: 100 }, model('1')),
    })
    await expect.poll(() => store.getSnapshot().status).toBe('idle')
    store.getSnapshot().send('two')
    await expect.poll(() => server.requests.length).toBe(2)
    server.chunk(patch({ balance: 0 }), { artifact: { name: 'bad.md', parts: [{ text: 'x' }] } })
    server.text('half')
    await expect.poll(() => store.getSnapshot().messages.at(-1)?.text).toBe('half')
    if (how === 'failed') server.end({ finishReason: 'failed', error: { status: 'UNAVAILABLE', message: 'down' } })
    else store.getSnapshot().stop()
    await expect.poll(() => store.getSnapshot().status).toMatch(/error|idle/)
    const facts = new AgentFactsReader().read(store.getSnapshot())
    expect([facts.state, facts.artifacts]).toEqual([{ balance: 100 }, []])
    store.getSnapshot().send('three')
    await expect.poll(() => server.requests.length).toBe(3)
    expect(server.requests[2]?.init).toMatchObject({ state: { custom: { balance: 100 } } })
    expect(JSON.stringify(server.requests[2]?.init)).not.toContain('bad.md')
  })
})

describe('a run in the background', () => {
  const detached = { finishReason: 'detached', snapshotId: 'run', sessionId: 's' }
  const asked: AgentConversation = { messages: [{ role: 'user', content: [{ text: 'Go' }] }], detach: true }

  test('is not ended because somebody could not look at it', async () => {
    const server = mockAgent()
    const reply = server.agent.stream(asked)
    const failing = failureOf(reply.resolve())
    await expect.poll(() => server.requests.length).toBe(1)
    // What `getSnapshot` answers for one that it does not know.
    server.end(detached)
    const error = await failing
    expect(error.status).toBe('NOT_FOUND')
    await pause()
    expect(verbs(server)).toEqual(['', '/getSnapshot'])
    // There is nothing to take up: whoever tries again asks anew.
    expect(reply.streamId).toBeUndefined()
  })

  test('that has ended is nobody’s to end any more', async () => {
    const server = mockAgent()
    server.snapshots['run'] = { snapshotId: 'run', status: 'completed', state: { messages: [model('Done')] } }
    const caller = new AbortController()
    const reply = server.agent.stream(asked, { signal: caller.signal })
    const done = reply.resolve()
    await expect.poll(() => server.requests.length).toBe(1)
    server.end(detached)
    expect((await done).text).toBe('Done')
    caller.abort()
    await pause()
    expect(verbs(server)).not.toContain('/abort')
  })

  test('goes on when the chat shows something else', async () => {
    const server = mockAgent()
    server.snapshots['run'] = { snapshotId: 'run', status: 'pending' }
    const store = createChatStore({
      backend: server.agent,
      messages: [{ role: 'user', content: [{ text: 'Before' }] }],
    })
    const [before] = store.getSnapshot().messageIds
    store.getSnapshot().send('Long', { detach: true })
    await expect.poll(() => server.requests.length).toBe(1)
    server.end(detached)
    await expect.poll(() => store.getSnapshot().messages[1]?.stored.streamId).toBe('snapshot:run')
    store.getSnapshot().switchTo(before ?? '')
    await pause()
    expect(verbs(server)).not.toContain('/abort')
    expect(store.getSnapshot().messages[1]?.stored.streamId).toBe('snapshot:run')
  })

  test('that is taken up goes on from what the turns before have left', async () => {
    const server = mockAgent()
    server.snapshots['run'] = { snapshotId: 'run', sessionId: 's', status: 'pending', state: { custom: { step: 2 } } }
    const sessions = [
      {
        snapshotId: 'first',
        patch: [{ op: 'add' as const, path: '/artifacts', value: [{ name: 'a.md', parts: [{ text: 'x' }] }] }],
      },
    ]
    const reply = server.agent.resume('snapshot:run', {}, { messages: [], sessions })
    const ending = failureOf(reply.resolve())
    await expect.poll(() => reply.snapshot.session?.state).toEqual({ step: 2 })
    expect(reply.snapshot.session?.artifacts.map(({ name }) => name)).toEqual(['a.md'])
    reply.abort('left')
    await ending
    expect(verbs(server)).not.toContain('/abort')
  })
})

describe('artifacts', () => {
  test('without a name are there once, however often the server lists them', async () => {
    const server = mockAgent()
    const poem = { parts: [{ text: 'A poem' }] }
    const done = server.agent.generate('Go')
    await expect.poll(() => server.requests.length).toBe(1)
    server.chunk({ artifact: poem })
    server.end({ snapshotId: 'one', finishReason: 'stop', message: model('Done'), artifacts: [poem] })
    expect((await done).session.artifacts).toEqual([poem])
  })
})

describe('what was kept by another hand', () => {
  test.each([
    ['a move from nowhere', [{ op: 'move', path: '/custom' }]],
    ['nothing at all', [{ op: 'replace', path: '', value: null }]],
    ['artifacts that are none', [{ op: 'add', path: '/artifacts', value: 'x' }]],
    ['artifacts of nothing', [{ op: 'add', path: '/artifacts', value: [null, 1] }]],
    ['a prototype', [{ op: 'add', path: '/__proto__/polluted', value: 1 }]],
    ['an unknown step', [{ op: 'explode', path: '/custom' }]],
  ])('%s: breaks nothing', (_, steps) => {
    const message = {
      id: 'a',
      role: 'model',
      content: [{ text: 'Hi' }],
      createdAt: 0,
      status: 'done',
      response: { session: { snapshotId: 's', patch: steps } },
    }
    const { messages } = readThread({ thread: { version: 1, id: 't' }, messages: [message] })
    const store = createChatStore({ backend: mockAgent().agent, messages })
    const facts = new AgentFactsReader().read(store.getSnapshot())
    expect(facts.artifacts).toEqual([])
    expect(facts.snapshotId).toBe('s')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('streams that are taken up', () => {
  const STREAM = { headers: { 'x-genkit-stream-id': 'ID1' } }
  type Answer = (request: TransportRequest) => void
  const says = (...texts: string[]) => texts.map((message) => ({ message }))
  const ends: Answer = (request) => request.frame({ result: 'end' }).close()
  /** A client whose requests are answered one after another; knocks by `knock`. */
  const client = (knock: Answer, ...answers: Answer[]) => {
    const { fetch, requests } = mockTransport((request) =>
      request.method === 'HEAD' ? knock(request) : (answers.shift() ?? ends)(request),
    )
    const asked = () =>
      requests.filter(({ method }) => method !== 'HEAD').map(({ headers }) => headers.get('x-genkit-stream-id'))
    return { asked, flow: createGenkitClient({ baseUrl: 'https://x.example', fetch }).flow<unknown>('f') }
  }

  test('a knock that is answered with nothing says nothing of the stream', async () => {
    const { asked, flow } = client(
      (request) => request.open({ status: 204 }).close(),
      (request) =>
        request
          .open(STREAM)
          .frame(...says('a'))
          .drop(),
      (request) =>
        request
          .open(STREAM)
          .frame(...says('a', 'b'))
          .drop(),
      (request) =>
        request
          .open(STREAM)
          .frame(...says('a', 'b', 'c'), { result: 'abc' })
          .close(),
    )
    const reply = flow.stream({ buy: 1 })
    expect((await reply.resolve()).text).toBe('abc')
    expect(asked()).toEqual([null, 'ID1', 'ID1'])
  })

  test('what ends in a refusal is asked anew, and not replayed', async () => {
    const refusal = {
      error: { status: 'FAILED_PRECONDITION', message: 'No', details: { response: { finishReason: 'blocked' } } },
    }
    const { asked, flow } = client(
      (request) => request.close(),
      (request) =>
        request
          .open(STREAM)
          .frame(...says('a'))
          .write(`error: ${JSON.stringify(refusal)}\n\n`)
          .close(),
    )
    const store = createChatStore({ backend: flow })
    store.getSnapshot().send('Hi')
    await expect.poll(() => store.getSnapshot().error?.code).toBe('blocked')
    expect(store.getSnapshot().messages[0]?.stored.streamId).toBeUndefined()
    store.getSnapshot().retry()
    await expect.poll(() => store.getSnapshot().status).toBe('idle')
    expect(asked()).toEqual([null, null])
  })

  test('only the last turn is taken up: what has been said since is not hidden for it', async () => {
    const stale = { streamId: 'OLD', status: 'sent' as const }
    const said = (id: string, role: 'user' | 'model', text: string, more: Partial<ChatMessageData> = {}) => ({
      id,
      role,
      content: [{ text }],
      ...more,
    })
    const { asked, flow } = client((request) => request.close())
    const store = createChatStore({ backend: flow })
    store.thread.put({ ...said('a', 'user', 'One', stale), createdAt: 1, status: 'sent' })
    store.thread.put({ ...said('b', 'model', 'Half'), createdAt: 2, parentId: 'a', status: 'failed' })
    store.thread.put({ ...said('c', 'user', 'Two'), createdAt: 3, parentId: 'b', status: 'sent' })
    store.thread.put({ ...said('d', 'model', ''), createdAt: 4, parentId: 'c', status: 'failed' })
    store.getSnapshot().retry()
    await expect.poll(() => store.getSnapshot().status).toBe('idle')
    expect(asked()).toEqual([null])
    expect(store.getSnapshot().messages.map(({ text }) => text)).toEqual(['One', 'Half', 'Two', 'end'])
  })
})
