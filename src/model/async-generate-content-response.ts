import type {
  GeminiCandidate,
  GeminiPart,
  GeminiPromptFeedback,
  GeminiResponse,
  GeminiUsage,
} from '../wire/gemini-data.ts'
import type { CandidateData, ChunkData, GenerateResponseData, MessageData, Part } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { AsyncReply, type AsyncGenerateResponseOptions, type Settled } from './async-reply.ts'
import { GenAIError, IncompleteIterationError, toGenAIError } from './errors.ts'
import { BlockedPromptError, BrokenResponseError, StopCandidateError } from './gemini-errors.ts'
import { GeminiJoiner } from './gemini-join.ts'
import { toFinishReason, toParts, toUsage } from './gemini-parts.ts'
import { GenerateResponse } from './generate-response.ts'
import { nothing, type OpenReply } from './replay.ts'

/** Reasons to end that are no fault. */
const FINE = new Set([undefined, 'FINISH_REASON_UNSPECIFIED', 'STOP', 'MAX_TOKENS'])

const toMessage = ({ content }: GeminiCandidate): MessageData => ({ role: 'model', content: toParts(content?.parts) })

/**
 * What `AsyncGenerateResponse` is, over the chunks of the Gemini API: google.generativeai's `AsyncGenerateContentResponse`.
 *
 * Different on purpose: a reader that lags loses no chunk; chunks without parts are fine; thoughts stay apart from the
 * text; the last usage, finish reason and version that were sent count; citations add up; a prompt that is refused late is
 * an error too, after the chunks before it; and an error is thrown to every reader, not only to the first.
 *
 * @example
 * const reply = await AsyncGenerateContentResponse.fromAsyncIterable(chunks)
 * reply.promptFeedback // there from the first chunk on
 * const response = await reply.resolve()
 */
export class AsyncGenerateContentResponse<O = unknown> extends AsyncReply<O, GeminiResponse> {
  /** Of the model's last turn. */
  #joiner = new GeminiJoiner()
  /** The turn that is being read: 0 the model's, 1 what its tools answered, 2 the model's again, … */
  #turn = 0

  /** Waits for the first chunk, so that a request that fails at once fails here. */
  static fromAsyncIterable<O = unknown>(
    chunks: OpenReply<GeminiResponse>,
    options?: AsyncGenerateResponseOptions<O>,
  ): Promise<AsyncGenerateContentResponse<O>> {
    return new AsyncGenerateContentResponse<O>(chunks, options).opened()
  }

  /** A whole reply, as `generateContent` sends it. A refused prompt is no error here: it has no candidates. */
  static fromContent<O = unknown>(
    content: GeminiResponse,
    options?: AsyncGenerateResponseOptions<O>,
  ): AsyncGenerateContentResponse<O> {
    const reply = new AsyncGenerateContentResponse<O>(nothing, options)
    reply.#joiner.add(content)
    reply.finish(content, reply.#settled())
    return reply
  }

  /** What Gemini says of the prompt. There from the first chunk on. */
  get promptFeedback(): GeminiPromptFeedback | undefined {
    return this.#joiner.response.promptFeedback
  }

  /** Tokens so far; the last count that was sent. */
  get usageMetadata(): GeminiUsage | undefined {
    return this.#joiner.response.usageMetadata
  }

  /** The version of the model that answers. */
  get modelVersion(): string | undefined {
    return this.#joiner.response.modelVersion
  }

  /** Every candidate, in Genkit's words, by index. @throws IncompleteIterationError before the end. */
  override get candidates(): CandidateData[] {
    return this.#whole().map((candidate) =>
      compact<CandidateData>({
        index: candidate.index ?? 0,
        message: toMessage(candidate),
        finishReason: toFinishReason(candidate.finishReason),
        finishMessage: candidate.finishMessage,
        custom: compact({ safetyRatings: candidate.safetyRatings, citationMetadata: candidate.citationMetadata }),
      }),
    )
  }

