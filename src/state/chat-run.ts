import { toHistory } from '../model/chat/chat-history.ts'
import { type ChatMessage, newId, toErrorData } from '../model/chat/chat-message.ts'
import type { SessionDelta } from '../model/data.ts'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import { Message } from '../model/message.ts'
import { replyMessages } from '../model/chat/reply-messages.ts'
import type { Resumption } from './chat-answers.ts'
import type { AnyChatOptions } from './chat-options.ts'
import type { ChatInput } from './chat-state.ts'
import type { ChatThread } from './chat-thread.ts'
import { type ReplyEnd, ReplyWriter } from './reply-writer.ts'
import type { StreamSnapshot } from './stream-state.ts'
import { StreamStore } from './stream-store.ts'

/** This tab, to tell its own work from that of others. */
export const TAB: string = newId()

/** Failures before which the server cannot have taken the message in. */
const NEVER_ARRIVED = /^(?:offline|network|timeout|http|protocol|invalid)$/

const ENDS = { done: 'done', interrupted: 'interrupted', error: 'failed', stopped: 'stopped', idle: 'stopped' } as const

interface ChatRunsOptions {
  thread: ChatThread
  threadId: string
  options(): AnyChatOptions
  /** Whether the app itself has begun with this message. */
  isOwn(message: ChatMessage): boolean
  /** Told of every change of what is shown. */
  onChange(): void
  /** Told of every end. The message is the last of the reply. */
  onEnd(message: ChatMessage | undefined): void
}

/** How a request stands. */
export type RequestFacts = Pick<
  StreamSnapshot<unknown, unknown>,
  'fetchStatus' | 'failureCount' | 'failureReason' | 'retryAt'
>

interface Run {
  id: string
  resumption: Resumption | undefined
  writer: ReplyWriter
  hasBegun: boolean
}

/** The replies of a chat, one at a time: asks, writes what comes into the thread, and notes how it ended. */
export class ChatRuns {
  readonly #own: ChatRunsOptions
  readonly #stream: StreamStore<unknown>
  #run: Run | undefined

  constructor(own: ChatRunsOptions) {
    this.#own = own
    this.#stream = new StreamStore<unknown>(this.#own.options())
    this.#stream.subscribe(() => this.#follow(this.#stream.getSnapshot()))
  }

  /** `pending` before the first sign of life. */
  get status(): 'pending' | 'streaming' | undefined {
    return this.#run && (this.#run.hasBegun ? 'streaming' : 'pending')
  }

  readonly attach = (): (() => void) => this.#stream.attach()

  setOptions(): void {
    this.#stream.setOptions(this.#own.options())
  }

  /** How the request stands. `paused`: a connection to the server, or the network, is waited for. */
  get request(): RequestFacts {
    const { fetchStatus, failureCount, failureReason, retryAt } = this.#stream.getSnapshot()
    return { fetchStatus, failureCount, failureReason, retryAt }
  }

  /** The reply that is being written. */
  get response(): GenerateResponse | undefined {
    return this.#run && this.#stream.getSnapshot().response
  }

  stop(): void {
    this.#stream.getSnapshot().stop()
  }

  leave(): void {
    this.#stream.getSnapshot().leave()
  }

  /** Asks for what follows a message: the reply to it, or, with answers for its tools, the rest of the reply that it began. */
  ask(id: string, resumption?: Resumption): void {
    this.stop()
    const run = this.#take(id, [], resumption)
    if (!run) return
    let input: unknown
    try {
      input = this.#input(run)
    } catch (cause) {
      return this.#settle(run, [], { status: 'failed', error: toGenAIError(cause) })
    }
    this.#stream.getSnapshot().start(input)
  }

