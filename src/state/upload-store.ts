import type { PollOptions } from '../client/poll-delay.ts'
import { safely } from '../client/safely.ts'
import type { KeptUpload, UploadStorage } from '../client/upload-storage.ts'
import { newId } from '../model/chat/chat-message.ts'
import type { GenAIError } from '../model/errors.ts'
import { isAccepted } from './accepted.ts'
import type { AttachmentLimits, Refusal } from './attachments.ts'
import { Store } from './store.ts'
import { summarize, type UploadItem, type UploadSnapshot, type UploadStatus } from './upload-item.ts'
import { holdLock } from './tab-lock.ts'
import type { UploadTarget } from './upload-target.ts'
import { UploadTask, type UploadHost } from './upload-task.ts'

/** Options of `useUpload`, and of an `UploadStore`. */
export interface UploadStoreOptions<R extends object = object> extends AttachmentLimits {
  /** Default: any number. */
  maxFiles?: number | undefined
  /** In bytes, for each file. Default: 2,000,000,000. */
  maxBytes?: number | undefined
  /** How many files are sent at once; others wait. Default: 3. */
  concurrency?: number | undefined
  /** Bytes of one request. Default: 8 MiB. */
  chunkSize?: number | undefined
  /** How often to ask whether a file is ready. Default: after 1 s, then less and less often, up to every 10 s. */
  poll?: PollOptions | undefined
  /** Where uploads are kept over a reload. It should live outside the component. Default: nowhere. */
  storage?: UploadStorage | undefined
  onReady?: ((item: UploadItem<R>) => void) | undefined
  onError?: ((error: GenAIError, item: UploadItem<R>) => void) | undefined
}

/** Files on their way to a server, without React: as many at once as there is room for. */
export class UploadStore<R extends object = object> {
  readonly #store = new Store<UploadSnapshot<R>>(summarize([]))
  readonly #tasks = new Map<string, UploadTask<R>>()
  readonly #locks = new Map<string, () => void>()
  readonly #host: UploadHost<R>
  #options: UploadStoreOptions<R> = {}
  #isAway = true
  #watchers = 0
  #isRestored = false

  constructor(target: UploadTarget<R>) {
    const isAway = (): boolean => this.#isAway
    const pace = (): UploadStoreOptions<R> => this.#options
    this.#host = {
      target,
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

  /** Takes files in, and begins to upload them. Returns those that were refused, and why. */
  readonly add = (files: readonly File[]): Refusal[] => {
    const { accept, maxFiles = Infinity, maxBytes = 2_000_000_000, storage } = this.#options
    const refused: Refusal[] = []
    for (const file of files) {
      const { name, size } = file
      if (!isAccepted(file, accept)) refused.push({ reason: 'notAllowed', name, limit: 0 })
      else if (size > maxBytes) refused.push({ reason: 'tooBig', name, limit: maxBytes })
      else if (this.#tasks.size >= maxFiles) refused.push({ reason: 'tooMany', name, limit: maxFiles })
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
  readonly attach = (): (() => void) => {
    this.#watchers++
    if (this.#isAway) for (const task of this.#tasks.values()) task.wake()
    this.#isAway = false
    if (!this.#isRestored) void this.#restore()
    this.#isRestored = true
    this.#pump()
    return () => {
      if (--this.#watchers > 0) return
      this.#isAway = true
      for (const task of this.#tasks.values()) task.suspend()
    }
  }

  async #restore(): Promise<void> {
    const { storage } = this.#options
    try {
      for (const kept of (await storage?.list()) ?? []) {
        // Of what several tabs see, one takes it up.
        if (storage && kept.target === this.#host.target.key && !this.#tasks.has(kept.id))
          if (await this.#lock(storage, kept.id)) this.#take(kept)
      }
    } catch {
      // What cannot be read is not there: new files go their way without it.
    }
    this.#pump()
  }

  async #lock({ key }: UploadStorage, id: string): Promise<boolean> {
    const release = await holdLock(`upload ${key} ${id}`)
    if (release) this.#locks.set(id, release)
    return release !== undefined
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
    if (status === 'ready') safely(() => this.#options.onReady?.(item))
    if (status === 'error' && error) safely(() => this.#options.onError?.(error, item))
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
