import type { Backend } from '../client/backend.ts'
import type { ChatStorage } from '../client/chat-storage.ts'
import type { ChatMessageData } from '../model/chat/chat-message.ts'
import type { MessageData } from '../model/data.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { MessageInput } from '../model/message.ts'
import type { ChatTurn } from './chat-state.ts'
import type { ChatTools } from './chat-tool.ts'
import type { StreamCallbacks } from './stream-store.ts'

/** Whether there is a network. TanStack Query's `onlineManager` is one. */
export interface OnlineSource {
  isOnline(): boolean
  subscribe(listener: (isOnline: boolean) => void): () => void
}

/** Options of a `ChatStore`. Callbacks are told of every reply, as those of a `StreamStore` are. */
export interface ChatStoreOptions<I = never, O = unknown, S = unknown> extends StreamCallbacks<O, S> {
  backend: Backend<I, O, S>
  /** The thread. Default: a new one. */
  id?: string | undefined
  /** What has been said before. Messages without an id get one. */
  messages?: readonly (MessageData | ChatMessageData)[] | undefined
  /** Makes the backend's input of a turn. Default: `{ messages, resume? }`, the newest message last. */
  toInput?: ((turn: ChatTurn) => I) | undefined
  /** Makes the messages of a reply, when the flow returns something of its own. Default: what streamed, and a response's message. */
  fromResponse?: ((response: GenerateResponse<O>) => MessageInput | readonly MessageInput[] | undefined) | undefined
  /** Tools that the server leaves to the page, by interrupting. */
  tools?: ChatTools | undefined
  /**
   * Names of tools that a person has allowed once for all: they are approved without asking. A `Set` is one; give your own
   * to keep them. Default: remembered until the page is closed.
   */
  alwaysAllow?: { has(name: string): boolean; add(name: string): unknown } | undefined
  /** What becomes of a message that is sent while a reply is being written. Default: `queue`. */
  whileStreaming?: 'queue' | 'drop' | 'replace' | undefined
  /** Let a reply go on when nobody watches any more. Default: false. */
  keepAlive?: boolean | undefined
  /** Where the thread is kept: every change of it, from when somebody is there. Default: nowhere. */
  storage?: ChatStorage | undefined
  /** Told after every save. */
  onSaved?: (() => void) | undefined
  /** Default: always online. */
  online?: OnlineSource | undefined
  /** Replies in a row that tools of the page may bring about by themselves. Default: 10. */
  maxToolRounds?: number | undefined
}

/** Options of any chat: the store passes on what it does not look at. */
export type AnyChatOptions = ChatStoreOptions<unknown>

/** The store passes on what it does not look at, so it need not know the types. */
export const erase = <I, O, S>(options: ChatStoreOptions<I, O, S>): AnyChatOptions =>
  options as unknown as AnyChatOptions
