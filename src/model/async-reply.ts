import type { CandidateData, ChunkData, GenerateResponseData, MessageData, Part } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { ReplyAccumulator } from './accumulate.ts'
import { type GenAIError, IncompleteIterationError, toGenAIError } from './errors.ts'
import { GenerateResponseChunk } from './generate-chunk.ts'
import { GenerateResponse, type GenerateResponseOptions } from './generate-response.ts'
import { type JsonPath, valueAt } from './json-path.ts'
import { OutputStream } from './output-stream.ts'
import type { DeepPartial, OutputIssue } from './output.ts'
import { dataOf } from './part.ts'
import { type OpenReply, Replay } from './replay.ts'
import type { Retrying } from './retrying.ts'
import { shareJson } from './share-json.ts'

/** How the output of a reply is read. */
export type AsyncGenerateResponseOptions<O> = Pick<GenerateResponseOptions<O>, 'parser' | 'output'>

/** What is known of a reply: its messages, and the response they make. */
export interface Settled<O> {
  response: GenerateResponse<O>
  messages: readonly MessageData[]
}

/** How the pieces of a reply are read, and its end. */
export interface ReplyReading<O> {
  /** What a piece adds to the message; nothing, when it is only news. */
  read(raw: unknown): ChunkData | undefined
  /** What is known of the response before its end, beside the messages. */
  facts(): Partial<GenerateResponseData>
  /** The reply as a whole, from what the source returned. */
  settle(result: unknown, streamed: readonly MessageData[], options: AsyncGenerateResponseOptions<O>): Settled<O>
}

/**
 * A reply that is still arriving, of any protocol: what `AsyncGenerateResponse` and `AsyncGenerateContentResponse` share.
 * They say what a piece of it means, and how it ends.
 */
export abstract class AsyncReply<O = unknown, S = unknown> extends Replay<S, GenerateResponseChunk<O, S>> {
  /**
   * By which the server lets this reply be taken up, with `backend.resume`: after a reload, or in another tab. Set by the
   * backend when the server has given one; gone when there is nothing more to take up.
   */
  declare streamId: string | undefined
  /** The connection has broken, and is being made again. What has arrived stays. Set by the backend. */
  declare isReconnecting: boolean | undefined
  /** Of the request: the tries that have failed, before one that follows. Set by the backend. */
  declare retrying: Retrying | undefined
  /** Told when one of the three has changed. Set by the one reader that shows them. */
  declare onNews: (() => void) | undefined
  /** What was asked for. */
  protected readonly options: AsyncGenerateResponseOptions<O>
  readonly #accumulator = new ReplyAccumulator()
  readonly #stream: OutputStream<O>
  #settled: Settled<O> | undefined
  #growing: GenerateResponse<O> | undefined
  #output: unknown
  /** The message whose text the output is read from. */
  #index: number | undefined

  constructor(source: OpenReply<S>, options: AsyncGenerateResponseOptions<O> = {}) {
    super(source)
    this.options = options
    this.#stream = new OutputStream(options.output ?? {})
  }

  /** The messages of this reply so far (a tool loop has several), with identity kept where nothing has changed. */
  get messages(): readonly MessageData[] {
    return this.#settled?.messages ?? this.#accumulator.messages
  }

