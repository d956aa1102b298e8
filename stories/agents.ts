import { type Agent, createGenkitClient } from 'react-genai'
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

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A backend that plays what real agents have sent, without a server. */
export function recordedAgent<S = unknown>({ turns, snapshot, interval = 30, breaksAfter }: Recorded): Agent<S> {
  const bodies = turns.map((turn) => (/^\w\w$/.test(turn) ? trace(turn) : turn))
  let next = 0
  const fetch: typeof globalThis.fetch = async (target, init) => {
    // Nobody answers any more.
    if (init?.method === 'HEAD') return new Promise(() => undefined)
    if (String(target instanceof Request ? target.url : target).endsWith('/getSnapshot'))
      return Response.json({ result: snapshot })
    const frames = (bodies[next++ % bodies.length] ?? '').split(/(?<=\n\n)/)
    const shown = breaksAfter ?? frames.length
    async function* play(): AsyncGenerator<Uint8Array> {
      for (const frame of frames.slice(0, shown)) {
        await pause(interval)
        yield new TextEncoder().encode(frame)
      }
      if (shown < frames.length) throw new TypeError('network error')
    }
    const playing = play()
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await playing.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
    })
    return new Response(body, { headers: breaksAfter === undefined ? {} : { 'x-genkit-stream-id': 'recorded' } })
  }
  return createGenkitClient({ baseUrl: 'https://agents.example', fetch }).agent<S>('desk') as Agent<S>
}
