'use client'
import { useEffect, useMemo } from 'react'
import { dataUrlUploader, type Uploader } from '../client/uploader.ts'
import type { Part } from '../model/data.ts'
import { type ChatAttachment, partsOf } from '../model/chat/draft.ts'
import { type AttachmentLimits, Attachments, type Refusal } from '../state/attachments.ts'
import { type ChatSource, useDraft } from './use-chat-parts.ts'

export type { Refusal }

/** Options of `useAttachments`. */
export interface UseAttachmentsOptions extends AttachmentLimits {
  /** Takes files to where the model can read them. Default: into the message itself, as `data:` URLs. */
  uploader?: Uploader | undefined
}

/** What `useAttachments` returns. */
export interface UseAttachmentsResult {
  attachments: readonly ChatAttachment[]
  /** One is still on its way, or has failed: sending has to wait. */
  isUploading: boolean
  /** Takes files in and begins to upload them. Returns those that were refused, and why. */
  add(files: readonly File[]): Refusal[]
  /** Takes one out, and ends its upload. */
  remove(id: string): void
  /** Tries one again that failed. */
  retry(id: string): void
  /** The whole draft as what `send` takes: files first, then the text. */
  toParts(): Part[]
}

/**
 * The files that go with the message that is being written. They are kept with the thread until the message is sent.
 *
 * @example
 * const files = useAttachments(chat, { accept: 'image/*', maxBytes: 5_000_000 })
 * <AttachmentList attachments={files.attachments} onRemove={files.remove} />
 */
export function useAttachments(
  chat: ChatSource,
  { uploader = dataUrlUploader, accept, maxFiles, maxBytes }: UseAttachmentsOptions = {},
): UseAttachmentsResult {
  const { store } = chat
  const [draft] = useDraft(chat)
  const files = useMemo(() => new Attachments(store), [store])
  useEffect(
    () => files.setOptions(uploader, { accept, maxFiles, maxBytes }),
    [files, uploader, accept, maxFiles, maxBytes],
  )
  const verbs = useMemo(
    () => ({
      add: (added: readonly File[]) => files.add(added),
      remove: (id: string) => files.remove(id),
      retry: (id: string) => files.retry(id),
      toParts: () => partsOf(store.draft.getSnapshot()),
    }),
    [files, store],
  )
  const { attachments } = draft
  return { ...verbs, attachments, isUploading: attachments.some(({ url }) => url === undefined) }
}
