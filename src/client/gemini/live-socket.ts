import { aborted, GenAIError } from '../../model/errors.ts'
import { isObject, type Fields } from '../../wire/json.ts'
import { shownUrl } from '../shown-url.ts'
import type { GeminiApi } from './api.ts'
import { isEphemeral } from './credential.ts'
import { invalid } from './invalid.ts'
import { joinUrl } from '../http.ts'
import { safely } from '../safely.ts'

export interface SocketHandlers {
  onMessage(message: Fields): void
  /** Something that is no message. The session lives. */
  onError(error: GenAIError): void
  /** It is over, for whatever reason. */
  onClose(error: GenAIError, code: number): void
}

export interface LiveSocket {
  send(message: object): void
  close(): void
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number
}

/** Frames may be text, or bytes of one kind or the other. */
async function textOf(data: unknown): Promise<string> {
  if (data instanceof Blob) return data.text()
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data)
  return String(data)
}

/** What a socket says when it ends, as an error: what happened, and whether to try again. */
function endOf(url: string, { code, reason }: { code: number; reason: string }): GenAIError {
  const said = reason ? ` "${reason.slice(0, 600)}"` : ''
  if (code === 1006 || code === 1001 || code === 1005)
    return new GenAIError('network', `The live connection to ${url} ended${said} (${code}). Connect again.`, {
      retryable: true,
    })
  const retryable = code === 1011 || code === 1012 || code === 1013
  const advice = retryable ? 'Try again' : 'Check the setup, the model and the key'
  return new GenAIError('server', `The live session was closed${said} (${code}). ${advice}.`, {
    retryable,
    details: { code, reason },
  })
}

/** The address of a live method, with what proves who asks: the only place where a browser can say it. */
export async function liveAddress(api: GeminiApi, method = 'BidiGenerateContent'): Promise<string> {
  const { baseUrl = '', apiVersion } = api.options
  const { apiKey, authorization } = await api.credential()
  const base = new URL(baseUrl, globalThis.location?.href)
  base.protocol = base.protocol === 'http:' ? 'ws:' : 'wss:'
  const isToken = isEphemeral(apiKey)
  const version = isToken && !api.isVersionGiven ? 'v1alpha' : apiVersion
  const service = api.vertex
    ? `google.cloud.aiplatform.${version}.LlmBidiService/${method}`
    : `google.ai.generativelanguage.${version}.GenerativeService.${method}${isToken ? 'Constrained' : ''}`
  const url = new URL(joinUrl(base.href, `ws/${service}`))
  if (apiKey) url.searchParams.set(isToken ? 'access_token' : 'key', apiKey)
  if (authorization)
    throw invalid(
      'A browser cannot send an OAuth token over a WebSocket. Let a proxy of yours add it, and give its address as `baseUrl`.',
    )
  // The one sign that must not be encoded: servers compare the name of a token as it is.
  return url.href.replace('auth_tokens%2F', 'auth_tokens/')
}

/** Opens a socket, and resolves when it is open. @throws GenAIError */
export function openSocket(
  api: GeminiApi,
  url: string,
  handlers: SocketHandlers,
  signals: readonly (AbortSignal | undefined)[],
): Promise<LiveSocket> {
  const WebSocket = api.options.WebSocket ?? globalThis.WebSocket
  if (!WebSocket) throw invalid('There is no WebSocket here. Give the client one: `createGeminiClient({ WebSocket })`.')
  const shown = shownUrl(url)
  const socket = new WebSocket(url)
  // Blobs are read later, so a message that follows might overtake one.
  socket.binaryType = 'arraybuffer'
  const left = new AbortController()
  let isOver = false
  let queue: Promise<void> = Promise.resolve()

  const read = async (data: unknown, before: Promise<void>): Promise<void> => {
    await before
    let message: unknown
    let cause: unknown
    try {
      message = JSON.parse(await textOf(data))
    } catch (error) {
      cause = error
    }
    if (isOver) return
    const nonsense = 'The server sent a frame that is no JSON object. The session goes on.'
    // What a reader throws must not keep the messages behind it from being read.
    safely(() => {
      if (isObject(message)) handlers.onMessage(message)
      else handlers.onError(new GenAIError('parse', nonsense, { cause }))
    })
  }
  const take = (data: unknown): void => {
    queue = read(data, queue)
  }

  return new Promise((resolve, reject) => {
    const end = async (error: GenAIError, code: number): Promise<void> => {
      // What has arrived is told before the end is.
      await queue
      if (isOver) return
      isOver = true
      left.abort()
      reject(error)
      handlers.onClose(error, code)
    }
    for (const signal of signals) {
      const stop = (): void => {
        socket.close(1000)
        void end(aborted(signal?.reason), 1000)
      }
      signal?.addEventListener('abort', stop, { signal: left.signal })
      if (signal?.aborted) stop()
    }
    socket.addEventListener('message', ({ data }) => take(data))
    // A page with an open socket cannot be kept by the browser. A session that can be resumed is, when the page is back.
    const putAway = ({ persisted }: Partial<PageTransitionEvent>): void => {
      if (!persisted) return
      socket.close(1000)
      void end(endOf(shown, { code: 1001, reason: '' }), 1001)
    }
    globalThis.addEventListener?.('pagehide', putAway, { signal: left.signal })
    socket.addEventListener('close', (event) => void end(endOf(shown, event), event.code))
    // It says nothing of why; the end that follows does.
    socket.addEventListener('error', () => undefined)
    socket.addEventListener('open', () =>
      resolve({
        send: (message) => socket.send(JSON.stringify(message)),
        close: () => {
          isOver = true
          left.abort()
          socket.close(1000)
        },
        get bufferedAmount() {
          return socket.bufferedAmount
        },
      }),
    )
  })
}
