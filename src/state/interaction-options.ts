import { orAborted } from '../client/pause.ts'
import type {
  Interaction,
  InteractionEvent,
  InteractionParameters,
  InteractionStep,
  ToolRequestPart,
} from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'
import type { ChatTools } from './chat-tool.ts'
import type { TextStorage } from './interaction-memory.ts'
import { holdLock } from './tab-lock.ts'
import { outputOf, toolOf } from './tool-output.ts'

/** Options of `useInteraction`, and of an `InteractionStore`. */
export interface InteractionStoreOptions {
  /** Under which name the run is kept, so that it is taken up after a reload. For one hook in a page. Default: it is not. */
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
  call_id: string | undefined
  name?: string | undefined
  result: unknown
  is_error?: boolean | undefined
}

export const toSteps = (results: readonly InteractionToolResult[]): InteractionStep[] =>
  results.map(({ call_id, name, result, is_error }) => ({
    type: 'function_result',
    call_id: call_id ?? '',
    result,
    ...(name !== undefined && { name }),
    ...(is_error !== undefined && { is_error }),
  }))

/** What is asked next, when tools have answered: of the same model, with the same tools. */
export const paramsBehind = (
  params: Partial<InteractionParameters> | undefined,
  { id, model, agent }: Interaction,
  results: readonly InteractionToolResult[],
): InteractionParameters => {
  const { input: _, continuation_token: _token, ...same } = params ?? { model, agent }
  return { ...same, previous_interaction_id: id, input: toSteps(results) }
}

async function runTools(
  waiting: readonly ToolRequestPart[],
  tools: ChatTools | undefined,
  signal: AbortSignal,
): Promise<InteractionToolResult[]> {
  const found = waiting.flatMap((part) => {
    const tool = toolOf(tools, part.toolRequest.name)
    return tool?.execute ? { part, tool } : []
  })
  return Promise.all(
    found.map(async ({ part, tool }) => {
      const { name, ref = '' } = part.toolRequest
      return { call_id: ref, name, result: await outputOf(tool, part, signal) }
    }),
  )
}

/** What the tools of the page say to these calls, as far as there are any, and no other page has answered them. */
export async function answerTools(
  waiting: readonly ToolRequestPart[],
  { tools, storageKey }: InteractionStoreOptions,
  { signal, isOpen }: { signal: AbortSignal; isOpen: () => boolean },
): Promise<InteractionToolResult[]> {
  const release = storageKey === undefined ? () => undefined : await holdLock(`interaction ${storageKey}`, signal)
  try {
    // A tool may not listen; nobody waits for it then.
    return release && isOpen() ? await orAborted(() => runTools(waiting, tools, signal), [signal]) : []
  } catch {
    return []
  } finally {
    release?.()
  }
}
