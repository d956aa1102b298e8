import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import { settleFlow } from '../model/flow-response.ts'
import { createFlowFrameReader, type FlowFrame } from '../wire/flow-frames.ts'
import type { Backend } from './backend.ts'
import * as failures from './failures.ts'
import { joinUrl, post, type HttpOptions } from './http.ts'

interface FlowRequest {
  url: string
  input: unknown
  stream: boolean
  signals: (AbortSignal | undefined)[]
}

const STREAM_TIMEOUT = 60_000
const WHOLE_TIMEOUT = 600_000

/** A Genkit flow behind HTTP, from any of Genkit's servers. */
export function createFlow<I, O, S>(http: HttpOptions, path: string): Backend<I, O, S> {
  const url = joinUrl(http.baseUrl, path)
  return {
    key: failures.shownUrl(url),
    async generate(input, { signal } = {}) {
      const frames = readFlow(http, { url, input, stream: false, signals: [signal] })
      let step = await frames.next()
      // A route that streams whatever it is asked: the result is all that was asked for.
      while (!step.done) step = await frames.next()
      return settleFlow<O>(step.value).response
    },
    stream: (input, { signal } = {}) =>
      new AsyncGenerateResponse<O, S>((own) => readFlow<S>(http, { url, input, stream: true, signals: [own, signal] })),
  }
}

/** Yields what the flow streams and returns its result, both as they came. */
async function* readFlow<S>(
  http: HttpOptions,
  { url, input, stream, signals }: FlowRequest,
): AsyncGenerator<S, unknown> {
  const shown = failures.shownUrl(url)
  const bytes = post(http, url, {
    // `undefined` leaves the field out, which is how Genkit spells a flow without input.
    body: { data: input },
    // Exactly this and nothing beside it: Next, Go and Firebase compare the whole header.
    ...(stream && { accept: 'text/event-stream' }),
    timeout: http.timeout ?? (stream ? STREAM_TIMEOUT : WHOLE_TIMEOUT),
    signals,
  })
  let last: FlowFrame | undefined
  for await (const frame of readFrames(bytes)) {
    if (frame.type === 'chunk') yield frame.value as S
    if (frame.type === 'result') return frame.value
    if (frame.type === 'error') throw failures.serverFailure(frame.value)
    if (frame.type === 'malformed') throw (frame.cut ? failures.truncated : failures.notJson)(shown)
    if (frame.type === 'foreign') throw failures.foreignBody(shown, frame.kind, frame.title)
    if (frame.type !== 'comment' && frame.type !== 'end') last = frame
  }
  if (!last) throw failures.foreignBody(shown, 'empty')
  // A flow that returns nothing ends its stream, or answers, with `{}`.
  if (last.type === 'empty') return undefined
  throw failures.truncated(shown)
}

async function* readFrames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FlowFrame> {
  const reader = createFlowFrameReader()
  for await (const piece of bytes) yield* reader.push(piece)
  yield* reader.end()
}
