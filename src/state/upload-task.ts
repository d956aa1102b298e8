import type { Upload } from '../client/gemini/upload-handle.ts'
import { pollDelay, type PollOptions } from '../client/poll-delay.ts'
import { pause } from '../client/pause.ts'
import type { KeptUpload } from '../client/upload-storage.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import type { UploadItem } from './upload-item.ts'
import type { UploadTarget } from './upload-target.ts'

/** What a task needs of the list that it is in. */
export interface UploadHost<R extends object> {
  readonly target: UploadTarget<R>
  /** Nobody looks: nothing is sent or asked. */
  readonly isAway: boolean
  readonly pace: { chunkSize?: number | undefined; poll?: PollOptions | undefined }
  /** `isGrowth`: some more bytes, and nothing else. */
  changed(task: UploadTask<R>, isGrowth: boolean): void
  /** There is more to know of it, should the page be left. */
  keep(kept: KeptUpload): void
}

/** How often in a row asking for a file may fail. */
const PATIENCE = 5

/** The server does not know it any more: files are said to be somebody else's then. */
const isUnknown = ({ code, httpStatus = 0 }: GenAIError): boolean =>
  code === 'invalid' || [400, 403, 404, 410].includes(httpStatus)

/** One file on its way: bytes sent, then the server waited for. */
export class UploadTask<R extends object> {
  item: UploadItem<R>
  #kept: KeptUpload
  readonly #host: UploadHost<R>
  readonly #gone = new AbortController()
  #upload: Upload<R> | undefined
  #isSending = false
  /** Ends the asking whether it is ready. */
  #looking = new AbortController()

  constructor(kept: KeptUpload, host: UploadHost<R>) {
    this.#kept = kept
    this.#host = host
    const { id, file, result, failure } = kept
    const { name, size } = file
    this.item = {
      id,
      file,
      name,
      size,
      contentType: file.type || 'application/octet-stream',
      status: failure ? 'error' : kept.isPaused ? 'paused' : 'queued',
      error: failure && new GenAIError(failure.code, failure.message),
      sent: result ? size : 0,
      progress: result ? 1 : 0,
      result: result as R | undefined,
    }
  }

  /** Its turn has come. */
  readonly run = (): void => {
    if (this.#kept.result) return void this.#look()
    this.#change({ status: 'uploading' })
    // One that was paused is still being waited for.
    if (this.#isSending) this.#resume()
    else void this.#send()
  }

  /** Its turn will come again. */
  readonly queue = (): void => {
    const { failure } = this.#kept
    if (failure?.anew) this.#again()
    if (failure ?? this.#kept.isPaused) this.#keep({ failure: undefined, isPaused: false })
    this.#change({ status: 'queued', error: undefined })
  }

  readonly pause = (): void => {
    this.#upload?.pause()
    this.#keep({ isPaused: true })
    this.#change({ status: 'paused' })
  }

  /** Ends it, here and on the server. */
  readonly drop = (): void => {
    this.#gone.abort()
    this.#looking.abort()
    this.#upload?.abort()
  }

  /** Nobody looks. */
  readonly suspend = (): void => {
    if (this.item.status === 'uploading') this.#upload?.pause()
    this.#looking.abort()
  }

  /** Asks at once whether it is ready, and not when it was meant to. */
  readonly lookAgain = (): void => {
    if (this.item.status !== 'processing') return
    this.#looking.abort()
    void this.#look()
  }

  /** Somebody looks again. */
  readonly wake = (): void => {
    if (this.item.status === 'uploading') this.#resume()
    else if (this.item.status === 'processing') void this.#look()
  }

  #resume(): void {
    // What comes of it is waited for where it was begun.
    void this.#upload?.resume().catch(() => undefined)
  }

  async #send(): Promise<void> {
    const before = this.#kept.session
    this.#isSending = true
    try {
      if (this.#upload?.state === 'failed') this.#resume()
      else this.#upload = await this.#start()
      if (this.item.status === 'paused' || this.#host.isAway) this.#upload.pause()
      const result = await this.#upload.result
      this.#keep({ result })
      this.#change({ sent: this.item.size, progress: 1, result, status: 'processing' })
    } catch (cause) {
      this.#isSending = false
      const error = toGenAIError(cause)
      const isForgotten = before !== undefined && before === this.#kept.session && isUnknown(error)
      if (!isForgotten || this.#gone.signal.aborted) return this.#fail(error)
      // The server does not know it any more: from the beginning, then.
      this.#again()
      return this.queue()
    }
    this.#isSending = false
    return this.#look()
  }

  #start(): Promise<Upload<R>> {
    return this.#host.target.start(this.#kept.file, {
      chunkSize: this.#host.pace.chunkSize,
      signal: this.#gone.signal,
      session: this.#kept.session,
      onSession: (session) => this.#keep({ session }),
      onProgress: ({ sent, total }) => this.#change({ sent, progress: total === 0 ? 1 : sent / total }, true),
    })
  }

  /** Waits until the server is done with it. */
  async #look(): Promise<void> {
    const result = this.#kept.result as R | undefined
    this.#change({ status: 'processing' })
    if (!result || this.#host.isAway) return
    this.#looking = new AbortController()
    const { signal } = this.#looking
    const interval = (looks: number): number => pollDelay(looks, this.#host.pace.poll ?? {})
    for (let failures = 0; ; failures++) {
      try {
        const ready = await this.#host.target.ready(result, { interval, signal })
        return this.#change({ status: 'ready', result: ready, part: this.#host.target.toPart(ready) })
      } catch (cause) {
        if (signal.aborted) return undefined
        const error = toGenAIError(cause)
        // What could not be processed, or is not there any more, has to be sent anew; what could not be asked for, only
        // asked for, as a video may take minutes, and a network fails in any of them.
        const anew = error.code === 'server' || isUnknown(error)
        if (anew || !error.retryable || failures >= PATIENCE) return this.#fail(error, anew)
        const delay = Math.max(interval(failures + 1), error.retryAfterMs ?? 0)
        await pause(delay, [signal]).catch(() => undefined)
      }
    }
  }

  #fail(error: GenAIError, anew = false): void {
    const { code, message, retryable } = error
    // What may pass is tried again after a reload; what will not, only when somebody says so.
    if (code !== 'aborted' && (anew || !retryable)) this.#keep({ failure: { code, message, anew } })
    this.#change({ status: 'error', error })
  }

  /** Nothing of what was sent counts any more. */
  #again(): void {
    this.#upload = undefined
    this.#keep({ session: undefined, result: undefined })
    this.#change({ sent: 0, progress: 0 })
  }

  #keep(change: Partial<KeptUpload>): void {
    // Taken out: it must not be there again after a reload.
    if (this.#gone.signal.aborted) return
    this.#kept = { ...this.#kept, ...change }
    this.#host.keep(this.#kept)
  }

  #change(change: Partial<UploadItem<R>>, isGrowth = false): void {
    if (this.#gone.signal.aborted) return
    this.item = { ...this.item, ...change }
    this.#host.changed(this, isGrowth)
  }
}
