/** What stands in place of the network while blocks run: they make their clients themselves, as a reader would. */
import { type MockGemini, mockGemini, mockTransport, type TransportRequest } from 'react-genai/testing'
import { vi } from 'vitest'

const OBJECT = {
  title: 'A menu',
  name: 'Ada',
  price: 12,
  email: 'ada@example.com',
  courses: [{ name: 'Miso', price: 4 }],
}
/** What each flow of the documents says; all others say `Hello`. */
const FLOWS: Record<string, { chunks: unknown[]; result: unknown }> = {
  menu: { chunks: [OBJECT], result: OBJECT },
  contact: { chunks: [OBJECT], result: OBJECT },
}
const HELLO = { chunks: ['Hel', 'lo'], result: 'Hello' }

const content = [{ text: 'It is on its way.' }]
const TURN = { message: { role: 'model', content }, finishReason: 'stop', snapshotId: 's1', sessionId: '1' }
const SNAPSHOT = {
  snapshotId: 's1',
  sessionId: '1',
  status: 'completed',
  state: { messages: [], custom: { step: 'asked' } },
}

/** An agent named `support`: its turns, its snapshots, its runs in the background. */
function answerAgent(request: TransportRequest, verb: string): void {
  if (verb) return request.json({ result: verb === 'abort' ? { status: 'aborted' } : SNAPSHOT })
  const { data = {} } = request.body as { data?: { detach?: boolean } }
  if (data.detach) return request.json({ result: { snapshotId: 's1', finishReason: 'detached' } })
  request.frame({ message: { modelChunk: { role: 'model', index: 0, content } } }, { result: TURN }).close()
}

function answerFlow(request: TransportRequest, name: string): void {
  const { chunks, result } = FLOWS[name] ?? HELLO
  if (!request.headers.get('accept')?.includes('event-stream')) return request.json({ result })
  request.frame(...chunks.map((message) => ({ message })), { result }).close()
}

export interface Network {
  /** The service for voice, to be held by hand. */
  live: MockGemini['live']
  /** Every request, oldest first: `POST /api/chat`. */
  asked(): string[]
  bodyOf(path: string): unknown
}

/** Puts it there, until `vi.unstubAllGlobals()`. */
export function fakeNetwork(): Network {
  const gemini = mockGemini()
  const real = globalThis.fetch
  const transport = mockTransport((request) => {
    const { path } = request
    const [, kind, name = '', verb = ''] = /^\/(api|desk|chats)\/?(\w*)\/?(\w*)/.exec(path) ?? []
    if (path.endsWith('/live-token')) return request.json({ name: 'auth_tokens/a' })
    if (kind === 'chats') return request.json({ threads: [] })
    if (kind) return name === 'support' ? answerAgent(request, verb) : answerFlow(request, name)
    const service = /\/(?:upload\/)?v1\w*\/.*/.exec(path)?.[0]
    if (!service) {
      // Servers of the documents listen on this machine. Nothing else is asked.
      if (/^https?:\/\/(?:127\.0\.0\.1|localhost)(?::|\/)/.test(request.url)) return request.forward(real)
      throw new Error(`A block of the documents asks ${request.url}, which nobody answers in a test.`)
    }
    const { method, headers, body, signal } = request
    const text = typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body)
    request.respond(
      gemini.options.fetch(gemini.options.baseUrl + service, { method, headers, signal, body: text ?? null }),
    )
  })
  vi.stubGlobal('fetch', transport.fetch)
  vi.stubGlobal('WebSocket', gemini.options.WebSocket)
  return {
    live: gemini.live,
    asked: () => transport.requests.map(({ method, path }) => `${method} ${path}`),
    bodyOf: (wanted) => transport.requests.find(({ path }) => path === wanted)?.body,
  }
}
