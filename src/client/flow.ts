import { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import { GenAIError } from '../model/errors.ts'
import type { OutputOptions } from '../model/output.ts'
import { createFlowFrameReader, type FlowFrame } from '../wire/flow-frames.ts'
import type { Backend } from './backend.ts'
import { joinUrl, send, type CallOptions, type HttpOptions } from './http.ts'
import type { FlowTrouble } from './refusals.ts'
import { safely } from './safely.ts'
import { shownUrl } from './shown-url.ts'
import { worded } from './worded.ts'

/** Options of one flow, for every call of it. */
export interface FlowOptions<O = unknown> {
  /** What `output` should be, for every call that does not say otherwise. */
  output?: OutputOptions<O> | undefined
}

/** What is asked of a flow. */
export interface FlowRequest {
  url: string
  /** `data`, and `init` for an agent. `undefined` leaves a field out, which is how Genkit spells a flow without input. */
  body: { data?: unknown; init?: unknown }
  stream: boolean
  signals: (AbortSignal | undefined)[]
  /** Chunks that have been passed on before: a stream that is taken up begins anew. */
  skip?: number
  /** By when it must be over, by the clock. */
  until?: number
  onRetry?: CallOptions['onRetry']
}

/** What is known of a stream beside its chunks. */
export type StreamState = Pick<AsyncGenerateResponse, 'streamId' | 'isReconnecting' | 'retrying' | 'onNews'>

/** What reads a flow, or something that is asked like one. */
type ReadFlow<O, S> = (
  http: HttpOptions,
  request: FlowRequest,
  reply: AsyncGenerateResponse<O, S>,
) => AsyncGenerator<S, unknown>

/** A backend whose replies can be taken up, where the server keeps them. */
export interface ResumableBackend<I, O, S> extends Backend<I, O, S> {
  stream(input: I, options?: CallOptions<O>): AsyncGenerateResponse<O, S>
  resume(streamId: string, options?: CallOptions<O>, input?: I): AsyncGenerateResponse<O, S>
}

export const MINUTE = 60_000

/** A Genkit flow behind HTTP, from any of Genkit's servers. */
export function createFlow<I, O, S>(
  http: HttpOptions,
  path: string,
  own: FlowOptions<O> = {},
  read: ReadFlow<O, S> = readFlow,
): ResumableBackend<I, O, S> {
  const url = joinUrl(http.baseUrl, path)
  const open = (
    body: FlowRequest['body'],
    options?: CallOptions<O>,
    stream = true,
    streamId?: string,
  ): AsyncGenerateResponse<O, S> => {
    const reply: AsyncGenerateResponse<O, S> = new AsyncGenerateResponse(
      (signal) =>
        read(http, { url, body, stream, signals: [signal, options?.signal], onRetry: options?.onRetry }, reply),
      { output: { ...own.output, ...options?.output } },
    )
    reply.streamId = streamId
    return reply
  }
  return {
    key: shownUrl(url),
    output: own.output,
    // A route that streams whatever it is asked: the result is all that was asked for.
    generate: (data, options) => open({ data }, options, false).resolve(),
    stream: (data, options) => open({ data }, options),
    // Not asked again, whatever the server does; an agent is only told what it began with.
    resume: (streamId, options, asked) =>
      open({ init: (asked as { sessions?: unknown } | undefined)?.sessions }, options, true, streamId),
  }
}

/** Yields what the flow streams and returns its result, both as they came. Where the server lets it, it outlives its connection. */
export async function* readFlow<S>(
  http: HttpOptions,
  request: FlowRequest,
  state: StreamState,
): AsyncGenerator<S, unknown> {
  const { url, body, stream, signals, skip } = request
  if (state.streamId && skip === undefined)
    return yield* (await import('./resume-flow.ts')).takeUp<S>(readFlow, http, request, state)
  let passed = 0
  let last: FlowFrame | undefined
  let result: { value: unknown } | undefined
  let resuming: Promise<typeof import('./resume-flow.ts') | undefined> | undefined
  const { totalTimeout, clock = globalThis } = http
  const until = request.until ?? clock.performance.now() + (totalTimeout || Infinity)
  const frames = send(http, url, createFlowFrameReader, {
    body,
    // Exactly this and nothing beside it: Next, Go and Firebase compare the whole header.
    ...(stream && { headers: { accept: 'text/event-stream', [STREAM_ID]: state.streamId } }),
    timeout: http.timeout ?? (stream ? MINUTE : 10 * MINUTE),
    // The end comes right behind the result, or is not worth waiting for.
    idle: () => (result ? 100 : (http.idleTimeout ?? MINUTE)),
    until,
    signals,
    // One that the server has is taken up, or it is not: the way to ask it twice is another one.
    ...(skip === undefined && {
      again: {
        onRetry: (retrying) => {
          state.retrying = retrying
          state.onNews?.()
          safely(() => request.onRetry?.(retrying))
        },
      },
    }),
    onResponse({ headers }) {
      state.streamId = headers.get(STREAM_ID) ?? state.streamId
      // At once: when the connection breaks, the way to this code may be broken too.
      if (state.streamId) resuming = import('./resume-flow.ts').catch(() => undefined)
      return state.streamId
    },
  })
  try {
    for await (const frame of frames) {
      // Read on to the end, which comes right behind the result: a connection that is cut cannot be used again.
      if (result && frame.type !== 'end') break
      if (frame.type === 'chunk' && ++passed > (skip ?? 0)) yield frame.value as S
      if (frame.type === 'result') result = frame
      // Put into words below.
      // oxlint-disable-next-line no-throw-literal, only-throw-error
      if (/error|malformed|foreign/.test(frame.type)) throw frame
      if (!/comment|end/.test(frame.type)) last = frame
    }
    // A flow that returns nothing ends its stream, or answers, with `{}`.
    // oxlint-disable-next-line no-throw-literal, only-throw-error
    if (!result && last?.type !== 'empty') throw last
  } catch (cause) {
    if (!result) {
      const error =
        GenAIError.is(cause) && !cause.details
          ? cause
          : await worded('truncated', url, (words, shown) => words.flowFailure(shown, cause as FlowTrouble))
      const again = await resuming
      if (again)
        return yield* again.resumeFlow<S>(readFlow, http, { request: { ...request, until }, passed, error }, state)
      throw error
    }
  }
  state.streamId = undefined
  return result?.value
}

const STREAM_ID = 'x-genkit-stream-id'
