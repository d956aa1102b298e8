import type { CallableTool, GenerateContentConfig, GeminiTool } from '../../wire/gemini-request.ts'
import { invalid } from './invalid.ts'

const MAX_CALLS = 10

const isCallable = (tool: GeminiTool | CallableTool): tool is CallableTool => 'callTool' in tool

/** Tools that can be sent: those that answer for themselves are asked what they are. */
export const declared = (tools: GenerateContentConfig['tools']): Promise<GeminiTool[]> =>
  Promise.all((tools ?? []).map(async (tool) => (isCallable(tool) ? tool.tool() : tool)))

/**
 * The tools that the client calls by itself, and how often it may ask the model again; `undefined` when it calls none.
 * @throws GenAIError `invalid` for tools that only some of could be called.
 */
export function callableIn(
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
