import { type ChatMessage, type ChatMessageData, newId } from '../model/chat/chat-message.ts'
import type { GenAIError } from '../model/errors.ts'
import type { AnyChatOptions } from './chat-options.ts'
import { ChatQueue } from './chat-queue.ts'
import { ChatRuns, TAB } from './chat-run.ts'
import type { ChatDraft } from '../model/chat/draft.ts'
import type { ChatSnapshot, ChatVerbs } from './chat-state.ts'
import { makeChatSnapshot } from './chat-snapshot.ts'
import { makeChatVerbs } from './chat-verbs.ts'
import { ChatThread } from './chat-thread.ts'
import { ChatKept } from './keep-chat.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { Store } from './store.ts'
import { ToolDesk } from './tool-desk.ts'
import type { ToolAnswers } from './tool-runner.ts'

/**
 * A conversation, and where it stands. No React: `useChat` only subscribes.
 * Made by `createChatStore`, which knows the types of its backend.
 */
export class ChatStore {
  readonly id: string
  /** The messages, and who watches each. For storages and selectors. */
  readonly thread: ChatThread = new ChatThread()
  /** What is written and not yet sent. Watched by itself: a keystroke concerns nobody else. */
  readonly draft: Store<ChatDraft> = new Store<ChatDraft>({ text: '', attachments: [] })
  /** Messages that the app began with; where something was kept, that is what there is. */
  readonly initial: readonly string[]
  #options: AnyChatOptions
  readonly #runs: ChatRuns
  readonly #desk: ToolDesk
  readonly #kept = new ChatKept()
  #isLoading: boolean
  #storageError: GenAIError | undefined
  readonly #queue: ChatQueue
  /** Replies in a row that tools of the page have brought about. */
  #rounds = 0
  readonly #store: Store<ChatSnapshot>

