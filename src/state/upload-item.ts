import type { MediaPart } from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'

/**
 * Where an upload stands: `queued` (others go first) · `uploading` · `paused` · `processing` (the server has it all, and is
 * not done with it) · `ready` · `error`.
 */
export type UploadStatus = 'queued' | 'uploading' | 'paused' | 'processing' | 'ready' | 'error'

/** One file on its way. Immutable; a change makes another one. */
export interface UploadItem<R extends object = object> {
  readonly id: string
  readonly file: File
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly contentType: string
  readonly status: UploadStatus
  /** Bytes that the server has. */
  readonly sent: number
  /** The same, from 0 to 1. */
  readonly progress: number
  /** What the server has made of it, as soon as it has all of it. */
  readonly result?: R | undefined
  /** What goes into a message. There when it is `ready`. */
  readonly part?: MediaPart | undefined
  readonly error?: GenAIError | undefined
}

/** All files of one `useUpload`. */
export interface UploadSnapshot<R extends object = object> {
  readonly uploads: readonly UploadItem<R>[]
  /** Bytes of all of them, and how many of these the server has. */
  readonly sent: number
  readonly total: number
  /** Of all of them, from 0 to 1; 1 when there are none. */
  readonly progress: number
  /** Something is queued, on its way, or being processed. */
  readonly isUploading: boolean
  /** Those that are ready, as parts of a message. */
  readonly parts: readonly MediaPart[]
}

const BUSY: ReadonlySet<UploadStatus> = new Set(['queued', 'uploading', 'processing'])

/** What is seen of these files together. */
export function summarize<R extends object>(uploads: readonly UploadItem<R>[]): UploadSnapshot<R> {
  let sent = 0
  let total = 0
  for (const item of uploads) {
    sent += item.sent
    total += item.size
  }
  return {
    uploads,
    sent,
    total,
    progress: total === 0 ? 1 : sent / total,
    isUploading: uploads.some(({ status }) => BUSY.has(status)),
    parts: uploads.flatMap(({ part }) => part ?? []),
  }
}
