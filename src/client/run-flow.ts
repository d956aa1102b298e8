import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import { type FlowRequest, readFlow } from './flow.ts'
import { joinUrl, type HttpOptions } from './http.ts'
import { noState } from './no-state.ts'

/** Options of `runFlow`: both spellings of the signal are known. */
export interface RunFlowOptions {
  signal?: AbortSignal | undefined
  abortSignal?: AbortSignal | undefined
}

/** Options of `streamFlow`. */
export interface StreamFlowOptions extends RunFlowOptions {
  /** Takes up a stream that the server has, in place of asking. */
  streamId?: string | undefined
}

/** A flow that streams, with nothing made of what it sends. */
export interface FlowStream<O = unknown, S = unknown> {
  /** Every chunk as it came; as often as you like. */
  readonly stream: AsyncIterable<S>
  /** The result as it came. */
  readonly output: Promise<O>
  /** By which the server lets it be taken up; `null` where it keeps no streams. */
  readonly streamId: Promise<string | null>
}

const requestOf = (http: HttpOptions, path: string, data: unknown, options: RunFlowOptions): FlowRequest => ({
  url: joinUrl(http.baseUrl, path),
  body: { data },
  stream: false,
  signals: [options.signal, options.abortSignal],
})

/** Asks a flow, and resolves with its result as it came. */
export async function runFlow(
  http: HttpOptions,
  path: string,
  input?: unknown,
  options: RunFlowOptions = {},
): Promise<unknown> {
  const frames = readFlow(http, requestOf(http, path, input, options), noState())
  for (;;) {
    const { done, value } = await frames.next()
    if (done) return value
  }
}

/** Asks a flow, and streams what it sends as it came. It is asked at once. */
export function streamFlow(
  http: HttpOptions,
  path: string,
  input?: unknown,
  options: StreamFlowOptions = {},
): FlowStream {
  let result: unknown
  let tell = (_streamId: string | null): void => undefined
  const streamId = new Promise<string | null>((resolve) => (tell = resolve))
  const reply: AsyncGenerateResponse = new AsyncGenerateResponse(async function* (signal) {
    const { signals, ...request } = requestOf(http, path, options.streamId ? undefined : input, options)
    result = yield* readFlow(http, { ...request, stream: true, signals: [signal, ...signals] }, reply)
    return result
  })
  reply.streamId = options.streamId
  reply.onNews = () => tell(reply.streamId ?? null)
  const output = reply.resolve().then(() => result)
  // Whoever reads only one of the three must not hear of a failure as one that nobody has seen to.
  output.catch(() => undefined).finally(() => tell(reply.streamId ?? null))
  async function* stream(): AsyncGenerator {
    for await (const { raw } of reply) yield raw
  }
  return { stream: { [Symbol.asyncIterator]: stream }, output, streamId }
}
