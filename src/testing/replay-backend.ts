import type { Backend } from '../client/backend.ts'
import { createGenkitClient } from '../client/genkit-client.ts'

/** What a server once sent: the bytes of a body, and what stood above them. */
export interface Recording {
  body: string
  /** Default: 200. */
  status?: number
  /** Default: `text/plain`, which is what Genkit's Express server says. */
  contentType?: string
}

/** How a recording is played. */
export interface ReplayOptions {
  /** Milliseconds before each frame. Default: 30. */
  interval?: number | undefined
  /** Plays this many frames, then holds the stream open, to look at a reply in progress. Default: all. */
  frames?: number | undefined
  /** Breaks the connection after the frames that were played. */
  cut?: boolean | undefined
}

/**
 * A backend that plays a recorded reply, through the real client: what is on screen is what the recorded server would
 * have put there.
 *
 * @example
 * <Ask backend={replayBackend('data: {"message":"Hi"}\n\ndata: {"result":"Hi"}\n\n')} />
 */
export function replayBackend<I = string, O = unknown>(
  recording: string | Recording,
  options: ReplayOptions = {},
): Backend<I, O> {
  return createGenkitClient({ fetch: replayFetch(recording, options) }).flow<I, O>('replay')
}

/** A `fetch` that answers every request with the recording. It ends, like the real one, when its signal says so. */
export function replayFetch(recording: string | Recording, options: ReplayOptions = {}): typeof fetch {
  const {
    body,
    status = 200,
    contentType = 'text/plain',
  } = typeof recording === 'string' ? { body: recording } : recording
  return (_, init) => {
    const signal = init?.signal ?? undefined
    return Promise.resolve(
      new Response(status === 204 ? null : play(body, options, signal), {
        status,
        headers: { 'content-type': contentType },
      }),
    )
  }
}

function play(
  body: string,
  { interval = 30, frames = Infinity, cut = false }: ReplayOptions,
  signal?: AbortSignal,
): ReadableStream<Uint8Array> {
  const pieces = body.match(/[^]*?(?:\n\n|$)/g)?.filter((piece) => piece !== '') ?? []
  const encoder = new TextEncoder()
  let at = 0
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const stop = (): void => controller.error(signal?.reason)
      signal?.addEventListener('abort', stop, { once: true })
      if (signal?.aborted) stop()
    },
    async pull(controller) {
      const piece = at < frames ? pieces[at++] : undefined
      if (piece !== undefined) {
        if (interval > 0) await new Promise((resolve) => setTimeout(resolve, interval))
        if (!signal?.aborted) controller.enqueue(encoder.encode(piece))
      } else if (cut) {
        controller.error(new TypeError('network error'))
      } else if (at >= pieces.length) {
        controller.close()
      } else {
        // Held: a pull that never ends asks for nothing more.
        await new Promise(() => undefined)
      }
    },
  })
}
