import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import type { OutputOptions } from '../model/output.ts'
import { createFlowFrameReader, type FlowFrame } from '../wire/flow-frames.ts'
import type { Backend } from './backend.ts'
import * as failures from './failures.ts'
import { joinUrl, send, type CallOptions, type HttpOptions } from './http.ts'
import { refusalIn } from './refusal.ts'

/** Options of one flow, for every call of it. */
export interface FlowOptions<O = unknown> {
  /** What `output` should be, for every call that does not say otherwise. */
  output?: OutputOptions<O> | undefined
}

interface FlowRequest {
  url: string
  input: unknown
  stream: boolean
  signals: (AbortSignal | undefined)[]
}

const MINUTE = 60_000

/** A Genkit flow behind HTTP, from any of Genkit's servers. */
export function createFlow<I, O, S>(http: HttpOptions, path: string, own: FlowOptions<O> = {}): Backend<I, O, S> {
  const url = joinUrl(http.baseUrl, path)
  const open = (input: I, stream: boolean, options?: CallOptions<O>): AsyncGenerateResponse<O, S> =>
    new AsyncGenerateResponse(
      (signal) => readFlow<S>(http, { url, input, stream, signals: [signal, options?.signal] }),
      { output: { ...own.output, ...options?.output } },
    )
  return {
    key: failures.shownUrl(url),
    output: own.output,
    // A route that streams whatever it is asked: the result is all that was asked for.
    generate: (input, options) => open(input, false, options).resolve(),
    stream: (input, options) => open(input, true, options),
  }
}

/** Yields what the flow streams and returns its result, both as they came. */
async function* readFlow<S>(
  http: HttpOptions,
  { url, input, stream, signals }: FlowRequest,
): AsyncGenerator<S, unknown> {
  const shown = failures.shownUrl(url)
  let last: FlowFrame | undefined
  let result: { value: unknown } | undefined
  const frames = send(http, url, createFlowFrameReader(), {
    // `undefined` leaves the field out, which is how Genkit spells a flow without input.
    body: { data: input },
    // Exactly this and nothing beside it: Next, Go and Firebase compare the whole header.
    ...(stream && { accept: 'text/event-stream' }),
    timeout: http.timeout ?? (stream ? MINUTE : 10 * MINUTE),
    // The end comes right behind the result, or is not worth waiting for.
    idle: () => (result ? 100 : (http.idleTimeout ?? MINUTE)),
    signals,
  })
  try {
    for await (const frame of frames) {
      // Read on to the end, which comes right behind the result: a connection that is cut cannot be used again.
      if (result && frame.type !== 'end') break
      if (frame.type === 'chunk') yield frame.value as S
      if (frame.type === 'result') result = frame
      if (frame.type === 'error') throw failures.serverFailure(frame.value)
      if (frame.type === 'malformed') throw (frame.cut ? failures.truncated : failures.notJson)(shown)
      if (frame.type === 'foreign') throw failures.foreignBody(shown, frame.kind, frame.title)
      if (frame.type !== 'comment' && frame.type !== 'end') last = frame
    }
  } catch (error) {
    if (!result) throw refusalIn(error) ?? error
  }
  if (result) return result.value
  if (!last) throw failures.foreignBody(shown, 'empty')
  // A flow that returns nothing ends its stream, or answers, with `{}`.
  if (last.type === 'empty') return undefined
  throw failures.truncated(shown)
}
