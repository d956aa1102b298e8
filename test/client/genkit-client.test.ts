import { describe, expect, test, vi } from 'vitest'
import { createGenkitClient, GenAIError } from 'react-genai/client'
import { mockTransport } from 'react-genai/testing'
import { drip, frame, message, serve, type Handler } from './server.ts'
import { failureOf } from '../genkit/failure.ts'

const hello = frame({ result: { message: { role: 'model', content: [{ text: 'Hello' }] }, finishReason: 'stop' } })

const textOf = async (reply: AsyncIterable<{ text: string }>): Promise<string[]> => {
  const texts: string[] = []
  for await (const chunk of reply) texts.push(chunk.text)
  return texts
}

describe('a streamed reply', () => {
  test('arrives chunk by chunk and ends as a GenerateResponse', async () => {
    await using server = await serve(async (response) => {
      await drip(response, message('Hel'), message('lo'), hello)
      response.end()
    })
    const reply = createGenkitClient({ baseUrl: server.url }).flow('chat').stream({ prompt: 'Hi' })
    expect(await textOf(reply)).toEqual(['Hel', 'lo'])
    const response = await reply.resolve()
    expect(response.text).toBe('Hello')
    expect(response.finishReason).toBe('stop')
  })

  test('is asked for in the one way that every Genkit server understands', async () => {
    await using server = await serve((response) => void response.end(hello))
    const client = createGenkitClient({
      baseUrl: `${server.url}/api/`,
      headers: { authorization: 'Bearer t', 'x-none': undefined },
    })
    await client.flow('/chat').stream({ prompt: 'Hi' }).resolve()
    expect(server.requests).toHaveLength(1)
    const [request] = server.requests
    expect(request?.method).toBe('POST')
    expect(request?.path).toBe('/api/chat')
    expect(request?.body).toBe('{"data":{"prompt":"Hi"}}')
    expect(request?.headers['accept']).toBe('text/event-stream')
    expect(request?.headers['content-type']).toBe('application/json')
    expect(request?.headers['authorization']).toBe('Bearer t')
    expect(request?.headers).not.toHaveProperty('x-none')
  })

  test('headers are asked for before every request', async () => {
    await using server = await serve((response) => void response.end(hello))
    let token = 0
    const flow = createGenkitClient({
      baseUrl: server.url,
      headers: async () => ({ authorization: `t${++token}` }),
    }).flow('chat')
    await flow.stream(1).resolve()
    await flow.generate(1)
    expect(server.requests.map((request) => request.headers['authorization'])).toEqual(['t1', 't2'])
  })

  test('nothing is requested before somebody reads', async () => {
    await using server = await serve((response) => void response.end(hello))
    const reply = createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(server.requests).toHaveLength(0)
    await reply.resolve()
    expect(server.requests).toHaveLength(1)
  })

  test('a flow that does not stream answers all the same', async () => {
    await using server = await serve((response) => void response.end('{"result":{"sum":3}}'))
    const response = await createGenkitClient({ baseUrl: server.url }).flow('sum').stream([1, 2]).resolve()
    expect(response.output).toEqual({ sum: 3 })
  })

  test('a flow that returns nothing keeps what it streamed', async () => {
    await using server = await serve(async (response) => {
      await drip(response, frame({ message: 'Hel' }), frame({ message: 'lo' }), frame({}))
      response.end('END')
    })
    expect((await createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1).resolve()).text).toBe('Hello')
  })

  test('a result ends it, even if the server never closes', async () => {
    await using server = await serve((response) => drip(response, message('Hello'), hello))
    expect((await createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1).resolve()).text).toBe('Hello')
  })
})

