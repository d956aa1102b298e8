import { readdirSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import {
  type AgentAsk,
  type AsyncReply,
  createGenkitClient,
  GenAIError,
  type GenerateResponse,
  type GenerateResponseChunk,
  type Part,
} from 'react-genai/client'
import { serve, type Handler, type TestServer } from './server.ts'

/** One recorded exchange with a real Genkit server. */
export interface Trace {
  /** Its file, without the ending: `esm-dual-package/25-stream-throw-userfacing-mid`. */
  name: string
  /** Where it was asked, the query included. */
  path: string
  /** What was asked, when that was JSON. */
  input: { data?: unknown; init?: unknown }
  /** The stream that was asked for by its id. */
  streamId: string | undefined
  status: number
  headers: Record<string, string>
  body: Buffer
  /** How many bytes the recording says that the body has, where it does. */
  size: number | undefined
  /** Frames were asked for, and came. */
  isStream: boolean
  /** The request was made in the way that asks for a stream. */
  wantsStream: boolean
}

const folder = new URL('../fixtures/genkit/traces/', import.meta.url)

export const traceNames: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -'.txt'.length))
  .sort()

/** What a proxy would pass on too. The rest belongs to one connection, or to one way to send the body. */
const PASSED_ON = /^(?:content-type|cache-control|x-genkit-)/

