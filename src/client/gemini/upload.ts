/** Google's resumable uploads: a session, then the bytes, piece by piece (protocols/gemini 2.5). */
import { GenAIError, toGenAIError } from '../../model/errors.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import { joinUrl } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { invalid } from './invalid.ts'
import { orAborted, pause } from '../pause.ts'
import { safely } from '../safely.ts'
import type { Upload, UploadCallOptions, UploadState } from './upload-handle.ts'

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
  options: UploadCallOptions = {},
): Upload<T> {
  const { signal, onProgress, onSession, chunkSize = CHUNK, retries = 3, retryDelay = 1_000 } = options
  const own = new AbortController()
  const signals = [signal, config?.abortSignal, own.signal, api.signal, api.options.signal]
  let state: UploadState = 'uploading'
  let sent = 0
  let { session } = options
  /** Ends the request that is on its way, and no more than that. */
  let held = new AbortController()
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
      signals: [...signals, held.signal],
      // What the server has must be asked before a piece is sent again.
      retry: false,
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
    const made = session
    safely(() => onSession?.(made))
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
        if (held.signal.aborted) {
          held = new AbortController()
          // What the server has of it, only the server knows.
          isKnown = session === undefined
          continue
        }
        const error = toGenAIError(cause)
        if (!error.retryable || !session || failures >= retries) throw error
        await pause(retryDelay * 2 ** failures++, signals, api.options.clock)
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

  let result = begin(session !== undefined)
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
      if (state !== 'uploading') return
      state = 'paused'
      held.abort()
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