describe('the connection closes within a second', () => {
  const endless: Handler = (response) => drip(response, message('a'), message('b'))

  test('when the loop is left', async () => {
    await using server = await serve(endless)
    for await (const _ of createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1)) break
    expect(await server.closed()).toBeLessThan(1000)
  })

  test('when the reply is aborted', async () => {
    await using server = await serve(endless)
    const reply = createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1)
    const ending = failureOf(textOf(reply))
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('ab'))
    reply.abort(new Error('enough'))
    expect(await server.closed()).toBeLessThan(1000)
    const error = await ending
    expect(error.code).toBe('aborted')
    expect((error.cause as Error).message).toBe('enough')
    expect(error.response?.text).toBe('ab')
  })

  test.each(['call', 'client'] as const)('when the signal of the %s says so', async (whose) => {
    await using server = await serve(endless)
    const controller = new AbortController()
    const client = createGenkitClient({ baseUrl: server.url, ...(whose === 'client' && { signal: controller.signal }) })
    const reply = client.flow('chat').stream(1, whose === 'call' ? { signal: controller.signal } : {})
    const ending = failureOf(reply.resolve())
    await vi.waitFor(() => expect(reply.snapshot.text).toBe('ab'))
    controller.abort()
    expect((await ending).code).toBe('aborted')
    expect(await server.closed()).toBeLessThan(1000)
  })

  test('of a whole answer, when its signal says so', async () => {
    const controller = new AbortController()
    await using server = await serve(() => controller.abort())
    const error = await failureOf(
      createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1, { signal: controller.signal }),
    )
    expect(error.code).toBe('aborted')
    expect(await server.closed()).toBeLessThan(1000)
  })

  test('but not while another reader is there', async () => {
    let go = (): void => undefined
    const gate = new Promise<void>((resolve) => (go = resolve))
    await using server = await serve(async (response) => {
      await drip(response, message('a'))
      await gate
      await drip(response, message('b'), hello)
      response.end()
    })
    const reply = createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1)
    const whole = textOf(reply)
    for await (const _ of reply) break
    go()
    expect(await whole).toEqual(['a', 'b'])
  })

  test('and an aborted signal sends nothing', async () => {
    await using server = await serve((response) => void response.end(hello))
    const flow = createGenkitClient({ baseUrl: server.url }).flow('chat')
    const options = { signal: AbortSignal.abort() }
    expect((await failureOf(flow.generate(1, options))).code).toBe('aborted')
    expect((await failureOf(flow.stream(1, options).resolve())).code).toBe('aborted')
    expect(server.requests).toHaveLength(0)
  })
})

