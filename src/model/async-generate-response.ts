import type { ChunkData, GenerateResponseData } from '../wire/genkit-data.ts'
import { AsyncReply, type AsyncGenerateResponseOptions, type ReplyReading, type Settled } from './async-reply.ts'
import { settleFlow } from './flow-response.ts'
import { toChunkData } from './from-flow.ts'
import type { GenerateResponse } from './generate-response.ts'
import { nothing, type OpenReply } from './replay.ts'

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
export class AsyncGenerateResponse<O = unknown, S = unknown> extends AsyncReply<O, S> {
  /** How pieces are read that are not a flow's: an agent's. Set by the backend before the first of them. */
  declare reading: ReplyReading<O> | undefined

  /** Waits for the first chunk, so that a request that fails at once fails here. */
  static fromAsyncIterable<O = unknown, S = unknown>(
    chunks: OpenReply<S>,
    options?: AsyncGenerateResponseOptions<O>,
  ): Promise<AsyncGenerateResponse<O, S>> {
    return new AsyncGenerateResponse<O, S>(chunks, options).opened()
  }

  /** A finished reply in the same clothes: one chunk, already there. */
  static fromResponse<O = unknown>(response: GenerateResponse<O>): AsyncGenerateResponse<O> {
    const reply = new AsyncGenerateResponse<O>(nothing)
    const message = response.message?.toJSON()
    reply.finish(message, { response, messages: message ? [message] : [] })
    return reply
  }

  protected read(raw: S): ChunkData | undefined {
    return (this.reading?.read ?? toChunkData)(raw)
  }

  protected override facts(): Partial<GenerateResponseData> {
    return this.reading?.facts() ?? {}
  }

  protected settle(result: unknown): Settled<O> {
    return (this.reading?.settle ?? settleFlow<O>)(result, this.messages, this.options)
  }
}
