import { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import { GenAIError } from '../../model/errors.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import type { GeminiContent, GeminiPart, GeminiResponse } from '../../wire/gemini-data.ts'
import type { GenerateContentParameters } from '../../wire/gemini-request.ts'
import { isObject } from '../../wire/json.ts'
import * as failures from '../failures.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { callableIn, declared } from './callable-tools.ts'
import { toContents } from './content.ts'
import { continued } from './continuation.ts'
import { toGenerateBody } from './generate-request.ts'
import { invalid } from './invalid.ts'
import { modelPath } from './names.ts'
import { readValues } from './read-values.ts'

/** What the first candidate of a chunk says, as it came. */
export function partsOf({ candidates }: GeminiResponse): GeminiPart[] {
  const parts = Array.isArray(candidates) ? candidates[0]?.content?.parts : undefined
  return Array.isArray(parts) ? parts.filter((part) => isObject(part) && Object.keys(part).length > 0) : []
}

export interface Generation extends GenerateContentParameters {
  isStream: boolean
  signals: readonly (AbortSignal | undefined)[]
}

/** One turn of the model, in as many requests as it takes. */
async function* turn(api: GeminiApi, { model, contents, config, isStream, signals }: Generation) {
  const path = `${modelPath(api, model)}:${isStream ? 'streamGenerateContent' : 'generateContent'}`
  const tools = config?.tools && (await declared(config.tools))
  const ask = (continuationToken: string | undefined) => ({
    path,
    query: isStream ? { alt: 'sse' } : {},
    body: toGenerateBody(api, {
      model,
      contents,
      config:
        config || continuationToken
          ? { ...config, ...(tools && { tools }), ...(continuationToken && { continuationToken }) }
          : undefined,
    }),
    config: config && { httpOptions: config.httpOptions, abortSignal: config.abortSignal },
    stream: isStream,
    signals,
  })
  yield* continued({
    open: async function* (token) {
      for await (const { value } of readValues(api, ask(token))) yield value
    },
    isEnabled: config?.automaticContinuation ?? true,
    cut: isStream ? () => failures.truncated(failures.shownUrl(api.address({ path }))) : undefined,
  })
}

/**
 * The chunks of a reply. Where tools answer for themselves it has several turns, with what the tools said between them,
 * as a chunk of the user's (protocols/gemini 2.3).
 */
export async function* generation(api: GeminiApi, given: Generation): AsyncGenerator<GeminiResponse, void> {
  const callable = callableIn(given.config, given.isStream)
  const contents = toContents(given.contents)
  for (let calls = 0; ; calls++) {
    const said: GeminiPart[] = []
    for await (const chunk of turn(api, { ...given, contents })) {
      said.push(...partsOf(chunk))
      yield chunk
    }
    const wanted = said.flatMap(({ functionCall }) => functionCall ?? [])
    if (!callable || wanted.length === 0 || calls >= callable.max) return
    const parts: GeminiPart[] = []
    for (const tool of callable.tools) parts.push(...(await tool.callTool(wanted)))
    if (parts.length === 0)
      throw invalid(
        `No tool answers ${wanted.map(({ name }) => `\`${name}\``).join(', ')}, which the model has called.`,
      )
    const answers: GeminiContent = { role: 'user', parts }
    contents.push({ role: 'model', parts: said }, answers)
    yield { candidates: [{ content: answers }] }
    // The SDK counts requests here, and answers there.
    if (!given.isStream && calls + 1 >= callable.max) return
  }
}

/** Looks on while chunks go by. */
export type Watch = (chunks: AsyncGenerator<GeminiResponse, void>) => AsyncGenerator<GeminiResponse, void>

/** A reply. Nothing is sent before somebody reads. */
export const replyTo = <O>(
  api: GeminiApi,
  { isStream, ...params }: GenerateContentParameters & { isStream: boolean },
  options: CallOptions<O> = {},
  watch: Watch = (chunks) => chunks,
): AsyncGenerateContentResponse<O> =>
  new AsyncGenerateContentResponse<O>(
    (signal) => watch(generation(api, { ...params, isStream, signals: [signal, options.signal] })),
    { output: options.output },
  )

/** The end of a reply. A refused prompt is one, too: without a message, with a `finishReason` of `blocked`. */
export const whole = <O>(reply: AsyncGenerateContentResponse<O>): Promise<GenerateResponse<O>> =>
  reply.resolve().catch((error: unknown) => {
    if (GenAIError.is(error) && error.name === 'BlockedPromptError') return reply.snapshot
    throw error
  })
