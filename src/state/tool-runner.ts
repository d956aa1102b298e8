import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'
import { respondTool, restartTool, type RestartToolOptions } from '../model/tools.ts'
import { ChatAnswers, checkAnswer, type Resumption } from './chat-answers.ts'
import type { ChatTool, ChatTools } from './chat-tool.ts'
import { safely } from '../client/safely.ts'
import type { AnyChatOptions } from './chat-options.ts'
import type { JsonSchema } from '../model/formats.ts'
import { toJsonSchema } from '../model/to-json-schema.ts'
import { outputOf, toolOf } from './tool-output.ts'

type AllowedTools = NonNullable<AnyChatOptions['alwaysAllow']>

/** What can be done about a call that waits. */
export interface ToolAnswers {
  /** Agrees. `always`: its tool is not asked about again. */
  approve(options?: { always?: boolean }): void
  decline(): void
  respond(output: unknown): void
  restart(resumed?: unknown, options?: RestartToolOptions): void
  /** Makes the JSON Schema of the answer, when that is what is wanted. */
  readonly form: (() => Promise<JsonSchema>) | undefined
  readonly isEditable: boolean
  readonly canRemember: boolean
}

export interface ToolRunnerOptions {
  tools(): ChatTools | undefined
  /** Tools that need not ask any more. */
  allowed(): AllowedTools | undefined
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
  readonly #allowed: AllowedTools = new Set<string>()
  /** The same for the same call, so that a form that somebody fills in is not drawn anew. */
  readonly #offered = new WeakMap<ToolRequestPart, ToolAnswers>()

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

  /** Runs whatever of a message can be run without asking anybody: here, or what was allowed once for all. */
  start(message: ChatMessage): void {
    for (const part of this.open(message)) {
      const { name } = part.toolRequest
      const tool = toolOf(this.#options.tools(), name)
      if (tool?.execute) void this.#execute(message, part, tool)
      else if (this.#remembered.has(name)) this.approve(message, part)
    }
  }

  /** What a person can do about a call that waits. The same object for the same call: what somebody fills in must stay. */
  answersTo(message: () => ChatMessage | undefined, part: ToolRequestPart): ToolAnswers {
    const known = this.#offered.get(part)
    if (known) return known
    const { name } = part.toolRequest
    const tool = (): ChatTool | undefined => toolOf(this.#options.tools(), name)
    let made: { schema: unknown; form: () => Promise<JsonSchema> } | undefined
    const answers: ToolAnswers = {
      approve: ({ always } = {}) => {
        // What is allowed once for all need not be asked about a second time in the same reply.
        const same = always ? this.open(message()).filter(({ toolRequest }) => toolRequest.name === name) : [part]
        if (always) this.#remembered.add(name)
        for (const each of same.includes(part) ? same : [part]) this.approve(message(), each)
      },
      decline: () => this.decline(message(), part),
      respond: (output) => this.respond(message(), part, output),
      restart: (...how) => this.restart(message(), part, ...how),
      get form() {
        const { schema, approve, execute } = tool() ?? {}
        if (!schema || approve !== undefined || execute) return undefined
        if (made?.schema !== schema) made = { schema, form: () => toJsonSchema(schema) }
        return made.form
      },
      get isEditable() {
        return tool()?.editable === true
      },
      get canRemember() {
        return answers.form === undefined
      },
    }
    this.#offered.set(part, answers)
    return answers
  }

  /** Lets a message be answered anew: what it was answered was refused. */
  forget(message: ChatMessage): void {
    this.#answers.forget(message)
  }

  get #remembered(): AllowedTools {
    return this.#options.allowed() ?? this.#allowed
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
