import type {
  AgentSession,
  FinishReason,
  GenerateRequestData,
  GenerateResponseData,
  GenerationUsage,
  MessageData,
  OperationData,
  Part,
} from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { GenAIError, GenerationBlockedError, GenerationResponseError, ValidationError } from './errors.ts'
import { checkJsonSchema } from './json-schema.ts'
import { Message, type MessageParser } from './message.ts'
import { validate, type OutputOptions } from './output.ts'
import { isPart } from './part.ts'
import { PartsView } from './parts-view.ts'

/** What a response is told beside its data. */
export interface GenerateResponseOptions<O> {
  /** What the model was asked. Default: `data.request`. */
  request?: GenerateRequestData | undefined
  /** Makes `output` from the message; a falsy result falls through to the data part, then to JSON in the text. */
  parser?: MessageParser<O> | undefined
  /** The schema and format that `output` goes by. */
  output?: OutputOptions<O> | undefined
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
  declare readonly message: Message<O> | undefined
  /** Older and custom models may leave it out. */
  declare readonly finishReason: FinishReason | undefined
  declare readonly finishMessage: string | undefined
  declare readonly usage: GenerationUsage
  /** The provider's own facts; `{}` when there are none. */
  declare readonly custom: unknown
  /** The provider's own reply; `custom` when the server did not send one. */
  declare readonly raw: unknown
  declare readonly request: GenerateRequestData | undefined
  /** A long-running generation in place of a message. */
  declare readonly operation: OperationData | undefined
  declare readonly model: string | undefined
  /** Milliseconds the model took. */
  declare readonly latencyMs: number | undefined
  /** What an agent has left: its state, its artifacts, and where the next turn goes on. Only of agents. */
  declare readonly session: AgentSession | undefined
  readonly #schema: OutputOptions<O>['schema']
  #parsed: Parsed<O> | undefined

  constructor(data: GenerateResponseData, options: GenerateResponseOptions<O> = {}) {
    super()
    // JSON may be anything, whatever its type says.
    const found: GenerateResponseData = { ...data }
    const candidate = found.candidates?.[0]
    const message = found.message ?? candidate?.message
    const {
      request,
      output = {},
      parser = output.format?.handler().parseMessage as MessageParser<O> | undefined,
    } = options
    this.message = message && new Message<O>(stamped(message, request), { parser })
    this.#schema = output.schema
    this.finishReason = found.finishReason || candidate?.finishReason
    this.finishMessage = found.finishMessage || candidate?.finishMessage || undefined
    this.usage = found.usage || {}
    this.custom = found.custom || {}
    this.raw = found.raw || this.custom
    this.request = request ?? found.request
    this.operation = found.operation
    this.model = found.model
    this.latencyMs = found.latencyMs
    this.session = found.session
  }

  /** The parts of the message; none when there is no message. */
  get content(): readonly Part[] {
    return this.message?.content ?? []
  }

  /** The first truthy data part, or `null`. */
  get data(): O | null {
    return this.message?.data ?? null
  }

  /**
   * The structured value; `null` when there is none (yet), or when it is malformed or does not fit the schema that was
   * given (see `outputError`). Never throws.
   */
  get output(): O | null {
    return this.#output().output
  }

  /** Why `output` is `null` although there is something: `SyntaxError`, or `ValidationError` with `issues`. */
  get outputError(): Error | undefined {
    return this.#output().error
  }

  /**
   * The whole conversation: what the model was asked, then its message. Needs a server that sends the request along.
   * @throws GenAIError `invalid` without a request or a message.
   */
  get messages(): MessageData[] {
    if (!Array.isArray(this.request?.messages))
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
      throw new GenerationBlockedError(
        this,
        'Generation blocked' + (this.finishMessage ? `: ${this.finishMessage}` : '.'),
      )
    }
    if (!this.message && !this.operation) {
      throw new GenerationResponseError(
        this,
        `Model did not generate a message. Finish reason: '${this.finishReason}': ${this.finishMessage}`,
      )
    }
  }

  /**
   * Checks `output` against the JSON Schema that the model was asked for. See `checkJsonSchema` for what is looked at.
   *
   * @param request Default: the one of this response. Without a schema in it there is nothing to check.
   * @throws ValidationError with `issues`, which say what is wrong and where.
   */
  assertValidSchema(request?: GenerateRequestData): void {
    const schema = request?.output?.schema ?? this.request?.output?.schema
    const { raw, error } = this.#output()
    // What is malformed is no value, not even `null`.
    const issues = schema ? checkJsonSchema(schema, error ? undefined : raw) : []
    if (issues[0]) throw new ValidationError(issues, raw, { response: this })
  }

  /** Whether `assertValid` and `assertValidSchema` both pass. A reply that only asks for tools fits no schema. */
  isValid(request?: GenerateRequestData): boolean {
    try {
      this.assertValid()
      this.assertValidSchema(request)
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
      custom,
      request,
      operation,
    })
  }

  #output(): Parsed<O> {
    if (!this.#parsed) {
      this.#parsed = { raw: null, output: null }
      try {
        const raw = (this.#parsed.raw = this.message?.output || null)
        // A turn that asks for tools has not come to its output yet.
        const schema = this.toolRequests[0] ? undefined : this.#schema
        // Where Genkit has nothing, for `false`, `0` and plain text, a schema may expect just that.
        const { value, issues } = schema
          ? validate(schema, raw ?? this.content.find((part) => isPart(part, 'data'))?.data ?? this.text)
          : { value: raw }
        if (issues) throw new ValidationError(issues, raw, { response: this })
        this.#parsed.output = value ?? null
      } catch (error) {
        this.#parsed.error = error instanceof Error ? error : Error(String(error))
      }
    }
    return this.#parsed
  }
}

/** `raw` is what the message says, `output` what the schema makes of it. */
interface Parsed<O> {
  raw: O | null
  output: O | null
  error?: Error | undefined
}

/** The message with the format it was asked for, which `Message.output` readers go by. A copy: the input is not ours. */
function stamped(message: MessageData, request: GenerateRequestData | undefined): MessageData {
  const { contentType, format } = request?.output ?? {}
  if (!contentType && !format) return message
  const { metadata } = message
  return { ...message, metadata: { ...metadata, generate: { output: compact({ contentType, format }) } } }
}