  /** Takes up the reply that a message belongs to, where the server still has it. Says whether it may. */
  resume(id: string | undefined): boolean {
    const { thread, options } = this.#own
    const { path } = thread.tree
    const asked = thread.resumable(id)
    if (asked === undefined || this.#run || !options().backend.resume) return false
    const streamId = thread.get(asked)?.stored.streamId
    const run = this.#take(asked, path.slice(path.indexOf(asked) + 1))
    if (!run) return false
    // An agent has to know what it began with.
    this.#stream.getSnapshot().resume(streamId, { sessions: this.#sessions() })
    return true
  }

  /** Says that the reply to a message is being written here; over these messages, as far as they go. */
  #take(id: string, written: string[], resumption?: Resumption): Run | undefined {
    const { thread } = this.#own
    const message = thread.get(id)
    if (!message) return undefined
    const { error: _, ...stored } = message.stored
    const isNew = message.role === 'user' && message.status !== 'sent'
    // Whoever reads it elsewhere sees that an answer to it is on its way.
    thread.put({ ...stored, ...(isNew && { status: 'pending' }), owner: TAB })
    thread.tree.choose(written.at(-1) ?? id, true)
    return (this.#run = { id, resumption, writer: new ReplyWriter(thread, TAB, id, written), hasBegun: false })
  }

  #input({ id, resumption }: Run): unknown {
    const { thread, threadId, options } = this.#own
    const { resume } = resumption ?? {}
    // What tells the model what to do is the app's to say, not that of a storage, or of another tab.
    const messages = toHistory(
      thread.messages.filter((message) => message.role !== 'system' || this.#own.isOwn(message)),
      resume !== undefined,
    )
    const sessions = this.#sessions()
    const input: ChatInput = {
      messages,
      ...(resume && { resume }),
      ...(sessions[0] && { sessions }),
      ...(thread.get(id)?.stored.detach && { detach: true }),
    }
    const { toInput } = options()
    if (!toInput) return input
    const message = resume ? undefined : messages.at(-1)
    const history = message ? messages.slice(0, -1) : messages
    return toInput({ ...input, history, message, text: message ? new Message(message).text : '', threadId })
  }

  /** What the turns of an agent have left, first to last. */
  #sessions(): SessionDelta[] {
    return this.#own.thread.messages.flatMap(({ response }) => response?.session ?? [])
  }

  /** The reply has grown, or ended. */
  #follow({ status, response, messages, error, streamId }: StreamSnapshot<unknown, unknown>): void {
    const run = this.#run
    if (!run) return
    if (status === 'streaming') {
      this.#begin(run, streamId)
      run.writer.write(withAnswers(run, messages))
    } else if (streamId) this.#note(run, streamId)
    if (status === 'streaming' || status === 'pending') this.#own.onChange()
    else this.#settle(run, messages, { status: ENDS[status], response, error }, streamId)
  }

  /** The server has taken in what was sent, and may have said by what its reply is taken up. */
  #begin(run: Run, streamId?: string): void {
    if (run.hasBegun) return this.#note(run, streamId)
    run.hasBegun = true
    const { thread } = this.#own
    thread.release(run.id, {
      status: thread.get(run.id)?.role === 'user' ? 'sent' : 'done',
      ...(run.resumption && { content: run.resumption.content }),
      ...(streamId && { streamId }),
    })
  }

  /** Keeps by what the reply is taken up, for as long as it can be. */
  #note({ id }: Run, streamId: string | undefined): void {
    const { thread } = this.#own
    const message = thread.get(id)
    if (!message || message.stored.streamId === streamId) return
    const { streamId: _, ...stored } = message.stored
    // Who gives it a name has taken it in.
    const isTaken = streamId !== undefined && message.status === 'pending'
    thread.put({ ...stored, ...(isTaken && { status: 'sent' }), ...(streamId && { streamId }) })
  }

  #settle(run: Run, streamed: readonly Message[], end: ReplyEnd, streamId?: string): void {
    this.#run = undefined
    const { thread, onEnd } = this.#own
    const { error } = end
    if (
      error &&
      streamed.length === 0 &&
      !streamId &&
      (run.resumption ?? (NEVER_ARRIVED.test(error.code) && this.#isPending(run)))
    ) {
      thread.release(run.id, { error: toErrorData(error), ...(!run.resumption && { status: 'failed' }) })
    } else {
      this.#begin(run, streamId)
      const { messages, failure } = this.#final(streamed, end)
      try {
        run.writer.end(withAnswers(run, messages), failure ? { ...end, status: 'failed', error: failure } : end)
      } catch (cause) {
        // A response of the app's own may hold anything: without it, what has arrived is there.
        run.writer.end(withAnswers(run, streamed), { status: 'failed', error: toGenAIError(cause) })
      }
    }
    onEnd(thread.tree.head)
  }

  #isPending({ id }: Run): boolean {
    return this.#own.thread.get(id)?.status === 'pending'
  }

  /** The messages of the reply as the app has them. */
  #final(
    messages: readonly Message[],
    { status, response }: ReplyEnd,
  ): { messages: readonly Message[]; failure?: GenAIError } {
    const { fromResponse } = this.#own.options()
    if (!response || !fromResponse || (status !== 'done' && status !== 'interrupted')) return { messages }
    try {
      return { messages: replyMessages(fromResponse(response)) ?? messages }
    } catch (cause) {
      return { messages, failure: toGenAIError(cause) }
    }
  }
}

/** A reply that goes on after an interrupt begins with the answers, whether the server says so or not. */
function withAnswers({ resumption }: Run, messages: readonly Message[]): readonly Message[] {
  return resumption && messages[0]?.role !== 'tool' ? [resumption.answers, ...messages] : messages
}