describe('each failure says what it is, and keeps what had arrived', () => {
  const half = message('Half an ans')
  const cases: [
    name: string,
    handler: Handler,
    expected: {
      code: string
      text: string
      says: RegExp
      partial?: string
      httpStatus?: number
      status?: string
      retryable?: boolean
    },
  ][] = [
    [
      '401',
      (r) => void r.writeHead(401).end('{"status":"UNAUTHENTICATED","message":"Who are you?"}'),
      {
        code: 'http',
        text: '',
        says: /401 UNAUTHENTICATED.*Who are you\?.*Check `headers`/,
        httpStatus: 401,
        status: 'UNAUTHENTICATED',
      },
    ],
    [
      '401 of Next, as a stream',
      (r) => void r.writeHead(401).end('error: {"status":"UNAUTHENTICATED","message":"no"}\n\nEND'),
      { code: 'http', text: '', says: /401/, status: 'UNAUTHENTICATED' },
    ],
    [
      '404 page',
      (r) =>
        void r
          .writeHead(404, { 'content-type': 'text/html' })
          .end('<html><title>Error</title><pre>Cannot POST /x</pre></html>'),
      { code: 'http', text: '', says: /404.*"Cannot POST \/x".*Check `baseUrl` and the path/, httpStatus: 404 },
    ],
    [
      '500 JSON',
      (r) => void r.writeHead(500).end('{"message":"Internal Error","status":"INTERNAL"}'),
      { code: 'http', text: '', says: /500 INTERNAL/, httpStatus: 500, retryable: true },
    ],
    [
      '500 text of Go',
      (r) => void r.writeHead(500).end('flow exploded\n'),
      { code: 'http', text: '', says: /flow exploded/ },
    ],
    [
      '503',
      (r) => void r.writeHead(503, { 'retry-after': '7' }).end(),
      { code: 'http', text: '', says: /503.*Try again\.$/, retryable: true },
    ],
    ['413', (r) => void r.writeHead(413).end(), { code: 'http', text: '', says: /413/ }],
    [
      'a web page with status 200',
      (r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>'),
      { code: 'protocol', text: '', says: /a web page "Sign in", not an answer/ },
    ],
    [
      'text with status 200',
      (r) => void r.end('OK'),
      { code: 'protocol', text: '', says: /plain text, not an answer/ },
    ],
    ['an empty body', (r) => void r.end(), { code: 'protocol', text: '', says: /sent nothing/, retryable: true }],
    ['204', (r) => void r.writeHead(204).end(), { code: 'protocol', text: '', says: /sent nothing/ }],
    [
      'an error of the flow, before',
      (r) => void r.end('error: {"error":{"message":"Internal Error","status":"INTERNAL"}}\n\n'),
      { code: 'server', text: '', says: /see its log/, status: 'INTERNAL', retryable: true },
    ],
    [
      'an error of the flow, midway',
      async (r) => {
        await drip(r, half)
        r.end('error: {"error":{"status":"UNAVAILABLE","message":"model down"}}\n\n')
      },
      { code: 'server', text: 'Half an ans', says: /UNAVAILABLE\): model down/, status: 'UNAVAILABLE' },
    ],
    [
      'a cut connection',
      async (r) => {
        await drip(r, half)
        r.destroy()
      },
      { code: 'network', text: 'Half an ans', says: /broke in mid-answer/, retryable: true },
    ],
    [
      'an end without a result',
      async (r) => {
        await drip(r, half)
        r.end()
      },
      { code: 'truncated', text: 'Half an ans', says: /ended in mid-answer/, retryable: true },
    ],
    [
      'an end inside a frame',
      async (r) => {
        await drip(r, half)
        r.end('data: {"mess')
      },
      { code: 'truncated', text: 'Half an ans', says: /ended in mid-answer/ },
    ],
    [
      'a frame that is not JSON',
      async (r) => {
        await drip(r, half)
        r.end('data: oops\n\n')
      },
      { code: 'parse', text: 'Half an ans', says: /not JSON/ },
    ],
  ]

  test.each(cases)('%s', async (_, handler, expected) => {
    await using server = await serve(handler)
    const flow = createGenkitClient({ baseUrl: server.url, retry: false }).flow('chat')
    const error = await failureOf(flow.stream(1).resolve())
    expect(error.code).toBe(expected.code)
    expect(error.message).toMatch(expected.says)
    expect(error.response?.text ?? '').toBe(expected.text)
    const { code: _c, text: _t, says: _s, ...facts } = expected
    expect(error).toMatchObject(facts)
    // A whole answer fails in the same words.
    expect((await failureOf(flow.generate(1))).code).toBe(expected.code)
  })

  test('no two of them say the same', async () => {
    const messages = new Set<string>()
    for (const [, handler] of cases) {
      await using server = await serve(handler)
      const flow = createGenkitClient({ baseUrl: server.url, retry: false }).flow('chat')
      const error = await failureOf(flow.stream(1).resolve())
      messages.add(error.message.replaceAll(server.url, ''))
    }
    // 204 and an empty body are one thing, and so are the two ways to be cut short.
    expect(messages.size).toBe(cases.length - 2)
  })

  test('a server that is down', async () => {
    const { url } = await (async () => {
      await using server = await serve(() => undefined)
      return server
    })()
    const error = await failureOf(createGenkitClient({ baseUrl: url }).flow('chat').stream(1).resolve())
    expect(error.code).toBe('network')
    expect(error.message).toMatch(/No connection to http:\/\/127\.0\.0\.1:\d+\/chat/)
    expect(error.retryable).toBe(true)
  })

  test.each([
    [{ onLine: false }, 'offline', /^You are offline/],
    [{ onLine: true }, 'network', /^No connection/],
    // As in Node 22 and workers of servers: a navigator that does not know.
    [{}, 'network', /^No connection/],
    [undefined, 'network', /^No connection/],
  ])('no connection, with the navigator %o', async (navigator, code, says) => {
    vi.stubGlobal('navigator', navigator)
    try {
      const down = mockTransport((request) => request.drop()).fetch
      const error = await failureOf(
        createGenkitClient({ fetch: down, networkMode: 'always', retry: false }).flow('chat').generate(1),
      )
      expect(error).toMatchObject({ code, retryable: true })
      expect(error.message).toMatch(says)
    } finally {
      vi.unstubAllGlobals()
    }
  })

  test('a refusal midway holds the response that was refused', async () => {
    await using server = await serve(async (response) => {
      await drip(response, message('oops'))
      response.end(
        'error: {"error":{"status":"FAILED_PRECONDITION","message":"Generation blocked: SAFETY","details":{"response":{"message":{"role":"model","content":[{"text":"oops"}]},"finishReason":"blocked","finishMessage":"SAFETY"}}}}\n\n',
      )
    })
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1).resolve())
    expect(error.code).toBe('blocked')
    expect(error.name).toBe('GenerationBlockedError')
    expect(error.response?.finishMessage).toBe('SAFETY')
    expect(error.response?.text).toBe('oops')
  })

  test.each([
    ['7', 7000],
    ['0', undefined],
    ['-5', undefined],
    ['Infinity', undefined],
    ['soon', undefined],
  ])('how long the server asks to wait: %s', async (asked, ms) => {
    await using server = await serve((response) => void response.writeHead(429, { 'retry-after': asked }).end())
    const flow = createGenkitClient({ baseUrl: server.url, retry: false }).flow('chat')
    const { retryAfterMs } = await failureOf(flow.generate(1))
    expect(retryAfterMs).toBe(ms)
  })

  test('a key is in no message', async () => {
    await using server = await serve((response) => void response.writeHead(403).end('no'))
    const client = createGenkitClient({ baseUrl: server.url, headers: { authorization: 'SECRET-1' } })
    const error = await failureOf(client.flow('chat?key=SECRET-2').generate(1))
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/SECRET/)
  })

  test('schemas and inputs that a server sends back are not shown', async () => {
    const body = JSON.stringify({
      status: 'INVALID_ARGUMENT',
      message: `Schema validation failed. Parse Errors:\n\n- prompt: must be string\n\nProvided data:\n\n${'x'.repeat(30_000)}`,
    })
    await using server = await serve((response) => void response.writeHead(400).end(body))
    const error = await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1))
    expect(error.message).toContain('prompt: must be string')
    expect(error.message).not.toContain('xxx')
  })

  test('input that is not JSON is refused before anything is sent', async () => {
    await using server = await serve((response) => void response.end(hello))
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect((await failureOf(createGenkitClient({ baseUrl: server.url }).flow('chat').generate(circle))).code).toBe(
      'invalid',
    )
    expect(server.requests).toHaveLength(0)
  })

  test('headers that cannot be made are named as the reason', async () => {
    const headers = () => Promise.reject(new Error('no token'))
    const error = await failureOf(
      createGenkitClient({ baseUrl: 'http://127.0.0.1:9', headers }).flow('chat').generate(1),
    )
    expect(error.code).toBe('invalid')
    expect((error.cause as Error).message).toBe('no token')
  })
})

