import { StreamStore } from 'react-genai'
import { type Clock, createGeminiClient, createGenkitClient, type Retrying } from 'react-genai/client'
import { describe, expect, test, vi } from 'vitest'
import { drip, frame, message, serve, type Handler } from './server.ts'
import { failureOf } from '../genkit/failure.ts'

const hello = frame({ result: { message: { role: 'model', content: [{ text: 'Hello' }] }, finishReason: 'stop' } })

/** A clock whose waits are over at once, and are written down. */
function fastClock(chance = 0.5): Clock & { waits: number[] } {
  let now = 0
  const waits: number[] = []
  return {
    waits,
    performance: { now: () => now },
    // The limits of requests are a minute and more; they never come.
    setTimeout: (run, ms) => {
      if (ms >= 55_000) return undefined
      // What a result waits for the end behind it.
      if (ms !== 100) waits.push(ms)
      return setTimeout(() => {
        now += ms
        run()
      })
    },
    clearTimeout: (timer) => clearTimeout(timer as number),
    Math: { random: () => chance },
  }
}

/** Fails so often, in this way, and is well then. */
const failing =
  (times: number, fail: Handler): Handler =>
  (response, request) =>
    times-- > 0 ? fail(response, request) : void response.end(hello)
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (response) =>
    void response.writeHead(code, headers).end(body)

describe('a request of which nothing has come', () => {
  test.each([408, 429, 500, 502, 503, 504, 529])('is made again after %d', async (code) => {
    const clock = fastClock()
    await using server = await serve(failing(2, status(code)))
    const flow = createGenkitClient({ baseUrl: server.url, clock }).flow('chat')
    expect((await flow.stream(1).resolve()).text).toBe('Hello')
    expect(server.requests).toHaveLength(3)
    // By chance, up to half a second, and up to one.
    expect(clock.waits).toEqual([250, 500])
  })

  test('waits longer each time, and never more than eight seconds', async () => {
    const clock = fastClock(0.999)
    await using server = await serve(status(503))
    const flow = createGenkitClient({ baseUrl: server.url, clock, retry: 7 }).flow('chat')
    expect(await failureOf(flow.generate(1))).toMatchObject({ httpStatus: 503, tries: 8 })
    expect(clock.waits.map(Math.round)).toEqual([500, 999, 1998, 3996, 7992, 7992, 7992])
  })

  test.each([400, 403, 404, 409, 413, 422, 501])('is not made again after %d', async (code) => {
    await using server = await serve(status(code))
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1))
    expect(error.httpStatus).toBe(code)
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['true', 400, 3],
    ['false', 503, 1],
  ])('is made again if the server says so: x-should-retry: %s', async (said, code, requests) => {
    await using server = await serve(status(code, { 'x-should-retry': said }))
    await failureOf(createGenkitClient({ baseUrl: server.url, clock: fastClock() }).flow('chat').generate(1))
    expect(server.requests).toHaveLength(requests)
  })

  test('is made again when the connection breaks before the first event', async () => {
    const clock = fastClock()
    const cut: Handler = async (response) => {
      await drip(response, '')
      response.flushHeaders()
      response.socket?.resetAndDestroy()
    }
    await using server = await serve(failing(1, cut))
    const flow = createGenkitClient({ baseUrl: server.url, clock }).flow('chat')
    expect((await flow.stream(1).resolve()).text).toBe('Hello')
    expect(server.requests).toHaveLength(2)
  })

  test('is asked for its headers each time', async () => {
    await using server = await serve(failing(2, status(503)))
    let token = 0
    const headers = () => ({ authorization: `t${++token}` })
    await createGenkitClient({ baseUrl: server.url, headers, clock: fastClock() }).flow('chat').generate(1)
    expect(server.requests.map((request) => request.headers['authorization'])).toEqual(['t1', 't2', 't3'])
  })

  test('413 says that less has to be sent', async () => {
    await using server = await serve(status(413))
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1))
    expect(error.message).toMatch(/too big.*send less/)
  })

  test('as the app decides', async () => {
    const clock = fastClock()
    await using server = await serve(status(400))
    const seen: [number, number | undefined][] = []
    const flow = createGenkitClient({
      baseUrl: server.url,
      clock,
      retry: (failureCount, { httpStatus }) => seen.push([failureCount, httpStatus]) < 4,
      retryDelay: (failureCount) => 10 * (failureCount + 1),
    }).flow('chat')
    await failureOf(flow.generate(1))
    expect(seen).toEqual([0, 1, 2, 3].map((count) => [count, 400]))
    expect(clock.waits).toEqual([10, 20, 30])
  })

  test.each([false, 0] as const)('retry: %s never', async (retry) => {
    await using server = await serve(status(503))
    await failureOf(createGenkitClient({ baseUrl: server.url, retry }).flow('chat').generate(1))
    expect(server.requests).toHaveLength(1)
  })
})

