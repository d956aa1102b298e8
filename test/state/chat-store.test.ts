import {
  createChatStore,
  type ChatInput,
  type ChatStore,
  GenAIError,
  type ToolRequestPart,
  ValidationError,
} from 'react-genai'
import { mockBackend, type MockBackend, setScheduler } from 'react-genai/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'

let backend: MockBackend<ChatInput>
let chat: ChatStore

const now = () => chat.getSnapshot()
/** Everything that was promised has been kept. */
const settle = async () => {
  // What is loaded on demand comes with a turn of the event loop.
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve))
}
const texts = () => now().messages.map(({ role, text }) => `${role}: ${text}`)
const statuses = () => now().messages.map(({ status }) => status)
const answer = async (text: string) => {
  backend.text(text)
  await settle()
  backend.end()
  await settle()
}
const say = async (question: string, reply: string) => {
  const id = now().send(question)
  await settle()
  await answer(reply)
  return id as string
}
const interrupt = (...requests: ToolRequestPart[]) => ({
  finishReason: 'interrupted',
  message: { role: 'model', content: requests },
})
const waiting = (name: string, ref?: string, input?: unknown): ToolRequestPart => ({
  toolRequest: { name, ...(ref && { ref }), ...(input !== undefined && { input }) },
  metadata: { interrupt: true },
})

beforeEach(() => {
  setScheduler((run) => {
    queueMicrotask(run)
    return () => undefined
  })
  backend = mockBackend<ChatInput>()
  chat = createChatStore({ backend })
})
afterEach(() => setScheduler())

