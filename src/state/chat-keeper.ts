import type { ChatStorage, StorageNews, ThreadPatch } from '../client/chat-storage.ts'
import type { ChatMessageData } from '../model/chat/chat-message.ts'
import { THREAD_VERSION, titleOf } from '../model/chat/stored-thread.ts'
import { toGenAIError } from '../model/errors.ts'
import { TAB } from './chat-run.ts'
import type { ChatStore } from './chat-store.ts'
import type { ThreadChange } from './chat-thread.ts'
import type { KeepOptions } from './keep-chat.ts'
import { alone, holdTab, isTabHere, tabGone } from './tabs.ts'

/** Milliseconds for which a growing reply, or a draft, may stand unsaved. */
const LAZY = 300

const isAtWork = ({ status }: ChatMessageData): boolean => status === 'pending' || status === 'streaming'

/** What a tab that is gone has left behind, as it is: what it was writing is cut off, what waited is for us to send. */
function inherit(message: ChatMessageData): ChatMessageData {
  const { owner: _, ...rest } = message
  if (message.status === 'queued') return { ...rest, owner: TAB }
  const what =
    message.status === 'pending'
      ? 'The page was closed before the server had answered. The message may have arrived.'
      : 'The page was closed while this was being written. What had arrived is here.'
  return { ...rest, status: 'failed', error: { code: 'truncated', message: what, retryable: true } }
}

/**
 * Keeps a chat in a storage: reads it, saves every change, takes in what other tabs do, and takes over what a tab that is
 * gone has left unfinished.
 */
export class ChatKeeper {
  readonly #store: ChatStore
  readonly #storage: ChatStorage
  readonly #own: KeepOptions
  readonly #end = new AbortController()
  /** It has a name already, or one was thought of here. */
  #isNamed = false
  readonly #changed = new Set<string>()
  readonly #removed = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | undefined
  #isDirty = false

  constructor(store: ChatStore, storage: ChatStorage, own: KeepOptions) {
    this.#store = store
    this.#storage = storage
    this.#own = own
  }

