import { type Agent, createGenkitClient } from 'react-genai'

interface Asked {
  path: string
  body: { data?: Record<string, unknown>; init?: Record<string, unknown> }
}

/** An agent's server that is held by hand: what each path answers is written in the test, frame by frame. */
export interface AgentByHand<S> {
  agent: Agent<S>
  asked: Asked[]
  /** Streams chunks of the turn that is being asked, or of the next one. */
  say(...chunks: unknown[]): void
  /** Ends the turn. */
  end(result: Record<string, unknown>): void
  /** What `getSnapshot` answers, by id. */
  snapshots: Record<string, unknown>
}

export function agentByHand<S>(): AgentByHand<S> {
  const asked: Asked[] = []
  const snapshots: Record<string, unknown> = {}
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let waiting: string[] = []
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const write = (frame: unknown): void => {
    const text = `data: ${JSON.stringify(frame)}\n\n`
    if (controller) controller.enqueue(bytes(text))
    else waiting.push(text)
  }
  const fetch: typeof globalThis.fetch = async (target, init) => {
    const url = target instanceof Request ? target.url : String(target)
    const body = JSON.parse(typeof init?.body === 'string' ? init.body : '{}') as Asked['body']
    asked.push({ path: url, body })
    if (url.endsWith('/getSnapshot')) {
      const found = snapshots[String(body.data?.['snapshotId'] ?? body.data?.['sessionId'])]
      return found
        ? Response.json({ result: found })
        : Response.json({ status: 'NOT_FOUND', message: 'none' }, { status: 404 })
    }
    if (url.endsWith('/abort')) return Response.json({ result: { status: 'pending' } })
    return new Response(
      new ReadableStream<Uint8Array>({
        start(own) {
          controller = own
          for (const text of waiting) own.enqueue(bytes(text))
          waiting = []
        },
      }),
    )
  }
  return {
    agent: createGenkitClient({ baseUrl: 'https://desk.example', fetch }).agent<S>('desk') as Agent<S>,
    asked,
    snapshots,
    say: (...chunks) => {
      for (const message of chunks) write({ message })
    },
    end: (result) => {
      write({ result })
      controller?.close()
      controller = undefined
    },
  }
}

export const words = (text: string, index = 0) => ({ modelChunk: { role: 'model', index, content: [{ text }] } })
export const model = (text: string) => ({ role: 'model', content: [{ text }] })
