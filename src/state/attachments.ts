import { dataUrlUploader, type Uploader } from '../client/uploader.ts'
import { newId } from '../model/chat/chat-message.ts'
import { toGenAIError } from '../model/errors.ts'
import type { ChatAttachment, ChatDraft } from '../model/chat/draft.ts'
import { isAccepted } from './accepted.ts'
import type { ChatStore } from './chat-store.ts'

/** What may go with a message. */
export interface AttachmentLimits {
  /** As `<input accept>` has it: `image/*,.pdf`. Default: anything. */
  accept?: string | undefined
  /** Default: 10. */
  maxFiles?: number | undefined
  /** In bytes, for each file. Default: 10,000,000. */
  maxBytes?: number | undefined
}

/** Why a file was not taken. */
export interface Refusal {
  reason: 'tooMany' | 'tooBig' | 'notAllowed'
  name: string
  /** How many files, or bytes, there may be. */
  limit: number
}

/** The files that go with the message being written: checked, uploaded, and kept with its text. */
export class Attachments {
  readonly #store: ChatStore
  readonly #files = new Map<string, { file: File; abort: AbortController }>()
  #uploader: Uploader = dataUrlUploader
  #limits: AttachmentLimits = {}

  constructor(store: ChatStore) {
    this.#store = store
  }

  /** What holds for files that are added from now on. */
  setOptions(uploader: Uploader, limits: AttachmentLimits): void {
    this.#uploader = uploader
    this.#limits = limits
  }

  /** Takes files in and begins to upload them. Returns those that were refused, and why. */
  add(files: readonly File[]): Refusal[] {
    const { accept, maxFiles = 10, maxBytes = 10_000_000 } = this.#limits
    const refused: Refusal[] = []
    for (const file of files) {
      const { name, size, type } = file
      const { attachments } = this.#draft
      if (!isAccepted(file, accept)) refused.push({ reason: 'notAllowed', name, limit: 0 })
      else if (size > maxBytes) refused.push({ reason: 'tooBig', name, limit: maxBytes })
      else if (attachments.length >= maxFiles) refused.push({ reason: 'tooMany', name, limit: maxFiles })
      else {
        const item: ChatAttachment = { id: newId(), name, size, contentType: type || 'application/octet-stream' }
        this.#store.setDraft({ attachments: [...attachments, item] })
        void this.#upload(item.id, file)
      }
    }
    return refused
  }

  remove(id: string): void {
    this.#files.get(id)?.abort.abort()
    this.#files.delete(id)
    this.#store.setDraft({ attachments: this.#draft.attachments.filter((item) => item.id !== id) })
  }

  retry(id: string): void {
    const held = this.#files.get(id)
    if (held) void this.#upload(id, held.file)
  }

  get #draft(): ChatDraft {
    return this.#store.draft.getSnapshot()
  }

  async #upload(id: string, file: File): Promise<void> {
    const abort = new AbortController()
    this.#files.set(id, { file, abort })
    const { signal } = abort
    this.#change(id, { error: undefined, progress: 0 })
    try {
      const onProgress = (progress: number): void => {
        if (!signal.aborted) this.#change(id, { progress })
      }
      const { url, contentType } = await this.#uploader(file, { signal, onProgress })
      this.#change(id, { url, progress: 1, ...(contentType && { contentType }) })
      this.#files.delete(id)
    } catch (cause) {
      if (!signal.aborted) this.#change(id, { error: toGenAIError(cause).message })
    }
  }

  #change(id: string, change: Partial<ChatAttachment>): void {
    const { attachments } = this.#draft
    this.#store.setDraft({ attachments: attachments.map((item) => (item.id === id ? { ...item, ...change } : item)) })
  }
}
