import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentError, createGenkitClient, respondTool, restartTool } from 'react-genai/client'
import { failureOf } from './failure.ts'
import { type Build, type Lab, startLab } from './lab.ts'

interface Work {
  count: number
  status: string
}

describe.each<Build>(['cjs', 'esm'])('an agent on a real %s server', (build) => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab(build)
  })
  afterAll(() => lab[Symbol.asyncDispose]())
  const client = () => createGenkitClient({ baseUrl: lab.url })

  test('answers turn by turn, each from where the one before has left', async () => {
    const chat = await client().agent('agent').chat()
    const first = await chat.send('hello')
    expect(first.text).toBe('echo(hello)')
    expect(chat.snapshotId).toBe(first.session.snapshotId)
    const texts: string[] = []
    for await (const chunk of chat.sendStream('weather')) texts.push(chunk.text)
    expect(texts.join('')).toBe('Looking. After tool: {"tempC":4}')
    expect(chat.messages.map(({ role }) => role)).toEqual(['user', 'model', 'user', 'model', 'tool', 'model'])
    expect(chat.snapshots.map(({ parentId }) => parentId)).toEqual([undefined, first.session.snapshotId])
    const { bodies } = await lab.seen()
    expect(bodies.at(-1)?.body.init).toEqual({ snapshotId: first.session.snapshotId })
  })

  test('sends made at once wait for one another', async () => {
    const chat = await client().agent('agent').chat()
    const [one, two] = await Promise.all([chat.send('one'), chat.send('beta')])
    expect(one.text).toBe('echo(one)')
    expect(two.text).toBe('echo(beta)')
    expect(chat.snapshots[1]?.parentId).toBe(one.session.snapshotId)
  })

  test('its state is patched into fresh objects, its artifacts replaced by name', async () => {
    const chat = await client().agent<Work>('custom').chat()
    const states: unknown[] = []
    const artifacts: string[] = []
    for await (const _ of chat.sendStream('go')) {
      if (states.at(-1) !== chat.state) states.push(chat.state)
      artifacts.push(chat.artifacts.map(({ name, parts }) => `${name}:${JSON.stringify(parts)}`).join())
    }
    expect(states).toEqual([
      { count: 1, status: 'working' },
      { count: 1, status: 'done' },
    ])
    expect(new Set(artifacts)).toEqual(new Set(['', 'doc.md:[{"text":"# v1"}]', 'doc.md:[{"text":"# v2"}]']))
    expect(chat.artifacts).toHaveLength(1)
    expect((await chat.send('again')).text).toBe('ok again')
    expect(chat.state?.count).toBe(2)
  })

  test('whose state the page keeps goes on from what it was given', async () => {
    const chat = await client().agent<Work>('custom-stateless').chat()
    await chat.send('go')
    expect(chat.snapshotId).toBeUndefined()
    await chat.send('again')
    expect(chat.state).toEqual({ count: 2, status: 'done' })
    expect(chat.messages.map(({ content }) => content)).toEqual([
      [{ text: 'go' }],
      [{ text: 'ok go' }],
      [{ text: 'again' }],
      [{ text: 'ok again' }],
    ])
    expect(JSON.stringify(chat.messages)).not.toContain('SECRET')
  })

  test('a turn that fails is a typed error, and leaves the last good state', async () => {
    const chat = await client().agent<Work>('custom').chat()
    const { session } = await chat.send('go')
    const error = await failureOf(chat.send('fail'))
    expect(error).toBeInstanceOf(AgentError)
    expect((error as AgentError).session?.snapshotId).toBe(session.snapshotId)
    expect(error.response?.text).toBe('thinking ')
    expect(chat.snapshotId).toBe(session.snapshotId)
    expect(chat.state).toEqual({ count: 1, status: 'done' })
    expect(chat.messages).toHaveLength(2)
    expect((await chat.send('again')).text).toBe('ok again')
  })

  test('what an exception says is for the log of the server', async () => {
    const error = await failureOf((await client().agent('agent').chat()).send('throw'))
    expect(error.message).not.toContain('secret')
    expect(error.response?.text).toBe('partial ')
  })

  test('tools that ask are answered, both at once, with their metadata kept', async () => {
    const chat = await client().agent('agent').chat()
    const { interrupts, finishReason } = await chat.send('two')
    expect(finishReason).toBe('interrupted')
    expect(interrupts.map(({ metadata }) => metadata)).toEqual([
      { interrupt: { ui: 'dialog', q: 'First?' } },
      { interrupt: { message: 'confirm 500' } },
    ])
    const [ask, wire] = interrupts
    if (!ask || !wire) throw new Error('No interrupts')
    const done = await chat.resume({
      respond: [respondTool(ask, { approved: true })],
      restart: [restartTool(wire, { by: 'Ada' })],
    })
    expect(done.text).toContain('"approved":true')
    expect(done.text).toContain('"sent":500,"resumed":{"by":"Ada"}')
  })

  test('another input is refused before it is sent, and what is stale by the server', async () => {
    const chat = await client().agent('agent').chat()
    const [wire] = (await chat.send('wire')).interrupts
    if (!wire) throw new Error('No interrupt')
    const before = (await lab.seen()).bodies.length
    const edited = await failureOf(
      chat.resume({ restart: [restartTool(wire, true, { replaceInput: { amount: 9999 } })] }),
    )
    expect(edited.code).toBe('invalid')
    expect((await lab.seen()).bodies.length).toBe(before)
    await chat.resume({ restart: [restartTool(wire)] })
    const stale = await failureOf(chat.resume({ respond: [respondTool({ toolRequest: { name: 'nobody' } }, 1)] }))
    expect(stale).toBeInstanceOf(AgentError)
    expect((await chat.send('hello')).text).toBe('echo(hello)')
  })

  test('any snapshot can be loaded, and gone on from in another way', async () => {
    const agent = client().agent('agent')
    const chat = await agent.chat()
    const first = await chat.send('one')
    await chat.send('two')
    const branch = await agent.loadChat({ snapshotId: first.session.snapshotId ?? '' })
    expect(branch.messages.map(({ content }) => content)).toEqual([[{ text: 'one' }], [{ text: 'echo(one)' }]])
    await branch.send('three')
    const snapshot = await agent.getSnapshot(branch.snapshotId ?? '')
    expect(snapshot?.parentId).toBe(first.session.snapshotId)
    expect(snapshot?.state?.messages).toHaveLength(4)
    expect((await agent.getSnapshot({ sessionId: chat.sessionId ?? '' }))?.sessionId).toBe(chat.sessionId)
    expect((await failureOf(agent.loadChat({ snapshotId: 'nope' }))).code).toBe('http')
  })

  test('a run in the background is waited for, and its words are there', async () => {
    const agent = client().agent<Work>('custom')
    const chat = await agent.chat()
    const run = await chat.detach('slow 10')
    const statuses: unknown[] = []
    for await (const { status } of run.poll({ interval: 50 })) statuses.push(status)
    expect(statuses[0]).toBe('pending')
    expect(statuses.at(-1)).toBe('completed')
    expect((await run.wait()).state?.messages?.at(-1)?.content).toEqual([{ text: 'ok slow 10' }])
    // As one reply, from the question to the end.
    const reply = agent.stream({ message: { role: 'user', content: [{ text: 'slow 5' }] }, detach: true })
    expect((await reply.resolve()).text).toBe('ok slow 5')
    expect(reply.snapshot.session?.state).toMatchObject({ status: 'done' })
  })

  test('a run in the background is ended, and whoever only leaves lets it go on', async () => {
    const agent = client().agent<Work>('custom')
    const chat = await agent.chat()
    const run = await chat.detach('slow 1000')
    expect(await run.abort()).toBe('pending')
    expect((await run.wait({ interval: 20 })).status).toBe('aborted')

    const asked = { message: { role: 'user' as const, content: [{ text: 'slow 60' }] }, detach: true }
    const left = agent.stream(asked)
    const leaving = failureOf(left.resolve())
    await expect.poll(() => left.streamId).toBeDefined()
    const { streamId = '' } = left
    left.abort('left')
    expect((await leaving).code).toBe('aborted')
    expect((await agent.resume(streamId).resolve()).text).toBe('ok slow 60')

    const stopped = agent.stream(asked)
    const stopping = failureOf(stopped.resolve())
    await expect.poll(() => stopped.streamId).toBeDefined()
    const id = stopped.streamId?.replace('snapshot:', '') ?? ''
    stopped.abort()
    await stopping
    expect((await agent.wait(id, { interval: 20 })).status).toBe('aborted')
  })

  test('only an agent with a store goes on in the background', async () => {
    const error = await failureOf((await client().agent('stateless').chat()).detach('text'))
    expect(error.status).toBe(build === 'cjs' ? 'FAILED_PRECONDITION' : 'INTERNAL')
    expect(lab.isAlive).toBe(true)
  })
})