describe('behind the first chunk nothing is asked again', () => {
  test.each(['reset', 'end'] as const)('%s', async (how) => {
    await using server = await serve(async (response) => {
      await drip(response, message('Half'))
      if (how === 'reset') response.socket?.resetAndDestroy()
      else response.end()
    })
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1).resolve())
    expect(error.response?.text).toBe('Half')
    expect(server.requests).toHaveLength(1)
  })
})

describe('when the server says when', () => {
  const info = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }
  const google = (error: object) => JSON.stringify({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', ...error } })
  test.each([
    ['in seconds', { 'retry-after': '7' }, '', 7_000],
    [
      'as a date, by its own clock',
      { 'retry-after': 'Sat, 21 Nov 2026 08:00:05 GMT', date: 'Sat, 21 Nov 2026 08:00:00 GMT' },
      '',
      5_000,
    ],
    ['in milliseconds', { 'retry-after-ms': '1500', 'retry-after': '9' }, '', 1_500],
    ['Google, in the details', {}, google({ message: 'Slow down.', details: [info] }), 34_400],
    ['Google, in words', {}, google({ message: 'Please retry in 12.5s.' }), 12_500],
    ['with nonsense', { 'retry-after': '-5' }, '', 250],
    ['with words', { 'retry-after': 'soon' }, '', 250],
  ])('%s', async (_, headers, body, wait) => {
    const clock = fastClock()
    await using server = await serve(failing(1, status(429, headers, body)))
    await createGenkitClient({ baseUrl: server.url, clock }).flow('chat').generate(1)
    expect(clock.waits).toEqual([wait])
  })

  test('what asks for more than a minute fails at once, and says how long', async () => {
    await using server = await serve(status(429, { 'retry-after': '86400' }))
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1))
    expect(error).toMatchObject({ httpStatus: 429, retryAfterMs: 86_400_000, tries: 1 })
    expect(server.requests).toHaveLength(1)
  })
})

