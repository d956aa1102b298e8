import type { Backend } from '../client/backend.ts'
import type { AsyncGenerateResponse } from '../model/async-generate-response.ts'
import { toGenAIError, type GenAIError } from '../model/errors.ts'
import type { GenerateResponseChunk } from '../model/generate-chunk.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import { Message } from '../model/message.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { Store } from './store.ts'
import {
  makeSnapshot,
  type StreamPhase,
  type StreamProgress,
  type StreamSnapshot,
  type StreamVerbs,
} from './stream-state.ts'

/** Callbacks always see the latest closure, and an exception in one never stops the stream. */
export interface StreamCallbacks<O = unknown, S = unknown> {
  /** Every chunk, however many arrive within a frame. */
  onChunk?: ((chunk: GenerateResponseChunk<O, S>) => void) | undefined
  /** Every message of the finished reply, in order. */
  onMessage?: ((message: Message<O>) => void) | undefined
  onToolRequest?: ((part: ToolRequestPart) => void) | undefined
  /** A tool waits for a person. */
  onInterrupt?: ((part: ToolRequestPart) => void) | undefined
  onSuccess?: ((response: GenerateResponse<O>) => void) | undefined
  onError?: ((error: GenAIError) => void) | undefined
  /** After success, error or stop. */
  onSettled?: ((response: GenerateResponse<O> | undefined, error: GenAIError | undefined) => void) | undefined
}

export interface StreamStoreOptions<I, O, S> extends StreamCallbacks<O, S> {
  backend: Backend<I, O, S>
  /** Let a run go on when nobody watches any more. Default: false. */
  keepAlive?: boolean | undefined
}

interface Run<I, O, S> {
  input: I
  reply: AsyncGenerateResponse<O, S> | undefined
  chunk: GenerateResponseChunk<O, S> | undefined
}

const NOTHING: StreamProgress<never, never> = { messages: [], chunk: undefined }

/**
 * One streamed reply at a time, and where it stands. No React: `useStream` only subscribes.
 *
 * @example
 * const store = new StreamStore({ backend })
 * store.subscribe(() => print(store.getSnapshot().text))
 * store.getSnapshot().start({ prompt: 'Why?' })
 */
export class StreamStore<I, O = unknown, S = unknown> {
  #options: StreamStoreOptions<I, O, S>
  #run: Run<I, O, S> | undefined
  #last: { input: I } | undefined
  #watchers = 0
  #wasWatched = false
  readonly #store: Store<StreamSnapshot<I, O, S>>
  readonly #verbs: StreamVerbs<I> = {
    start: (input) => this.#start(input),
    stop: () => this.#stop(),
    retry: () => this.#last && this.#start(this.#last.input),
    reset: () => this.#reset(),
  }

  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => StreamSnapshot<I, O, S>

  constructor(options: StreamStoreOptions<I, O, S>) {
    this.#options = options
    this.#store = new Store(this.#idle())
    this.subscribe = this.#store.subscribe
    this.getSnapshot = this.#store.getSnapshot
  }

  /** What the next run goes by, and where callbacks of this one go. Never restarts anything. */
  setOptions(options: StreamStoreOptions<I, O, S>): void {
    this.#options = options
  }

  /** Somebody is there; the returned function says that they left, which ends the run unless `keepAlive`. */
  readonly attach = (): (() => void) => {
    this.#watchers++
    this.#wasWatched = true
    return () => {
      this.#watchers--
      if (this.#watchers === 0 && !this.#options.keepAlive) this.#stop()
    }
  }

  #idle(): StreamSnapshot<I, O, S> {
    return makeSnapshot({ status: 'idle', response: undefined, error: undefined }, NOTHING, this.#verbs)
  }

  #start(input: I): void {
    this.#run?.reply?.abort()
    const run: Run<I, O, S> = { input, reply: undefined, chunk: undefined }
    this.#run = run
    this.#last = { input }
    this.#store.set(makeSnapshot({ status: 'pending', response: undefined, error: undefined }, NOTHING, this.#verbs))
    // One tick later: StrictMode mounts, unmounts and mounts again within one task, and only the survivor may ask.
    queueMicrotask(() => void this.#follow(run))
  }

  async #follow(run: Run<I, O, S>): Promise<void> {
    if (this.#run !== run) return
    if (this.#wasWatched && this.#watchers === 0 && !this.#options.keepAlive) return this.#reset()
    try {
      const reply = this.#options.backend.stream(run.input)
      run.reply = reply
      for await (const chunk of reply) {
        if (this.#run !== run) return
        run.chunk = chunk
        this.#tell('onChunk', chunk)
        this.#store.setSoon(() => this.#snapshotOf(run, 'streaming'))
      }
      const response = await reply.resolve()
      if (this.#run === run) this.#succeed(run, response)
    } catch (error) {
      if (this.#run === run) this.#fail(run, error)
    }
  }

  #succeed(run: Run<I, O, S>, response: GenerateResponse<O>): void {
    const waits = response.finishReason === 'interrupted' || response.interrupts.length > 0
    this.#end(run, { status: waits ? 'interrupted' : 'done', response, error: undefined })
    for (const message of this.getSnapshot().messages) this.#tell('onMessage', message)
    for (const part of response.toolRequests) this.#tell('onToolRequest', part)
    for (const part of response.interrupts) this.#tell('onInterrupt', part)
    this.#tell('onSuccess', response)
    this.#tell('onSettled', response, undefined)
  }

  #fail(run: Run<I, O, S>, cause: unknown): void {
    const error = toGenAIError(cause)
    const response = run.reply?.snapshot
    // A backend that stops by itself (its own signal, a closed client) is a stop like any other.
    if (error.code === 'aborted' && response) return this.#stopped(run, response)
    this.#end(run, { status: 'error', response, error })
    this.#tell('onError', error)
    this.#tell('onSettled', response, error)
  }

  #stop(): void {
    const run = this.#run
    if (!run) return
    const response = run.reply?.snapshot
    run.reply?.abort()
    if (response) this.#stopped(run, response)
    else this.#reset()
  }

  #stopped(run: Run<I, O, S>, response: GenerateResponse<O>): void {
    this.#end(run, { status: 'stopped', response, error: undefined })
    this.#tell('onSettled', response, undefined)
  }

  #reset(): void {
    const run = this.#run
    this.#run = undefined
    run?.reply?.abort()
    this.#store.set(this.#idle())
  }

  #end(run: Run<I, O, S>, phase: StreamPhase<O>): void {
    this.#run = undefined
    this.#store.set(makeSnapshot(phase, progressOf(run), this.#verbs))
  }

  #snapshotOf(run: Run<I, O, S>, status: 'streaming'): StreamSnapshot<I, O, S> {
    const response = run.reply?.snapshot
    if (!response) return this.getSnapshot()
    return makeSnapshot({ status, response, error: undefined }, progressOf(run), this.#verbs)
  }

  #tell<K extends keyof StreamCallbacks<O, S>>(
    name: K,
    ...args: Parameters<NonNullable<StreamCallbacks<O, S>[K]>>
  ): void {
    const callback = this.#options[name] as ((...args: unknown[]) => void) | undefined
    try {
      callback?.(...args)
    } catch (error) {
      // Reported where uncaught errors are, instead of ending a reply that is in good order.
      setTimeout(() => {
        throw error
      })
    }
  }
}

function progressOf<I, O, S>(run: Run<I, O, S>): StreamProgress<O, S> {
  return { messages: run.reply?.messages ?? [], chunk: run.chunk }
}
