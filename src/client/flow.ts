import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import { settleFlow } from '../model/flow-response.ts'
import { createFlowFrameReader, type FlowFrame } from '../wire/flow-frames.ts'
import type { Backend } from './backend.ts'
import * as failures from './failures.ts'
import { joinUrl, post, type CallOptions, type HttpOptions } from './http.ts'

interface FlowRequest extends CallOptions {
  url: string
  input: unknown
  stream: boolean
}

const STREAM_TIMEOUT = 60_000
const WHOLE_TIMEOUT = 600_000

/** A Genkit flow behind HTTP, from any of Genkit's servers. */
export function createFlow<I, O, S>(http: HttpOptions, path: string): Backend<I, O, S> {
  const url = joinUrl(http.baseUrl ?? '', path)
  return {
    key: failures.shownUrl(url),
    async generate(input, { signal } = {}) {
      const frames = readFlow(http, { url, input, stream: false, signal })
      let step = await frames.next()
      // A route that streams whatever it is asked: the result is all that was asked for.
      while (!step.done) step = await frames.next()
      return settleFlow<O>(step.value).response
    },
    stream(input, { signal } = {}) {
      const stop = new AbortController()
      const follow = (): void => stop.abort(signal?.reason)
      if (signal?.aborted) follow()
      return new AsyncGenerateResponse<O, S>(
        following(signal, follow, () => readFlow<S>(http, { url, input, stream: true, signal: stop.signal })),
        { onAbort: (reason) => stop.abort(reason) },
      )
    },
  }
}

/** Listens to the caller's signal only while the reply is read, so that a signal used for many leaks nothing. */
async function* following<S>(
  signal: AbortSignal | undefined,
  follow: () => void,
  open: () => AsyncGenerator<S, unknown>,
): AsyncGenerator<S, unknown> {
  signal?.addEventListener('abort', follow, { once: true })
  try {
    return yield* open()
  } finally {
    signal?.removeEventListener('abort', follow)
  }
}

/** Yields what the flow streams and returns its result, both as they came. */
async function* readFlow<S>(
  http: HttpOptions,
  { url, input, stream, signal }: FlowRequest,
): AsyncGenerator<S, unknown> {
  if (signal?.aborted) throw failures.aborted(signal.reason)
  const exchange = await post(http, url, {
    // `undefined` leaves the field out, which is how Genkit spells a flow without input.
    body: { data: input },
    // Exactly this and nothing beside it: Next, Go and Firebase compare the whole header.
    ...(stream && { accept: 'text/event-stream' }),
    timeout: http.timeout ?? (stream ? STREAM_TIMEOUT : WHOLE_TIMEOUT),
    signal,
  })
  const reader = createFlowFrameReader()
  let seen = 0
  let last: FlowFrame | undefined
  try {
    for (let ended = false; !ended;) {
      const bytes = await exchange.read()
      ended = bytes === undefined
      for (const frame of bytes ? reader.push(bytes) : reader.end()) {
        if (frame.type === 'chunk') yield frame.value as S
        else if (frame.type === 'result') return frame.value
        else failOn(frame, url)
        if (frame.type === 'comment' || frame.type === 'end') continue
        last = frame
        seen++
      }
    }
  } finally {
    exchange.close()
  }
  // A flow that returns nothing ends its stream, or answers, with `{}`.
  if (last?.type === 'empty') return undefined
  throw seen > 0 ? failures.truncated(url) : failures.foreignBody(url, 'empty')
}

function failOn(frame: FlowFrame, url: string): void {
  switch (frame.type) {
    case 'error':
      throw failures.serverFailure(frame.value)
    case 'malformed':
      throw frame.cut ? failures.truncated(url) : failures.notJson(url)
    case 'foreign':
      throw failures.foreignBody(url, frame.kind, frame.title)
    default:
  }
}
