import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'
import { respondTool, restartTool, type RestartToolOptions } from '../model/tools.ts'
import { ChatAnswers, checkAnswer, type Resumption } from './chat-answers.ts'
import type { ChatTool, ChatTools } from './chat-tool.ts'
import { safely } from '../client/safely.ts'
import { outputOf, toolOf } from './tool-output.ts'

export interface ToolRunnerOptions {
  tools(): ChatTools | undefined
  /** Told when tools can be answered. */
  onReady(): void
  /** Told when there is another answer, or one is being worked on. */
  onAnswer(message: ChatMessage): void
}

/** Answers tools, for a person or by running them here. */
export class ToolRunner {
  readonly #answers = new ChatAnswers()
  readonly #options: ToolRunnerOptions
  #abort = new AbortController()
  readonly #running = new Set<ToolRequestPart>()

  constructor(options: ToolRunnerOptions) {
    this.#options = options
  }

  /** What waits for a person: neither answered nor being run. */
  open(message: ChatMessage | undefined): ToolRequestPart[] {
    return this.#answers.open(message).filter((part) => !this.#running.has(part))
  }

  respond(message: ChatMessage | undefined, part: ToolRequestPart, output: unknown): void {
    const found = this.#find(message, part)
    const { name } = found.part.toolRequest
    const checked = checkAnswer(name, toolOf(this.#options.tools(), name), output)
    this.#answers.add(found.message, found.part, respondTool(found.part, checked))
    this.#options.onAnswer(found.message)
  }

  restart(
    message: ChatMessage | undefined,
    part: ToolRequestPart,
    resumed?: unknown,
    options?: RestartToolOptions,
  ): void {
    const found = this.#find(message, part)
    this.#answers.add(found.message, found.part, restartTool(found.part, resumed, options))
    this.#options.onAnswer(found.message)
  }

  approve(message: ChatMessage | undefined, part: ToolRequestPart): void {
    const tool = toolOf(this.#options.tools(), part.toolRequest.name)
    if (tool?.approve !== undefined) this.respond(message, part, tool.approve)
    else if (tool?.execute) {
      const found = this.#find(message, part)
      void this.#execute(found.message, found.part, tool)
    } else this.restart(message, part, { toolApproved: true })
  }

  decline(message: ChatMessage | undefined, part: ToolRequestPart): void {
    const tool = toolOf(this.#options.tools(), part.toolRequest.name)
    this.respond(message, part, tool?.decline ?? { declined: true })
  }

  /** Runs whatever of a message can be run here without asking anybody. */
  start(message: ChatMessage): void {
    for (const part of this.open(message)) {
      const tool = toolOf(this.#options.tools(), part.toolRequest.name)
      if (tool?.execute) void this.#execute(message, part, tool)
    }
  }

  /** Whether one is being run here. */
  get isRunning(): boolean {
    return this.#running.size > 0
  }

  /** What a reply goes on with, when all that it waits for is answered. */
  resume(message: ChatMessage): Resumption | undefined {
    return this.#answers.resume(message)
  }

  stop(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    this.#running.clear()
  }

  #find(message: ChatMessage | undefined, part: ToolRequestPart): { message: ChatMessage; part: ToolRequestPart } {
    const found = this.#answers.find(message, part)
    if (message && !this.#running.has(found)) return { message, part: found }
    throw new GenAIError('invalid', `"${part.toolRequest.name}" is being run at this moment. Nothing was sent.`)
  }

  async #execute(message: ChatMessage, part: ToolRequestPart, tool: ChatTool): Promise<void> {
    const { signal } = this.#abort
    this.#running.add(part)
    this.#options.onAnswer(message)
    const output = await outputOf(tool, part, signal)
    // Stopped meanwhile: nobody waits for it any more.
    if (signal.aborted) return
    this.#running.delete(part)
    this.#answers.add(message, part, respondTool(part, output))
    safely(() => this.#options.onAnswer(message))
  }
}
