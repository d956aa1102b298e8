import type { Interaction, InteractionEvent, InteractionParameters, ToolRequestPart } from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'
import type { ChatTools } from './chat-tool.ts'
import type { TextStorage } from './interaction-memory.ts'
import { outputOf, toolOf } from './tool-output.ts'

/** Options of `useInteraction`, and of an `InteractionStore`. */
export interface InteractionStoreOptions {
  /** Under which name the run is kept, so that it is taken up after a reload. Default: it is not. */
  storageKey?: string | undefined
  /** Where. Default: `localStorage`. */
  storage?: TextStorage | undefined
  /** Tools of the page: those with `execute` answer by themselves. */
  tools?: ChatTools | undefined
  onEvent?: ((event: InteractionEvent) => void) | undefined
  onSuccess?: ((interaction: Interaction) => void) | undefined
  onError?: ((error: GenAIError) => void) | undefined
}

/** What a tool has to say, by the id of its call. */
export interface InteractionToolResult {
  /** `toolRequest.ref`. */
  call_id: string
  name?: string | undefined
  result: unknown
  is_error?: boolean | undefined
}

/** What is asked next, when tools have answered: of the same model, with the same tools. */
export const paramsBehind = (
  params: InteractionParameters | undefined,
  { id, model, agent }: Interaction,
  results: readonly InteractionToolResult[],
): InteractionParameters => {
  const { input: _, continuation_token: _token, ...same } = params ?? { model, agent, background: false, input: '' }
  return {
    ...same,
    previous_interaction_id: id,
    input: results.map(({ call_id, name, result, is_error }) => ({
      type: 'function_result',
      call_id,
      result,
      ...(name !== undefined && { name }),
      ...(is_error !== undefined && { is_error }),
    })),
  }
}

/** What the tools of the page say to these calls; nothing when somebody has to be asked about one of them. */
export async function answerTools(
  waiting: readonly ToolRequestPart[],
  tools: ChatTools | undefined,
  signal: AbortSignal,
): Promise<InteractionToolResult[] | undefined> {
  const found = waiting.map((part) => ({ part, tool: toolOf(tools, part.toolRequest.name) }))
  if (found.length === 0 || !found.every(({ tool }) => tool?.execute)) return undefined
  return Promise.all(
    found.map(async ({ part, tool }) => {
      const { name, ref = '' } = part.toolRequest
      return { call_id: ref, name, result: tool && (await outputOf(tool, part, signal)) }
    }),
  )
}
