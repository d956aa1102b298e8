import { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import { GenAIError } from '../../model/errors.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import type { GeminiResponse } from '../../wire/gemini-data.ts'
import type { GenerateContentParameters } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import { safely } from '../safely.ts'
import { worded } from '../worded.ts'
import type { GeminiApi } from './api.ts'
import { continued } from './continuation.ts'
import { toGenerateBody } from './generate-request.ts'
import { isCallable } from './is-callable.ts'
import { modelPath } from './names.ts'
import { readValues } from './read-values.ts'

export interface Generation extends GenerateContentParameters {
  isStream: boolean
  signals: readonly (AbortSignal | undefined)[]
  onRetry?: CallOptions['onRetry']
  until?: number
}

/** One turn of the model, in as many requests as it takes. */
async function* turn(api: GeminiApi, { model, contents, config, isStream, signals, onRetry, until }: Generation) {
  const path = `${modelPath(api, model)}:${isStream ? 'streamGenerateContent' : 'generateContent'}`
  const ask = (continuationToken: string | undefined) => ({
    path,
    query: isStream ? { alt: 'sse' } : {},
    body: toGenerateBody(api, {
      model,
      contents,
      config: config || continuationToken ? { ...config, ...(continuationToken && { continuationToken }) } : undefined,
    }),
    config: config && { httpOptions: config.httpOptions, abortSignal: config.abortSignal },
    stream: isStream,
    signals,
    onRetry,
    until,
  })
  yield* continued({
    open: async function* (token) {
      for await (const { value } of readValues(api, ask(token))) yield value
    },
    isEnabled: config?.automaticContinuation ?? true,
    isStream,
    cut: () => worded('truncated', api.address({ path }), (words, shown) => words.truncated(shown)),
  })
}

/** The chunks of a reply. Where tools answer for themselves it has several turns. */
export async function* generation(api: GeminiApi, given: Generation): AsyncGenerator<GeminiResponse, void> {
  const { totalTimeout, clock = globalThis } = api.options
  const until = clock.performance.now() + (totalTimeout || Infinity)
  const ask = (next: Generation): AsyncGenerator<GeminiResponse, void> => turn(api, { ...next, until })
  // Few apps have such tools: the code comes with the first of them.
  const isPlain = !given.config?.tools?.some(isCallable)
  yield* isPlain ? ask(given) : (await import('./callable-tools.ts')).withTools(api, given, ask)
}

/** Looks on while chunks go by. */
export type Watch = (chunks: AsyncGenerator<GeminiResponse, void>) => AsyncGenerator<GeminiResponse, void>

/** A reply. Nothing is sent before somebody reads. */
export const replyTo = <O>(
  api: GeminiApi,
  { isStream, ...params }: GenerateContentParameters & { isStream: boolean },
  options: CallOptions<O> = {},
  watch: Watch = (chunks) => chunks,
): AsyncGenerateContentResponse<O> => {
  const reply: AsyncGenerateContentResponse<O> = new AsyncGenerateContentResponse<O>(
    (signal) =>
      watch(
        generation(api, {
          ...params,
          isStream,
          signals: [signal, options.signal],
          onRetry: tellOf(reply, options),
        }),
      ),
    { output: options.output },
  )
  return reply
}

/** Tells whoever shows a reply, and whoever has asked for it, that its request is made again. */
export const tellOf =
  (reply: AsyncGenerateContentResponse<unknown>, options: CallOptions | undefined): CallOptions['onRetry'] =>
  (retrying) => {
    reply.retrying = retrying
    reply.onNews?.()
    safely(() => options?.onRetry?.(retrying))
  }

/** The end of a reply. A refused prompt is one, too: without a message, with a `finishReason` of `blocked`. */
export const whole = <O>(reply: AsyncGenerateContentResponse<O>): Promise<GenerateResponse<O>> =>
  reply.resolve().catch((error: unknown) => {
    if (GenAIError.is(error) && error.name === 'BlockedPromptError') return reply.snapshot
    throw error
  })
