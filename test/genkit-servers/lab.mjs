/**
 * What the tests ask real Genkit servers for: flows, durable flows and agents, over a model that says what its prompt
 * asks for. It takes Genkit and the hosts as they were loaded, by `require` or by `import`: the two builds differ.
 */
import { createTools } from './lab-tools.mjs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** How often each flow has run, and the signals they were given. */
const seen = { runs: {}, aborted: {}, bodies: [] }
const count = (name) => (seen.runs[name] = (seen.runs[name] ?? 0) + 1)

const words = (n) => Array.from({ length: n }, (_, at) => `word${at} 👋🏽 `)

/** A model whose last message says what it does. */
function defineModel(ai) {
  return ai.defineModel({ name: 'lab', supports: { multiturn: true, tools: true } }, async (request, stream) => {
    const send = typeof stream === 'function' ? stream : stream?.sendChunk
    const last = request.messages.at(-1)
    const say = async (content) => {
      for (const part of content) send?.({ content: [part] })
      return { message: { role: 'model', content }, finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 2 } }
    }
    if (last.role === 'tool') {
      const outputs = last.content.map(({ toolResponse }) => JSON.stringify(toolResponse?.output))
      return say([{ text: 'After tool: ' }, { text: outputs.join(',') }])
    }
    const text = last.content.map((part) => part.text ?? '').join('')
    const [what, n = '3', ms = '20'] = text.split(' ')
    count(`model ${what}`)
    const call = (name, input, ref) => ({ toolRequest: { name, input, ...(ref && { ref }) } })
    switch (what) {
      case 'slow': {
        const parts = words(Number(n)).map((word) => ({ text: word }))
        for (const part of parts) {
          await pause(Number(ms))
          send?.({ content: [part] })
        }
        return { message: { role: 'model', content: [{ text: words(Number(n)).join('') }] }, finishReason: 'stop' }
      }
      case 'reason':
        return say([
          { reasoning: 'Let me ' },
          { reasoning: 'think.', metadata: { thoughtSignature: 'c2ln' } },
          { text: '42' },
        ])
      case 'weather':
        return say([{ text: 'Looking. ' }, call('getWeather', { city: 'Rome' }, 't1')])
      case 'ask':
        return say([
          { text: 'Need approval. ' },
          call('askUser', { question: 'Transfer 5?' }, 'i1'),
          call('getWeather', { city: 'Rome' }, 't2'),
        ])
      case 'wire':
        return say([call('wire', { amount: 500 }, 'w1')])
      case 'two':
        return say([call('askUser', { question: 'First?' }, 'a1'), call('wire', { amount: 500 }, 'w1')])
      case 'same':
        return say([call('askUser', { question: 'One?' }), call('askUser', { question: 'Two?' })])
      case 'artifact':
        return say([{ text: 'Writing. ' }, call('writeDoc', { title: n }, 'd1')])
      case 'throw':
        send?.({ content: [{ text: 'partial ' }] })
        throw new Error('secret mid')
      default:
        return say([{ text: `echo(${text})` }])
    }
  })
}