describe('a token that has run out', () => {
  /** Takes one token, and calls every other one too old. */
  const guarded =
    (good: () => string): Handler =>
    (response, request) =>
      request.headers.authorization === good() ? void response.end(hello) : status(401)(response, request)

  test('is renewed once for all that wait, and each is asked once more', async () => {
    await using server = await serve(guarded(() => 'new'))
    let token = 'old'
    const reasons: (string | undefined)[] = []
    const headers = async ({ reason }: { reason?: string | undefined }) => {
      reasons.push(reason)
      if (reason) {
        await new Promise((resolve) => setTimeout(resolve, 30))
        token = 'new'
      }
      return { authorization: token }
    }
    const flow = createGenkitClient({ baseUrl: server.url, headers }).flow('chat')
    const replies = await Promise.all([1, 2, 3, 4, 5].map((input) => flow.generate(input)))
    expect(replies.map(({ text }) => text)).toEqual(Array(5).fill('Hello'))
    expect(reasons.filter(Boolean)).toEqual(['401'])
    expect(server.requests).toHaveLength(10)
  })

  test('one that comes late is given what the others got', async () => {
    await using server = await serve(guarded(() => 'new'))
    const asked = vi.fn(({ reason }: { reason?: string | undefined }) => ({ authorization: reason ? 'new' : 'old' }))
    const flow = createGenkitClient({ baseUrl: server.url, headers: asked }).flow('chat')
    await flow.generate(1)
    await flow.generate(2)
    expect(asked.mock.calls.filter(([{ reason }]) => reason)).toHaveLength(1)
  })

  test('is renewed again when the new one has run out, too', async () => {
    let good = 'b'
    await using server = await serve(guarded(() => good))
    const tokens = ['b', 'c']
    let token: string | undefined = 'a'
    const headers = ({ reason }: { reason?: string | undefined }) => {
      if (reason) token = tokens.shift()
      return { authorization: token }
    }
    const flow = createGenkitClient({ baseUrl: server.url, headers }).flow('chat')
    await flow.generate(1)
    good = 'c'
    expect((await flow.generate(2)).text).toBe('Hello')
    expect(tokens).toEqual([])
  })

  test('a second 401 is the last', async () => {
    await using server = await serve(status(401))
    const headers = vi.fn(() => ({ authorization: 'bad' }))
    const error = await failureOf(createGenkitClient({ baseUrl: server.url, headers }).flow('chat').generate(1))
    expect(error).toMatchObject({ code: 'http', httpStatus: 401 })
    expect(server.requests).toHaveLength(2)
  })

  test('a new one that cannot be had, or not in time, leaves the refusal as it is', async () => {
    await using server = await serve(status(401))
    const never = new Promise<never>(() => undefined)
    for (const renew of [() => Promise.reject(new Error('no session')), () => never]) {
      const headers = ({ reason }: { reason?: string | undefined }) => (reason ? renew() : { authorization: 'old' })
      const flow = createGenkitClient({ baseUrl: server.url, headers, timeout: 100 }).flow('chat')
      expect(await failureOf(flow.generate(1))).toMatchObject({ code: 'http', httpStatus: 401 })
    }
    expect(server.requests).toHaveLength(2)
  })

  test('whoever leaves while it is renewed is gone at once', async () => {
    await using server = await serve(status(401))
    let isAsked = false
    const headers = ({ reason }: { reason?: string | undefined }) => {
      isAsked ||= reason !== undefined
      return reason ? new Promise<never>(() => undefined) : { authorization: 'old' }
    }
    const control = new AbortController()
    const { signal } = control
    const leaving = failureOf(createGenkitClient({ baseUrl: server.url, headers }).flow('chat').generate(1, { signal }))
    await vi.waitFor(() => expect(isAsked).toBe(true))
    control.abort()
    expect((await leaving).code).toBe('aborted')
    expect(server.requests).toHaveLength(1)
  })

  test('what cannot change is not asked for', async () => {
    await using server = await serve(status(401))
    const headers = { authorization: 'bad' }
    await failureOf(createGenkitClient({ baseUrl: server.url, headers }).flow('chat').generate(1))
    await failureOf(createGeminiClient({ baseUrl: server.url, apiKey: 'k' }).models.get({ model: 'm' }))
    expect(server.requests).toHaveLength(2)
  })

  test('Gemini’s: the function of the key is told why', async () => {
    await using server = await serve((response, request) =>
      request.headers['x-goog-api-key'] === 'new'
        ? void response.end('{"name":"models/m"}')
        : status(401)(response, request),
    )
    const apiKey = ({ reason }: { reason?: string | undefined }) => (reason === '401' ? 'new' : 'old')
    const gemini = createGeminiClient({ baseUrl: server.url, apiKey })
    expect(await gemini.models.get({ model: 'm' })).toMatchObject({ name: 'models/m' })
  })
})

describe('Gemini: what makes something that lasts', () => {
  test.each([
    [500, 1],
    [429, 3],
    [503, 3],
  ])('after %d it is asked for %d times', async (code, requests) => {
    await using server = await serve(status(code, {}, '{"error":{"code":1,"message":"no"}}'))
    const gemini = createGeminiClient({ baseUrl: server.url, apiKey: 'k', clock: fastClock() })
    await failureOf(gemini.batches.create({ model: 'm', src: [{ contents: 'x' }] }))
    expect(server.requests).toHaveLength(requests)
  })

  test('a generation, a list, a deletion are asked for again', async () => {
    await using server = await serve(status(500, {}, '{"error":{"code":500,"message":"no"}}'))
    const gemini = createGeminiClient({ baseUrl: server.url, apiKey: 'k', clock: fastClock() })
    await failureOf(gemini.models.generateContent({ model: 'm', contents: 'x' }))
    await failureOf(gemini.files.list())
    await failureOf(gemini.files.delete({ name: 'files/a' }))
    expect(server.requests).toHaveLength(9)
  })
})

