import type { CandidateData, GenerateResponseData, MessageData, Part } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { ReplyAccumulator } from './accumulate.ts'
import { GenAIError, IncompleteIterationError, toGenAIError } from './errors.ts'
import { settleFlow } from './flow-response.ts'
import { toChunkData } from './from-flow.ts'
import { GenerateResponseChunk } from './generate-chunk.ts'
import { GenerateResponse } from './generate-response.ts'
import type { MessageParser } from './message.ts'

/** Chunks as they come; a generator may return the final result, which then replaces what had streamed. */
export type ReplySource<S> = AsyncIterable<S, unknown>

export interface AsyncGenerateResponseOptions<O> {
  parser?: MessageParser<O> | undefined
}

/** A source, or how to open one. Its signal is aborted when everybody has left or `abort` is called. */
export type OpenReply<S> = ReplySource<S> | ((signal: AbortSignal) => ReplySource<S>)

/**
 * A reply that is still arriving. Nothing is requested until somebody reads it.
 *
 * It can be iterated as often as you like, by several readers at once and after the end: each gets every chunk. An error
 * reaches a reader only after the chunks before it. Leaving a loop early closes the connection, unless another reader or
 * `resolve()` still waits.
 *
 * @example
 * const reply = backend.stream({ prompt: 'Why is the sky blue?' })
 * for await (const chunk of reply) print(chunk.text)
 * const response = await reply.resolve()
 */
export class AsyncGenerateResponse<O = unknown, S = unknown> implements AsyncIterable<GenerateResponseChunk<O, S>> {
  readonly #source: OpenReply<S>
  readonly #controller = new AbortController()
  readonly #options: AsyncGenerateResponseOptions<O>
  readonly #chunks: GenerateResponseChunk<O, S>[] = []
  readonly #accumulator = new ReplyAccumulator()
  #iterator: AsyncIterator<S, unknown> | undefined
  #pulling: Promise<void> | undefined
  #wake: (() => void) | undefined
  #end: { error?: GenAIError } | undefined
  #messages: readonly MessageData[] | undefined
  #snapshot: { of: readonly MessageData[]; response: GenerateResponse<O> } | undefined
  #waiting = 0

  constructor(source: OpenReply<S>, options: AsyncGenerateResponseOptions<O> = {}) {
    this.#source = source
    this.#options = options
  }