  /** Everything so far as a response, and the final one after the end. Never throws; the same object until more comes. */
  get snapshot(): GenerateResponse<O> {
    if (this.#settled) return this.#settled.response
    if (!this.#growing) {
      const { messages } = this
      const before = messages.slice(0, -1)
      const data = { message: messages.at(-1), request: before[0] && { messages: before }, ...this.facts() }
      this.#growing = new GenerateResponse<O>(compact(data), this.options)
    }
    return this.#growing
  }

  /**
   * The structured value so far, as the model wrote it; what the schema makes of the whole is in the response of
   * `resolve()`. It only grows, and what has not changed since the last look is the same object.
   */
  get output(): DeepPartial<O> | null {
    if (!this.#settled) {
      const data = this.#data()
      this.#output = data ? shareJson(this.#output, data) : this.#stream.reader.value
    }
    return (this.#output as DeepPartial<O> | undefined) ?? null
  }

  /** Whether the value at this path of `output` is there, and will not change any more. */
  isComplete(path: JsonPath): boolean {
    const { reader, text } = this.#stream
    // Of values that the flow streams nobody knows which will change. The final text counts, and what streamed says only
    // of that very text how far it goes.
    const isText = !this.#data()
    const isWhole = this.#settled && !(isText && reader.isOpen && text === this.snapshot.text)
    return isWhole ? valueAt(this.output, path) !== undefined : isText && reader.isComplete(path)
  }

  /** What the schema says against the finished parts of `output`. Why JSON could not be read says `outputError`. */
  get issues(): readonly OutputIssue[] {
    if (!this.#settled) return this.#stream.issues
    return (this.snapshot.outputError as { issues?: OutputIssue[] } | undefined)?.issues ?? []
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get candidates(): CandidateData[] {
    const response = this.final()
    const message = response.message?.toJSON()
    return message ? [{ index: 0, ...response.toJSON(), message }] : []
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get parts(): readonly Part[] {
    return this.final().content
  }

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  get text(): string {
    return this.final().text
  }

  /**
   * Reads to the end. May be called as often as you like.
   * @throws GenAIError what ended the reply, with everything that had arrived in `response`.
   */
  async resolve(): Promise<GenerateResponse<O>> {
    await this.drain()
    return this.final()
  }

  /** The response so far, as plain JSON. Never throws. */
  toJSON(): unknown {
    return this.snapshot.toJSON()
  }

  /** This reply, as soon as its first chunk is there. @throws GenAIError what came in its place. */
  async opened(): Promise<this> {
    await this.pull()
    if (this.ended?.error && this.items.length === 0) throw this.ended.error
    return this
  }

  /** Ends a reply that was never read, because all of it is there. */
  protected finish(raw: unknown, settled: Settled<O>): void {
    for (const message of settled.messages)
      this.items.push(new GenerateResponseChunk(message, { previousText: () => '', raw: raw as S }))
    this.#settle(settled)
    this.ended = {}
  }

  /** What a piece of the source adds to the message; nothing, when it is only news. */
  protected abstract read(raw: S): ChunkData | undefined

  /** What is known of the response before its end, beside the messages. */
  protected facts(): Partial<GenerateResponseData> {
    return {}
  }

  /** The reply as a whole, from what the source returned. */
  protected abstract settle(result: unknown): Settled<O>

  /** @throws IncompleteIterationError before the end; the error that ended the reply, if one did. */
  protected final(): GenerateResponse<O> {
    if (!this.ended) throw new IncompleteIterationError()
    if (this.ended.error) throw this.ended.error
    return this.snapshot
  }

  protected add(raw: S): GenerateResponseChunk<O, S> {
    this.#growing = undefined
    const data = this.read(raw)
    // A chunk with nothing for the message still counts: it carries news of the flow's own in `raw`.
    const chunk = new GenerateResponseChunk<O, S>((data ?? {}) as ChunkData, {
      ...(data ? this.#accumulator.add(data) : { previousText: () => '' }),
      raw,
    })
    if (chunk.text && chunk.role === 'model') {
      // Another message, or a summary of the text so far, which takes its place.
      if (chunk.index !== this.#index || data?.aggregated) this.#stream.begin()
      this.#stream.push(chunk.text)
      this.#index = chunk.index
    }
    return chunk
  }

  protected complete(result: unknown): void {
    this.#settle(this.settle(result))
  }

  /** The value that the flow streams as it is, if it does. */
  #data(): unknown {
    return dataOf(this.messages.at(-1)?.content ?? [])
  }

  /** What the final message says counts; where that is malformed, what could be read stays. */
  #settle(settled: Settled<O>): void {
    this.#stream.reader.close?.()
    const streamed = this.output
    this.#settled = settled
    try {
      this.#output = shareJson(streamed, settled.response.message?.output)
    } catch {}
  }

  protected failure(cause: unknown): GenAIError {
    const error = toGenAIError(cause)
    this.#stream.reader.close?.(true)
    // A refusal brings the server's own response, which may hold less than what had streamed. `Reflect`, because an
    // error of the caller's may be frozen, and to throw here would leave every reader waiting.
    if (!error.response?.message && (this.snapshot.message || !error.response))
      Reflect.set(error, 'response', this.snapshot)
    return error
  }
}