describe('limits of time', () => {
  test('as a whole: tries and waits included', async () => {
    await using server = await serve(() => undefined)
    const flow = createGenkitClient({ baseUrl: server.url, totalTimeout: 80 }).flow('chat')
    const error = await failureOf(flow.stream(1).resolve())
    expect(error).toMatchObject({ code: 'timeout', timeout: 'totalTimeout', retryable: true })
    expect(error.message).toMatch(/was not done after 0\.08 s.*`totalTimeout`/)
  })

  test('as a whole: a reply that goes on and on, kept', async () => {
    await using server = await serve(async (response) => {
      for (let at = 0; at < 100 && !response.destroyed; at++) await drip(response, message('a'))
    })
    const flow = createGenkitClient({ baseUrl: server.url, totalTimeout: 100 }).flow('chat')
    const error = await failureOf(flow.stream(1).resolve())
    expect(error.timeout).toBe('totalTimeout')
    expect(error.response?.text).toMatch(/^a+$/)
  })

  test('a wait that would be too long is not begun', async () => {
    await using server = await serve(status(503, { 'retry-after': '5' }))
    const flow = createGenkitClient({ baseUrl: server.url, totalTimeout: 2_000 }).flow('chat')
    expect(await failureOf(flow.generate(1))).toMatchObject({ httpStatus: 503, retryAfterMs: 5_000 })
  })

  test('Gemini’s, and the three are three', async () => {
    await using server = await serve(async (response, { url }) => {
      if (url?.includes('silent')) return
      await drip(response, 'data: {"candidates":[{"content":{"parts":[{"text":"Half"}]}}]}\n\n')
    })
    const ask = (model: string, options: object) =>
      failureOf(
        createGeminiClient({ baseUrl: server.url, apiKey: 'k', ...options })
          .model(model)
          .stream('x')
          .resolve(),
      )
    const errors = await Promise.all([
      ask('silent', { timeout: 60 }),
      ask('half', { idleTimeout: 60 }),
      ask('half', { totalTimeout: 60 }),
    ])
    expect(errors.map(({ timeout }) => timeout)).toEqual(['timeout', 'idleTimeout', 'totalTimeout'])
    expect(new Set(errors.map(({ message: words }) => words)).size).toBe(3)
  })

  test('a page that slept reads first what had come meanwhile', async () => {
    const timers: (() => void)[] = []
    let now = 0
    const clock: Clock = {
      performance: { now: () => now },
      setTimeout: (run) => timers.push(run),
      clearTimeout: () => undefined,
      Math,
    }
    let goOn = (): void => undefined
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    await using server = await serve(async (response) => {
      await drip(response, message('Hel'))
      await gate
      await drip(response, hello)
      response.end()
    })
    const reply = createGenkitClient({ baseUrl: server.url, clock, idleTimeout: 60_000 }).flow('chat').stream(1)
    const result = reply.resolve()
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('Hel'))
    // An hour later the timer comes before the bytes.
    now = 3_600_000
    timers.at(-1)?.()
    goOn()
    expect((await result).text).toBe('Hello')
  })
})

describe('whoever waits', () => {
  test('is told, and can leave: nothing is asked any more', async () => {
    await using server = await serve(status(503, { 'retry-after': '30' }))
    const store = new StreamStore({ backend: createGenkitClient({ baseUrl: server.url }).flow('chat') })
    store.getSnapshot().start(1)
    await vi.waitFor(() => expect(store.getSnapshot().failureCount).toBe(1))
    const { status: how, fetchStatus, failureReason, retryAt } = store.getSnapshot()
    expect([how, fetchStatus, failureReason?.httpStatus]).toEqual(['pending', 'fetching', 503])
    expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(25_000)
    const since = performance.now()
    store.getSnapshot().stop()
    expect(store.getSnapshot()).toMatchObject({ status: 'stopped', failureCount: 0 })
    expect(performance.now() - since).toBeLessThan(100)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(server.requests).toHaveLength(1)
  })

  test('is told when it is over', async () => {
    await using server = await serve(failing(2, status(503)))
    const told: (Retrying | undefined)[] = []
    const onRetry = (retrying?: Retrying): void => void told.push(retrying)
    await createGenkitClient({ baseUrl: server.url, clock: fastClock() }).flow('chat').generate(1, { onRetry })
    expect(told.map((one) => one?.failureCount)).toEqual([1, 2, undefined])
    expect(told[0]?.failureReason.httpStatus).toBe(503)
  })

  test('and what it does with that breaks no reply', async () => {
    await using server = await serve(failing(1, status(503)))
    const heard: unknown[] = []
    const hear = (error: unknown): void => void heard.push(error)
    process.on('uncaughtException', hear)
    const onRetry = (): void => {
      throw new Error('no such element')
    }
    try {
      const flow = createGenkitClient({ baseUrl: server.url, clock: fastClock() }).flow('chat')
      expect((await flow.generate(1, { onRetry })).text).toBe('Hello')
      await vi.waitFor(() => expect(heard).toHaveLength(2))
    } finally {
      process.off('uncaughtException', hear)
    }
  })

  test('of a model of Gemini’s, too', async () => {
    await using server = await serve(status(503, { 'retry-after': '30' }))
    const gemini = createGeminiClient({ baseUrl: server.url, apiKey: 'k' })
    const store = new StreamStore({ backend: gemini.model('m') })
    store.getSnapshot().start('x')
    await vi.waitFor(() => expect(store.getSnapshot().failureCount).toBe(1))
    store.getSnapshot().stop()
  })
})
