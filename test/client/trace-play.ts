import { type AgentTurn, createGenkitClient, GenAIError, type GenerateResponse } from 'react-genai/client'
import { answering, type Trace } from './recorded-traces.ts'

/** What came of a trace, as far as the protocol says what should. Absent fields are those that have nothing. */
export interface Played {
  text?: string
  reasoning?: string
  media?: string
  finish?: string
  output?: unknown
  /** The metadata of the tool requests that wait. */
  interrupts?: unknown[]
  /** Of all messages of the reply. */
  roles?: string
  chunks?: number
  /** Of an agent: its state, and how many artifacts. */
  state?: unknown
  artifacts?: number
  /** How it failed: class, code, status, HTTP status. `text` is what was kept. */
  failed?: [name: string, code: string, status: string | null, httpStatus: number | null]
}

const filled = (played: Played): Played =>
  Object.fromEntries(
    Object.entries(played).filter(([, value]) => value !== undefined && value !== '' && value !== 0 && value !== null),
  )

const isTurn = ({ path }: Trace): boolean => /agent/i.test(path) && !/getSnapshot|abort/.test(path)

/** Plays a trace through the client, and says what came of it. */
export async function play(trace: Trace, how: Parameters<typeof answering>[1] = {}): Promise<Played> {
  const client = createGenkitClient({
    baseUrl: 'https://traces.example',
    fetch: answering(trace, how),
    reconnectTimeout: 0,
  })
  const { data, init } = trace.request
  const reply = isTurn(trace)
    ? client.agent(trace.path).stream({ ...(data as AgentTurn), ...(init ? { init } : {}) })
    : trace.isStream
      ? client.flow(trace.path).stream(data)
      : undefined
  let chunks = 0
  try {
    if (reply) for await (const _ of reply) chunks++
    const response: GenerateResponse = await (reply ? reply.resolve() : client.flow(trace.path).generate(data))
    const { session } = response
    return filled({
      text: response.text,
      reasoning: response.reasoning,
      ...(response.media && { media: response.media.url.slice(0, 14) }),
      ...(response.finishReason && { finish: response.finishReason }),
      output: response.output,
      ...(response.interrupts[0] && { interrupts: response.interrupts.map(({ metadata }) => metadata?.['interrupt']) }),
      ...(reply && { roles: reply.messages.map(({ role }) => role).join(' ') }),
      chunks,
      state: session?.state,
      ...(session && { artifacts: session.artifacts.length }),
    })
  } catch (error) {
    if (!GenAIError.is(error)) throw error
    const { name, code, status, httpStatus, response } = error
    return filled({ failed: [name, code, status ?? null, httpStatus ?? null], text: response?.text ?? '', chunks })
  }
}
