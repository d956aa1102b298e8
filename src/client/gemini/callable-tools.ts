import type { GeminiContent, GeminiPart, GeminiResponse } from '../../wire/gemini-data.ts'
import type { CallableTool, GenerateContentConfig, GeminiTool } from '../../wire/gemini-request.ts'
import { toContents } from './content.ts'
import type { Generation } from './generate.ts'
import type { GeminiApi } from './api.ts'
import { invalid } from './invalid.ts'
import { isCallable } from './is-callable.ts'
import { orAborted } from '../pause.ts'
import { partsOf } from './parts-of.ts'

const MAX_CALLS = 10

/** Tools that can be sent: those that answer for themselves are asked what they are. */
export const declared = (tools: GenerateContentConfig['tools']): Promise<GeminiTool[]> =>
  Promise.all((tools ?? []).map(async (tool) => (isCallable(tool) ? tool.tool() : tool)))

/**
 * The tools that the client calls by itself, and how often it may ask the model again; `undefined` when it calls none.
 * @throws GenAIError `invalid` for tools that only some of could be called.
 */
function callableIn(
  config: GenerateContentConfig = {},
  isStream: boolean,
): { tools: CallableTool[]; max: number } | undefined {
  const tools = (config.tools ?? []).filter(isCallable)
  const { disable, maximumRemoteCalls: max = MAX_CALLS } = config.automaticFunctionCalling ?? {}
  if (tools.length === 0 || disable || max <= 0 || !Number.isInteger(max)) return undefined
  const plain = config.tools?.findIndex((tool) => !isCallable(tool) && Boolean(tool.functionDeclarations?.length)) ?? -1
  if (plain !== -1)
    throw invalid(
      `\`tools[${plain}]\` does not go with tools that are called by themselves: it only declares. Leave it out, or say \`automaticFunctionCalling: { disable: true }\`.`,
    )
  const { functionCallingConfig: calling } = (config.toolConfig ?? {}) as {
    functionCallingConfig?: { streamFunctionCallArguments?: boolean }
  }
  const streamsArguments = calling?.streamFunctionCallArguments
  if (isStream && streamsArguments)
    throw invalid(
      '`streamFunctionCallArguments` does not go with tools that are called by themselves. Leave it out, or say `automaticFunctionCalling: { disable: true }`.',
    )
  return { tools, max }
}

/** Every call has to be answered: the model is told of those that no tool has answered. */
function unanswered(
  wanted: readonly NonNullable<GeminiPart['functionCall']>[],
  parts: readonly GeminiPart[],
): GeminiPart[] {
  const answers = parts.flatMap(({ functionResponse }) => functionResponse ?? [])
  return wanted.flatMap(({ id, name }) => {
    const at = answers.findIndex((answer) => (id && answer.id ? answer.id === id : answer.name === name))
    if (at !== -1) {
      answers.splice(at, 1)
      return []
    }
    const response = { error: `There is no tool named ${name}.` }
    return [{ functionResponse: { ...(id && { id }), ...(name && { name }), response } }]
  })
}

/**
 * A reply of several turns: between them the tools answer, which is told as a chunk of the user's
 * (protocols/gemini 2.3).
 */
export async function* withTools(
  api: GeminiApi,
  given: Generation,
  ask: (next: Generation) => AsyncGenerator<GeminiResponse, void>,
): AsyncGenerator<GeminiResponse, void> {
  const callable = callableIn(given.config, given.isStream)
  const contents = toContents(given.contents)
  // Tools are somebody else's code: they may take for ever, and need not heed a signal.
  const signals = [...given.signals, given.config?.abortSignal, api.signal, api.options.signal]
  const config = { ...given.config, tools: await orAborted(() => declared(given.config?.tools), signals) }
  for (let calls = 0; ; calls++) {
    const said: GeminiPart[] = []
    for await (const chunk of ask({ ...given, config, contents })) {
      said.push(...partsOf(chunk))
      yield chunk
    }
    const wanted = said.flatMap(({ functionCall }) => functionCall ?? [])
    if (!callable || wanted.length === 0 || calls >= callable.max) return
    const parts: GeminiPart[] = []
    for (const tool of callable.tools) parts.push(...(await orAborted(() => tool.callTool(wanted), signals)))
    if (parts.length === 0)
      throw invalid(
        `No tool answers ${wanted.map(({ name }) => `\`${name}\``).join(', ')}, which the model has called.`,
      )
    const answers: GeminiContent = { role: 'user', parts: [...parts, ...unanswered(wanted, parts)] }
    contents.push({ role: 'model', parts: said }, answers)
    yield { candidates: [{ content: answers }] }
    // The SDK counts requests here, and answers there.
    if (!given.isStream && calls + 1 >= callable.max) return
  }
}