/** @param loaded Genkit (`genkit/beta`), Express and the hosts. */
export function createLab({
  genkit,
  z,
  InMemoryStreamManager,
  InMemorySessionStore,
  UserFacingError,
  express,
  expressHandler,
  appRoute,
  onCallGenkit,
}) {
  const ai = genkit({})
  const model = defineModel(ai)
  const tools = createTools(ai, z)
  const streamManager = new InMemoryStreamManager()
  const app = express()
  // The readers of other origins must be let see the id, and send it.
  app.use((request, response, next) => {
    response.set({
      'Access-Control-Allow-Origin': request.get('origin') ?? '*',
      'Access-Control-Allow-Headers': 'content-type, authorization, x-genkit-stream-id',
      'Access-Control-Expose-Headers': 'x-genkit-stream-id, x-genkit-trace-id',
    })
    if (request.method === 'OPTIONS') response.status(204).end()
    else next()
  })
  app.use(express.json({ limit: '10mb' }))
  app.use((request, _, next) => {
    if (request.method === 'POST')
      seen.bodies.push({ path: request.path, body: request.body, headers: request.headers })
    next()
  })
  app.get('/seen', (_, response) => response.json(seen))

  const any = z.any()
  const flow = (name, run, schemas = {}) => ai.defineFlow({ name, inputSchema: any, ...schemas }, run)

  const count3 = flow('count', async (input, { sendChunk, abortSignal }) => {
    count('count')
    const { n = 3, ms = 20, fail } = input ?? {}
    abortSignal?.addEventListener('abort', () => (seen.aborted.count = true))
    for (const word of words(n)) {
      await pause(ms)
      sendChunk(word)
    }
    if (fail) throw new UserFacingError('NOT_FOUND', 'No such cat')
    return words(n).join('')
  })
  const silent = flow('silent', async () => undefined)
  const shout = flow('shout', async ({ text }) => String(text).toUpperCase(), {
    inputSchema: z.object({ text: z.string() }),
  })
  const chat = flow('chat', async ({ messages, resume }, { sendChunk }) => {
    count('chat')
    const { stream, response } = ai.generateStream({
      model,
      messages,
      resume,
      tools: tools.all,
      system: 'SECRET INSTRUCTIONS',
    })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    // The request holds the system prompt and every tool's schema: it stays here.
    const { request: _, ...reply } = (await response).toJSON()
    return reply
  })

  app.post('/count', expressHandler(count3))
  app.post('/durable', expressHandler(count3, { streamManager }))
  app.post('/silent', expressHandler(silent))
  app.post('/shout', expressHandler(shout))
  app.post('/chat', expressHandler(chat))
  app.post('/durable-chat', expressHandler(chat, { streamManager }))

  const mount = (path, agent, options) => {
    app.post(path, expressHandler(agent, options))
    app.post(`${path}/getSnapshot`, expressHandler(agent.getSnapshotDataAction))
    app.post(`${path}/abort`, expressHandler(agent.abortAgentAction))
  }
  const common = { model, system: 'SECRET PREAMBLE', tools: tools.all }
  mount('/agent', ai.defineAgent({ name: 'agent', ...common, store: new InMemorySessionStore() }))
  mount('/durable-agent', ai.defineAgent({ name: 'durableAgent', ...common, store: new InMemorySessionStore() }), {
    streamManager,
  })
  app.post('/stateless', expressHandler(ai.defineAgent({ name: 'stateless', ...common })))
  const work = async (session, { sendChunk, abortSignal }) => {
    await session.run(async (input) => {
      const text = input.message?.content?.[0]?.text ?? ''
      const [what, n = '3'] = text.split(' ')
      session.updateCustom((state) => ({ ...state, count: (state?.count ?? 0) + 1, status: 'working' }))
      sendChunk({ modelChunk: { role: 'model', content: [{ text: 'thinking ' }] } })
      session.addArtifacts([{ name: 'doc.md', parts: [{ text: '# v1' }] }])
      if (what === 'fail')
        throw Object.assign(new Error('UNAVAILABLE: backend down'), { status: 'UNAVAILABLE', detail: { a: 1 } })
      if (what === 'slow')
        for (let at = 0; at < Number(n); at++) {
          if (abortSignal?.aborted) break
          await pause(20)
          session.updateCustom((state) => ({ ...state, step: at }))
        }
      session.updateCustom((state) => ({ ...state, status: 'done' }))
      session.addArtifacts([{ name: 'doc.md', parts: [{ text: '# v2' }] }])
      session.addMessages([{ role: 'model', content: [{ text: `ok ${text}` }] }])
    })
    return { artifacts: session.getArtifacts(), message: session.getMessages().at(-1) }
  }
  mount('/custom', ai.defineCustomAgent({ name: 'custom', store: new InMemorySessionStore() }, work))
  app.post('/custom-stateless', expressHandler(ai.defineCustomAgent({ name: 'customStateless' }, work)))

  if (appRoute)
    mountNext(app, {
      count: appRoute(count3),
      durable: appRoute(count3, { streamManager }),
      shout: appRoute(shout),
      silent: appRoute(silent),
    })
  if (onCallGenkit) {
    app.post('/callable/count', onCallGenkit(count3))
    app.post('/callable/shout', onCallGenkit(shout))
    app.post('/callable/heartbeat', onCallGenkit({ heartbeatSeconds: 1 }, count3))
  }
  return app
}

/** Next's route handlers take and give what `fetch` does; this is what Next does around them. */
function mountNext(app, routes) {
  for (const [name, POST] of Object.entries(routes))
    app.post(`/next/${name}`, async (request, response) => {
      const life = new AbortController()
      response.on('close', () => life.abort())
      const asked = new Request(`http://127.0.0.1${request.url}`, {
        method: 'POST',
        headers: Object.entries(request.headers).filter(([, value]) => typeof value === 'string'),
        body: JSON.stringify(request.body),
        signal: life.signal,
      })
      const answer = await POST(asked)
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      if (answer.body) for await (const piece of answer.body) response.write(piece)
      response.end()
    })
}