  /** Waits for the first chunk, so that a request that fails at once fails here. */
  static async fromAsyncIterable<O = unknown, S = unknown>(
    chunks: OpenReply<S>,
    options?: AsyncGenerateResponseOptions<O>,
  ): Promise<AsyncGenerateResponse<O, S>> {
    const reply = new AsyncGenerateResponse<O, S>(chunks, options)
    await reply.#pull()
    if (reply.#end?.error && reply.#chunks.length === 0) throw reply.#end.error
    return reply
  }

  /** A finished reply in the same clothes: one chunk, already there. */
  static fromResponse<O = unknown>(response: GenerateResponse<O>): AsyncGenerateResponse<O> {
    const reply = new AsyncGenerateResponse<O>(nothing)
    const message = response.message?.toJSON()
    if (message) reply.#chunks.push(new GenerateResponseChunk<O>({ ...message, index: 0 }, { previousText: '' }))
    reply.#finish(response, message ? [message] : [])
    return reply
  }

  /** Whether no more chunks will come, for whatever reason. */
  get done(): boolean {
    return this.#end !== undefined
  }

  /** The messages of this reply so far (a tool loop has several), with identity kept where nothing has changed. */
  get messages(): readonly MessageData[] {
    return this.#messages ?? this.#accumulator.messages
  }

  /** Everything so far as a response, and the final one after the end. Never throws; the same object until more comes. */
  get snapshot(): GenerateResponse<O> {
    const messages = this.messages
    if (this.#snapshot?.of !== messages) {
      const before = messages.slice(0, -1)
      const data = compact<GenerateResponseData>({
        message: messages.at(-1),
        request: before[0] && { messages: before },
      })
      this.#snapshot = { of: messages, response: new GenerateResponse<O>(data, { parser: this.#options.parser }) }
    }
    return this.#snapshot.response
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get candidates(): CandidateData[] {
    const response = this.#final()
    const message = response.message?.toJSON()
    return message ? [{ index: 0, ...response.toJSON(), message }] : []
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get parts(): readonly Part[] {
    return this.#final().message?.content ?? []
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get text(): string {
    return this.#final().text
  }

  /**
   * Reads to the end. May be called as often as you like.
   * @throws GenAIError what ended the reply, with everything that had arrived in `response`.
   */
  async resolve(): Promise<GenerateResponse<O>> {
    this.#waiting++
    try {
      while (!this.#end) await this.#pull()
    } finally {
      this.#waiting--
    }
    return this.#final()
  }

  /** Stops the reply and closes the connection. Readers get an error with code `aborted`; what has arrived stays. */
  abort(reason?: unknown): void {
    if (this.#end) return
    this.#fail(new GenAIError('aborted', 'Stopped. What had arrived is kept in `response`.', { cause: reason }))
  }

  [Symbol.asyncIterator](): AsyncIterator<GenerateResponseChunk<O, S>, undefined> {
    let at = 0
    // An iterator that was made but never read is nobody.
    let state: 'new' | 'reading' | 'left' = 'new'
    const leave = (): void => {
      if (state === 'reading') this.#waiting--
      state = 'left'
    }
    // By hand, not an async generator: `return()` of a generator would wait for the chunk that is on its way.
    return {
      next: async () => {
        if (state === 'new') {
          state = 'reading'
          this.#waiting++
        }
        // `return()` may be called while a chunk is awaited.
        // oxlint-disable-next-line no-unmodified-loop-condition
        while (state !== 'left') {
          const chunk = this.#chunks[at]
          if (chunk) {
            at++
            return { done: false, value: chunk }
          }
          if (this.#end) {
            leave()
            if (this.#end.error) throw this.#end.error
          } else {
            await this.#pull()
          }
        }
        return { done: true, value: undefined }
      },
      return: () => {
        leave()
        if (this.#waiting === 0) this.abort()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }

  /** The response so far, as plain JSON. Never throws. */
  toJSON(): GenerateResponseData {
    return this.snapshot.toJSON()
  }

  /** One step of the source, shared by all who wait for it. It also ends when the reply does, whatever the source does. */
  #pull(): Promise<void> {
    this.#pulling ??= new Promise((resolve) => {
      this.#wake = () => {
        this.#pulling = undefined
        resolve()
      }
      void this.#step().then(this.#wake)
    })
    return this.#pulling
  }

  /** Never rejects: an error is part of the state. */
  async #step(): Promise<void> {
    try {
      const source = this.#source
      this.#iterator ??= (typeof source === 'function' ? source(this.#controller.signal) : source)[
        Symbol.asyncIterator
      ]()
      const step = await this.#iterator.next()
      if (this.#end) return
      if (step.done) this.#complete(step.value)
      else this.#add(step.value)
    } catch (error) {
      this.#fail(error)
    }
  }

  #add(raw: S): void {
    const data = toChunkData(raw)
    // A chunk with nothing for the message still counts: it carries news of the flow's own in `raw`.
    const placed = data ? this.#accumulator.add(data) : { previousText: '' }
    this.#chunks.push(new GenerateResponseChunk<O, S>(data ?? { content: [] }, { ...placed, raw }))
  }

  #complete(result: unknown): void {
    const { response, messages } = settleFlow<O>(result, this.messages, this.#options.parser)
    this.#finish(response, messages)
  }

  #finish(response: GenerateResponse<O>, messages: readonly MessageData[]): void {
    this.#messages = messages
    this.#snapshot = { of: messages, response }
    this.#end = {}
  }

  #fail(cause: unknown): void {
    if (this.#end) return
    const error = toGenAIError(cause)
    this.#end = { error }
    // A refusal brings the server's own response, which may hold less than what had streamed. `Reflect`, because an
    // error of the caller's may be frozen, and to throw here would leave every reader waiting.
    if (!error.response?.message && (this.snapshot.message || !error.response))
      Reflect.set(error, 'response', this.snapshot)
    this.#controller.abort(error)
    // Not awaited: a source that hangs must not hold up whoever leaves. Its complaint about being left is no news.
    void (async () => this.#iterator?.return?.())().catch(() => undefined)
    this.#wake?.()
  }

  #final(): GenerateResponse<O> {
    if (!this.#end) throw new IncompleteIterationError()
    if (this.#end.error) throw this.#end.error
    return this.snapshot
  }
}

async function* nothing(): AsyncGenerator<never> {}
