import type { Agent } from '../client/agent.ts'
import { createGenkitClient } from '../client/genkit-client.ts'
import type { AgentStreamChunk, SessionSnapshot } from '../model/data.ts'
import { isObject } from '../wire/json.ts'
import { mockTransport, type TransportRequest } from './mock-transport.ts'

/** One request to an agent: a turn, or another verb. */
export interface MockAgentRequest {
  /** `''` of a turn, `/getSnapshot` or `/abort`. */
  verb: string
  /** What is asked, and where it begins. */
  data: Record<string, unknown>
  init: Record<string, unknown> | undefined
  signal: AbortSignal
}

/** A server with an agent that is held by hand. */
export interface MockAgent<S = unknown> {
  /** The agent, through the real client. */
  readonly agent: Agent<S>
  /** Every request, oldest first. */
  readonly requests: readonly MockAgentRequest[]
  /** What `getSnapshot` finds, by the id of a snapshot or a session. Anything else is `NOT_FOUND`. */
  readonly snapshots: Record<string, Partial<SessionSnapshot<S>> | Record<string, unknown>>
  /** Streams chunks of the turn that is being asked, or of the next one. */
  chunk(...chunks: readonly AgentStreamChunk[]): void
  /** Says something, in the message of that index. Default: 0. */
  text(text: string, index?: number): void
  /** Ends the turn, as an agent does: `{ message, finishReason, snapshotId, state, artifacts }`. */
  end(output?: Record<string, unknown>): void
  /** The turn fails. */
  fail(error: { status?: string; message: string; details?: unknown }): void
  /** The connection breaks. */
  drop(): void
}

/**
 * A Genkit agent that is held by hand: it says what you tell it, when you tell it. What is said before anybody asks waits for
 * the next turn; several turns at once it does not tell apart. It answers over the wire, so it needs `Response`, as `mockTransport` does.
 *
 * @example
 * const desk = mockAgent<{ seat?: string }>()
 * render(<ChatWidget backend={desk.agent} />)
 * // … somebody asks …
 * desk.chunk({ customPatch: [{ op: 'add', path: '/seat', value: '4A' }] })
 * desk.text('Seat 4A is yours.')
 * desk.end({ snapshotId: 's1', finishReason: 'stop' })
 */
export function mockAgent<S = unknown>(): MockAgent<S> {
  const requests: MockAgentRequest[] = []
  const snapshots: MockAgent<S>['snapshots'] = {}
  let current: TransportRequest | undefined
  let waiting: ((request: TransportRequest) => void)[] = []

  const { fetch } = mockTransport((request) => {
    const { path, body, signal } = request
    const verb = path.replace(/^\/desk/, '')
    const { data, init } = isObject(body) ? body : {}
    const asked = isObject(data) ? data : {}
    requests.push({ verb, data: asked, init: isObject(init) ? init : undefined, signal })
    if (verb === '/getSnapshot') {
      const id = String(asked['snapshotId'] ?? asked['sessionId'])
      const found = Object.hasOwn(snapshots, id) ? snapshots[id] : undefined
      return found ? request.json({ result: found }) : request.refuse(404, { code: 'NOT_FOUND', message: 'none' })
    }
    if (verb === '/abort') return request.json({ result: { status: 'pending' } })
    current = request.open()
    const said = waiting
    waiting = []
    for (const say of said) say(request)
  })
  const say = (run: (request: TransportRequest) => void): void => {
    if (current && !current.isOver) run(current)
    else waiting.push(run)
  }
  const chunk: MockAgent<S>['chunk'] = (...chunks) =>
    say((request) => void request.frame(...chunks.map((message) => ({ message }))))
  const finish = (frame: object): void =>
    say((request) => {
      request.frame(frame)
      request.close()
    })
  return {
    // The state is whatever the test says that it is.
    agent: createGenkitClient({ baseUrl: 'https://agent.example', fetch, retry: false }).agent<S>('desk') as Agent<S>,
    requests,
    snapshots,
    chunk,
    text: (text, index = 0) => chunk({ modelChunk: { role: 'model', index, content: [{ text }] } }),
    end: (output = {}) => finish({ result: output }),
    fail: (error) => finish({ error }),
    drop: () => say((request) => request.drop()),
  }
}