  /** Reads the thread, and keeps it from then on. Returns how to stop: what is not saved yet is saved then, or discarded. */
  open(): (discard: boolean) => void {
    holdTab()
    const { thread, draft } = this.#store
    const { signal } = this.#end
    const leave = [
      thread.keep((change) => this.#note(change)),
      draft.subscribe(() => this.#later(LAZY)),
      this.#storage.subscribe?.((news) => this.#hear(news)),
    ]
    // The last moment at which a page that goes away can still write.
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', () => document.hidden && void this.#save(), { signal })
      addEventListener('pagehide', () => void this.#save(), { signal })
    }
    this.#store.setLoading(true)
    void this.#read()
    return (discard) => {
      for (const each of leave) each?.()
      this.#end.abort()
      clearTimeout(this.#timer)
      if (!discard) void this.#save()
    }
  }

  async #read(): Promise<void> {
    try {
      await alone(this.#store.id, async () => {
        const stored = await this.#storage.load(this.#store.id)
        if (this.#end.signal.aborted) return
        // Saved with the first message that follows them.
        if (!stored) return this.#store.initial.forEach((id) => this.#changed.add(id))
        this.#isNamed = stored.thread.title !== ''
        const { draft } = this.#store
        if (stored.thread.draft !== undefined && draft.getSnapshot().text === '')
          draft.set({ ...draft.getSnapshot(), text: stored.thread.draft })
        const kept = new Set(stored.messages.map(({ id }) => id))
        const beginning = this.#store.initial.filter((id) => !kept.has(id))
        await this.#take(stored.messages, stored.thread.head, beginning)
      })
    } catch (cause) {
      this.#own.onError(toGenAIError(cause))
    }
    if (!this.#end.signal.aborted) this.#store.setLoading(false)
  }

  /** Takes in messages as they are stored. Those of tabs that are gone are ours now. */
  async #take(messages: readonly ChatMessageData[], head?: string, removed: readonly string[] = []): Promise<void> {
    const owners = new Set(messages.flatMap(({ owner }) => owner ?? []))
    const here = new Map(await Promise.all([...owners].map(async (tab) => [tab, await isTabHere(tab)] as const)))
    const inherited: string[] = []
    const own = messages.map((message) => {
      const { owner, status, id } = message
      const isLeft = owner === undefined ? isAtWork(message) || status === 'queued' : !here.get(owner)
      if (!isLeft || (!isAtWork(message) && status !== 'queued')) return message
      inherited.push(id)
      return inherit(message)
    })
    this.#store.merge(own, removed, head)
    for (const message of own) if (isAtWork(message)) this.#waitFor(message)
    if (inherited.length === 0) return
    this.#note({ changed: new Set(inherited), removed: new Set(), growth: false })
    // Now, while no other tab can take it over as well.
    await this.#save()
  }

  /** When the tab that is at work on a message goes away, what it has left is taken over. */
  #waitFor({ id, owner }: ChatMessageData): void {
    if (owner === undefined || owner === TAB) return
    const takeOver = async (): Promise<void> => {
      await tabGone(owner, this.#end.signal)
      const message = this.#store.thread.get(id)?.stored
      if (message && isAtWork(message) && message.owner === owner) await this.#take([message])
    }
    takeOver().catch(() => undefined)
  }

  #hear({ threadId, changed, removed, deleted }: StorageNews): void {
    if (threadId !== this.#store.id) return
    if (deleted) for (const { id } of this.#store.thread.all()) this.#store.thread.remove(id)
    const known = new Set(
      this.#store.thread
        .all()
        .filter(({ stored }) => isAtWork(stored))
        .map(({ id }) => id),
    )
    if (changed ?? removed ?? deleted) this.#store.merge(changed ?? [], removed)
    else void this.#read()
    for (const message of changed ?? []) if (isAtWork(message) && !known.has(message.id)) this.#waitFor(message)
  }

  #note({ changed, removed, growth }: ThreadChange): void {
    for (const id of changed) this.#changed.add(id)
    for (const id of removed) {
      this.#changed.delete(id)
      this.#removed.add(id)
    }
    this.#later(growth ? LAZY : 0)
  }

  #later(ms: number): void {
    this.#isDirty = true
    if (ms > 0 && this.#timer !== undefined) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#save(), ms)
  }

  /** Saves what has changed; one at a time, so that an older state never lands on a newer one. */
  async #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#saving || !this.#isDirty) return
    const { thread, draft } = this.#store
    const [changed, removed] = [[...this.#changed], [...this.#removed]]
    const { text } = draft.getSnapshot()
    // A thread begins with its first message.
    if (!this.#isNamed && thread.all().length === 0 && removed.length === 0) return
    this.#isDirty = false
    this.#changed.clear()
    this.#removed.clear()
    const { head } = thread.tree
    const title = this.#isNamed ? '' : titleOf(thread.messages.length > 0 ? thread.messages : thread.queue)
    const patch: ThreadPatch = {
      version: THREAD_VERSION,
      id: this.#store.id,
      updatedAt: Date.now(),
      draft: text,
      ...(head && { head: head.id }),
      ...(title && { title }),
    }
    this.#isNamed ||= title !== ''
    const messages = changed.flatMap((id) => thread.get(id)?.stored ?? [])
    this.#saving = this.#storage.save(patch, { changed: messages, removed })
    try {
      await this.#saving
      this.#own.onError(undefined)
      this.#own.onSaved()
    } catch (cause) {
      // The next change tries again; until then it is only here.
      for (const id of changed) this.#changed.add(id)
      for (const id of removed) this.#removed.add(id)
      this.#own.onError(toGenAIError(cause))
    }
    this.#saving = undefined
    if (this.#isDirty) this.#later(0)
  }
}
