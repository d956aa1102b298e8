import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ChatTurnIds } from '../model/chat/turns.ts'
import type { MessageData, SessionDelta, ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { ContentInput } from '../model/message.ts'
import type { RestartToolOptions } from '../model/tools.ts'
import type { ChatStore } from './chat-store.ts'

/** The answers to what a reply was interrupted for, as Genkit's `generate` takes them. */
export interface ResumeData {
  respond?: ToolResponsePart[]
  restart?: ToolRequestPart[]
}

/** What a chat asks a flow with, unless `toInput` says otherwise. */
export interface ChatInput {
  /** The conversation, the newest message last. */
  messages: MessageData[]
  /** When a reply that was interrupted goes on. */
  resume?: ResumeData
  /** What the turns before have left, first to last, where an agent has answered them. */
  sessions?: SessionDelta[]
  /** An agent should answer in the background. */
  detach?: boolean
}

/** One turn of a chat, for `toInput` to make the backend's input of. */
export interface ChatTurn extends ChatInput {
  /** The conversation before the newest message of a person. */
  history: MessageData[]
  /** The newest message of a person; none when a reply goes on after an interrupt. */
  message: MessageData | undefined
  /** The text of `message`. */
  text: string
  threadId: string
}

/**
 * Where a chat stands. `idle`: it is a person's turn · `pending`: asked, nothing arrived · `streaming` · `interrupted`: a
 * tool waits for a person · `error`: the last turn failed, and can be tried again
 */
export type ChatStatus = 'idle' | 'pending' | 'streaming' | 'interrupted' | 'error'

/** How a message is sent. */
export interface SendMessageOptions {
  /** Have an agent work on it in the background: the page may be closed meanwhile. Default: false. */
  detach?: boolean | undefined
}

/** What can be done with a conversation. */
export interface ChatVerbs {
  /**
   * Sends a message. While a reply is being written, or the network is away, it waits in `queue`; see `whileStreaming`.
   * Returns its id, or `undefined` when there is nothing to send or it was dropped.
   * @throws GenAIError `invalid` for what is no content of a message. Nothing is sent then.
   */
  send(content: ContentInput, options?: SendMessageOptions): string | undefined
  /** Ends the reply that is being written; a run in the background is ended on the server too. What has arrived stays. */
  stop(): void
  /** Lets the server go on with the reply, where it keeps it; `resume`, or whoever opens the thread again, takes it up. */
  leave(): void
  /** Takes up a reply that was left, or whose connection was lost, where the server still has it. Default: the last one. */
  resume(id?: string): void
  /** Another reply in place of this one, which stays as a branch. Default: of the last one. */
  regenerate(id?: string): void
  /** Sends a failed message again; takes up a reply whose connection was lost, or else asks for it again. Default: the last one. */
  retry(id?: string): void
  /** Sends another wording of a message; the old one and what followed stay as a branch. @throws as `send` does. */
  edit(id: string, content: ContentInput): string | undefined
  /** Shows the branch that goes through this message; with `end`, only up to it, so that what is sent next follows it. */
  switchTo(id: string, end?: boolean): void
  /** The branches at this message: the ids of all that follow the same one, oldest first. */
  branches(id: string): readonly string[]
  /**
   * Answers a tool that waits; the tool itself does not run. The reply goes on when all that it waits for is answered.
   * @throws GenAIError `invalid`: nothing waits for this answer, or it has been given. `ValidationError`: the tool's
   * schema does not allow it. Nothing is sent then.
   */
  respond(part: ToolRequestPart, output: unknown): void
  /** Runs a tool that waits on the server, with another input when `replaceInput` says so. @throws as `respond` does. */
  restart(part: ToolRequestPart, resumed?: unknown, options?: RestartToolOptions): void
  /** Agrees, as the tool's own entry in `tools` says: runs it here, answers for it, or has the server run it. */
  approve(part: ToolRequestPart): void
  /** Refuses; the model is told. */
  decline(part: ToolRequestPart): void
  /** Takes a message out of the queue, unsent. */
  dequeue(id: string): void
  /** Sends what is queued although the turn before it failed. */
  flush(): void
  /** Forgets a message and everything that follows it. */
  remove(id: string): void
  /** Ends the reply and forgets the conversation. */
  reset(): void
}

/** What a `ChatStore` publishes: one immutable snapshot. */
export interface ChatSnapshot extends ChatVerbs {
  readonly store: ChatStore
  /** The id of the thread. */
  readonly id: string
  readonly status: ChatStatus
  /** Why the last turn failed. */
  readonly error: GenAIError | undefined
  /** The conversation that is shown, first to last. Untouched messages keep their identity. */
  readonly messages: readonly ChatMessage[]
  /** Their ids: the same array until one comes or goes. */
  readonly messageIds: readonly string[]
  /** The same, turn by turn: a message of a person, or a whole reply with its tools. */
  readonly turns: readonly ChatTurnIds[]
  /** Messages that wait to be sent, first to last. */
  readonly queue: readonly ChatMessage[]
  /** The reply that is being written, as far as it is: what an agent says of its state, too. */
  readonly response: GenerateResponse | undefined
  /** Tools that wait for a person, those already answered left out. */
  readonly interrupts: readonly ToolRequestPart[]
  /** `paused`: something waits for the network, or the connection is being made again. */
  readonly fetchStatus: 'idle' | 'fetching' | 'paused'
  /** How many tries of the request have failed, before one that is under way or will be. */
  readonly failureCount: number
  /** What the last of them failed with. */
  readonly failureReason?: GenAIError | undefined
  /** When the next one begins, as `Date.now()` counts. */
  readonly retryAt?: number | undefined
  /** The thread is being read from its storage. What is sent meanwhile waits. */
  readonly isLoading: boolean
  /** What could not be read from the storage or saved there. The conversation goes on. */
  readonly storageError: GenAIError | undefined
}
