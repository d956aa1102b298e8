import { type AgentOutput, type AgentStreamChunk, readArtifact, readModelChunk } from '../wire/agent-data.ts'
import type {
  AgentSession,
  ChunkData,
  GenerateResponseData,
  JsonPatchOperation,
  MessageData,
} from '../wire/genkit-data.ts'
import { compact, isObject } from '../wire/json.ts'
import type { AsyncGenerateResponseOptions, ReplyReading, Settled } from './async-reply.ts'
import { settleFlow } from './flow-response.ts'
import { applyJsonPatch } from './json-patch.ts'
import { isPart } from './part.ts'
import { contentOfSession, makeSession, putArtifact, putArtifacts, type SessionContent } from './session.ts'

type SessionIds = Pick<AgentOutput, 'sessionId' | 'snapshotId'>
type Loose<T> = { [K in keyof T]?: T[K] | undefined }

/** How a turn ends, as its last message and the session that it leaves. */
export interface AgentEnd extends AgentOutput {
  /** The messages before the last, when the server tells them. */
  history?: MessageData[]
}

/** Reads one turn of an agent: words for the message, everything else for the session. */
export class AgentReading<O> implements ReplyReading<O> {
  /** What the turn began with, as far as that is known here. */
  readonly before: AgentSession | undefined
  #session: AgentSession

  /** @param before What the turn begins with; `undefined` when that is not known here. */
  constructor(before: AgentSession | undefined) {
    this.before = before
    this.#session = before ?? makeSession({}, {})
  }

  /** As it stands. */
  get session(): AgentSession {
    return this.#session
  }

  readonly read = (raw: unknown): ChunkData | undefined => {
    if (!isObject(raw)) return undefined
    const { customPatch, artifact } = raw as AgentStreamChunk
    if (Array.isArray(customPatch))
      this.#change({ custom: applyJsonPatch(this.#session.state, customPatch as JsonPatchOperation[]) })
    const made = readArtifact(artifact)
    if (made) this.#change({ artifacts: [...putArtifact(this.#session.artifacts, made)] })
    const chunk = readModelChunk(raw)
    // Behind an interrupted turn its calls come once more, as a tool's, now with what they wait for: in place of the first.
    return chunk?.role === 'tool' && chunk.content.some((part) => isPart(part, 'toolRequest'))
      ? { role: 'model', aggregated: true, content: chunk.content }
      : chunk
  }

  readonly facts = (): Partial<GenerateResponseData> => ({ session: this.#session })

  /** The session that the turn leaves. */
  end({ sessionId, snapshotId, state, artifacts }: AgentOutput): AgentSession {
    const known = this.#session.artifacts
    const content: SessionContent = state ?? {
      custom: this.#session.state,
      artifacts: artifacts ? putArtifacts(known, artifacts) : [...known],
    }
    this.#session = this.#made(
      // A state of the page's own has no snapshots.
      state?.messages && snapshotId === undefined ? { sessionId } : { sessionId, snapshotId },
      // Where the server keeps the messages, nobody else need.
      snapshotId === undefined ? content : { ...content, messages: undefined },
    )
    return this.#session
  }

  readonly settle = (
    result: unknown,
    streamed: readonly MessageData[],
    options: AsyncGenerateResponseOptions<O>,
  ): Settled<O> => {
    const { message, finishReason = 'stop', history, ...rest } = result as AgentEnd
    const settled = settleFlow<O>(
      compact({
        // What a turn ends with is the last message of the state: the person's own, when the agent has said nothing.
        message: message?.role === 'user' ? undefined : message,
        finishReason,
        usage: {},
        request: history && { messages: history },
        raw: rest,
      }),
      streamed,
      options,
    )
    // Not as data: what calls itself a session in the answer of a flow is none.
    Object.assign(settled.response, { session: this.#session })
    return settled
  }

  #change(change: SessionContent): void {
    const { sessionId, snapshotId } = this.#session
    this.#session = this.#made({ sessionId, snapshotId }, { ...contentOfSession(this.#session), ...change })
  }

  #made(ids: Loose<SessionIds>, content: Loose<SessionContent>): AgentSession {
    const { custom, artifacts, messages } = content
    return makeSession(
      compact<SessionIds>(ids),
      compact<SessionContent>({ custom, artifacts: artifacts?.length ? artifacts : undefined, messages }),
      contentOfSession(this.before),
    )
  }
}
