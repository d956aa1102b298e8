import { toHistory } from '../model/chat/chat-history.ts'
import { type ChatMessage, newId, toErrorData } from '../model/chat/chat-message.ts'
import { type GenAIError, toGenAIError } from '../model/errors.ts'
import { Message } from '../model/message.ts'
import type { Resumption } from './chat-answers.ts'
import type { AnyChatOptions } from './chat-options.ts'
import type { ResumeData } from './chat-state.ts'
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
  /** Told of every change of what is shown. */
  onChange(): void
  /** Told of every end. The message is the last of the reply. */
  onEnd(message: ChatMessage | undefined): void
}

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

  stop(): void {
    this.#stream.getSnapshot().stop()
  }

  /** Asks for what follows a message: the reply to it, or, with answers for its tools, the rest of the reply that it began. */
  ask(id: string, resumption?: Resumption): void {
    this.stop()
    const { thread } = this.#own
    const message = thread.get(id)
    if (!message) return
    const { error: _, ...stored } = message.stored
    const isNew = message.role === 'user' && message.status !== 'sent'
    // Whoever reads it elsewhere sees that an answer to it is on its way.
    thread.put({ ...stored, ...(isNew && { status: 'pending' }), owner: TAB })
    thread.tree.choose(id, true)
    const run = { id, resumption, writer: new ReplyWriter(thread, TAB, id), hasBegun: false }
    this.#run = run
    let input: unknown
    try {
      input = this.#input(resumption?.resume)
    } catch (cause) {
      return this.#settle(run, [], { status: 'failed', error: toGenAIError(cause) })
    }
    this.#stream.getSnapshot().start(input)
  }

  #input(resume?: ResumeData): unknown {
    const { thread, threadId, options } = this.#own
    const messages = toHistory(thread.messages, resume !== undefined)
    const input = { messages, ...(resume && { resume }) }
    const { toInput } = options()
    if (!toInput) return input
    const message = resume ? undefined : messages.at(-1)
    const history = message ? messages.slice(0, -1) : messages
    return toInput({ ...input, history, message, text: message ? new Message(message).text : '', threadId })
  }

  /** The reply has grown, or ended. */
  #follow({ status, response, messages, error }: StreamSnapshot<unknown, unknown>): void {
    const run = this.#run
    if (!run) return
    if (status === 'streaming') {
      this.#begin(run)
      run.writer.write(withAnswers(run, messages))
    }
    if (status === 'streaming' || status === 'pending') this.#own.onChange()
    else this.#settle(run, messages, { status: ENDS[status], response, error })
  }

  /** The server has taken in what was sent. */
  #begin(run: Run): void {
    if (run.hasBegun) return
    run.hasBegun = true
    const { thread } = this.#own
    thread.release(run.id, run.resumption ? { content: run.resumption.content, status: 'done' } : { status: 'sent' })
  }

  #settle(run: Run, streamed: readonly Message[], end: ReplyEnd): void {
    this.#run = undefined
    const { thread, onEnd } = this.#own
    const { error } = end
    if (
      error &&
      streamed.length === 0 &&
      (run.resumption ?? (NEVER_ARRIVED.test(error.code) && this.#isPending(run)))
    ) {
      thread.release(run.id, { error: toErrorData(error), ...(!run.resumption && { status: 'failed' }) })
    } else {
      this.#begin(run)
      const { messages, failure } = this.#final(streamed, end)
      run.writer.end(withAnswers(run, messages), failure ? { ...end, status: 'failed', error: failure } : end)
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
      const own = fromResponse(response)
      if (own === undefined) return { messages }
      const list = Array.isArray(own) ? own : [own]
      return { messages: list.map((input) => new Message(Message.parseData(input, 'model'))) }
    } catch (cause) {
      return { messages, failure: toGenAIError(cause) }
    }
  }
}

/** A reply that goes on after an interrupt begins with the answers, whether the server says so or not. */
function withAnswers({ resumption }: Run, messages: readonly Message[]): readonly Message[] {
  return resumption && messages[0]?.role !== 'tool' ? [resumption.answers, ...messages] : messages
}
