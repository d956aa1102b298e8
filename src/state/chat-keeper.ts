import type { ChatStorage, ThreadPatch } from '../client/chat-storage.ts'
import type { ChatMessageData } from '../model/chat/chat-message.ts'
import { readNews, readThread, type StoredThread } from '../model/chat/stored-thread.ts'
import { withoutCircles } from '../model/chat/without-circles.ts'
import { toGenAIError } from '../model/errors.ts'
import { TAB } from './chat-run.ts'
import type { ChatStore } from './chat-store.ts'
import type { ThreadChange } from './chat-thread.ts'
import { inTime } from './in-time.ts'
import { inherit, isAtWork } from './inherit.ts'
import type { KeepOptions } from './keep-chat.ts'
import { safely } from '../client/safely.ts'
import { patchOf } from './thread-patch.ts'
import { alone, holdTab, isTabHere, tabGone } from './tabs.ts'

/** Milliseconds for which a growing reply, or a draft, may stand unsaved. */
const LAZY = 300

/** Milliseconds that a storage may take, before the conversation goes on without it. Pictures take long to write. */
const LOADING = 20_000
const SAVING = 60_000

/**
 * Keeps a chat in a storage: reads it, saves every change, takes in what other tabs do, and takes over what a tab that is
 * gone has left unfinished. Nothing is written before the thread has been read: it would be written over what is there.
 */
export class ChatKeeper {
  readonly #store: ChatStore
  readonly #storage: ChatStorage
  readonly #own: KeepOptions
  readonly #end = new AbortController()
  #isRead = false
  /** How many are reading it at this moment. */
  #reading = 0
  /** It has a name already, or one was thought of here. */
  #isNamed = false
  #isDiscarded = false
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