describe('sending', () => {
  test('a message is there at once, is sent when the server answers, and is answered', async () => {
    now().send('Why?')
    expect(texts()).toEqual(['user: Why?'])
    expect(statuses()).toEqual(['pending'])
    expect(now().status).toBe('pending')
    await settle()
    backend.text('Be')
    await settle()
    expect(statuses()).toEqual(['sent', 'streaming'])
    expect(now().status).toBe('streaming')
    await answer('cause')
    expect(texts()).toEqual(['user: Why?', 'model: Because'])
    expect(statuses()).toEqual(['sent', 'done'])
    expect(now().status).toBe('idle')
  })

  test('the flow is given the whole conversation, and nothing that is ours', async () => {
    await say('One', '1')
    await say('Two', '2')
    expect(backend.requests.at(-1)?.input).toEqual({
      messages: [
        { role: 'user', content: [{ text: 'One' }] },
        { role: 'model', content: [{ text: '1' }] },
        { role: 'user', content: [{ text: 'Two' }] },
      ],
    })
  })

  test('nothing is sent for nothing', () => {
    expect(now().send('  \n')).toBeUndefined()
    expect(now().send([])).toBeUndefined()
    expect(now().messages).toEqual([])
  })

  test('a value that came back is sent as the text that it was', async () => {
    now().send('One')
    await settle()
    backend.end({ total: 1 })
    await settle()
    expect(now().messages[1]?.data).toEqual({ total: 1 })
    await say('Two', '2')
    expect(backend.requests[1]?.input.messages[1]).toEqual({ role: 'model', content: [{ text: '{"total":1}' }] })
  })

  test('toInput and fromResponse adapt any flow', async () => {
    const flow = mockBackend<{ q: string; before: number }, { reply: string }>()
    chat = createChatStore({
      backend: flow,
      toInput: ({ text, history }) => ({ q: text, before: history.length }),
      fromResponse: ({ output }) => output?.reply,
    })
    now().send('Why?')
    await settle()
    flow.end({ reply: 'Because' })
    await settle()
    expect(texts()).toEqual(['user: Why?', 'model: Because'])
    now().send('And?')
    await settle()
    expect(flow.requests.map(({ input }) => input)).toEqual([
      { q: 'Why?', before: 0 },
      { q: 'And?', before: 2 },
    ])
  })

  test('a toInput that fails fails the message, and keeps it', async () => {
    chat = createChatStore({
      backend,
      toInput: () => {
        throw new GenAIError('invalid', 'No account chosen.')
      },
    })
    now().send('Why?')
    expect(statuses()).toEqual(['failed'])
    expect(now().error?.message).toBe('No account chosen.')
    expect(backend.requests).toEqual([])
  })

  test('a tool loop becomes one turn of several messages', async () => {
    now().send('Weather?')
    await settle()
    backend.chunk({ role: 'model', index: 0, content: [{ toolRequest: { name: 'getWeather', ref: '1' } }] })
    backend.chunk({ role: 'tool', index: 1, content: [{ toolResponse: { name: 'getWeather', ref: '1', output: 3 } }] })
    backend.chunk({ role: 'model', index: 2, content: [{ text: 'Three.' }] })
    await settle()
    backend.end()
    await settle()
    expect(now().messages.map(({ role }) => role)).toEqual(['user', 'model', 'tool', 'model'])
    expect(now().turns.map(({ ids }) => ids.length)).toEqual([1, 3])
  })

  test('what is known of a reply is kept with it', async () => {
    now().send('Why?')
    await settle()
    backend.end({
      finishReason: 'length',
      usage: { outputTokens: 3 },
      message: { role: 'model', content: [{ text: 'Because' }] },
    })
    await settle()
    expect(now().messages[1]?.response).toEqual({ finishReason: 'length', usage: { outputTokens: 3 } })
  })

  test('untouched messages and turns keep their identity while a reply grows', async () => {
    await say('One', '1')
    now().send('Two')
    await settle()
    backend.text('2')
    await settle()
    const before = now()
    backend.text('3')
    await settle()
    const after = now()
    expect(after.messageIds).toBe(before.messageIds)
    expect(after.turns).toBe(before.turns)
    expect(after.messages.slice(0, 3)).toEqual(before.messages.slice(0, 3))
    expect(after.messages[0]).toBe(before.messages[0])
    expect(after.messages[3]).not.toBe(before.messages[3])
    // A snapshot that somebody has kept does not change.
    expect(before.messages[3]?.text).toBe('2')
  })

  test('only those who watch the message that grows are told', async () => {
    await say('One', '1')
    now().send('Two')
    await settle()
    backend.text('a')
    await settle()
    const [first, second, third, fourth] = now().messageIds.map((id) => {
      const told = vi.fn()
      chat.thread.watch(id, told)
      return told
    })
    backend.text('b')
    await settle()
    expect([first, second, third].map((told) => told?.mock.calls.length)).toEqual([0, 0, 0])
    expect(fourth).toHaveBeenCalledTimes(1)
  })
})

