/**
 * Everything that can go wrong between a page and a server, on real sockets: what is shown of the reply at the end, what kind
 * of error a program sees, and how often the server was asked. The same list, server and judge as `npm run bench -- faults`.
 */
import { createChatStore } from 'react-genai'
import { createGeminiClient, createGenkitClient, type HttpOptions } from 'react-genai/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, HALF, TIME_LIMIT, wordsOf, type Fault } from './faults.mjs'
import { judge, type Outcome } from './judge.mjs'
import { describe as describeError, measure } from './measure.mjs'
import { startServer } from './server.mjs'
import { WORDS } from './wires.mjs'

interface Ask {
  url: string
  show: (text: string) => void
  signal: AbortSignal
  options: HttpOptions
}

interface Reply extends AsyncIterable<unknown> {
  snapshot: { text: string }
  resolve(): Promise<unknown>
}

async function read(reply: Reply, show: Ask['show']): Promise<void> {
  try {
    for await (const _ of reply) show(reply.snapshot.text)
    await reply.resolve()
  } finally {
    show(reply.snapshot.text)
  }
}

const flowOf = ({ url, options }: Ask) => createGenkitClient({ baseUrl: url, ...options }).flow('flow')

const clients: Record<string, { wire: string; ask(ask: Ask): Promise<void> }> = {
  'a flow of Genkit’s': {
    wire: 'genkit',
    ask: (ask) => read(flowOf(ask).stream({ text: 'hi' }, { signal: ask.signal }), ask.show),
  },
  'a model of Gemini’s': {
    wire: 'gemini',
    async ask({ url, show, signal, options }) {
      const gemini = createGeminiClient({ baseUrl: url, apiKey: 'test', ...options })
      await read(gemini.model('gemini-3-flash').stream('hi', { signal }), show)
    },
  },
  'a chat': {
    wire: 'genkit',
    async ask(ask) {
      const chat = createChatStore({ backend: flowOf(ask) })
      const ended = new Promise<void>((resolve) =>
        chat.subscribe(() => {
          const { status, messages } = chat.getSnapshot()
          const last = messages.at(-1)
          if (last?.role === 'model') ask.show(last.text)
          if (status === 'idle' || status === 'error') resolve()
        }),
      )
      ask.signal.addEventListener('abort', () => chat.getSnapshot().stop())
      chat.getSnapshot().send('hi')
      if (ask.signal.aborted) chat.getSnapshot().stop()
      await ended
      const { error } = chat.getSnapshot()
      if (error) throw error
    },
  },
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let server: Awaited<ReturnType<typeof startServer>>
let runs = 0
beforeAll(async () => void (server = await startServer()))
afterAll(() => server.stop())

/** Lets a client meet a fault, and says what came of it. */
async function meet(fault: Fault, { wire, ask }: { wire: string; ask(ask: Ask): Promise<void> }) {
  const run = String(++runs)
  const words = wordsOf(fault)
  const figures = (text: string) => measure(text, words, fault.isTwice ? WORDS[HALF - 1] : undefined)
  const control = new AbortController()
  let stopped: { at: number; shown: number } | undefined
  const stop = (text = ''): void => {
    stopped = { at: performance.now(), shown: figures(text).shown }
    control.abort()
  }
  const one = async (): Promise<Outcome> => {
    let text = ''
    const show = (now: string): void => {
      text = now
      if (fault.stop === 'middle' && !stopped && figures(text).shown >= 3) stop(text)
    }
    const options: HttpOptions = {
      ...(fault.isTimed && { timeout: TIME_LIMIT, idleTimeout: TIME_LIMIT }),
      ...(fault.renews && { headers: ({ reason }) => ({ authorization: reason ? 'Bearer new' : 'Bearer old' }) }),
    }
    const url = server.url(wire, fault.id, run)
    try {
      await ask({ url, show, signal: control.signal, options })
      return { end: 'done', ...figures(text) }
    } catch (error) {
      return { end: 'error', error: describeError(error), ...figures(text) }
    }
  }
  if (fault.stop === 'before') stop()
  if (fault.stop === 'backoff') setTimeout(stop, 100)
  const outcomes = await Promise.all(Array.from({ length: fault.streams ?? 1 }, one))
  const over = performance.now()
  // Whoever was stopped must not ask again.
  await pause(fault.stop === 'backoff' ? 1_500 : 150)
  const [first = { end: 'dies', shown: 0 }] = [...outcomes.filter(({ end }) => end === 'error'), ...outcomes]
  const outcome: Outcome = {
    ...first,
    shown: outcomes.reduce((sum, { shown }) => sum + shown, 0),
    isRight: outcomes.every(({ isRight }) => isRight),
    ...(stopped && { afterStop: over - stopped.at, shownAtStop: stopped.shown }),
  }
  const seen = server.seen(run)
  if (!seen) throw new Error('The server knows of no such run.')
  return judge(fault, outcome, seen)
}

describe.each(Object.entries(clients))('%s survives', (_, client) => {
  test.concurrent.each(faults.map((fault) => [fault.label, fault] as const))(
    '%s',
    { timeout: 40_000 },
    async (_label, fault) => {
      const { survived, lost, hung, cell } = await meet(fault, client)
      expect({ survived, lost, hung, cell }).toEqual({ survived: true, lost: 0, hung: false, cell })
    },
  )
})

test('a client that loses words, hides what happened or asks too often would not', async () => {
  const fault = faults.find(({ id }) => id === 'reset-middle')
  const all: Outcome = {
    end: 'error',
    shown: HALF,
    isRight: true,
    error: describeError(new Error('x', { cause: { code: 'gone' } })),
  }
  const seen = { times: [0], said: 1, closes: 0 }
  if (!fault) throw new Error('no such fault')
  expect(judge(fault, all, seen)).toMatchObject({ survived: true, lost: 0 })
  expect(judge(fault, { ...all, shown: HALF - 1 }, seen)).toMatchObject({ survived: false, lost: 1 })
  expect(judge(fault, { ...all, end: 'done' }, seen)).toMatchObject({ survived: false })
  expect(judge(fault, { ...all, error: describeError(new Error('x')) }, seen)).toMatchObject({
    survived: false,
  })
  expect(judge(fault, all, { ...seen, times: [0, 1] })).toMatchObject({ survived: false })
})