  /**
   * Reads the thread, and keeps it from then on. Returns how to stop: what is not saved yet is saved then, or discarded.
   * That resolves when nothing is being saved any more.
   */
  open(): (discard: boolean) => Promise<void> {
    holdTab()
    const { signal } = this.#end
    const leave = [
      this.#store.thread.keep((change) => this.#note(change)),
      this.#store.draft.subscribe(() => this.#later(LAZY)),
      this.#listen(),
    ]
    // The last moment at which a page that goes away can still write.
    if (typeof document !== 'undefined') {
      document.addEventListener('visibilitychange', () => document.hidden && void this.#save(), { signal })
      addEventListener('pagehide', () => void this.#save(), { signal })
    }
    this.#store.setLoading(true)
    void this.#readFirst()
    return async (discard) => {
      for (const each of leave) if (typeof each === 'function') safely(() => void each())
      this.#end.abort()
      clearTimeout(this.#timer)
      this.#isDiscarded = discard
      // Whoever reads it next waits for this.
      await this.#alone(() => this.#save())
      await this.#saving
    }
  }

  /** Follows what others save, where the storage can tell. */
  #listen(): unknown {
    try {
      return this.#storage.subscribe?.((news) => this.#hear(news))
    } catch (cause) {
      return this.#own.onError(toGenAIError(cause))
    }
  }

  /** One tab at a time, of those with this storage: another one may have a thread of the same name. */
  readonly #alone = async (work: () => Promise<void>): Promise<void> =>
    alone(JSON.stringify([this.#storage.key, this.#store.id]), work)

  async #readFirst(): Promise<void> {
    await this.#read()
    if (!this.#end.signal.aborted) this.#store.setLoading(false)
  }

  /** Reads what is kept. While that fails nothing is saved, and the next change tries again. */
  async #read(): Promise<void> {
    this.#reading++
    try {
      await this.#alone(async () => {
        const found = await inTime(this.#storage.load(this.#store.id), LOADING, 'Reading the conversation')
        if (this.#end.signal.aborted) return
        // A storage of the app's own may give anything.
        const stored = found && readThread(found)
        if (stored) await this.#take(stored.messages, stored)
        // Saved with the first message that follows them.
        else if (!this.#isRead) for (const id of this.#store.initial) this.#changed.add(id)
        this.#isRead = true
        if (stored) await this.#save()
      })
    } catch (cause) {
      this.#own.onError(toGenAIError(cause))
    }
    this.#reading--
  }

  /** Takes in messages as they are stored. Those of tabs that are gone are ours now. */
  async #take(messages: readonly ChatMessageData[], stored: StoredThread): Promise<void> {
    const { thread, initial, draft } = this.#store
    const owners = new Set(messages.flatMap(({ owner }) => owner ?? []))
    const here = new Map(await Promise.all([...owners].map(async (tab) => [tab, await isTabHere(tab)] as const)))
    if (this.#end.signal.aborted) return
    // What this tab has left, in a chat that was closed, nobody is at work on either.
    if (!this.#store.isBusy) here.set(TAB, false)
    const left = messages.filter((one) => (isAtWork(one) || one.status === 'queued') && !here.get(one.owner ?? ''))
    const own = messages.map((one) => (left.includes(one) ? inherit(one) : one))
    const kept = new Set(messages.map(({ id }) => id))
    const isFirst = !this.#isRead
    // Said here while it could not be read: it goes on from there.
    const early = thread.all().filter((one) => !kept.has(one.id) && !initial.includes(one.id) && !one.parentId)
    const { head = messages.findLast(({ status }) => status !== 'queued')?.id } = stored.thread
    this.#store.merge(own, isFirst ? initial.filter((id) => !kept.has(id)) : [], isFirst ? head : undefined)
    if (isFirst) {
      this.#isNamed = stored.thread.title !== ''
      if (stored.thread.draft !== undefined && draft.getSnapshot().text === '')
        this.#store.setDraft({ text: stored.thread.draft })
      for (const one of early) if (head !== undefined && one.status !== 'queued') thread.moveBehind(one.id, head)
    }
    this.#takeUp(new Set(left.map(({ id }) => id)))
    for (const one of own) this.#waitFor(one)
    // Saved by `#read`, while no other tab can take it over as well.
    if (left.length > 0) this.#note({ changed: new Set(left.map(({ id }) => id)), removed: new Set(), growth: false })
  }

  /** Goes on with a reply that the server may still have: one whose reader is gone, or that was left to go on. */
  #takeUp(left: ReadonlySet<string>): void {
    const { thread } = this.#store
    const { path, head } = thread.tree
    const asked = thread.resumable()
    if (asked === undefined || this.#store.isBusy) return
    const isLeft = head?.status === 'stopped' || path.slice(path.indexOf(asked)).some((id) => left.has(id))
    if (isLeft) this.#store.getSnapshot().resume()
  }

  /** When the tab that is at work on a message goes away, what it has left is taken over, as it is stored then. */
  #waitFor({ id, owner }: ChatMessageData): void {
    if (owner === undefined || owner === TAB) return
    const takeOver = async (): Promise<void> => {
      await tabGone(owner, this.#end.signal)
      if (this.#store.thread.get(id)?.stored.owner === owner) await this.#read()
      // What it told of and could not store any more.
      const told = this.#store.thread.get(id)?.stored
      if (told?.owner === owner) {
        this.#store.merge([inherit(told)])
        this.#note({ changed: new Set([id]), removed: new Set(), growth: false })
      }
    }
    takeOver().catch(() => undefined)
  }

  #hear(said: unknown): void {
    const { threadId, changed, removed, deleted } = readNews(said) ?? {}
    if (threadId !== this.#store.id) return
    if (deleted) return this.#forget()
    const { thread } = this.#store
    const known = new Set(thread.all().flatMap(({ id, stored }) => (stored.owner ? id : [])))
    const fine = changed && withoutCircles(changed, (id) => thread.get(id)?.parentId)
    if (fine ?? removed) this.#store.merge(fine ?? [], removed)
    else void this.#read()
    for (const message of fine ?? []) if (!known.has(message.id)) this.#waitFor(message)
  }

  /** It has been deleted elsewhere: what is said from now on is another one. */
  #forget(): void {
    this.#store.getSnapshot().reset()
    this.#changed.clear()
    this.#removed.clear()
    this.#isNamed = this.#isDirty = false
    clearTimeout(this.#timer)
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
    if (this.#isDiscarded || this.#end.signal.aborted || (ms > 0 && this.#timer !== undefined)) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#readAndSave(), ms)
  }

  async #readAndSave(): Promise<void> {
    this.#timer = undefined
    if (!this.#isRead && this.#reading === 0) await this.#read()
    await this.#save()
  }

  /** Saves what has changed; one at a time, so that an older state never lands on a newer one. */
  async #save(): Promise<void> {
    if (this.#saving) await this.#saving
    if (!this.#isRead || !this.#isDirty || this.#isDiscarded) return
    const { thread } = this.#store
    // A thread begins with its first message.
    if (!this.#isNamed && thread.all().length === this.#store.initial.length && this.#removed.size === 0) return
    const [changed, removed] = [[...this.#changed], [...this.#removed]]
    const patch = patchOf(this.#store, { isNamed: this.#isNamed, isNews: changed.length + removed.length > 0 })
    const messages = changed.flatMap((id) => thread.get(id)?.stored ?? [])
    // Not before all of it is there: what is forgotten here is nowhere else.
    this.#isDirty = false
    this.#changed.clear()
    this.#removed.clear()
    this.#isNamed ||= patch.title !== undefined
    this.#saving = this.#write(patch, messages, removed)
    await this.#saving
    this.#saving = undefined
  }

  async #write(patch: ThreadPatch, changed: readonly ChatMessageData[], removed: readonly string[]): Promise<void> {
    try {
      await inTime(this.#storage.save(patch, { changed, removed }), SAVING, 'Saving the conversation')
      this.#own.onError(undefined)
      safely(() => this.#own.onSaved())
    } catch (cause) {
      // The next change tries again, and so does whoever leaves; until then it is only here.
      for (const { id } of changed) this.#changed.add(id)
      for (const id of removed) this.#removed.add(id)
      this.#isDirty = true
      this.#own.onError(toGenAIError(cause))
    }
  }
}
