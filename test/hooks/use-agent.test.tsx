import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Profiler, type ReactNode, StrictMode } from 'react'
import { GenAIError, GenAIProvider, useAgent, useAgentFacts, type AgentStreamChunk, type ChatSource } from 'react-genai'
import { mockAgent } from 'react-genai/testing'
import { describe, expect, test } from 'vitest'

const model = (text: string) => ({ role: 'model', content: [{ text }] })

interface Desk {
  step: number
}

const wrapper = ({ children }: { children?: ReactNode }) => (
  <StrictMode>
    <GenAIProvider>{children}</GenAIProvider>
  </StrictMode>
)
const settle = (work: () => void) =>
  act(async () => {
    work()
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
const open = (server = mockAgent<Desk>()) => ({
  server,
  chat: renderHook(() => useAgent<Desk>(server.agent), { wrapper }).result,
})

/** One turn, from the question to the snapshot. */
async function turn(
  { server, chat }: ReturnType<typeof open>,
  question: string,
  snapshotId: string,
  chunks: AgentStreamChunk[] = [],
): Promise<void> {
  act(() => void chat.current.send(question))
  await waitFor(() => expect(server.requests.at(-1)?.data).toHaveProperty('message'))
  await settle(() => server.chunk(...chunks))
  await settle(() => server.end({ sessionId: 's', snapshotId, finishReason: 'stop', message: model(`${question}!`) }))
  await waitFor(() => expect(chat.current.status).toBe('idle'))
}

describe('useAgent', () => {
  test('state and artifacts as they change, one request, fresh objects only for what has changed', async () => {
    const opened = open()
    const { server, chat } = opened
    act(() => void chat.current.send('Go'))
    await settle(() => {
      server.chunk(
        { customPatch: [{ op: 'replace', path: '', value: { step: 1 } }] },
        { artifact: { name: 'a.md', parts: [{ text: 'one' }] } },
      )
      server.text('Wor')
    })
    await waitFor(() => expect(chat.current.state).toEqual({ step: 1 }))
    await waitFor(() => expect(chat.current.messages.at(-1)?.text).toBe('Wor'))
    const { state, artifacts } = chat.current
    expect(artifacts.map(({ name }) => name)).toEqual(['a.md'])
    await settle(() => server.text('king'))
    await waitFor(() => expect(chat.current.messages.at(-1)?.text).toBe('Working'))
    expect(chat.current.state).toBe(state)
    expect(chat.current.artifacts).toBe(artifacts)
    await settle(() =>
      server.chunk(
        { customPatch: [{ op: 'replace', path: '/step', value: 2 }] },
        { artifact: { name: 'a.md', parts: [{ text: 'two' }] } },
      ),
    )
    await waitFor(() => expect(chat.current.state).toEqual({ step: 2 }))
    expect(chat.current.artifacts).toHaveLength(1)
    expect(chat.current.artifacts[0]?.parts).toEqual([{ text: 'two' }])
    await settle(() => server.end({ sessionId: 's', snapshotId: 'one', finishReason: 'stop', message: model('Done') }))
    await waitFor(() => expect(chat.current.messages.map(({ text }) => text)).toEqual(['Go', 'Done']))
    expect(chat.current.state).toEqual({ step: 2 })
    expect([chat.current.sessionId, chat.current.snapshotId]).toEqual(['s', 'one'])
    expect(server.requests).toHaveLength(1)
  })

  test('who reads the state is not drawn for words, and who reads words not for the state', async () => {
    const server = mockAgent<Desk>()
    const draws = { state: 0, page: 0 }
    function State({ chat }: { chat: ChatSource }) {
      return <p>Step {useAgentFacts<Desk>(chat).state?.step ?? 'none'}</p>
    }
    function Page() {
      const chat = useAgent<Desk>(server.agent)
      return (
        <>
          <button type="button" onClick={() => chat.send('Go')}>
            {chat.status}
          </button>
          <Profiler id="state" onRender={() => draws.state++}>
            <State chat={chat.store} />
          </Profiler>
        </>
      )
    }
    render(
      <GenAIProvider>
        <Profiler id="page" onRender={() => draws.page++}>
          <Page />
        </Profiler>
      </GenAIProvider>,
    )
    await settle(() => screen.getByRole('button').click())
    await settle(() => server.chunk({ customPatch: [{ op: 'replace', path: '', value: { step: 1 } }] }))
    expect(await screen.findByText('Step 1')).toBeTruthy()
    const before = { ...draws }
    for (let at = 0; at < 20; at++) await settle(() => server.text(`${at} `))
    expect(draws).toEqual(before)
    await settle(() => server.chunk({ customPatch: [{ op: 'replace', path: '/step', value: 2 }] }))
    expect(await screen.findByText('Step 2')).toBeTruthy()
    expect(draws.state).toBe(before.state + 1)
  })

  test('goes to any snapshot that it has seen, and on from there on a branch', async () => {
    const opened = open()
    const { server, chat } = opened
    await turn(opened, 'one', 'first', [{ customPatch: [{ op: 'replace', path: '', value: { step: 1 } }] }])
    await turn(opened, 'two', 'second', [{ customPatch: [{ op: 'replace', path: '/step', value: 2 }] }])
    expect(chat.current.snapshots.map(({ snapshotId, isShown }) => [snapshotId, isShown])).toEqual([
      ['first', true],
      ['second', true],
    ])
    await act(() => chat.current.goTo('first'))
    expect(chat.current.messages.map(({ text }) => text)).toEqual(['one', 'one!'])
    expect(chat.current.state).toEqual({ step: 1 })
    await turn(opened, 'three', 'third')
    expect(server.requests.at(-1)?.init).toEqual({ snapshotId: 'first' })
    expect(chat.current.snapshots.map(({ snapshotId, isShown }) => [snapshotId, isShown])).toEqual([
      ['first', true],
      ['second', false],
      ['third', true],
    ])
  })

  test('loads a session: what was said, what was made, and what waits', async () => {
    const opened = open()
    const { server, chat } = opened
    const call = { toolRequest: { name: 'wire', ref: 'w' }, metadata: { interrupt: { message: 'Sure?' } } }
    server.snapshots['s'] = {
      snapshotId: 'last',
      sessionId: 's',
      status: 'completed',
      state: {
        sessionId: 's',
        custom: { step: 7 },
        artifacts: [{ name: 'a.md', parts: [{ text: 'one' }] }],
        messages: [
          { role: 'user', content: [{ text: 'Send it' }] },
          { role: 'model', content: [call] },
        ],
      },
    }
    await act(() => chat.current.load({ sessionId: 's' }))
    expect(chat.current.messages.map(({ role }) => role)).toEqual(['user', 'model'])
    expect(chat.current.state).toEqual({ step: 7 })
    expect(chat.current.artifacts).toHaveLength(1)
    await waitFor(() => expect(chat.current.interrupts).toHaveLength(1))
    act(() => chat.current.approve(chat.current.interrupts[0] as never))
    await waitFor(() => expect(server.requests.at(-1)?.data).toHaveProperty('resume'))
    expect(server.requests.at(-1)?.init).toEqual({ snapshotId: 'last' })
  })

  test('what is not there is an error, and the conversation stays as it is', async () => {
    const opened = open()
    await turn(opened, 'one', 'first')
    const error: unknown = await opened.chat.current.goTo('nowhere').catch((cause: unknown) => cause)
    expect(GenAIError.is(error) && error.status).toBe('NOT_FOUND')
    expect(opened.chat.current.messages).toHaveLength(2)
  })

  test('a turn that fails says so and keeps its words; the next one goes on from before it', async () => {
    const opened = open()
    const { server, chat } = opened
    await turn(opened, 'one', 'first')
    act(() => void chat.current.send('two'))
    await settle(() => server.text('Half'))
    await settle(() =>
      server.end({
        sessionId: 's',
        snapshotId: 'first',
        finishReason: 'failed',
        error: { status: 'UNAVAILABLE', message: 'UNAVAILABLE: backend down' },
        // The last message of the state before it: nothing new.
        message: model('one!'),
      }),
    )
    await waitFor(() => expect(chat.current.status).toBe('error'))
    expect(chat.current.messages.map(({ text }) => text)).toEqual(['one', 'one!', 'two', 'Half'])
    expect(chat.current.error?.message).toContain('backend down')
    expect(chat.current.error).toMatchObject({ code: 'server', status: 'UNAVAILABLE', retryable: true })
    act(() => chat.current.retry())
    await waitFor(() => expect(server.requests).toHaveLength(3))
    expect(server.requests.at(-1)?.init).toEqual({ snapshotId: 'first' })
  })

  test('works in the background, and says so', async () => {
    const { server, chat } = open()
    server.snapshots['run'] = { snapshotId: 'run', status: 'pending' }
    act(() => void chat.current.detach('Long'))
    await waitFor(() => expect(server.requests[0]?.data['detach']).toBe(true))
    await settle(() => server.end({ sessionId: 's', snapshotId: 'run', finishReason: 'detached' }))
    await waitFor(() => expect(chat.current.isDetached).toBe(true))
    expect(chat.current.messages[0]?.status).toBe('sent')
    server.snapshots['run'] = {
      snapshotId: 'run',
      sessionId: 's',
      status: 'completed',
      finishReason: 'stop',
      state: { custom: { step: 3 }, messages: [{ role: 'user', content: [{ text: 'Long' }] }, model('Finished')] },
    }
    await waitFor(() => expect(chat.current.status).toBe('idle'))
    expect(chat.current.messages.at(-1)?.text).toBe('Finished')
    expect(chat.current.state).toEqual({ step: 3 })
    expect(chat.current.isDetached).toBe(false)
  })

  test('a patch that reaches for a prototype is refused, and what had arrived is kept', async () => {
    const { server, chat } = open()
    act(() => void chat.current.send('Go'))
    await settle(() => server.text('Fine so far'))
    await settle(() => server.chunk({ customPatch: [{ op: 'add', path: '/__proto__/polluted', value: true }] }))
    await waitFor(() => expect(chat.current.status).toBe('error'))
    expect(chat.current.error?.code).toBe('protocol')
    expect(chat.current.messages.at(-1)?.text).toBe('Fine so far')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})
