import type { Backend } from '../client/backend.ts'
import type { AsyncReply } from '../model/async-reply.ts'
import type { ToolRequestPart } from '../model/data.ts'
import { LEFT, toGenAIError, type GenAIError } from '../model/errors.ts'
import type { GenerateResponseChunk } from '../model/generate-chunk.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { JsonPath } from '../model/json-path.ts'
import type { Message } from '../model/message.ts'
import type { OutputOptions } from '../model/output.ts'
import { safely } from '../client/safely.ts'
import { Store } from './store.ts'
import { makeSnapshot, type StreamSnapshot, type StreamStatus, type StreamVerbs } from './stream-state.ts'

/** Callbacks always see the latest closure, and an exception in one never stops the stream. */
export interface StreamCallbacks<O = unknown, S = unknown> {
  /** Every chunk, however many arrive within a frame. */
  onChunk?: ((chunk: GenerateResponseChunk<O, S>) => void) | undefined
  /** Every array element of the output as it is finished, at any depth, and where it is. */
  onElement?: ((element: unknown, path: JsonPath) => void) | undefined
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

/** The store tells of elements itself, by the callback of that name. */
export type StreamOutput<O, W = unknown> = Omit<OutputOptions<O, W>, 'onElement'>

/** Options of a `StreamStore`: whom it asks, and what it tells. */
export interface StreamStoreOptions<I, O, S> extends StreamCallbacks<O, S> {
  backend: Backend<I, O, S>
  /** What the output should be: its schema, its format. Counts for the next run. */
  output?: StreamOutput<O> | undefined
  /** Let a run go on when nobody watches any more. Default: false. */
  keepAlive?: boolean | undefined
}

interface Run<I, O, S> {
  input?: I | undefined
  /** It takes up a reply that the server has. */
  streamId?: string
  /** What is shown of it. */
  reply?: AsyncReply<O, S>
  chunk?: GenerateResponseChunk<O, S>
  /** How many of them have been shown: of a reply that is taken up, those are not news. */
  chunks: number
}

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
  /** The run that may change what is shown: the one being read. */
  #current: Run<I, O, S> | undefined
  /** Its reply, or that of the last one. */
  #reading: AsyncReply<O, S> | undefined
  /** The run that is shown, read or finished. */
  #shown: Run<I, O, S> | undefined
  #watchers = 0
  #wasWatched = false

  readonly #verbs: StreamVerbs<I> = {
    start: (input) => this.#begin({ input, chunks: 0 }),
    stop: () => this.#end(),
    leave: () => this.#end(LEFT),
    resume: (streamId = this.#reading?.streamId, input) => {
      const known = this.#reading?.streamId === streamId && this.#shown
      if (streamId && this.#options.backend.resume)
        this.#begin({ chunks: 0, ...(input && { input }), ...known, streamId })
    },
    retry: () => this.#shown && 'input' in this.#shown && this.#verbs.start(this.#shown.input as I),
    reset: () => {
      this.#reading?.abort()
      this.#current = this.#shown = this.#reading = undefined
      this.#store.set(this.#view('idle'))
    },
  }

  readonly #store = new Store(this.#view('idle'))
  readonly subscribe: (listener: () => void) => () => void = this.#store.subscribe
  readonly getSnapshot: () => StreamSnapshot<I, O, S> = this.#store.getSnapshot

  constructor(options: StreamStoreOptions<I, O, S>) {
    this.#options = options
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
      // A run that has not asked yet decides by itself: StrictMode may be back within this task.
      if (this.#reading && this.#abandoned()) this.#verbs.leave()
    }
  }

  #begin(run: Run<I, O, S>): void {
    this.#reading?.abort(run.streamId && LEFT)
    this.#reading = undefined
    this.#current = this.#shown = run
    this.#store.set(this.#view(run.chunks ? 'streaming' : 'pending'))
    // One tick later: StrictMode mounts, unmounts and mounts again within one task, and only the survivor may ask.
    queueMicrotask(() => void this.#follow(run))
  }