  /**
   * The parts of the only candidate.
   * @throws IncompleteIterationError before the end. BlockedPromptError when the prompt was refused. GenAIError `invalid`
   * without a candidate, or with several.
   */
  override get parts(): readonly Part[] {
    return toParts(this.#only().content?.parts)
  }

  /**
   * The text of the only candidate, code and its results in fences, a line each. Thoughts are not part of it.
   * @throws GenAIError `invalid` when there is a part that is not text; `snapshot.text` passes over those.
   * @throws StopCandidateError when there is nothing, and why.
   */
  override get text(): string {
    const candidate = this.#only()
    const parts = candidate.content?.parts ?? []
    // A signature cuts a text in two, but not a line.
    const lines = parts.reduce<string[]>((found, part, at) => {
      const isRest =
        part.text !== undefined && !part.thought && parts[at - 1]?.text !== undefined && !parts[at - 1]?.thought
      if (isRest) return [...found.slice(0, -1), `${found.at(-1) ?? ''}${part.text}`]
      return [...found, ...toLines(part)]
    }, [])
    if (lines.length === 0) throw new StopCandidateError(candidate, { response: this.snapshot })
    return lines.join('\n')
  }

  /**
   * The reply as history, to be sent with the next prompt.
   * @throws IncompleteIterationError before the end.
   * @throws BrokenResponseError when it failed, was refused or came to a bad end; `cause` says which.
   */
  get history(): MessageData[] {
    try {
      const candidate = this.#only()
      if (!FINE.has(candidate.finishReason)) throw new StopCandidateError(candidate, { response: this.snapshot })
      return [toMessage(candidate)]
    } catch (error) {
      throw error instanceof IncompleteIterationError ? error : new BrokenResponseError(toGenAIError(error))
    }
  }

  /** Everything so far in Gemini's own JSON. Never throws. */
  override toJSON(): GeminiResponse {
    return this.#joiner.response
  }

  protected read(chunk: GeminiResponse): ChunkData | undefined {
    const answers = answersIn(chunk)
    if (answers) {
      this.#turn += 1 - (this.#turn % 2)
      return { role: 'tool', index: this.#turn, content: toParts(answers) }
    }
    if (this.#turn % 2) {
      this.#turn++
      this.#joiner = new GeminiJoiner()
    }
    const candidate = this.#joiner.add(chunk).find(({ index = 0 }) => index === 0)
    if (chunk.promptFeedback?.blockReason && !candidate) throw new BlockedPromptError(chunk.promptFeedback)
    return candidate ? { role: 'model', index: this.#turn, content: toParts(candidate.content?.parts) } : undefined
  }

  protected override facts(): Partial<GenerateResponseData> {
    const { response } = this.#joiner
    const candidate = response.candidates?.[0]
    const { blockReason, blockReasonMessage } = response.promptFeedback ?? {}
    return compact<Partial<GenerateResponseData>>({
      finishReason: blockReason ? 'blocked' : candidate?.finishReason ? toFinishReason(candidate.finishReason) : null,
      finishMessage: candidate?.finishMessage ?? blockReasonMessage ?? blockReason,
      usage: toUsage(response.usageMetadata),
      model: response.modelVersion,
      custom: response,
      raw: response,
    })
  }

  protected settle(): Settled<O> {
    const { promptFeedback, candidates } = this.#joiner.response
    if (promptFeedback?.blockReason) throw new BlockedPromptError(promptFeedback)
    if (!candidates && !promptFeedback) {
      throw new GenAIError(
        'protocol',
        'The reply has neither candidates nor a word about the prompt. Check the address.',
      )
    }
    return this.#settled()
  }

  #settled(): Settled<O> {
    const [candidate] = this.#joiner.response.candidates ?? []
    // Joined: pieces of code, and of calls, are one part here.
    const message = candidate && toMessage(candidate)
    // A tool loop that was given up ends with answers that the model has not seen.
    const at = this.#turn - (this.#turn % 2)
    const before = this.messages.slice(0, at)
    const after = this.messages.slice(at + 1)
    // What was asked is the caller's; what the tools said in between is part of the answer.
    const request = { messages: before }
    const data = compact<GenerateResponseData>({ message, request, ...this.facts() })
    const messages = [...before, ...(message ? [message] : []), ...after]
    return { response: new GenerateResponse<O>(data, this.options), messages }
  }

  #whole(): GeminiCandidate[] {
    this.final()
    return this.#joiner.response.candidates ?? []
  }

  #only(): GeminiCandidate {
    const [candidate, another] = this.#whole()
    const { promptFeedback, snapshot } = this
    if (!candidate && promptFeedback?.blockReason) throw new BlockedPromptError(promptFeedback, { response: snapshot })
    if (candidate && !another) return candidate
    const many = another ? 'several candidates: read `candidates`' : 'no candidates'
    throw new GenAIError('invalid', `The reply has ${many}.`, { response: snapshot })
  }
}

/** What the client's own tools answered, between two turns of the model. */
function answersIn({ candidates }: GeminiResponse): GeminiPart[] | undefined {
  const { role, parts } = (Array.isArray(candidates) && candidates[0]?.content) || {}
  return role !== 'model' && Array.isArray(parts) && parts.some((part) => part?.functionResponse) ? parts : undefined
}

function toLines(part: GeminiPart): string[] {
  const { text, thought, executableCode: code, codeExecutionResult: result } = part
  const named = (name: string | undefined, plain: RegExp): string =>
    name && !plain.test(name) ? ` ${name.toLowerCase()}` : ''
  if (thought) return []
  if (text !== undefined) return [text]
  if (code) return ['```' + named(code.language, /UNSPECIFIED/), (code.code ?? '').replace(/^\n+/, ''), '```']
  if (result) {
    const outcome = result.outcome?.replace('OUTCOME_', '')
    return ['```' + named(outcome, /^(?:OK|UNSPECIFIED)$/), result.output ?? '', '```']
  }
  const kind = Object.keys(part).find((key) => key !== 'thoughtSignature')
  if (!kind) return []
  throw new GenAIError('invalid', `Could not convert \`part.${kind}\` to text. Read \`parts\`.`)
}