  constructor(options: AnyChatOptions) {
    this.#options = options
    this.#isLoading = options.storage !== undefined
    this.id = options.id ?? newId()
    const { thread } = this
    const messages = (options.messages ?? []).filter(Boolean)
    // By what they say: kept ones come back by other ids.
    const own = messages.map(({ role, content }) => JSON.stringify([role, content]))
    this.#runs = new ChatRuns({
      thread,
      threadId: this.id,
      options: () => this.#options,
      isOwn: ({ role, content }) => own.includes(JSON.stringify([role, content])),
      onChange: () => this.#publish(),
      onEnd: (message) => this.#end(message),
    })
    this.#desk = new ToolDesk({
      tools: () => this.#options.tools,
      allowed: () => this.#options.alwaysAllow,
      onReady: () => this.#publish(),
      onAnswer: (message) => this.#goOn(message),
    })
    this.#queue = new ChatQueue(thread, (id) => this.#runs.ask(id))
    this.#verbs = makeChatVerbs({
      thread,
      runs: this.#runs,
      desk: this.#desk,
      queue: this.#queue,
      whileStreaming: () => this.#options.whileStreaming ?? 'queue',
      isReplying: () => this.#isReplying(),
      startOver: () => void (this.#rounds = 0),
      advance: () => this.#advance(),
      publish: () => this.#publish(),
    })
    this.initial = thread.putChain(messages)
    this.#store = new Store(this.#view())
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)
  readonly getSnapshot = (): ChatSnapshot => this.#store.getSnapshot()
  /** A store can stand wherever what `useChat` returns can. */
  get store(): this {
    return this
  }

  /** What the next turn goes by, and where callbacks go. Never restarts anything. */
  setOptions(options: AnyChatOptions): void {
    this.#options = options
    this.#runs.setOptions()
  }

  /** Somebody is there; the returned function says that they left, which ends the reply unless `keepAlive`. */
  readonly attach = (): (() => void) => {
    const { online, storage } = this.#options
    const detach = this.#runs.attach()
    const unsubscribe = online?.subscribe(() => this.#advance())
    const leave = this.#kept.enter(this, storage, () => this.#options.onSaved?.())
    return () => {
      unsubscribe?.()
      detach()
      leave()
      if (!this.isBusy) this.#kept.rest()
    }
  }

  /** Something goes on here that somebody will want to see the end of. */
  get isBusy(): boolean {
    return this.#runs.status !== undefined || this.#desk.isRunning || this.#queue.next !== undefined
  }

  /** Ends the reply, and keeps nothing more: the thread has been deleted. Resolves when nothing is being saved any more. */
  drop(): Promise<void> {
    const saved = this.#kept.drop()
    this.#verbs.stop()
    return saved
  }

  /** What can be done about a call in `interrupts`. */
  answersTo(part: ToolRequestPart): ToolAnswers {
    return this.#desk.runner.answersTo(() => this.thread.tree.head, part)
  }

  readonly setDraft = (draft: Partial<ChatDraft>): void => this.draft.set({ ...this.draft.getSnapshot(), ...draft })

  /** Says that the thread is being read, and that it has been: what was sent meanwhile goes out then. */
  setLoading(isLoading: boolean): void {
    this.#isLoading = isLoading
    this.#advance()
  }

  /** Takes in messages from where they are kept: another tab's, or those of an earlier visit. */
  merge(messages: readonly ChatMessageData[], removed: readonly string[] = [], head?: string): void {
    // What is being written here is known better here.
    this.thread.merge(this.#runs.status ? this.thread.notOf(TAB, messages) : messages, removed, head)
    if (this.#isLoading) this.#queue.hold(this.thread.tree.head)
    this.#advance()
  }

  readonly #verbs: ChatVerbs

  /** What could not be read or saved; `undefined` when it could. */
  setStorageError(error: GenAIError | undefined): void {
    this.#storageError = error
    this.#publish()
  }

  /** Whether a reply is being written, here or in another tab. */
  #isReplying(): boolean {
    return this.#runs.status !== undefined || this.thread.isBusyOutside(TAB)
  }

  /** Sends what is next in the queue, when its turn has come. */
  #advance(): void {
    const isOnline = this.#options.online?.isOnline() ?? true
    if (this.#isLoading || !isOnline || this.#isReplying() || !this.#queue.advance()) this.#publish()
  }

  #end(message: ChatMessage | undefined): void {
    // A flow may return calls without interrupting: those that are left to the page are answered all the same.
    if (message?.status === 'done' && this.#desk.canRun(message))
      this.thread.update(message.id, { status: 'interrupted' })
    const { head } = this.thread.tree
    const { maxToolRounds = 10 } = this.#options
    this.#queue.hold(head)
    this.#desk.reopen(head)
    if (head?.status === 'interrupted' && !head.error && this.#rounds++ < maxToolRounds) this.#desk.start(head)
    this.#publish()
    // Whoever ended this reply to ask something else goes first.
    queueMicrotask(() => {
      this.#advance()
      if (!this.isBusy) this.#kept.rest()
    })
  }

  /** A tool has been answered; when it was the last one, the reply goes on. */
  #goOn(message: ChatMessage): void {
    const resume = this.thread.tree.head === this.thread.get(message.id) && this.#desk.resume(message)
    if (resume) this.#runs.ask(message.id, resume)
    else this.#publish()
  }

  #publish(): void {
    this.thread.flush()
    this.#store.set(this.#view())
  }

  #view(): ChatSnapshot {
    return makeChatSnapshot(this, {
      verbs: this.#verbs,
      running: this.#runs.status ?? (this.#isReplying() ? 'streaming' : undefined),
      response: this.#runs.response,
      request: this.#runs.request,
      interrupts: this.#desk.open(this.thread.tree.head),
      isOnline: this.#options.online?.isOnline() ?? true,
      isLoading: this.#isLoading,
      storageError: this.#storageError,
    })
  }
}