describe('failing', () => {
  const offline = () => new GenAIError('network', 'No connection.', { retryable: true })

  test('a message that never arrived is kept, said to be failed, and sent again', async () => {
    const id = now().send('Why?') as string
    await settle()
    backend.fail(offline())
    await settle()
    expect(statuses()).toEqual(['failed'])
    expect(now().status).toBe('error')
    expect(now().messages[0]?.error?.message).toBe('No connection.')
    now().retry()
    expect(statuses()).toEqual(['pending'])
    await settle()
    await answer('Because')
    expect(now().messageIds[0]).toBe(id)
    expect(texts()).toEqual(['user: Why?', 'model: Because'])
    expect(now().error).toBeUndefined()
  })

  test('it can be worded otherwise, and leaves no branch', async () => {
    const id = now().send('Wyh?') as string
    await settle()
    backend.fail(offline())
    await settle()
    now().edit(id, 'Why?')
    await settle()
    await answer('Because')
    expect(texts()).toEqual(['user: Why?', 'model: Because'])
    expect(now().branches(now().messageIds[0] as string)).toHaveLength(1)
  })

  test('one that failed long ago is sent at the end; what came after it stays', async () => {
    const id = now().send('First') as string
    await settle()
    backend.fail(offline())
    await settle()
    await say('Second', '2')
    expect(backend.requests.at(-1)?.input.messages).toEqual([{ role: 'user', content: [{ text: 'Second' }] }])
    now().retry(id)
    await settle()
    await answer('1')
    expect(texts()).toEqual(['user: Second', 'model: 2', 'user: First', 'model: 1'])
  })

  test('removing one that failed takes nothing else with it', async () => {
    const id = now().send('First') as string
    await settle()
    backend.fail(offline())
    await settle()
    await say('Second', '2')
    now().remove(id)
    expect(texts()).toEqual(['user: Second', 'model: 2'])
  })

  test('a reply that breaks keeps its words; trying again keeps them as a branch', async () => {
    now().send('Why?')
    await settle()
    backend.text('Half a th')
    await settle()
    backend.fail(new GenAIError('truncated', 'The stream ended without a result.'))
    await settle()
    expect(statuses()).toEqual(['sent', 'failed'])
    expect(texts()).toEqual(['user: Why?', 'model: Half a th'])
    expect(now().status).toBe('error')
    now().retry()
    expect(texts()).toEqual(['user: Why?'])
    await settle()
    await answer('A whole thought')
    expect(texts()).toEqual(['user: Why?', 'model: A whole thought'])
    expect(now().branches(now().messageIds[1] as string)).toHaveLength(2)
  })

  test('a server that took the message and failed is a failed reply, not a failed message', async () => {
    now().send('Why?')
    await settle()
    backend.fail(new GenAIError('server', 'Overloaded.', { status: 'UNAVAILABLE' }))
    await settle()
    expect(statuses()).toEqual(['sent', 'failed'])
    expect(now().messages[1]?.content).toEqual([])
    expect(now().messages[1]?.error?.status).toBe('UNAVAILABLE')
  })

  test('the model is never given calls that nobody answered, nor half a thought', async () => {
    now().send('Why?')
    await settle()
    backend.reasoning('Hmm')
    backend.text('Let me see. ')
    backend.toolRequest({ name: 'look', ref: '1' })
    await settle()
    now().stop()
    await say('Never mind', 'Fine')
    expect(backend.requests.at(-1)?.input.messages).toEqual([
      { role: 'user', content: [{ text: 'Why?' }] },
      { role: 'model', content: [{ text: 'Let me see. ' }] },
      { role: 'user', content: [{ text: 'Never mind' }] },
    ])
  })
})

describe('stopping, regenerating, editing', () => {
  test('stop keeps what has arrived, and closes the connection', async () => {
    now().send('Why?')
    await settle()
    backend.text('Be')
    await settle()
    now().stop()
    expect(statuses()).toEqual(['sent', 'stopped'])
    expect(texts()).toEqual(['user: Why?', 'model: Be'])
    expect(now().status).toBe('idle')
    await settle()
    expect(backend.requests[0]?.signal.aborted).toBe(true)
  })

  test('stop before anything came leaves a reply that was stopped', async () => {
    now().send('Why?')
    await settle()
    now().stop()
    expect(statuses()).toEqual(['sent', 'stopped'])
  })

  test('regenerate asks the same again, and both replies can be switched between', async () => {
    await say('Why?', 'Because')
    const first = now().messageIds[1] as string
    now().regenerate()
    expect(texts()).toEqual(['user: Why?'])
    await settle()
    await answer('For a reason')
    expect(backend.requests[1]?.input).toEqual(backend.requests[0]?.input)
    const second = now().messageIds[1] as string
    expect(now().branches(second)).toEqual([first, second])
    now().switchTo(first)
    expect(texts()).toEqual(['user: Why?', 'model: Because'])
    now().switchTo(second)
    expect(texts()).toEqual(['user: Why?', 'model: For a reason'])
  })

  test('an edit starts a branch; going back shows the whole old one', async () => {
    const first = await say('Cats?', 'Meow')
    await say('More', 'Purr')
    now().edit(first, 'Dogs?')
    await settle()
    await answer('Woof')
    expect(texts()).toEqual(['user: Dogs?', 'model: Woof'])
    expect(backend.requests.at(-1)?.input.messages).toEqual([{ role: 'user', content: [{ text: 'Dogs?' }] }])
    now().switchTo(first)
    expect(texts()).toEqual(['user: Cats?', 'model: Meow', 'user: More', 'model: Purr'])
  })

  test('regenerating while a reply is being written ends that one first', async () => {
    now().send('Why?')
    await settle()
    backend.text('Be')
    await settle()
    now().regenerate()
    await settle()
    expect(backend.requests).toHaveLength(2)
    expect(backend.requests[0]?.signal.aborted).toBe(true)
    await answer('Since')
    expect(texts()).toEqual(['user: Why?', 'model: Since'])
    expect(now().branches(now().messageIds[1] as string)).toHaveLength(2)
  })
})

