import { type ChatMessageData, type MessageStatus, newId, toErrorData, toFacts } from '../model/chat/chat-message.ts'
import type { GenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { Message } from '../model/message.ts'
import type { ChatThread } from './chat-thread.ts'

/** How a reply ended. */
export interface ReplyEnd {
  status: MessageStatus
  response?: GenerateResponse | undefined
  error?: GenAIError | undefined
}

/** Writes one reply into a thread as it grows: a message of the reply is a message of the thread. */
export class ReplyWriter {
  readonly #thread: ChatThread
  readonly #owner: string
  readonly #parentId: string
  readonly #ids: string[]
  /** What is there of a reply that is taken up: less than that is not written over it. */
  readonly #known: readonly Message[]
  #written: readonly Message[] = []

  /** @param ids Of messages that an earlier reader of the same reply has written. */
  constructor(thread: ChatThread, owner: string, parentId: string, ids: string[] = []) {
    this.#ids = ids
    this.#known = ids.flatMap((id) => thread.get(id) ?? [])
    this.#thread = thread
    this.#owner = owner
    this.#parentId = parentId
  }

  /** The reply so far. Messages that have not changed are not written again. */
  write(messages: readonly Message[]): void {
    if (this.#isBehind(messages)) return
    messages.forEach((message, at) => {
      const isLast = at === messages.length - 1
      if (this.#written[at] !== message || at >= this.#written.length - 1)
        this.#put(at, message, { status: isLast ? 'streaming' : 'done', ...(isLast && { owner: this.#owner }) })
    })
    this.#written = messages
  }

  /** The whole reply, and how it ended. One that ended before anything came is a message without content. */
  end(messages: readonly Message[], { status, response, error }: ReplyEnd): void {
    const empty: Pick<Message, 'role' | 'content' | 'metadata'> = { role: 'model', content: [], metadata: undefined }
    const known = status !== 'done' && status !== 'interrupted' && this.#isBehind(messages) ? this.#known : messages
    const all = known.length > 0 ? known : [empty]
    all.forEach((message, at) => {
      const isLast = at === all.length - 1
      this.#put(at, message, {
        status: isLast ? status : 'done',
        ...(isLast && response && { response: toFacts(response, status) }),
        ...(isLast && error && { error: toErrorData(error) }),
      })
    })
    // The server's final word may have fewer messages than what it streamed.
    const surplus = this.#ids[all.length]
    if (surplus !== undefined) this.#thread.remove(surplus)
  }

  #isBehind(messages: readonly Message[]): boolean {
    return this.#known.length > 0 && weightOf(messages) < weightOf(this.#known)
  }

  #put(
    at: number,
    { role, content, metadata }: Pick<Message, 'role' | 'content' | 'metadata'>,
    facts: Pick<ChatMessageData, 'status'> & Partial<ChatMessageData>,
  ): void {
    const known = this.#ids[at]
    const id = known ?? newId()
    const createdAt = this.#thread.get(id)?.createdAt ?? Date.now()
    this.#ids[at] = id
    this.#thread.put(
      {
        role,
        content: [...content],
        ...(metadata && { metadata }),
        id,
        parentId: this.#ids[at - 1] ?? this.#parentId,
        createdAt,
        ...facts,
      },
      known !== undefined && facts.status === 'streaming',
    )
    if (known === undefined) this.#thread.tree.choose(id)
  }
}

const weightOf = (messages: readonly Message[]): number => JSON.stringify(messages.map(({ content }) => content)).length
