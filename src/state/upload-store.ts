import type { PollOptions } from '../client/poll-delay.ts'
import { safely } from '../client/safely.ts'
import type { KeptUpload, UploadStorage } from '../client/upload-storage.ts'
import { newId } from '../model/chat/chat-message.ts'
import type { GenAIError } from '../model/errors.ts'
import { filesIn, isAccepted } from './accepted.ts'
import type { AttachmentLimits, Refusal } from './attachments.ts'
import { Store } from './store.ts'
import { summarize, type UploadItem, type UploadSnapshot, type UploadStatus } from './upload-item.ts'
import { holdLock } from './tab-lock.ts'
import type { UploadTarget } from './upload-target.ts'
import { UploadTask, type UploadHost } from './upload-task.ts'

/** What may be uploaded. */
export interface UploadLimits extends AttachmentLimits {
  /** At a time, beside those that are ready. Default: any number. */
  maxFiles?: number | undefined
  /** In bytes, for each file. Default: 2,000,000,000. */
  maxBytes?: number | undefined
}

/** Who is told. */
export interface UploadCallbacks<R extends object = object> {
  onReady?: ((item: UploadItem<R>) => void) | undefined
  onError?: ((error: GenAIError, item: UploadItem<R>) => void) | undefined
}

/** Options of `useUpload`, and of an `UploadStore`. */
export interface UploadStoreOptions<R extends object = object> extends UploadLimits, UploadCallbacks<R> {
  /** How many files are sent at once; others wait. Default: 3. */
  concurrency?: number | undefined
  /** Bytes of one request. Default: 8 MiB. */
  chunkSize?: number | undefined
  /** How often to ask whether a file is ready. Default: after 1 s, then less and less often, up to every 10 s. */
  poll?: PollOptions | undefined
  /** Where uploads are kept over a reload. It should live outside the component. Default: nowhere. */
  storage?: UploadStorage | undefined
}

const lockOf = ({ key }: UploadStorage, id: string): string => `upload ${key} ${id}`

/**
 * Files on their way to a server, without React: as many at once as there is room for. Nothing is sent before somebody
 * looks: `attach`.
 */
