/** How far it has come, in bytes. */
export interface UploadProgress {
  /** Bytes that the server has. Never less than before. */
  sent: number
  total: number
}

/** Options of one upload. */
export interface UploadCallOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: UploadProgress) => void) | undefined
  /** Bytes of one request; made a multiple of what the server asks for. Default: 8 MiB. */
  chunkSize?: number | undefined
  /** How often a piece that failed is sent again before the upload fails. Default: 3. */
  retries?: number | undefined
  /** Milliseconds before the first of these, doubled for each that follows. Default: 1,000. */
  retryDelay?: number | undefined
  /** Goes on with one that was begun before, perhaps by a page that is gone, from the byte that the server says. */
  session?: UploadSession | undefined
  /** Told once the server has said where the bytes go. Whoever keeps it can go on after a reload. */
  onSession?: ((session: UploadSession) => void) | undefined
}

/** Where the bytes of an upload go. Whoever has it can add to the upload, and nothing else. */
export interface UploadSession {
  url: string
  /** Bytes of one request. */
  size: number
}

/** `failed` can be resumed; `aborted` cannot. */
export type UploadState = 'uploading' | 'paused' | 'done' | 'failed' | 'aborted'

/** An upload that is under way. */
export interface Upload<T> extends UploadProgress {
  readonly state: UploadState
  readonly sent: number
  readonly total: number
  /** What the server made of it. Rejects when it fails or is aborted; waits while it is paused. */
  readonly result: Promise<T>
  /** Stops at once. What is on its way may have to be sent again. */
  pause(): void
  /** Goes on, after a pause or a failure, from the byte that the server says. */
  resume(): Promise<T>
  /** Ends it, here and on the server. */
  abort(reason?: unknown): void
}