describe('the queue', () => {
  test('what is sent meanwhile waits, can be taken back, and goes in order', async () => {
    now().send('One')
    await settle()
    now().send('Two')
    const third = now().send('Three') as string
    now().send('Four')
    expect(now().queue.map(({ text }) => text)).toEqual(['Two', 'Three', 'Four'])
    now().dequeue(third)
    await answer('1')
    expect(texts()).toEqual(['user: One', 'model: 1', 'user: Two'])
    await answer('2')
    await answer('4')
    expect(texts()).toEqual(['user: One', 'model: 1', 'user: Two', 'model: 2', 'user: Four', 'model: 4'])
    expect(backend.requests).toHaveLength(3)
  })

  test('`drop` sends nothing, `replace` ends what is being written', async () => {
    chat = createChatStore({ backend, whileStreaming: 'drop' })
    now().send('One')
    expect(now().send('Two')).toBeUndefined()
    await settle()
    backend.text('1')
    await settle()
    chat.setOptions({ backend, whileStreaming: 'replace' } as never)
    now().send('Three')
    await settle()
    expect(texts()).toEqual(['user: One', 'model: 1', 'user: Three'])
    expect(statuses()).toEqual(['sent', 'stopped', 'pending'])
  })

  test('after a failure it waits until somebody has looked', async () => {
    now().send('One')
    await settle()
    now().send('Two')
    backend.fail(new GenAIError('server', 'Overloaded.'))
    await settle()
    expect(backend.requests).toHaveLength(1)
    expect(now().queue).toHaveLength(1)
    now().flush()
    await settle()
    await answer('2')
    expect(now().queue).toHaveLength(0)
    expect(texts().at(-1)).toBe('model: 2')
  })

  test('without a network messages wait, and go in order when it is back', async () => {
    let isOnline = false
    const listeners = new Set<(is: boolean) => void>()
    const online = {
      isOnline: () => isOnline,
      subscribe: (listener: (is: boolean) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    chat = createChatStore({ backend, online })
    const leave = chat.attach()
    now().send('One')
    now().send('Two')
    await settle()
    expect(now().fetchStatus).toBe('paused')
    expect(now().queue.map(({ text }) => text)).toEqual(['One', 'Two'])
    expect(backend.requests).toHaveLength(0)
    isOnline = true
    listeners.forEach((listener) => listener(true))
    await settle()
    await answer('1')
    await answer('2')
    expect(texts()).toEqual(['user: One', 'model: 1', 'user: Two', 'model: 2'])
    leave()
    expect(listeners.size).toBe(0)
  })
})

describe('interrupts', () => {
  const transfer = waiting('transfer', 'a', { amount: 5 })
  const ask = async (...parts: ToolRequestPart[]) => {
    now().send('Pay')
    await settle()
    backend.end(interrupt(...parts))
    // What answers tools is loaded with the first one.
    await vi.waitFor(() => expect(now().interrupts.length).toBeGreaterThan(0))
  }

  test('an answer goes back with the conversation that it belongs to', async () => {
    await ask(transfer)
    expect(now().status).toBe('interrupted')
    expect(now().interrupts).toEqual([transfer])
    now().respond(now().interrupts[0] as ToolRequestPart, { confirmed: true })
    await settle()
    expect(backend.requests[1]?.input).toEqual({
      messages: [
        { role: 'user', content: [{ text: 'Pay' }] },
        { role: 'model', content: [transfer] },
      ],
      resume: {
        respond: [
          {
            toolResponse: { name: 'transfer', ref: 'a', output: { confirmed: true } },
            metadata: { interruptResponse: true },
          },
        ],
      },
    })
    await answer('Paid.')
    expect(now().messages.map(({ role, status }) => `${role} ${status}`)).toEqual([
      'user sent',
      'model done',
      'tool done',
      'model done',
    ])
    expect(now().messages[1]?.content[0]?.metadata).toEqual({ resolvedInterrupt: true })
    // The next turn has all of it.
    now().send('Thanks')
    await settle()
    expect(backend.requests[2]?.input.messages.map(({ role }) => role)).toEqual([
      'user',
      'model',
      'tool',
      'model',
      'user',
    ])
  })

  test("the server's own message of the answers is not doubled", async () => {
    await ask(transfer)
    now().respond(transfer, { confirmed: true })
    await settle()
    backend.chunk({ role: 'tool', index: 0, content: [{ toolResponse: { name: 'transfer', ref: 'a', output: 'ok' } }] })
    backend.chunk({ role: 'model', index: 1, content: [{ text: 'Paid.' }] })
    await settle()
    backend.end()
    await settle()
    expect(now().messages.map(({ role }) => role)).toEqual(['user', 'model', 'tool', 'model'])
  })

  test('several are answered in one resume, with what already ran', async () => {
    const done: ToolRequestPart = { toolRequest: { name: 'look', ref: 'c' }, metadata: { pendingOutput: 7 } }
    await ask(transfer, waiting('restartable', 'b', { city: 'Oslo' }), done)
    now().respond(transfer, 1)
    await settle()
    expect(backend.requests).toHaveLength(1)
    expect(now().interrupts.map(({ toolRequest }) => toolRequest.name)).toEqual(['restartable'])
    now().restart(now().interrupts[0] as ToolRequestPart, { ok: 1 }, { replaceInput: { city: 'Rome' } })
    await settle()
    expect(backend.requests[1]?.input.resume?.respond).toHaveLength(1)
    expect(backend.requests[1]?.input.resume?.restart?.[0]).toMatchObject({
      toolRequest: { name: 'restartable', ref: 'b', input: { city: 'Rome' } },
      metadata: { resumed: { ok: 1 }, replacedInput: { city: 'Oslo' } },
    })
  })

  test('answers twice, to what has gone on, or to nothing, are refused', async () => {
    await ask(transfer, waiting('other', 'b'))
    now().respond(transfer, 1)
    expect(() => now().respond(transfer, 2)).toThrow(/Nothing waits for an answer of "transfer"/)
    now().respond(waiting('other', 'b'), 1)
    await settle()
    expect(() => now().respond(transfer, 3)).toThrow(GenAIError)
    await answer('Done')
    expect(() => now().restart(transfer)).toThrow(GenAIError)
    expect(backend.requests).toHaveLength(2)
  })

  test('two calls of one name without a ref are told apart', async () => {
    await ask(waiting('pick', undefined, 1), waiting('pick', undefined, 2))
    const [one, two] = now().interrupts
    now().respond(two as ToolRequestPart, 'two')
    expect(() => now().respond(two as ToolRequestPart, 'again')).toThrow(GenAIError)
    expect(now().interrupts).toEqual([one])
  })

  test("an answer that the tool's schema does not allow is not sent", async () => {
    chat = createChatStore({ backend, tools: { transfer: { schema: z.object({ confirmed: z.boolean() }) } } })
    await ask(transfer)
    expect(() => now().respond(transfer, { confirmed: 'yes' })).toThrow(ValidationError)
    expect(now().interrupts).toHaveLength(1)
    now().respond(transfer, { confirmed: true })
    await settle()
    expect(backend.requests).toHaveLength(2)
  })

  test('approve and decline say what the tool says', async () => {
    const tools = { transfer: { approve: { confirmed: true }, decline: { confirmed: false } } }
    chat = createChatStore({ backend, tools })
    await ask(transfer, waiting('wipe', 'b'))
    now().decline(transfer)
    now().approve(waiting('wipe', 'b'))
    await settle()
    expect(backend.requests[1]?.input.resume).toMatchObject({
      respond: [{ toolResponse: { output: { confirmed: false } } }],
      restart: [{ toolRequest: { name: 'wipe' }, metadata: { resumed: { toolApproved: true } } }],
    })
  })

  test('a resume that fails keeps the answers, and can be tried again', async () => {
    await ask(transfer)
    now().respond(transfer, 1)
    await settle()
    backend.fail(new GenAIError('network', 'No connection.'))
    await settle()
    expect(now().status).toBe('error')
    expect(now().error?.message).toBe('No connection.')
    now().retry()
    await settle()
    expect(backend.requests[2]?.input).toEqual(backend.requests[1]?.input)
    await answer('Paid.')
    expect(now().status).toBe('idle')
  })

  test('another question leaves the tool unanswered, and the model is not told of it', async () => {
    await ask(transfer)
    await say('Forget it', 'Fine')
    expect(backend.requests[1]?.input.messages).toEqual([
      { role: 'user', content: [{ text: 'Pay' }] },
      { role: 'user', content: [{ text: 'Forget it' }] },
    ])
    expect(() => now().respond(transfer, 1)).toThrow(GenAIError)
  })
})

describe('tools of the page', () => {
  const call = (input: unknown) => interrupt(waiting('locate', '1', input))

  test('one is run at once, and its answer checked and sent', async () => {
    const execute = vi.fn(({ city }: { city: string }) => Promise.resolve({ lat: city.length }))
    const tools = {
      locate: { inputSchema: z.object({ city: z.string() }), schema: z.object({ lat: z.number() }), execute },
    }
    chat = createChatStore({ backend, tools })
    now().send('Where?')
    await settle()
    backend.end(call({ city: 'Oslo' }))
    await settle()
    expect(execute).toHaveBeenCalledTimes(1)
    expect(backend.requests[1]?.input.resume?.respond?.[0]?.toolResponse.output).toEqual({ lat: 4 })
    await answer('There.')
    expect(texts().at(-1)).toBe('model: There.')
  })

  test('what it throws, and input that does not fit, are its answer', async () => {
    const tools = {
      locate: {
        inputSchema: z.object({ city: z.string() }),
        execute: () => {
          throw new Error('No permission')
        },
      },
    }
    chat = createChatStore({ backend, tools })
    now().send('Where?')
    await settle()
    backend.end(call({ city: 'Oslo' }))
    await settle()
    expect(backend.requests[1]?.input.resume?.respond?.[0]?.toolResponse.output).toEqual({ error: 'No permission' })
    backend.end(call({ city: 5 }))
    await settle()
    expect(backend.requests[2]?.input.resume?.respond?.[0]?.toolResponse.output).toMatchObject({
      error: expect.stringMatching(/does not fit/),
    })
  })

  test('stop aborts it, and what it returns afterwards is not sent', async () => {
    let signal: AbortSignal | undefined
    let finish: (value: unknown) => void = () => undefined
    const execute = (_: unknown, options: { signal: AbortSignal }) => {
      signal = options.signal
      return new Promise((resolve) => (finish = resolve))
    }
    chat = createChatStore({ backend, tools: { locate: { execute } } })
    now().send('Where?')
    await settle()
    backend.end(call({}))
    await settle()
    expect(now().interrupts).toEqual([])
    now().stop()
    expect(signal?.aborted).toBe(true)
    finish(1)
    await settle()
    expect(backend.requests).toHaveLength(1)
    expect(now().interrupts).toHaveLength(1)
  })

  test('a model that asks again and again is stopped', async () => {
    chat = createChatStore({ backend, tools: { locate: { execute: () => 1 } }, maxToolRounds: 3 })
    now().send('Where?')
    await settle()
    for (let round = 0; round < 6; round++) {
      backend.end(call({}))
      await settle()
    }
    expect(backend.requests).toHaveLength(4)
    expect(now().status).toBe('interrupted')
  })
})
