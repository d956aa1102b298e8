/** Google's resumable uploads: a session, then the bytes, piece by piece (protocols/gemini 2.5). */
import { GenAIError, toGenAIError } from '../../model/errors.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import { joinUrl } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { invalid } from './invalid.ts'
import { orAborted, pause } from './pause.ts'
import { safely } from '../safely.ts'

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
  /** Stops after the piece that is on its way. */
  pause(): void
  /** Goes on, after a pause or a failure, from the byte that the server says. */
  resume(): Promise<T>
  /** Ends it, here and on the server. */
  abort(reason?: unknown): void
}

export interface UploadRequest<T> {
  path: string
  file: Blob
  mimeType: string
  body: unknown
  config: RequestConfig | undefined
  read: (answer: Record<string, unknown>) => T
}

const CHUNK = 8 * 1024 * 1024

/** The session's address, through the client's own server, unless that has seen to it or is passed by. */
function sessionAddress({ options }: GeminiApi, url: string, config: RequestConfig | undefined): string {
  const base = config?.httpOptions?.baseUrl ?? options.baseUrl ?? ''
  const { origin, pathname, search } = new URL(url, /^https?:/.test(base) ? base : globalThis.location?.href)
  const own = new URL(base, globalThis.location?.href ?? origin).origin
  return options.directUploads || origin === own ? url : joinUrl(base, pathname + search)
}

/** Begins to upload at once. */
export function startUpload<T>(
  api: GeminiApi,
  { path, file, mimeType, body, config, read }: UploadRequest<T>,
  { signal, onProgress, chunkSize = CHUNK, retries = 3, retryDelay = 1_000 }: UploadCallOptions = {},
): Upload<T> {
  const own = new AbortController()
  const signals = [signal, config?.abortSignal, own.signal, api.signal, api.options.signal]
  let state: UploadState = 'uploading'
  let sent = 0
  let session: { url: string; size: number } | undefined
  let wake: () => void = () => undefined

  /** One command of the protocol: what the server says of the upload, and its body. */
  async function command(
    headers: Record<string, string>,
    bytes?: Blob,
  ): Promise<{ headers: Headers; body: T | undefined }> {
    let answered = new Headers()
    const answer = await api.request<Record<string, unknown>>({
      ...(session ? { url: session.url } : { path, upload: true }),
      body: session ? bytes : body,
      headers,
      config: session ? { httpOptions: { ...config?.httpOptions, extraBody: undefined } } : config,
      signals,
      onResponse: (response) => {
        answered = response.headers
      },
    })
    return { headers: answered, body: answered.get('x-goog-upload-status') === 'final' ? read(answer) : undefined }
  }

  async function open(): Promise<void> {
    const { headers } = await command({
      'X-Goog-Upload-Protocol': 'resumable',
      'X-Goog-Upload-Command': 'start',
      'X-Goog-Upload-Header-Content-Length': String(file.size),
      'X-Goog-Upload-Header-Content-Type': mimeType,
    })
    const url = headers.get('x-goog-upload-url')
    if (!url)
      throw new GenAIError(
        'protocol',
        'The answer has no `x-goog-upload-url`, so there is nowhere to send the file. A proxy must pass that header on, and show it to the page (`Access-Control-Expose-Headers`).',
      )
    const unit = Number(headers.get('x-goog-upload-chunk-granularity')) || 1
    session = { url: sessionAddress(api, url, config), size: Math.max(1, Math.floor(chunkSize / unit)) * unit }
  }

  const progress = (bytes: number): void => {
    if (bytes <= sent) return
    sent = bytes
    safely(() => onProgress?.({ sent, total: file.size }))
  }

  /** Where to go on. The server may have all, and only its answer got lost. */
  async function query(): Promise<{ offset: number; body: T | undefined }> {
    const { headers, body: found } = await command({ 'X-Goog-Upload-Command': 'query' })
    if (headers.get('x-goog-upload-status') === 'cancelled')
      throw invalid('The server has given this upload up. Start again.')
    const offset = found === undefined ? Number(headers.get('x-goog-upload-size-received') ?? 0) : file.size
    progress(offset)
    return { offset, body: found }
  }

  async function send(offset: number): Promise<{ offset: number; body: T | undefined }> {
    const end = Math.min(offset + (session?.size ?? CHUNK), file.size)
    const isLast = end === file.size
    const { headers, body: found } = await command(
      {
        'X-Goog-Upload-Command': isLast ? 'upload, finalize' : 'upload',
        'X-Goog-Upload-Offset': String(offset),
      },
      file.slice(offset, end),
    )
    const status = headers.get('x-goog-upload-status')
    // Proxies answer in the server's place; then nobody knows what it has.
    if (status !== (isLast ? 'final' : 'active'))
      throw new GenAIError('protocol', `The server says \`${status ?? 'nothing'}\` of the upload. Try again.`, {
        retryable: true,
      })
    progress(end)
    return { offset: end, body: found }
  }

  async function run(isResumed: boolean): Promise<T> {
    let offset = 0
    let failures = 0
    let isKnown = !isResumed
    for (;;) {
      // The verbs may be called while a piece is on its way.
      // oxlint-disable-next-line no-unmodified-loop-condition
      while (state === 'paused') await orAborted(() => new Promise<void>((resolve) => (wake = resolve)), signals)
      const before = sent
      try {
        if (!session) await open()
        const { offset: next, body: found } = isKnown ? await send(offset) : await query()
        if (found !== undefined) return found
        // What the server has may be less than what it had: it says where to go on.
        offset = next
        // That it can be asked is no progress.
        if (isKnown || sent > before) failures = 0
        isKnown = true
      } catch (cause) {
        const error = toGenAIError(cause)
        if (!error.retryable || !session || failures >= retries) throw error
        await pause(retryDelay * 2 ** failures++, signals)
        isKnown = false
      }
    }
  }

  function begin(isResumed: boolean): Promise<T> {
    state = 'uploading'
    const result = run(isResumed).then(
      (found) => {
        state = 'done'
        return found
      },
      (error: unknown) => {
        const isAborted = signals.some((one) => one?.aborted)
        state = isAborted ? 'aborted' : 'failed'
        if (isAborted) cancel()
        throw error
      },
    )
    // Whoever wants to know has `result`.
    result.catch(() => undefined)
    return result
  }

  /** Nobody waits for it: the server forgets what is not finished anyway. */
  function cancel(): void {
    if (session && !api.signal.aborted)
      void api.request({ url: session.url, headers: { 'X-Goog-Upload-Command': 'cancel' } }).catch(() => undefined)
  }

  let result = begin(false)
  return {
    get state() {
      return state
    },
    get sent() {
      return sent
    },
    total: file.size,
    get result() {
      return result
    },
    pause: () => {
      if (state === 'uploading') state = 'paused'
    },
    resume: () => {
      if (state === 'failed') result = begin(session !== undefined)
      else if (state === 'paused') {
        state = 'uploading'
        wake()
      }
      return result
    },
    abort: (reason) => {
      own.abort(reason)
      if (state !== 'failed') return
      state = 'aborted'
      cancel()
    },
  }
}
