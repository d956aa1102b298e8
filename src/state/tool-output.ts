import type { ToolRequestPart } from '../model/data.ts'
import { validate } from '../model/output.ts'
import { checkAnswer } from './chat-answers.ts'
import type { ChatTool, ChatTools } from './chat-tool.ts'

/** Own names only: a tool called `constructor` must not find what every object inherits. */
export const toolOf = (tools: ChatTools | undefined, name: string): ChatTool | undefined =>
  tools && Object.hasOwn(tools, name) ? (tools[name] as ChatTool) : undefined

/** What a tool returns, or, when it fails, says: the model must get an answer, or its provider refuses to go on. */
export async function outputOf(
  tool: ChatTool,
  { toolRequest }: ToolRequestPart,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const { input } = toolRequest
    const checked = tool.inputSchema ? validate(tool.inputSchema, input) : { value: input }
    if (checked.issues)
      return { error: `The input does not fit: ${checked.issues.map(({ message }) => message).join('; ')}` }
    return checkAnswer(toolRequest.name, tool, await tool.execute?.(checked.value, { signal }))
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