export class UploadStore<R extends object = object> {
  readonly #store = new Store<UploadSnapshot<R>>(summarize([]))
  readonly #tasks = new Map<string, UploadTask<R>>()
  readonly #locks = new Map<string, () => void>()
  readonly #host: UploadHost<R>
  readonly #told = new Set<UploadCallbacks<R>>()
  readonly #own: UploadCallbacks<R> = {
    onReady: (item) => this.#options.onReady?.(item),
    onError: (error, item) => this.#options.onError?.(error, item),
  }
  #target: UploadTarget<R>
  #options: UploadStoreOptions<R> = {}
  #isAway = true
  #watchers = 0
  #isRestored = false

  constructor(target: UploadTarget<R>) {
    const isAway = (): boolean => this.#isAway
    const pace = (): UploadStoreOptions<R> => this.#options
    const current = (): UploadTarget<R> => this.#target
    this.#target = target
    this.#host = {
      get target() {
        return current()
      },
      get isAway() {
        return isAway()
      },
      get pace() {
        return pace()
      },
      changed: (task, isGrowth) => this.#changed(task, isGrowth),
      // Where there is no room, the upload goes on all the same, for as long as the page is there.
      keep: (kept) => void this.#options.storage?.save(kept).catch(() => undefined),
    }
  }

  readonly getSnapshot = (): UploadSnapshot<R> => this.#store.getSnapshot()
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)

  /** What holds from now on. */
  readonly setOptions = (options: UploadStoreOptions<R>): void => {
    this.#options = options
  }

  /** Where the next files go: by another client, say, when somebody else has signed in. */
  readonly setTarget = (target: UploadTarget<R>): void => {
    this.#target = target
  }

  /** Takes files in, and begins to upload them. Returns those that were refused, and why. @throws GenAIError `invalid` */
  readonly add = (files: readonly File[], limits: UploadLimits = this.#options): Refusal[] => {
    const { accept, maxFiles = Infinity, maxBytes = 2_000_000_000 } = limits
    const { storage } = this.#options
    const refused: Refusal[] = []
    for (const file of filesIn(files)) {
      const { name, size } = file
      if (!isAccepted(file, accept)) refused.push({ reason: 'notAllowed', name, limit: 0 })
      else if (size > maxBytes) refused.push({ reason: 'tooBig', name, limit: maxBytes })
      else if (this.#tasks.size - this.#count('ready') >= maxFiles)
        refused.push({ reason: 'tooMany', name, limit: maxFiles })
      else {
        const kept = { id: newId(), target: this.#host.target.key, file, addedAt: Date.now() }
        this.#take(kept)
        this.#host.keep(kept)
        if (storage) void this.#lock(storage, kept.id)
      }
    }
    this.#pump()
    return refused
  }

  /** Stops sending one of them, or all. */
  readonly pause = (id?: string): void => this.#each(['queued', 'uploading'], (task) => task.pause(), id)
  /** Goes on with one of them, or all, from the byte that the server has. */
  readonly resume = (id?: string): void => this.#each(['paused'], (task) => task.queue(), id)
  /** Tries one again that failed, or all that have. */
  readonly retry = (id?: string): void => this.#each(['error'], (task) => task.queue(), id)
  /** Takes out all that are ready. */
  readonly clear = (): void => this.#each(['ready'], ({ item }) => this.remove(item.id))

  /** Takes one out. What is on its way is cancelled; what has arrived stays with the server. */
  readonly remove = (id: string): void => {
    this.#tasks.get(id)?.drop()
    if (!this.#tasks.delete(id)) return
    this.#forget(id)
    this.#publish()
    this.#pump()
  }

  /** Somebody looks. What was kept over a reload is taken up, too. Returns how to say that nobody does. */
  readonly attach = (told: UploadCallbacks<R> = this.#own): ((staysAlive?: boolean) => void) => {
    this.#watchers++
    this.#told.add(told)
    if (this.#isAway) for (const task of this.#tasks.values()) task.wake()
    this.#isAway = false
    if (!this.#isRestored) void this.#restore()
    this.#isRestored = true
    this.#pump()
    globalThis.document?.addEventListener('visibilitychange', this.#lookAgain)
    return (staysAlive = false) => {
      this.#told.delete(told)
      if (--this.#watchers > 0 || staysAlive) return
      globalThis.document?.removeEventListener('visibilitychange', this.#lookAgain)
      this.#isAway = true
      for (const task of this.#tasks.values()) task.suspend()
    }
  }

  /** Nothing is on its way, and nobody looks: another list may take its place. */
  get isIdle(): boolean {
    return this.#watchers === 0 && [...this.#tasks.values()].every(({ item }) => item.status === 'ready')
  }

  /** A page that is seen again does not wait as long as a hidden one. */
  readonly #lookAgain = (): void => {
    if (document.visibilityState === 'visible') for (const task of this.#tasks.values()) task.lookAgain()
  }

  async #restore(): Promise<void> {
    const { storage } = this.#options
    try {
      for (const { id, target } of (await storage?.list()) ?? [])
        if (storage && target === this.#host.target.key && !this.#tasks.has(id)) void this.#takeUp(storage, id)
    } catch {
      // What cannot be read is not there: new files go their way without it.
    }
  }

  /** Of what several tabs see, one takes it up; the next one when that is closed. */
  async #takeUp(storage: UploadStorage, id: string): Promise<void> {
    const release = await holdLock(lockOf(storage, id), new AbortController().signal)
    // Whoever had it may have seen to it.
    const kept = await storage.list().then(
      (all) => all.find((one) => one.id === id),
      () => undefined,
    )
    if (!kept || this.#tasks.has(id)) return release?.()
    if (release) this.#locks.set(id, release)
    this.#take(kept)
    this.#pump()
  }

  async #lock(storage: UploadStorage, id: string): Promise<void> {
    const release = await holdLock(lockOf(storage, id))
    if (release && this.#tasks.has(id)) this.#locks.set(id, release)
    else release?.()
  }

  #take(kept: KeptUpload): void {
    this.#tasks.set(kept.id, new UploadTask<R>(kept, this.#host))
    this.#publish()
  }

  /** Begins with as many as there is room for. */
  #pump(): void {
    const { concurrency = 3 } = this.#options
    for (const task of this.#tasks.values()) {
      if (this.#isAway || this.#count('uploading') >= concurrency) return
      if (task.item.status === 'queued') task.run()
    }
  }

  #changed(task: UploadTask<R>, isGrowth: boolean): void {
    if (isGrowth) return this.#store.setSoon(() => this.#summary())
    const { item } = task
    const { id, status, error } = item
    if (status === 'ready') this.#forget(id)
    this.#publish()
    for (const { onReady, onError } of this.#told) {
      if (status === 'ready') safely(() => onReady?.(item))
      if (status === 'error' && error) safely(() => onError?.(error, item))
    }
    if (status !== 'uploading') this.#pump()
  }

  #each(statuses: readonly UploadStatus[], verb: (task: UploadTask<R>) => void, id?: string): void {
    for (const task of this.#tasks.values())
      if ((id === undefined || task.item.id === id) && statuses.includes(task.item.status)) verb(task)
  }

  #count(status: UploadStatus): number {
    return [...this.#tasks.values()].filter(({ item }) => item.status === status).length
  }

  #summary(): UploadSnapshot<R> {
    return summarize([...this.#tasks.values()].map(({ item }) => item))
  }

  #publish(): void {
    this.#store.set(this.#summary())
  }

  #forget(id: string): void {
    void this.#options.storage?.delete(id).catch(() => undefined)
    this.#locks.get(id)?.()
    this.#locks.delete(id)
  }
}
