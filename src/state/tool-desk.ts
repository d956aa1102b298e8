import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'
import type { Resumption } from './chat-answers.ts'
import type { ToolRunner, ToolRunnerOptions } from './tool-runner.ts'

const NONE: readonly ToolRequestPart[] = []

/** Where tools are answered. What does it is loaded with the first reply that waits for one; until then nothing is open. */
export class ToolDesk {
  readonly #options: ToolRunnerOptions
  #runner: ToolRunner | undefined
  #isLoading = false
  /** A reply that has come in while it was loaded, whose tools may be run without asking. */
  #waiting: ChatMessage | undefined

  constructor(options: ToolRunnerOptions) {
    this.#options = options
  }

  /** The calls of a message that wait for a person. */
  open(message: ChatMessage | undefined): readonly ToolRequestPart[] {
    if (message?.status !== 'interrupted') return NONE
    if (!this.#runner && !this.#isLoading) void this.#load()
    return this.#runner?.open(message) ?? NONE
  }

  /** Whether a message calls for something that the page can run by itself. */
  canRun(message: ChatMessage): boolean {
    const tools = this.#options.tools() ?? {}
    // Own names only: a tool called `constructor` must not find what every object inherits.
    const entries = message.toolRequests.map(({ toolRequest: { name } }) => Object.hasOwn(tools, name) && tools[name])
    return entries.some((entry) => entry && entry.execute !== undefined)
  }

  /** Runs whatever of a message can be run here without asking anybody. */
  start(message: ChatMessage): void {
    this.#waiting = message
    this.open(message)
    this.#begin()
  }

  stop(): void {
    this.#waiting = undefined
    this.#runner?.stop()
  }

  /** Whether a tool is being run here. */
  get isRunning(): boolean {
    return this.#runner?.isRunning ?? false
  }

  /** What a reply goes on with, when all that it waits for is answered. */
  resume(message: ChatMessage): Resumption | undefined {
    return this.#runner?.resume(message)
  }

  /** Lets a message be answered anew, when what it was answered will be refused however often it is sent. */
  reopen(message: ChatMessage | undefined): void {
    const { code, status = '' } = message?.error ?? {}
    if (message && (code === 'invalid' || /^(?:INVALID_ARGUMENT|FAILED_PRECONDITION)$/.test(status)))
      this.#runner?.forget(message)
  }

  /** @throws GenAIError `invalid` while nothing can be open. */
  get runner(): ToolRunner {
    if (this.#runner) return this.#runner
    throw new GenAIError('invalid', 'Nothing waits for an answer. Answer what is in `interrupts`. Nothing was sent.')
  }

  async #load(): Promise<void> {
    this.#isLoading = true
    try {
      const { ToolRunner } = await import('./tool-runner.ts')
      this.#runner = new ToolRunner(this.#options)
      this.#options.onReady()
      this.#begin()
    } catch {
      // The network may be away; whoever looks again tries again.
      this.#isLoading = false
    }
  }

  #begin(): void {
    if (this.#runner && this.#waiting) this.#runner.start(this.#waiting)
    if (this.#runner) this.#waiting = undefined
  }
}