describe('silence', () => {
  test('before the answer begins', async () => {
    await using server = await serve(() => undefined)
    const error = await failureOf(
      createGenkitClient({ baseUrl: server.url, timeout: 60 }).flow('chat').stream(1).resolve(),
    )
    expect(error.code).toBe('timeout')
    expect(error.timeout).toBe('timeout')
    expect(error.message).toMatch(/did not answer for 0\.06 s.*`timeout`/)
    expect(await server.closed()).toBeLessThan(1000)
  })

  test('in the middle of it', async () => {
    await using server = await serve((response) => drip(response, message('Half')))
    const error = await failureOf(
      createGenkitClient({ baseUrl: server.url, idleTimeout: 60 }).flow('chat').stream(1).resolve(),
    )
    expect(error.code).toBe('timeout')
    expect(error.timeout).toBe('idleTimeout')
    expect(error.message).toMatch(/fell silent for 0\.06 s.*`idleTimeout`/)
    expect(error.response?.text).toBe('Half')
    expect(await server.closed()).toBeLessThan(1000)
  })

  test('heartbeats are not silence', async () => {
    await using server = await serve(async (response) => {
      for (let beat = 0; beat < 25; beat++) {
        await drip(response, ': ping\n\n')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      response.end(hello)
    })
    const reply = createGenkitClient({ baseUrl: server.url, idleTimeout: 300 }).flow('chat').stream(1)
    expect((await reply.resolve()).text).toBe('Hello')
  })
})

describe('a fetch that does not listen to its signal', () => {
  const { fetch: silence } = mockTransport((request) => request.write(message('Half')))
  const silent: typeof fetch = (url) => silence(url)

  test('is still timed', async () => {
    const error = await failureOf(
      createGenkitClient({ fetch: silent, idleTimeout: 50 }).flow('chat').stream(1).resolve(),
    )
    expect([error.code, error.response?.text]).toEqual(['timeout', 'Half'])
  })
  test('is still stopped', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 20)
    const flow = createGenkitClient({ fetch: silent }).flow('chat')
    expect((await failureOf(flow.generate(1, { signal: controller.signal }))).code).toBe('aborted')
  })
  test('is let go of even when it answers too late', async () => {
    const controller = new AbortController()
    await using server = await serve(async (response) => {
      controller.abort()
      await new Promise((resolve) => setTimeout(resolve, 60))
      await drip(response, message('Late'))
    })
    const deaf: typeof fetch = (url, init) => fetch(url, { ...init, signal: null })
    const flow = createGenkitClient({ baseUrl: server.url, fetch: deaf }).flow('chat')
    expect((await failureOf(flow.generate(1, { signal: controller.signal }))).code).toBe('aborted')
    expect(await server.closed()).toBeLessThan(1000)
  })
})

