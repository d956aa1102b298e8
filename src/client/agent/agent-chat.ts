import { AsyncGenerateResponse } from '../../model/async-generate-response.ts'
import { AgentReading } from '../../model/agent-reading.ts'
import type {
  AgentInit,
  AgentInput,
  AgentSession,
  AgentStreamChunk,
  Artifact,
  MessageData,
  SessionSnapshot,
  SnapshotStatus,
} from '../../model/data.ts'
import { makeSession } from '../../model/session.ts'
import type { AgentReply, AgentResponse } from '../agent.ts'
import type { CallOptions } from '../http.ts'
import type { AgentCalls } from './agent-calls.ts'
import type { WaitForRunOptions } from './background.ts'
import { initOf } from './turn.ts'

/** A snapshot that a chat has seen. */
export interface SeenSnapshot {
  snapshotId: string
  /** The one that it went on from. */
  parentId: string | undefined
  /** Milliseconds since 1970. */
  createdAt: number
  finishReason: string | undefined
}

/** A turn that goes on in the background. */
export interface AgentRun<S = unknown> {
  readonly snapshotId: string
  /** It, each time that it is looked at; the last one has ended. */
  poll(options?: WaitForRunOptions): AsyncIterable<SessionSnapshot<S>>
  /** It, when it has ended. */
  wait(options?: WaitForRunOptions): Promise<SessionSnapshot<S>>
  /** Ends it. */
  abort(): Promise<SnapshotStatus | undefined>
}

/**
 * A conversation with an agent, without React: what it is asked next goes on from what it was asked before. Turns wait for
 * one another. A turn that fails leaves everything as it was before it.
 *
 * @example
 * const chat = await genkit.agent<typeof supportAgent>('support').chat()
 * for await (const chunk of chat.sendStream('Where is my order?')) print(chunk.text)
 * const { interrupts } = await chat.send('Cancel it')
 * if (interrupts[0]) await chat.resume({ restart: [restartTool(interrupts[0])] })
 * @see Genkit 1.42, `AgentChat`
 */
export class AgentChat<S = unknown> {
  readonly #calls: AgentCalls<S>
  #init: AgentInit<S>
  #session: AgentSession<S> | undefined
  /** What was said before the first turn here. */
  readonly #loaded: readonly MessageData[]
  readonly #turns: { asked: AgentInput; reply: AgentReply }[] = []
  #snapshots: readonly SeenSnapshot[] = []
  #last: Promise<void> = Promise.resolve()
  #running: AgentReply | undefined

