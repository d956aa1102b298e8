import type { LiveFunctionResponse } from '../../client/gemini/live-messages.ts'
import { toParts } from '../../model/gemini-parts.ts'
import type { LiveServerMessage, ToolRequestPart } from '../../model/data.ts'
import { respondTool } from '../../model/tools.ts'
import type { ChatTool, ChatTools } from '../chat-tool.ts'
import { outputOf, toolOf } from '../tool-output.ts'
import { listOf } from './list-of.ts'

interface LiveToolsOptions {
  tools(): ChatTools | undefined
  onAnswer(part: ReturnType<typeof respondTool>, response: LiveFunctionResponse): void
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The tools that a session has asked for: run here, or left to a person; forgotten when the model changes its mind. */
export class LiveTools {
  readonly #options: LiveToolsOptions
  /** By call: on Vertex AI they have no names of their own. */
  readonly #open = new Map<ToolRequestPart, AbortController>()
  #waiting: readonly ToolRequestPart[] = []

  constructor(options: LiveToolsOptions) {
    this.#options = options
  }

  /** Those that nobody here runs. The same list until there is another. */
  get waiting(): readonly ToolRequestPart[] {
    return this.#waiting
  }

  take({ toolCall, toolCallCancellation }: LiveServerMessage): void {
    for (const id of listOf(toolCallCancellation?.ids))
      for (const part of this.#open.keys()) if (part.toolRequest.ref === id) this.#drop(part)
    for (const functionCall of listOf(toolCall?.functionCalls)) {
      const [part] = toParts([{ functionCall }])
      if (part && 'toolRequest' in part) this.#add(part)
    }
  }

  /** Answers one, for a person. One that is not waited for any more is let go. */
  respond(part: ToolRequestPart, output: unknown): void {
    const { name, ref } = part.toolRequest
    const open = [...this.#open.keys()]
    const found =
      open.find((one) => one === part) ?? open.find((one) => ref !== undefined && one.toolRequest.ref === ref)
    if (!found) return
    this.#drop(found)
    this.#options.onAnswer(respondTool(found, output), {
      ...(ref !== undefined && { id: ref }),
      name,
      response: isObject(output) ? output : { result: output },
    })
  }

  clear(): void {
    for (const part of this.#open.keys()) this.#drop(part)
  }

  #add(part: ToolRequestPart): void {
    const abort = new AbortController()
    this.#open.set(part, abort)
    const tool = toolOf(this.#options.tools(), part.toolRequest.name)
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

  #drop(part: ToolRequestPart): void {
    this.#open.get(part)?.abort()
    this.#open.delete(part)
    if (this.#waiting.includes(part)) this.#waiting = this.#waiting.filter((one) => one !== part)
  }
}
