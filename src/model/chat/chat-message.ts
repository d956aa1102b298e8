import type { GenerateResponseData, MessageData, SessionDelta } from '../../wire/genkit-data.ts'
import { compact } from '../../wire/json.ts'
import { GenAIError, type GenAIErrorCode } from '../errors.ts'
import type { GenerateResponse } from '../generate-response.ts'
import { Message } from '../message.ts'

/**
 * Where a message of a chat stands.
 *
 * - What a person wrote: `queued` (waits for its turn, or for the network) · `pending` (sent, no sign of life yet) · `sent`
 *   (the server has answered) · `failed` (it never arrived; `error` says why)
 * - What came back: `streaming` · `done` · `interrupted` (a tool waits for a person) · `stopped` · `failed` (what had
 *   arrived is kept)
 */
export type MessageStatus = 'queued' | 'pending' | 'sent' | 'streaming' | 'done' | 'interrupted' | 'stopped' | 'failed'

/** An error as JSON, for what outlives the page. Its `details` and `cause` stay behind: nobody knows what is in them. */
export interface ChatErrorData {
  code: GenAIErrorCode
  message: string
  status?: string
  httpStatus?: number
  retryable?: boolean
  traceId?: string
}

/** What a response says beside its message. */
export type ReplyFacts = Pick<
  GenerateResponseData,
  'finishReason' | 'finishMessage' | 'usage' | 'custom' | 'model' | 'latencyMs'
> & {
  /** What the turn has changed of an agent's session. */
  session?: SessionDelta
}

/** A message of a chat as plain JSON: Genkit's, and where it stands. This is what is stored, exported and posted about. */
export interface ChatMessageData extends MessageData {
  /** Minted where it was written, and sent to nobody but the storage. Sorts by time. */
  id: string
  /** The message that it follows; the first has none. Messages with the same parent are branches. */
  parentId?: string
  /** Milliseconds since 1970. */
  createdAt: number
  status: MessageStatus
  error?: ChatErrorData
  /** On the last message of a reply. */
  response?: ReplyFacts
  /** The tab that is at work on it. When that is gone, so is the work. */
  owner?: string
  /** By which the reply to it can be taken up, while the server is at work on it. */
  streamId?: string
  /** It was asked to be worked on in the background. */
  detach?: boolean
}

/** One message of a chat: a `Message`, and where it stands. Immutable; a change makes another one. */
export class ChatMessage extends Message {
  /** The plain JSON that it is a view of. */
  readonly stored: ChatMessageData
  #error: GenAIError | undefined

  constructor(stored: ChatMessageData) {
    super(stored)
    this.stored = stored
  }

  get id(): string {
    return this.stored.id
  }

  get parentId(): string | undefined {
    return this.stored.parentId
  }

  /** Milliseconds since 1970. */
  get createdAt(): number {
    return this.stored.createdAt
  }

  get status(): MessageStatus {
    return this.stored.status
  }

  /** What the response says beside this message: why it ended, what it cost. On the last message of a reply. */
  get response(): ReplyFacts | undefined {
    return this.stored.response
  }

  /** Why it failed. */
  get error(): GenAIError | undefined {
    const { error } = this.stored
    return error && (this.#error ??= new GenAIError(error.code, error.message, { ...error }))
  }
}

/** An error without what cannot or should not be stored. */
export const toErrorData = (error: GenAIError): ChatErrorData => {
  const { code, message, status, httpStatus, retryable, traceId } = error
  return compact<ChatErrorData>({ code, message, status, httpStatus, retryable: retryable || undefined, traceId })
}

/** A response without its messages, which are stored beside it. */
export const toFacts = (response: GenerateResponse, status: MessageStatus): ReplyFacts => {
  const { finishReason, finishMessage, usage, custom, model, latencyMs } = response
  return compact<ReplyFacts>({
    finishReason,
    finishMessage,
    usage: Object.keys(usage).length > 0 ? usage : undefined,
    custom: typeof custom === 'object' && custom !== null && Object.keys(custom).length > 0 ? custom : undefined,
    model,
    latencyMs,
    // A turn that failed, or was stopped, has not happened: the next one begins where it did.
    session: status === 'done' || status === 'interrupted' ? response.session?.delta : undefined,
  })
}

/** Somebody is at work on what follows it: the tab that owns it. What waits in a queue is nobody's work yet. */
export const isBusy = (message: ChatMessage | undefined): boolean =>
  message?.stored.owner !== undefined && message.status !== 'queued'

/** A message that nobody is at work on any more: what was on its way failed, what was being written stopped. */
export function settled({ owner: _, streamId: __, ...message }: ChatMessageData): ChatMessageData {
  const ends: Partial<Record<MessageStatus, MessageStatus>> = {
    pending: 'failed',
    queued: 'failed',
    streaming: 'stopped',
  }
  return { ...message, status: ends[message.status] ?? message.status }
}

/** It waits, or never arrived: nothing follows from it. */
export const isUnsent = ({ role, status }: ChatMessage): boolean =>
  role === 'user' && /^(?:queued|failed)$/.test(status)

let last = 0

/** An id that no other tab mints, and that sorts behind every one minted here before it. */
export function newId(now: number = Date.now()): string {
  last = Math.max(last + 1, now)
  // Not `randomUUID`, which plain http does not have.
  const random = crypto.getRandomValues(new Uint32Array(2))
  return `${last.toString(36).padStart(9, '0')}-${[...random].map((part) => part.toString(36)).join('')}`
}
