import { type Agent, createGenkitClient } from 'react-genai'
import { mockTransport } from 'react-genai/testing'
import { trace } from './recordings.ts'

/** Turns of real agents, one after another, as they were recorded; and what their snapshots were. */
interface Recorded {
  /** Numbers of traces, or bodies. */
  turns: readonly string[]
  snapshot?: unknown
  /** Milliseconds between two frames. */
  interval?: number
  /** Frames of the first turn, after which the connection breaks, and is not made again. */
  breaksAfter?: number
}

/** A backend that plays what real agents have sent, without a server. */
export function recordedAgent<S = unknown>({ turns, snapshot, interval = 30, breaksAfter }: Recorded): Agent<S> {
  const bodies = turns.map((turn) => (/^\w\w$/.test(turn) ? trace(turn) : turn))
  const headers = breaksAfter === undefined ? {} : { 'x-genkit-stream-id': 'recorded' }
  let next = 0
  const { fetch } = mockTransport((request) => {
    // Nobody answers any more.
    if (request.method === 'HEAD') return
    if (request.path.endsWith('/getSnapshot')) return request.json({ result: snapshot })
    const body = bodies[next++ % bodies.length] ?? ''
    request.play({ body, headers }, { pace: interval, frames: breaksAfter, cut: breaksAfter !== undefined })
  })
  return createGenkitClient({ baseUrl: 'https://agents.example', fetch }).agent<S>('desk') as Agent<S>
}
