import type { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import type {
  AgentInit,
  AgentInput,
  AgentSession,
  AgentStreamChunk,
  MessageData,
  SessionDelta,
  SessionSnapshot,
  SnapshotStatus,
} from '../model/data.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { AgentCalls } from './agent/agent-calls.ts'
import type { AgentChat } from './agent/agent-chat.ts'
import type { WaitForRunOptions } from './agent/background.ts'
import type { Backend } from './backend.ts'
import { createFlow } from './flow.ts'
import { joinUrl, type CallOptions, type HttpOptions } from './http.ts'

/** What one turn of an agent is asked, and where it begins. */
export interface AgentTurn<S = unknown> extends AgentInput {
  /** Default: a new session. */
  init?: AgentInit<S> | undefined
}

/** A conversation with an agent, as `useChat` has it: the newest message is the turn's. */
export interface AgentConversation {
  messages: MessageData[]
  resume?: AgentInput['resume']
  detach?: boolean
  /** What the turns before have left, first to last. */
  sessions?: SessionDelta[]
}

/** What an agent can be asked with: a text, a turn, or a whole conversation. */
export type AgentAsk<S = unknown> = string | AgentTurn<S> | AgentConversation

/** A response that says where the conversation stands. */
export interface AgentResponse<S = unknown> extends GenerateResponse {
  readonly session: AgentSession<S>
}

/** A turn that is still arriving. */
export type AgentReply = AsyncGenerateResponse<unknown, AgentStreamChunk>

/** A snapshot by its id, or the latest of a session. */
export type SnapshotLookup = { snapshotId: string } | { sessionId: string }

/**
 * A Genkit agent behind HTTP: a backend of turns, and what can be asked about them. Mounted as Genkit has it: the agent at a
 * path, `getSnapshot` and `abort` beneath it.
 */
export interface Agent<S = unknown> extends Backend<AgentAsk<S>, unknown, AgentStreamChunk> {
  generate(input: AgentAsk<S>, options?: CallOptions): Promise<AgentResponse<S>>
  stream(input: AgentAsk<S>, options?: CallOptions): AgentReply
  resume(streamId: string, options?: CallOptions, input?: AgentAsk<S>): AgentReply
  /** A conversation without React, one turn at a time. Default: a new session. */
  chat(init?: AgentInit<S>): Promise<AgentChat<S>>
  /** The same, with what was said before. @throws GenAIError when there is no such snapshot. */
  loadChat(lookup: SnapshotLookup): Promise<AgentChat<S>>
  /** A snapshot; `undefined` when the server has none of that name. Needs an agent with a store. */
  getSnapshot(lookup: string | SnapshotLookup, options?: CallOptions): Promise<SessionSnapshot<S> | undefined>
  /** Ends a run in the background. Resolves with what it was before: `pending`, when it was ended by this. */
  abort(snapshotId: string, options?: CallOptions): Promise<SnapshotStatus | undefined>
  /** Looks until a run in the background has ended, one way or another. */
  wait(snapshotId: string, options?: WaitForRunOptions): Promise<SessionSnapshot<S>>
}

/** The state of an agent, from its type on the server, or given as it is. */
export type AgentState<A> = A extends { chat(...args: never[]): { readonly state?: infer S } } ? S : A

type Verb = 'chat' | 'loadChat' | 'getSnapshot' | 'abort' | 'wait'

/** An agent of which only the name is there at first: the rest comes with the first question. */
export function createAgent<S>(http: HttpOptions, path: string): Agent<S> {
  const load = () => import('./agent/agent-calls.ts')
  const verb = <K extends Verb>(name: K): Agent<S>[K] => {
    const call = async (...args: never[]): Promise<unknown> => {
      const calls: AgentCalls<S> = (await load()).createCalls(http, joinUrl(http.baseUrl, path))
      return (calls[name] as (...args: never[]) => unknown)(...args)
    }
    // It takes and gives what the verb of that name does.
    return call as Agent<S>[K]
  }
  const flow = createFlow<AgentAsk<S>, unknown, AgentStreamChunk>(http, path, {}, async function* (...asked) {
    return yield* (await load()).runAgent(...asked)
  })
  return {
    // Its responses are what `runAgent` makes of them.
    ...(flow as Pick<Agent<S>, keyof typeof flow>),
    chat: verb('chat'),
    loadChat: verb('loadChat'),
    getSnapshot: verb('getSnapshot'),
    abort: verb('abort'),
    wait: verb('wait'),
  }
}
