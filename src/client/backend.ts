import type { AsyncReply } from '../model/async-reply.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { OutputOptions } from '../model/output.ts'
import type { CallOptions } from './http.ts'

/**
 * The one seam between hooks and servers. A Genkit flow is one, and so is anything with these members: a model, a mock,
 * an object of your own.
 *
 * `I` is what it takes, `O` what `output` holds, `S` what it streams.
 *
 * @example
 * const echo: Backend<string> = {
 *   key: 'echo',
 *   generate: async (input) => new GenerateResponse({ message: Message.parseData(input, 'model') }),
 *   stream: (input, options) => new AsyncGenerateResponse(wordsOf(input), options),
 * }
 */
export interface Backend<I = unknown, O = unknown, S = unknown> {
  /** Tells its replies apart in a cache. Never a credential: keys are stored and shown. */
  readonly key: string
  /** What its output is when a call does not say otherwise. `generateOptions` reads cached answers by it. */
  readonly output?: OutputOptions<O> | undefined
  /** Answers at once, when all is there. */
  generate(input: I, options?: CallOptions<O>): Promise<GenerateResponse<O>>
  /** Answers bit by bit, with an `AsyncGenerateResponse` or Gemini's. Nothing is requested before somebody reads. */
  stream(input: I, options?: CallOptions<O>): AsyncReply<O, S>
  /**
   * Takes up a reply that the server still has, from its first chunk on, by the `streamId` that it gave: after a reload, or
   * in another tab. Only for ids that this backend has given. When the server has it no more, it fails with the status
   * `NOT_FOUND`.
   *
   * @param input What had been asked, where that is known. It is not asked again.
   */
  resume?(streamId: string, options?: CallOptions<O>, input?: I): AsyncReply<O, S>
}