  #end(reason?: string): void {
    if (!this.#current) return
    this.#reading?.abort(reason)
    // Stopped means stopped.
    if (this.#reading && !reason) this.#reading.streamId = undefined
    this.#settle('stopped')
  }

  #abandoned(): boolean {
    return this.#wasWatched && this.#watchers === 0 && !this.#options.keepAlive
  }

  async #follow(run: Run<I, O, S>): Promise<void> {
    if (this.#current !== run) return
    if (this.#abandoned()) return run.streamId ? this.#settle('stopped') : this.#verbs.reset()
    try {
      const { backend, output } = this.#options
      const onElement: OutputOptions['onElement'] = (...element) => {
        if (this.#current === run) this.#tell('onElement', ...element)
      }
      const options = { output: { ...output, onElement } }
      const reply = (this.#reading =
        (run.streamId && backend.resume?.(run.streamId, options, run.input)) || backend.stream(run.input as I, options))
      // A backend may be the app's own.
      if (!(reply as Partial<typeof reply> | undefined)?.snapshot?.content)
        throw Error('stream gave no AsyncGenerateResponse')
      run.reply ??= reply
      reply.onNews = () => {
        if (this.#current === run) this.#store.set(this.#view(this.getSnapshot().status))
      }
      let chunks = 0
      let since = performance.now()
      for await (const chunk of reply) {
        // Chunks that were on their way when the run was ended.
        if (this.#current !== run) return
        if (++chunks > run.chunks) {
          Object.assign(run, { reply, chunk, chunks })
          this.#tell('onChunk', chunk)
          if (this.#current !== run) return
          this.#store.setSoon(() => {
            since = performance.now()
            return this.#view('streaming')
          })
        }
        if (performance.now() - since > PATIENCE) {
          await turn()
          since = performance.now()
        }
      }
      const { finishReason, interrupts } = await reply.resolve()
      run.reply = reply
      if (this.#current === run) this.#settle(finishReason === 'interrupted' || interrupts[0] ? 'interrupted' : 'done')
    } catch (cause) {
      const error = toGenAIError(cause)
      // A backend that stops by itself (its own signal, a closed client) is a stop like any other.
      if (this.#current === run) this.#settle(error.code === 'aborted' ? 'stopped' : 'error', error)
    }
  }

  #settle(status: StreamStatus, error?: GenAIError): void {
    this.#current = undefined
    const view = this.#view(status, error)
    this.#store.set(view)
    const { response } = view
    if (view.error) this.#tell('onError', view.error)
    else if (response && status !== 'stopped') {
      for (const message of view.messages) this.#tell('onMessage', message)
      for (const part of view.toolRequests) this.#tell('onToolRequest', part)
      for (const part of view.interrupts) this.#tell('onInterrupt', part)
      this.#tell('onSuccess', response)
    }
    this.#tell('onSettled', response, view.error)
  }

  #view(status: StreamStatus, error?: GenAIError): StreamSnapshot<I, O, S> {
    const { reply, chunk } = this.#shown ?? {}
    return makeSnapshot({ status, error, reply, chunk, reading: this.#reading ?? this.#shown, verbs: this.#verbs })
  }

  #tell<K extends keyof StreamCallbacks<O, S>>(
    name: K,
    ...args: Parameters<NonNullable<StreamCallbacks<O, S>[K]>>
  ): void {
    const callback = this.#options[name] as ((...args: unknown[]) => void) | undefined
    safely(() => callback?.(...args))
  }
}

/**
 * How long the page may wait for us, in ms, before it is let draw and answer clicks. A little more than a frame: where sixty
 * come in a second, the page has its turn with each, and needs none from here.
 */
const PATIENCE = 20

/**
 * A turn of the event loop. Not a timer: hidden tabs slow those to one a second. Where there are no channels (Jest’s jsdom),
 * nobody draws either, and it goes on at once.
 */
const turn = (): Promise<unknown> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    // `addEventListener` would need a `start()` besides, to the same effect.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    port1.onmessage = () => resolve(port1.close())
    port2.postMessage(0)
  }).catch(() => undefined)