  /** Made by `agent.chat()` and `agent.loadChat()`. */
  constructor(calls: AgentCalls<S>, init: AgentInit<S> = {}, snapshot?: SessionSnapshot<S>) {
    this.#calls = calls
    this.#init = init
    this.#loaded = snapshot?.state?.messages ?? init.state?.messages ?? []
    if (snapshot) {
      const { snapshotId, sessionId, state, parentId, createdAt, finishReason } = snapshot
      const { custom, artifacts } = state ?? {}
      this.#init = { snapshotId }
      this.#session = makeSession<S>(
        { snapshotId, ...(sessionId !== undefined && { sessionId }) },
        { custom, ...(artifacts && { artifacts }) },
      )
      this.#snapshots = [{ snapshotId, parentId, createdAt: Date.parse(createdAt ?? '') || 0, finishReason }]
    }
  }

  /** Asks, and waits for the whole. @throws AgentError when the turn fails: the chat stays as it was. */
  async send(input: string | AgentInput, options?: CallOptions): Promise<AgentResponse<S>> {
    return (await this.sendStream(input, options).resolve()) as AgentResponse<S>
  }

  /** Asks, and streams. Nothing is requested before somebody reads, nor before the turn before it has ended. */
  sendStream(input: string | AgentInput, options?: CallOptions): AgentReply {
    const reply: AgentReply = new AsyncGenerateResponse(
      (signal) => this.#turn(toInput(input), reply, [signal, options?.signal]),
      options,
    )
    return reply
  }

  /** Answers tools that wait, with the parts that `respondTool` and `restartTool` make. */
  resume(resume: AgentInput['resume'], options?: CallOptions): Promise<AgentResponse<S>> {
    return this.send({ ...(resume && { resume }) }, options)
  }

  /** The same, streamed. */
  resumeStream(resume: AgentInput['resume'], options?: CallOptions): AgentReply {
    return this.sendStream({ ...(resume && { resume }) }, options)
  }

  /** Asks, and lets the server go on by itself. What comes of it is not part of this chat: see `loadChat`. */
  async detach(input: string | AgentInput, options?: CallOptions): Promise<AgentRun<S>> {
    const calls = this.#calls
    const snapshotId = await this.#alone(() =>
      calls.detach({ ...toInput(input), detach: true, init: this.#next }, [options?.signal]),
    )
    return {
      snapshotId,
      poll: (how) => calls.poll(snapshotId, how),
      wait: (how) => calls.wait(snapshotId, how),
      abort: () => calls.abort(snapshotId),
    }
  }

  /** Ends the turn that is running, if one is. */
  abort(reason?: unknown): void {
    this.#running?.abort(reason)
  }

  /** Where the next turn goes on, on a server that keeps the state. */
  get snapshotId(): string | undefined {
    return this.#session?.snapshotId ?? this.#init.snapshotId
  }

  get sessionId(): string | undefined {
    return this.#session?.sessionId ?? this.#init.sessionId ?? this.#init.state?.sessionId
  }

  /** The custom state: fresh with every change, also in the middle of a turn. */
  get state(): S | undefined {
    return this.#now ? this.#now.state : this.#init.state?.custom
  }

  get artifacts(): readonly Artifact[] {
    return this.#now?.artifacts ?? this.#init.state?.artifacts ?? []
  }

  /** What was said, tools and their answers included, and the turn that is running as far as it is. */
  get messages(): readonly MessageData[] {
    const known = this.#session?.messages
    const turns = known ? this.#turns.filter(({ reply }) => !reply.done) : this.#turns
    return [
      ...(known ?? this.#loaded),
      ...turns.flatMap(({ asked, reply }) => [...(asked.message ? [asked.message] : []), ...reply.messages]),
    ]
  }

  /** The snapshots that this chat has seen, oldest first. Any of them can be gone on from: `agent.loadChat`. */
  get snapshots(): readonly SeenSnapshot[] {
    return this.#snapshots
  }

  /** The session as it stands, in the middle of a turn too. */
  get #now(): AgentSession<S> | undefined {
    const { reading } = this.#running ?? {}
    return reading instanceof AgentReading ? (reading.session as AgentSession<S>) : this.#session
  }

  /** Until an agent has answered, a turn begins where the caller said. */
  get #next(): AgentInit<S> {
    return this.#session ? (initOf(this.#session) as AgentInit<S>) : this.#init
  }

  async *#turn(
    asked: AgentInput,
    reply: AgentReply,
    signals: (AbortSignal | undefined)[],
  ): AsyncGenerator<AgentStreamChunk, unknown> {
    const release = await this.#turnOf()
    const parentId = this.snapshotId
    const turn = { asked, reply }
    this.#running = reply
    this.#turns.push(turn)
    let isDone = false
    try {
      const before = this.#session
      const end = yield* this.#calls.run({ ask: { ...asked, init: this.#next }, before, signals }, reply)
      const { finishReason } = end
      this.#session = this.#now
      const { snapshotId } = this
      if (snapshotId !== undefined)
        this.#snapshots = [...this.#snapshots, { snapshotId, parentId, createdAt: Date.now(), finishReason }]
      isDone = true
      return end
    } finally {
      // What failed, or was stopped, has not happened: the next turn begins where this one did.
      if (!isDone) this.#turns.splice(this.#turns.indexOf(turn), 1)
      this.#running = undefined
      release()
    }
  }

  /** Waits for the turns before. Returns how to let the next one begin. */
  async #turnOf(): Promise<() => void> {
    const before = this.#last
    let release = (): void => undefined
    this.#last = new Promise((resolve) => (release = resolve))
    await before
    return release
  }

  async #alone<T>(run: () => Promise<T>): Promise<T> {
    const release = await this.#turnOf()
    return run().finally(release)
  }
}

const toInput = (input: string | AgentInput): AgentInput =>
  typeof input === 'string' ? { message: { role: 'user', content: [{ text: input }] } } : input
