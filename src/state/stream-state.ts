import type { AsyncReply } from '../model/async-reply.ts'
import type { GenAIError } from '../model/errors.ts'
import type { GenerateResponseChunk } from '../model/generate-chunk.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import { Message } from '../model/message.ts'
import type { MediaData, MessageData, ToolRequestPart } from '../model/data.ts'
import { valueAt, type JsonPath } from '../model/json-path.ts'
import type { DeepPartial, OutputIssue } from '../model/output.ts'

/**
 * Where a streamed reply stands.
 *
 * - `idle`: nothing asked yet · `pending`: asked, nothing arrived · `streaming`: growing · `done`: complete
 * - `interrupted`: complete, but a tool waits for a person · `stopped`: ended by `stop()` · `error`: failed
 *
 * Whatever had arrived stays in `response` in every state after `pending`.
 */
export type StreamStatus = 'idle' | 'pending' | 'streaming' | 'done' | 'stopped' | 'interrupted' | 'error'

/** The facts of a run: one union, so that impossible pairs cannot be written. */
export type StreamPhase<O> =
  | { status: 'idle' | 'pending'; response: undefined; error: undefined }
  | { status: 'streaming' | 'done' | 'stopped' | 'interrupted'; response: GenerateResponse<O>; error: undefined }
  | { status: 'error'; response: GenerateResponse<O> | undefined; error: GenAIError }

/** What can be done with a streamed reply. */
export interface StreamVerbs<I> {
  /** Asks. A run that is still going is ended; its chunks never land here. */
  start(input: I): void
  /** Ends the run and closes the connection. What has arrived stays, and is no error. */
  stop(): void
  /** Closes the connection and lets the server go on, where it keeps its streams: `resume` takes the reply up again. */
  leave(): void
  /**
   * Takes up a reply that the server still has, from its first chunk; what is shown stays until it is there again. Default:
   * the one that was left, or whose connection was lost. Does nothing when the backend keeps none.
   *
   * @param input What had been asked, where that is known: for `retry`, and for agents, which go on from `input.sessions`.
   */
  resume(streamId?: string, input?: I): void
  /** Asks the same again. Does nothing before the first `start`. */
  retry(): void
  /** Ends the run and forgets it. */
  reset(): void
}

/** What `useStream` returns, and what a `StreamStore` publishes: one immutable snapshot. */
export type StreamSnapshot<I, O, S = unknown, W = O> = StreamPhase<O> &
  StreamVerbs<I> & {
    readonly chunk: GenerateResponseChunk<O, S> | undefined
    /** Every message of the reply, in order: a tool loop has several. Untouched ones keep their identity. */
    readonly messages: readonly Message<O>[]
    /** The message of `response`: the last one. */
    readonly message: Message<O> | undefined
    readonly text: string
    readonly reasoning: string
    readonly media: MediaData | null
    readonly toolRequests: ToolRequestPart[]
    readonly interrupts: ToolRequestPart[]
    /**
     * The structured value so far, as the model wrote it; it only grows, and what has not changed keeps its identity.
     * `response.output` is what the schema makes of the whole.
     */
    readonly output: DeepPartial<W> | null
    /** What the schema says against the finished parts of `output`. An invalid reply is `done` nevertheless. */
    readonly issues: readonly OutputIssue[]
    /** Whether the value at this path of `output` is there, and will not change any more. The whole is `[]`. */
    isComplete(path: JsonPath): boolean
    readonly isStreaming: boolean
    readonly isStopped: boolean
    /** `fetching` while the server is at work, `paused` while a connection or the network is waited for. */
    readonly fetchStatus: 'idle' | 'fetching' | 'paused'
    /** How many tries of this request have failed, before one that is under way or will be. */
    readonly failureCount: number
    /** What the last of them failed with. */
    readonly failureReason?: GenAIError | undefined
    /** When the next one begins, as `Date.now()` counts. */
    readonly retryAt?: number | undefined
    /** By which `resume` takes the reply up: here, after a reload, or in another tab. Gone when there is nothing to take up. */
    readonly streamId: string | undefined
  }

const views = new WeakMap<MessageData, Message>()

/** The same view for the same data, so that a memoised row whose message did not change is not drawn again. */
function viewOf<O>(data: MessageData): Message<O> {
  const view = views.get(data) ?? new Message(data)
  views.set(data, view)
  return view as Message<O>
}

interface Facts<I, O, S> {
  status: StreamStatus
  error: GenAIError | undefined
  reply: AsyncReply<O, S> | undefined
  chunk: GenerateResponseChunk<O, S> | undefined
  /** The one that is being read, or was last: not the one that is shown, until it has come as far. */
  reading: Partial<Pick<AsyncReply, 'streamId' | 'isReconnecting' | 'retrying'>> | undefined
  verbs: StreamVerbs<I>
}

/** The accessors are read on demand: a frame pays only for what it shows. */
export function makeSnapshot<I, O, S>({
  status,
  error,
  reply,
  chunk,
  reading,
  verbs,
}: Facts<I, O, S>): StreamSnapshot<I, O, S> {
  const shown = reply?.snapshot ?? new GenerateResponse<O>({})
  // Before anything has arrived there is no response, rather than an empty one.
  const response = status === 'stopped' || (reply && status !== 'pending') ? shown : undefined
  const data = (response && reply?.messages) ?? []
  let messages: readonly Message<O>[] | undefined
  const output = reply?.output ?? null
  // The store pairs them as the union says: an error with `error`, a response with every state that has one.
  const phase = { status, response, error: status === 'error' ? error : undefined } as StreamPhase<O>
  const isFetching = /pending|streaming/.test(status)
  const retrying = isFetching ? reading?.retrying : undefined
  return {
    ...phase,
    ...verbs,
    chunk,
    get messages() {
      return (messages ??= data.map((message) => viewOf<O>(message)))
    },
    get message() {
      return shown.message
    },
    get text() {
      return shown.text
    },
    get reasoning() {
      return shown.reasoning
    },
    get media() {
      return shown.media
    },
    get toolRequests() {
      return shown.toolRequests
    },
    get interrupts() {
      return shown.interrupts
    },
    output,
    issues: reply?.issues ?? [],
    // What has arrived since this snapshot may be complete without being in it.
    isComplete: (path) => !!reply?.isComplete(path) && Object.is(valueAt(output, path), valueAt(reply.output, path)),
    isStreaming: status === 'streaming',
    isStopped: status === 'stopped',
    fetchStatus: isFetching
      ? reading?.isReconnecting || (retrying && !retrying.retryAt)
        ? 'paused'
        : 'fetching'
      : 'idle',
    failureCount: 0,
    ...retrying,
    streamId: reading?.streamId,
  }
}
