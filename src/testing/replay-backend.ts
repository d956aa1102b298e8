import { type Agent, type AgentAsk, type AgentReply, createAgent } from '../client/agent.ts'
import { toTurn } from '../client/agent/turn.ts'
import type { Backend } from '../client/backend.ts'
import { createGenkitClient } from '../client/genkit-client.ts'
import { whole } from '../client/gemini/generate.ts'
import type { CallOptions } from '../client/http.ts'
import { type AgentEnd, AgentReading } from '../model/agent-reading.ts'
import { AsyncGenerateContentResponse } from '../model/async-generate-content-response.ts'
import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import type { AsyncReply } from '../model/async-reply.ts'
import type { GeminiResponse } from '../model/data.ts'
import { AgentError } from '../model/agent-error.ts'
import { GenAIError } from '../model/errors.ts'
import { paceOf, play } from './recording/play.ts'
import {
  kindOf,
  readRecording,
  type RecordedEvent,
  type RecordedReply,
  type Recording,
  wireOf,
} from './recording/recording.ts'
import { isBody, type RecordedBody, replayFetch, type ReplayOptions } from './replay-fetch.ts'

/**
 * A backend that says again what was recorded: the same chunks, results and errors, so the page shows the same as then.
 * Every question gets the next reply; after the last one it begins anew.
 *
 * A recording is played where it was recorded, between hooks and clients: no server, no `fetch`, in Node, in jsdom and in
 * browsers. The body of an HTTP answer, as a text, is played through the real client of Genkit.
 *
 * `I` is what the page asks with: a text, unless it says otherwise.
 *
 * @throws GenAIError `invalid` for what is no recording.
 * @example
 * import late from './late-order.json'
 * render(<ChatWidget backend={replayBackend<ChatInput>(late, { pace: 'instant' })} />)
 * @example
 * <Ask backend={replayBackend(script(text('It is '), wait(200), text('21 °C'), end()))} />
 */
export function replayBackend<I = string, O = unknown>(
  recording: Recording | RecordedBody | string,
  options: ReplayOptions = {},
): Backend<I, O> {
  if (isBody(recording)) return createGenkitClient({ fetch: replayFetch(recording, options) }).flow<I, O>('replay')
  // What the page asks is not looked at, and how its output is read says whoever asks.
  return played(readRecording(recording), options) as unknown as Backend<I, O>
}

/**
 * An agent that says again what was recorded of one, its snapshots included. It has no other verbs: what is not in the
 * recording cannot be asked of it.
 * @throws GenAIError `invalid` for what is no recording of an agent.
 * @example
 * <ChatWidget backend={replayAgent(booking)} />
 */
export function replayAgent<S = unknown>(recording: Recording, options: ReplayOptions = {}): Agent<S> {
  const found = readRecording(recording)
  if (wireOf(found) !== 'agent')
    throw new GenAIError('invalid', `This is a recording of \`${found.wire}\`, not of an agent. Use replayBackend.`)
  const fetch = (): Promise<Response> =>
    Promise.reject(new Error('What is recorded of an agent are its turns and snapshots.'))
  const { snapshots = {} } = found
  return {
    ...createAgent<S>({ fetch, retry: false }, 'replay'),
    // What was recorded is what an agent said.
    ...(played(found, options) as unknown as Pick<Agent<S>, 'key' | 'generate' | 'stream' | 'resume'>),
    getSnapshot: (lookup) => {
      const id = typeof lookup === 'string' ? lookup : 'snapshotId' in lookup ? lookup.snapshotId : lookup.sessionId
      const all = Object.values(snapshots) as { sessionId?: string }[]
      const one = Object.hasOwn(snapshots, id) ? snapshots[id] : all.findLast(({ sessionId }) => sessionId === id)
      return Promise.resolve(one as Awaited<ReturnType<Agent<S>['getSnapshot']>>)
    },
  }
}

type Played = Backend & Required<Pick<Backend, 'resume'>>

function played(recording: Recording, options: ReplayOptions): Played {
  const wire = wireOf(recording)
  const pace = paceOf(options)
  let next = 0
  const open = (input: unknown, { output, signal }: CallOptions = {}): AsyncReply => {
    const recorded = recording.replies[next++ % Math.max(1, recording.replies.length)]
    if (!recorded) throw new GenAIError('invalid', 'The recording holds no reply. Nothing was played.')
    const events = shown(recorded, options)
    const run = (own: AbortSignal) => play(events, pace(), own)
    const reply = replyOf(wire, run, input, output)
    if (signal?.aborted) reply.abort(signal.reason)
    signal?.addEventListener('abort', () => reply.abort(signal.reason), { once: true })
    return reply
  }
  return {
    key: `replay:${recording.backend ?? wire}`,
    generate: (input, call) => whole(open(input, call) as AsyncGenerateContentResponse),
    stream: open,
    // The reply as it was: from its first chunk on.
    resume: (_, call, input) => open(input, call),
  }
}

type Run = (signal: AbortSignal) => AsyncGenerator<unknown, unknown>

/** A reply of the right kind over what is played. */
export function replyOf(wire: string, run: Run, input: unknown, output: CallOptions['output']): AsyncReply {
  if (wire === 'gemini')
    return new AsyncGenerateContentResponse((signal) => run(signal) as AsyncGenerator<GeminiResponse>, { output })
  if (wire !== 'agent') return new AsyncGenerateResponse(run, { output })
  const reply: AgentReply = new AsyncGenerateResponse((signal) => asAgent(run(signal), reply, input) as never, {
    output,
  })
  return reply
}

/** Keeps the session beside what an agent says, as the client does. */
async function* asAgent(
  source: AsyncGenerator<unknown, unknown>,
  reply: AgentReply,
  input: unknown,
): AsyncGenerator<unknown, unknown> {
  const reading = new AgentReading<unknown>(sessionBefore(input))
  reply.reading = reading
  try {
    const end: AgentEnd = (yield* source) ?? {}
    reading.end(end)
    return end
  } catch (error) {
    if (error instanceof AgentError) Reflect.set(error, 'session', reading.before)
    throw error
  }
}

/** What a story asks may be no question of an agent's at all, and what was recorded is said all the same. */
function sessionBefore(input: unknown): AgentReading<unknown>['before'] {
  try {
    return toTurn(input as AgentAsk).before
  } catch {
    return undefined
  }
}

/** The events that are to be played. */
function shown({ events }: RecordedReply, { frames = Infinity, cut = false }: ReplayOptions): readonly RecordedEvent[] {
  const chunks = events.filter((event) => kindOf(event) === 'chunk')
  if (!cut && frames === Infinity) return events
  const kept = cut && frames === Infinity ? chunks : chunks.slice(0, frames)
  return [...kept, { at: kept.at(-1)?.at ?? 0, end: cut ? 'cut' : 'held' }]
}