const headersIn = (text: string, mark: '>' | '<'): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^${mark} ([\\w-]+): (.*)$`, 'gm'))].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  )

function inputOf(text: string): Trace['input'] {
  try {
    return JSON.parse(/^\[request body\]\s(.*)$/m.exec(text)?.[1] ?? '{}') as Trace['input']
  } catch {
    return {}
  }
}

export function readTrace(name: string): Trace {
  const text = readFileSync(new URL(`${name}.txt`, folder), 'utf8')
  const asked = headersIn(text, '>')
  const answered = headersIn(text, '<')
  const path = /^> POST (\S+)/m.exec(text)?.[1] ?? ''
  const [, size, marked] =
    /\n\[response body(?:: (\d+) bytes[^\n]*)?\]\n([^]*?)\n?\[end(?: of body)?\]\s*$/.exec(text) ?? []
  // One recording has no marks: there the body is all that follows the headers.
  const body = Buffer.from(marked ?? /\n< ?\n([^]*)$/.exec(text)?.[1] ?? '')
  const status = Number(/^< HTTP\S* (\d+)/m.exec(text)?.[1])
  const length = size ?? answered['content-length']
  return {
    name,
    path,
    input: inputOf(text),
    streamId: asked['x-genkit-stream-id'],
    status,
    headers: Object.fromEntries(Object.entries(answered).filter(([header]) => PASSED_ON.test(header))),
    body,
    size: length === undefined ? undefined : Number(length),
    isStream: status === 200 && /^(?:data|error): /m.test(body.toString()),
    wantsStream: asked['accept'] === 'text/event-stream' || path.includes('?stream='),
  }
}

/** How a recorded answer is served. Default: whole. */
export interface Delivery {
  /** Bytes per piece. */
  size?: number
  /** How many bytes come. */
  until?: number
  /** The connection breaks behind them, once the page has them, in place of ending. */
  breaks?: () => Promise<void>
}

export async function deliver(response: ServerResponse, trace: Trace, delivery: Delivery = {}): Promise<void> {
  const bytes = trace.body.subarray(0, delivery.until)
  response.writeHead(trace.status, trace.headers)
  const size = delivery.size ?? (bytes.length || 1)
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size))
    // Node sends as one what is written in one turn.
    await new Promise(setImmediate)
  }
  await delivery.breaks?.()
  if (delivery.breaks) response.destroy()
  else response.end()
}

/** What came of asking. */
export interface Outcome {
  chunks: GenerateResponseChunk[]
  /** `undefined` when the answer was asked for as a whole, or was none of a model's. */
  reply?: AsyncReply
  response?: GenerateResponse
  error?: GenAIError
  /** What a snapshot was read as, or how a run stood. */
  value?: unknown
  /** By which the reply could be taken up, as of its first chunk. */
  streamId?: string | undefined
  requests: TestServer['requests']
  /** What the error says, without the address. */
  said: string
}

type Client = ReturnType<typeof createGenkitClient>

/** Replays of durable streams. Beside them, traces record what becomes of an id that is sent where it does not belong. */
export const TAKEN_UP = /^(?:71|72|76|NA|NB|esm-dual-package\/77)-/

/** What an agent was asked, and where it began, as its client takes it. */
const turnOf = ({ data, init }: Trace['input']): AgentAsk =>
  ({ ...(data as object), ...(init !== undefined && { init }) }) as AgentAsk

/** The reply that the trace is of; nothing when it was asked for as a whole. */
function streamOf(client: Client, { name, path, input, streamId, wantsStream }: Trace): AsyncReply | undefined {
  if (!wantsStream) return undefined
  if (path.startsWith('/api/')) return client.agent(path).stream(turnOf(input))
  const flow = client.flow(path)
  return TAKEN_UP.test(name) ? flow.resume?.(streamId ?? '') : flow.stream(input.data)
}

/** Asks for all at once: a flow, an agent, or what is mounted beneath one. */
async function whole(client: Client, { path, input }: Trace, outcome: Outcome): Promise<void> {
  const [, at, verb] = /^(\/api\/\w+)(?:\/(\w+))?$/.exec(path) ?? []
  if (at === undefined) outcome.response = await client.flow(path).generate(input.data)
  else {
    const agent = client.agent(at)
    const lookup = input.data as { snapshotId: string }
    if (verb === 'getSnapshot') outcome.value = await agent.getSnapshot(lookup)
    else if (verb === 'abort') outcome.value = await agent.abort(lookup.snapshotId)
    else outcome.response = await agent.generate(turnOf(input))
  }
}

/** Asks what the trace asked, of a server that answers as the handler says. */
export async function ask(
  trace: Trace,
  handler: Handler,
  outcome: Outcome = { chunks: [], requests: [], said: '' },
  options: Parameters<typeof createGenkitClient>[0] = {},
): Promise<Outcome> {
  await using server = await serve(handler)
  outcome.requests = server.requests
  // What was recorded was asked once.
  const client = createGenkitClient({ baseUrl: server.url, retry: false, ...options })
  try {
    const reply = streamOf(client, trace)
    if (reply) {
      outcome.reply = reply
      for await (const chunk of reply) {
        outcome.streamId ??= reply.streamId
        outcome.chunks.push(chunk)
      }
      outcome.response = await reply.resolve()
    } else await whole(client, trace, outcome)
  } catch (error) {
    if (!GenAIError.is(error)) throw error
    outcome.error = error
    outcome.said = error.message.replaceAll(server.url, '')
  }
  return outcome
}

/** Replays a trace. A stream that breaks is not taken up: that has tests of its own. */
export const replay = (trace: Trace, delivery?: Delivery): Promise<Outcome> =>
  ask(trace, (response) => deliver(response, trace, delivery), undefined, { reconnectTimeout: 0 })

/** Where the last frame begins, in bytes. */
export function lastFrameOf({ body }: Trace): number {
  const text = body.toString()
  return Buffer.byteLength(text.slice(0, text.search(/(?:data|error): [^\n]*\n\n(?:END)?$/)))
}

/** The chunks whose frames are whole in the first bytes of a body: what must not be lost. */
export function arrivedIn(bytes: Buffer, breaks: boolean): unknown[] {
  const blocks = bytes.toString().split('\n\n')
  // What the blank line is missing behind may be whole, but only an end says that nothing more belongs to it.
  const frames = breaks ? blocks.slice(0, -1) : blocks
  return frames.flatMap((block) => {
    try {
      const frame = JSON.parse(block.replace(/^data: /, '')) as Record<string, unknown>
      return 'message' in frame ? [frame['message']] : []
    } catch {
      return []
    }
  })
}

/** What a chunk says: a flow's own text, a model's chunk, or one of an agent's. */
export function wordsOf(chunk: unknown): string {
  if (typeof chunk === 'string') return chunk
  const { content = [], modelChunk } = chunk as { content?: { text?: string }[]; modelChunk?: unknown }
  return modelChunk ? wordsOf(modelChunk) : content.map(({ text = '' }) => text).join('')
}

/** Of all messages that an error has kept. */
export function keptWords({ error }: Outcome): string {
  const { message, request } = error?.response ?? {}
  const content: Part[] = [...(request?.messages ?? []), ...(message ? [message] : [])].flatMap((one) => [
    ...one.content,
  ])
  return content.map((part) => ('text' in part ? part.text : '')).join('')
}