describe('connections', () => {
  test('are read to their end, so that the next request can use them', async () => {
    let connections = 0
    await using server = await serve(async (response, request) => {
      if (!seen.has(request.socket)) connections++
      seen.add(request.socket)
      await drip(response, message('Hello'), hello)
      response.end()
    })
    const seen = new Set<unknown>()
    const flow = createGenkitClient({ baseUrl: server.url }).flow('chat')
    for (let at = 0; at < 10; at++) await flow.stream(at).resolve()
    expect(server.requests).toHaveLength(10)
    expect(connections).toBeLessThanOrEqual(2)
  })

  test('what comes behind the result changes nothing, not even a cut', async () => {
    await using server = await serve(async (response) => {
      await drip(response, message('Hello'), hello, message('more'), 'data: oops\n\n')
      response.destroy()
    })
    expect((await createGenkitClient({ baseUrl: server.url }).flow('chat').stream(1).resolve()).text).toBe('Hello')
  })
})

test('a server that goes on and on behind its result is not waited for', async () => {
  let beats = 0
  await using server = await serve(async (response) => {
    await drip(response, message('Hello'), hello)
    while (!response.destroyed && beats < 200) {
      beats++
      await drip(response, ': ping\n\n')
    }
  })
  expect((await createGenkitClient({ baseUrl: server.url }).flow('chat').generate(1)).text).toBe('Hello')
  expect(beats).toBeLessThan(20)
})

test('a refusal whose body never comes is a refusal still', async () => {
  await using server = await serve((response) => void response.writeHead(401).write('{"mess'))
  const error = await failureOf(createGenkitClient({ baseUrl: server.url, idleTimeout: 50 }).flow('chat').generate(1))
  expect(error).toMatchObject({ code: 'http', httpStatus: 401 })
})

test('the reason of a shared signal stays its own, and a time limit is called one', async () => {
  await using server = await serve((response) => drip(response, message('first')))
  const reason = new GenAIError('invalid', 'mine')
  const controller = new AbortController()
  const flow = createGenkitClient({ baseUrl: server.url, signal: controller.signal }).flow('chat')
  const replies = [failureOf(flow.stream(1).resolve()), failureOf(flow.generate(2))]
  setTimeout(() => controller.abort(reason), 50)
  for (const error of await Promise.all(replies)) expect(error).toMatchObject({ code: 'aborted', cause: reason })
  expect(reason.response).toBeUndefined()
  const limited = createGenkitClient({ baseUrl: server.url })
    .flow('chat')
    .stream(1, { signal: AbortSignal.timeout(50) })
  expect((await failureOf(limited.resolve())).code).toBe('timeout')
})

test('a flow may have a colon in its name', async () => {
  await using server = await serve((response) => void response.end(hello))
  await createGenkitClient({ baseUrl: server.url }).flow('menu:v2').generate(1)
  expect(server.requests[0]?.path).toBe('/menu:v2')
})

test('a shared signal keeps nothing of the calls that used it', async () => {
  await using server = await serve((response) => void response.end(hello))
  const { signal } = new AbortController()
  let listening = 0
  const add = signal.addEventListener.bind(signal)
  signal.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    listening++
    options?.signal?.addEventListener('abort', () => listening--, { once: true })
    add(type, listener, options)
  }
  const flow = createGenkitClient({ baseUrl: server.url }).flow('chat')
  for (let at = 0; at < 20; at++) await flow.generate(at, { signal })
  expect(listening).toBe(0)
})
