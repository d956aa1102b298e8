import type {
  FinishReason,
  GenerateRequestData,
  GenerateResponseData,
  GenerationUsage,
  MessageData,
  OperationData,
  Part,
} from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { GenAIError, GenerationBlockedError, GenerationResponseError } from './errors.ts'
import { Message, type MessageParser } from './message.ts'
import { PartsView } from './parts-view.ts'

export interface GenerateResponseOptions<O> {
  /** What the model was asked. Default: `data.request`. */
  request?: GenerateRequestData | undefined
  /** Makes `output` from the message; a falsy result falls through to the data part, then to JSON in the text. */
  parser?: MessageParser<O> | undefined
}

/**
 * A model's reply: Genkit's `GenerateResponse<O>`, for a finished reply and for a reply so far.
 *
 * It differs from the server's class on purpose: `request` falls back to `data.request`; the constructor never changes
 * its input; `latencyMs`, `model` and `raw` survive; `output` never throws (`outputError` says what is wrong).
 *
 * @example
 * const response = new GenerateResponse(await (await fetch('/reply.json')).json())
 * response.text
 * response.media?.url
 * @see Genkit 1.42, `GenerateResponse`
 */
export class GenerateResponse<O = unknown> extends PartsView {
  readonly message: Message<O> | undefined
  /** Older and custom models may leave it out. */
  readonly finishReason: FinishReason | undefined
  readonly finishMessage: string | undefined
  readonly usage: GenerationUsage
  /** The provider's own facts; `{}` when there are none. */
  readonly custom: unknown
  /** The provider's own reply; `custom` when the server did not send one. */
  readonly raw: unknown
  readonly request: GenerateRequestData | undefined
  /** A long-running generation in place of a message. */
  readonly operation: OperationData | undefined
  readonly model: string | undefined
  /** Milliseconds the model took. */
  readonly latencyMs: number | undefined
  #parsed: { output: O | null; error: Error | undefined } | undefined

  constructor(data: GenerateResponseData, options: GenerateResponseOptions<O> = {}) {
    super()
    const candidate = data.candidates?.[0]
    const message = data.message ?? candidate?.message
    this.message = message && new Message<O>(stamped(message, options.request), { parser: options.parser })
    this.finishReason = data.finishReason ?? candidate?.finishReason
    this.finishMessage = (data.finishMessage ?? candidate?.finishMessage) || undefined
    this.usage = data.usage ?? {}
    this.custom = data.custom || {}
    this.raw = data.raw || this.custom
    this.request = options.request ?? data.request
    this.operation = data.operation
    this.model = data.model
    this.latencyMs = data.latencyMs
  }

  /** The parts of the message; none when there is no message. */
  get content(): readonly Part[] {
    return this.message?.content ?? []
  }

  /** The first truthy data part, or `null`. */
  get data(): O | null {
    return this.message?.data ?? null
  }

  /** The structured value; `null` when there is none (yet), or when it is malformed (see `outputError`). Never throws. */
  get output(): O | null {
    return this.#output().output
  }

  /** Why `output` is `null` although the text holds a JSON block. */
  get outputError(): Error | undefined {
    return this.#output().error
  }

  /**
   * The whole conversation: what the model was asked, then its message. Needs a server that sends the request along.
   * @throws GenAIError `invalid` without a request or a message.
   */
  get messages(): MessageData[] {
    if (!this.request)
      throw new GenAIError('invalid', "Can't construct history for response without request reference.")
    if (!this.message)
      throw new GenAIError('invalid', "Can't construct history for response without generated message.")
    return [...this.request.messages, this.message.toJSON()]
  }

  /**
   * @throws GenerationBlockedError when the model refused, even if a message exists.
   * @throws GenerationResponseError when there is neither a message nor an operation.
   */
  assertValid(): void {
    if (this.finishReason === 'blocked') {
      const why = this.finishMessage ? `: ${this.finishMessage}` : '.'
      throw new GenerationBlockedError(this, `Generation blocked${why}`)
    }
    if (!this.message && !this.operation) {
      throw new GenerationResponseError(
        this,
        `Model did not generate a message. Finish reason: '${this.finishReason}': ${this.finishMessage}`,
      )
    }
  }

  isValid(): boolean {
    try {
      this.assertValid()
      return true
    } catch {
      return false
    }
  }

  /** What `new GenerateResponse(json)` restores, but for `raw`, `model`, `latencyMs` and the parser. */
  toJSON(): GenerateResponseData {
    const { message, finishReason, finishMessage, usage, custom, request, operation } = this
    return compact({
      message: message?.toJSON(),
      finishReason,
      finishMessage,
      usage,
      custom: plain(custom),
      request,
      operation,
    })
  }

  #output(): { output: O | null; error: Error | undefined } {
    if (!this.#parsed) {
      try {
        this.#parsed = { output: this.message?.output || null, error: undefined }
      } catch (error) {
        this.#parsed = { output: null, error: error instanceof Error ? error : new Error(String(error)) }
      }
    }
    return this.#parsed
  }
}

/** The message with the format it was asked for, which `Message.output` readers go by. A copy: the input is not ours. */
function stamped(message: MessageData, request: GenerateRequestData | undefined): MessageData {
  const { contentType, format } = request?.output ?? {}
  if (!contentType && !format) return message
  const { metadata } = message
  const generate = { ...(metadata?.['generate'] as object | undefined), output: compact({ contentType, format }) }
  return { ...message, metadata: { ...metadata, generate } }
}

/** A provider's own object may know better how it is written. */
function plain(value: unknown): unknown {
  const { toJSON } = value as { toJSON?: unknown }
  return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value
}
