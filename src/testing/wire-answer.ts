import type { WireEvent } from './recording/to-wire.ts'

interface AnswerOptions {
  status?: number | undefined
  headers?: Record<string, string> | undefined
  /** Until an event is due. */
  wait(event: WireEvent, signal: AbortSignal): Promise<void>
  signal: AbortSignal | undefined
}

/** An HTTP answer whose bytes come when they are due. */
export function answerOf(
  events: readonly WireEvent[],
  { status = 200, headers = {}, wait, signal }: AnswerOptions,
): Response {
  const encoder = new TextEncoder()
  const left = new AbortController()
  const all = signal ? AbortSignal.any([signal, left.signal]) : left.signal
  let at = 0
  const source: UnderlyingDefaultSource<Uint8Array> = {
    start(controller) {
      const stop = (): void => controller.error(signal?.reason)
      signal?.addEventListener('abort', stop, { once: true, signal: left.signal })
      if (signal?.aborted) stop()
    },
    async pull(controller) {
      const event = events[at++] ?? { at: 0, end: 'done' }
      try {
        await wait(event, all)
      } catch {
        return
      }
      if (event.bytes !== undefined)
        controller.enqueue(typeof event.bytes === 'string' ? encoder.encode(event.bytes) : event.bytes)
      else if (event.end === 'done' || event.end === 'closed') controller.close()
      else if (event.end === 'cut') controller.error(new TypeError('network error'))
      // Held: while a pull has not resolved, the stream stays open and asks for nothing more.
      else await new Promise(() => undefined)
    },
    cancel: () => left.abort(),
  }
  // Nothing before somebody reads: what comes, comes at its time.
  const body = new ReadableStream<Uint8Array>(source, { highWaterMark: 0 })
  return new Response(hasBody(status) ? body : null, { status, headers })
}

/** Whether there may be a body: where there may be none, `Response` refuses an empty one, too. */
export const hasBody = (status: number | undefined): boolean => ![101, 204, 205, 304].includes(status ?? 200)
