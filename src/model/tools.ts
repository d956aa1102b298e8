import type { MessageData, Metadata, ToolRequestPart, ToolResponsePart } from '../wire/genkit-data.ts'
import { toolRequestsOf, toolResponsesOf } from './part.ts'

/**
 * Which response answers which request. By name and `ref`; where there is no `ref`, the first unanswered request of that
 * name. Tools finish in any order, so the order of the parts says nothing.
 */
export function pairTools(
  messages:
    | readonly Pick<MessageData, 'content'>[]
    | readonly { readonly content: readonly MessageData['content'][number][] }[],
): Map<ToolRequestPart, ToolResponsePart> {
  const open: ToolRequestPart[] = []
  const pairs = new Map<ToolRequestPart, ToolResponsePart>()
  for (const { content } of messages) {
    open.push(...toolRequestsOf(content))
    for (const part of toolResponsesOf(content)) {
      const { name, ref } = part.toolResponse
      const at = open.findIndex(({ toolRequest }) => toolRequest.name === name && toolRequest.ref === ref)
      if (at !== -1) pairs.set(open.splice(at, 1)[0] as ToolRequestPart, part)
    }
  }
  return pairs
}

/** Options of `respondTool`. */
export interface RespondToolOptions {
  /** Kept with the answer, as `metadata.interruptResponse`. Default: `true`. */
  metadata?: Metadata | undefined
}

/**
 * The answer to a tool request that waits for a person; the tool itself does not run.
 *
 * @param output What the tool would have returned.
 * @example
 * const answers = response.interrupts.map((part) => respondTool(part, { approved: true })) // for `resume.respond`
 * @see Genkit 1.42, `respondTool`
 */
export function respondTool(
  { toolRequest: { name, ref } }: ToolRequestPart,
  output: unknown,
  options: RespondToolOptions = {},
): ToolResponsePart {
  return {
    toolResponse: { name, ...(ref !== undefined && { ref }), ...(output !== undefined && { output }) },
    metadata: { interruptResponse: options.metadata ?? true },
  }
}

/** Options of `restartTool`. */
export interface RestartToolOptions {
  /** Runs the tool with this input. What the model had asked for is kept as `metadata.replacedInput`. */
  replaceInput?: unknown
}

/**
 * A tool request that runs again, now that a person has agreed.
 *
 * @param resumed What the tool is told about it, as its `resumed` argument. Default: `true`.
 * @example
 * const again = restartTool(waiting, { approvedBy: 'Ada' }) // for `resume.restart`
 * @see Genkit 1.42, `restartTool`
 */
export function restartTool(
  part: ToolRequestPart,
  resumed?: unknown,
  options: RestartToolOptions = {},
): ToolRequestPart {
  const { name, ref, input } = part.toolRequest
  const { replaceInput } = options
  const next = replaceInput ?? input
  return {
    toolRequest: { name, ...(ref !== undefined && { ref }), ...(next !== undefined && { input: next }) },
    metadata: {
      ...part.metadata,
      // A tool that is run again without this mark breaks the server.
      resumed: resumed ?? true,
      ...(replaceInput !== undefined && { replacedInput: input }),
    },
  }
}

/** What a tool is asked with, from its type on the server: `ToolInput<typeof getWeather>`. */
export type ToolInput<T> = T extends (input?: infer I, ...rest: never[]) => unknown ? I : unknown

/** What a tool answers, from its type on the server. */
export type ToolOutput<T> = T extends (...args: never[]) => Promise<infer O> ? O : unknown
