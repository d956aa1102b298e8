import type { LiveFunctionResponse } from '../../client/gemini/live-messages.ts'
import { toParts } from '../../model/gemini-parts.ts'
import type { LiveServerMessage, ToolRequestPart } from '../../model/data.ts'
import { respondTool } from '../../model/tools.ts'
import type { ChatTool, ChatTools } from '../chat-tool.ts'
import { outputOf, toolOf } from '../tool-output.ts'

interface LiveToolsOptions {
  tools(): ChatTools | undefined
  onAnswer(part: ReturnType<typeof respondTool>, response: LiveFunctionResponse): void
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The tools that a session has asked for: run here, or left to a person; forgotten when the model changes its mind. */
export class LiveTools {
  readonly #options: LiveToolsOptions
  readonly #open = new Map<string, { part: ToolRequestPart; abort: AbortController }>()
  #waiting: readonly ToolRequestPart[] = []

  constructor(options: LiveToolsOptions) {
    this.#options = options
  }

  /** Those that nobody here runs. The same list until there is another. */
  get waiting(): readonly ToolRequestPart[] {
    return this.#waiting
  }

  take({ toolCall, toolCallCancellation }: LiveServerMessage): void {
    for (const id of toolCallCancellation?.ids ?? []) this.#drop(id)
    for (const functionCall of toolCall?.functionCalls ?? []) {
      const [part] = toParts([{ functionCall }])
      if (part && 'toolRequest' in part) this.#add(part)
    }
  }

  /** Answers one, for a person. One that is not waited for any more is let go. */
  respond(part: ToolRequestPart, output: unknown): void {
    const { ref = '' } = part.toolRequest
    if (!this.#open.has(ref)) return
    this.#drop(ref)
    const { name } = part.toolRequest
    this.#options.onAnswer(respondTool(part, output), {
      ...(ref !== '' && { id: ref }),
      name,
      response: isObject(output) ? output : { result: output },
    })
  }

  clear(): void {
    for (const id of this.#open.keys()) this.#drop(id)
  }

  #add(part: ToolRequestPart): void {
    const { name, ref = '' } = part.toolRequest
    const abort = new AbortController()
    this.#open.set(ref, { part, abort })
    const tool = toolOf(this.#options.tools(), name)
    if (!tool?.execute) {
      this.#waiting = [...this.#waiting, part]
      return
    }
    void this.#run(tool, part, abort.signal)
  }

  async #run(tool: ChatTool, part: ToolRequestPart, signal: AbortSignal): Promise<void> {
    const output = await outputOf(tool, part, signal)
    if (!signal.aborted) this.respond(part, output)
  }

  #drop(id: string): void {
    const found = this.#open.get(id)
    found?.abort.abort()
    this.#open.delete(id)
    if (found && this.#waiting.includes(found.part)) this.#waiting = this.#waiting.filter((part) => part !== found.part)
  }
}
