import { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import type { MessageData, Part, ToolRequestPart, ToolResponsePart } from '../../model/data.ts'
import { Message } from '../../model/message.ts'
import type { OutputOptions } from '../../model/output.ts'
import { toGeminiContents } from '../../model/to-gemini.ts'
import { toJsonSchema } from '../../model/to-json-schema.ts'
import type { GeminiResponse } from '../../wire/gemini-data.ts'
import type { GenerateContentConfig } from '../../wire/gemini-request.ts'
import type { Backend } from '../backend.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { generation, tellOf, whole } from './generate.ts'
import { invalid } from './invalid.ts'
import { modelPath } from './names.ts'

/** A conversation, as `useChat` sends it: the newest message last, and what the tools of the page have answered. */
export interface GeminiModelConversation {
  messages: readonly MessageData[]
  resume?: { respond?: readonly ToolResponsePart[]; restart?: readonly ToolRequestPart[] } | undefined
  /** Over that of the model, for this call. */
  config?: GenerateContentConfig | undefined
}

/** What a model takes: a text, parts, or a conversation. */
export type GeminiModelInput = string | Part | readonly Part[] | GeminiModelConversation

/** Options of `gemini.model`. */
export interface GeminiModelOptions<O = unknown> {
  /** What `output` should be, for every call that does not say otherwise. A schema is told to the model, too. */
  output?: OutputOptions<O> | undefined
}

/** Gemini as a backend. */
export type GeminiModel<O = unknown> = Backend<GeminiModelInput, O, GeminiResponse>

function toConversation(input: GeminiModelInput): GeminiModelConversation {
  if (typeof input === 'object' && 'messages' in input) return input
  return { messages: [{ role: 'user', content: Message.parseContent(input) }] }
}

/** Few and short, so that a key of a cache can be read. Not a secret: it only has to differ where configs do. */
function fingerprint(value: unknown): string {
  let hash = 0x811c9dc5
  for (const sign of JSON.stringify(value) ?? '') hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

const MIME: Record<string, string> = { 'text/enum': 'text/x.enum', 'application/json': 'application/json' }

/** What Gemini is told of the output: with functions it would refuse to be told, so there the text is only read. */
async function toOutputConfig(
  { schema, format }: OutputOptions,
  config: GenerateContentConfig,
): Promise<GenerateContentConfig> {
  const mime = MIME[format?.config.contentType ?? 'application/json']
  const isSaid = config.responseMimeType ?? config.responseSchema ?? config.responseJsonSchema
  if ((!schema && !format) || !mime || isSaid || config.tools?.length) return {}
  return { responseMimeType: mime, ...(schema && { responseJsonSchema: await toJsonSchema(schema) }) }
}

/** A model alone, as a backend for hooks and widgets. `createGeminiClient` makes them with `model`. */
export function createGeminiModel<O = unknown>(
  api: GeminiApi,
  model: string,
  config: GenerateContentConfig = {},
  own: GeminiModelOptions<O> = {},
): GeminiModel<O> {
  const { httpOptions: _, abortSignal: _signal, ...shared } = config

  async function* ask(
    input: GeminiModelInput,
    isStream: boolean,
    output: OutputOptions<O>,
    signals: readonly (AbortSignal | undefined)[],
    onRetry: CallOptions['onRetry'],
  ): AsyncGenerator<GeminiResponse, void> {
    const { messages, resume, config: more } = toConversation(input)
    if (resume?.restart?.length)
      throw invalid('Gemini runs no tools of yours, so none can run again. Answer the call: `respond`.')
    const said = resume?.respond?.length
      ? [...messages, { role: 'tool' as const, content: [...resume.respond] }]
      : messages
    const { contents, systemInstruction } = toGeminiContents(said)
    const given = { ...config, ...more }
    const told = { ...given, ...(systemInstruction && { systemInstruction }), ...(await toOutputConfig(output, given)) }
    yield* generation(api, { model, contents, config: told, isStream, signals, onRetry })
  }

  const open = (
    input: GeminiModelInput,
    isStream: boolean,
    options?: CallOptions<O>,
  ): AsyncGenerateContentResponse<O> => {
    const output = { ...own.output, ...options?.output }
    const reply: AsyncGenerateContentResponse<O> = new AsyncGenerateContentResponse<O>(
      (signal) => ask(input, isStream, output, [signal, options?.signal], tellOf(reply, options)),
      { output },
    )
    return reply
  }
  const hasConfig = Object.keys(shared).length > 0
  return {
    key: `${api.key}/${modelPath(api, model)}${hasConfig ? `#${fingerprint(shared)}` : ''}`,
    output: own.output,
    generate: (input, options) => whole(open(input, false, options)),
    stream: (input, options) => open(input, true, options),
  }
}
