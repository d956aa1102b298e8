import type { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import { GenAIError } from '../../model/errors.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import { TurnParts } from '../../model/turn-parts.ts'
import type { GeminiContent, GeminiResponse } from '../../wire/gemini-data.ts'
import type { ContentInput, GenerateContentConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'
import { toContent } from './content.ts'
import { replyTo, whole } from './generate.ts'
import { isCallable } from './is-callable.ts'
import { partsOf } from './parts-of.ts'
import { invalid } from './invalid.ts'
import { orAborted } from '../pause.ts'

/** A conversation: with whom, and what was said before. */
export interface CreateChatParameters {
  model: string
  /** For every message that brings none of its own. */
  config?: GenerateContentConfig | undefined
  /** What was said before. */
  history?: readonly GeminiContent[] | undefined
}

/** What to say next. */
export interface SendMessageParameters {
  message: ContentInput
  /** In place of the chat's, not beside it. */
  config?: GenerateContentConfig | undefined
}

/** What was said on one message: its contents, and how it went. `aborted`: somebody stopped it; what had come is kept. */
export interface GeminiChatTurn {
  readonly contents: readonly GeminiContent[]
  readonly status: 'done' | 'aborted' | 'failed'
}

/** Gemini's `chats` service. It is all in the client: the API knows no chats. */
export interface Chats {
  create(params: CreateChatParameters): Chat
}

const hasParts = ({ parts }: GeminiContent): boolean => Boolean(parts?.length)

/** Whether a turn can be told again: the model has answered, and not by breaking down. */
const isSound = ({ contents, status }: GeminiChatTurn): boolean =>
  status !== 'failed' && contents.slice(1).every(hasParts)

/** What was said before, in turns: each begins with the user, or is what the model said of its own accord. */
function toTurns(history: readonly GeminiContent[]): GeminiChatTurn[] {
  const turns: GeminiContent[][] = []
  for (const content of history) {
    if (content.role !== 'user' && content.role !== 'model')
      throw invalid(`The history has a role "${String(content.role)}". It is \`user\` or \`model\`.`)
    const last = turns.at(-1)
    if (content.role === 'model' && last) last.push(content)
    else turns.push([content])
  }
  return turns.map((contents) => ({ contents, status: 'done' }))
}

/**
 * A conversation. Messages are sent one after the other, however many are sent at once, each with all that was said before.
 *
 * @example
 * const chat = chats.create({ model: 'gemini-2.5-flash' })
 * await chat.sendMessage({ message: 'My name is Ada.' })
 * for await (const chunk of await chat.sendMessageStream({ message: 'Who am I?' })) print(chunk.text)
 */
export class Chat {
  readonly #api: GeminiApi
  readonly #params: CreateChatParameters
  readonly #turns: GeminiChatTurn[]
  /** Ends the message that was sent last: reads its reply to the end, if nobody else does. */
  #settle: () => Promise<unknown> = () => Promise.resolve()

  constructor(api: GeminiApi, params: CreateChatParameters) {
    this.#api = api
    this.#params = params
    this.#turns = toTurns(structuredClone(params.history ?? []))
  }

  /** Everything that was said, message by message, broken turns too. */
  get turns(): readonly GeminiChatTurn[] {
    return this.#turns
  }

  /**
   * What was said.
   * @param curated Only what is told the model again: no turn that was refused, or failed. Default: everything.
   */
  getHistory(curated = false): GeminiContent[] {
    const turns = curated ? this.#turns.filter(isSound) : this.#turns
    return structuredClone(turns.flatMap(({ contents }) => contents))
  }

  /** Sends, and waits for the whole reply. @throws GenAIError as `models.generateContent`; the history is as before. */
  async sendMessage<O = unknown>(
    params: SendMessageParameters,
    options?: CallOptions<O>,
  ): Promise<GenerateResponse<O>> {
    const { reply, settled } = await this.#send(params, false, options)
    try {
      return await whole(reply)
    } finally {
      // The history has it before the caller does.
      await settled()
    }
  }

  /** Sends, and gives the reply as soon as it begins. */
  async sendMessageStream<O = unknown>(
    params: SendMessageParameters,
    options?: CallOptions<O>,
  ): Promise<AsyncGenerateContentResponse<O>> {
    const { reply } = await this.#send(params, true, options)
    return reply.opened()
  }

  async #send<O>(
    { message, config = this.#params.config ?? {} }: SendMessageParameters,
    isStream: boolean,
    options?: CallOptions<O>,
  ): Promise<Sent<O>> {
    // As it is now: it may have to wait for its turn.
    const input = structuredClone(toContent(message))
    const loops = config.tools?.some(isCallable) ?? false
    const before = this.#settle
    const sent = before().then((): Sent<O> => {
      const contents = [...this.getHistory(true), input]
      let recorded: Promise<unknown> = Promise.resolve()
      const reply = replyTo(this.#api, { model: this.#params.model, contents, config, isStream }, options, (chunks) => {
        const { promise, resolve } = deferred()
        recorded = promise
        return this.#record(input, loops, chunks, resolve)
      })
      // Nobody may read this reply; the next message needs it, and later readers lose nothing by that.
      const settled = async (): Promise<void> => {
        await reply.resolve().catch(() => undefined)
        await recorded
      }
      return { reply, settled }
    })
    this.#settle = () => sent.then(({ settled }) => settled()).catch(() => undefined)
    // Its place is kept: when its turn comes, nothing is sent.
    return orAborted(() => sent, [options?.signal, config.abortSignal])
  }

  async *#record(
    input: GeminiContent,
    loops: boolean,
    chunks: AsyncGenerator<GeminiResponse, void>,
    onEnd: () => void,
  ): AsyncGenerator<GeminiResponse, void> {
    const contents = [input]
    let said: TurnParts | undefined
    // Left in the middle, by whoever read it.
    let status: GeminiChatTurn['status'] = 'aborted'
    let isAny = false
    const close = (): void => {
      if (said) contents.push({ role: 'model', parts: said.whole })
      said = undefined
    }
    try {
      for await (const chunk of chunks) {
        isAny = true
        // Whoever reads will not ask for more.
        if (chunk.promptFeedback?.blockReason) status = 'failed'
        const content = Array.isArray(chunk.candidates) ? chunk.candidates[0]?.content : undefined
        if (content?.role === 'user') {
          close()
          contents.push(content)
        } else (said ??= new TurnParts()).add(partsOf(chunk))
        yield chunk
      }
      if (status !== 'failed') status = 'done'
    } catch (error) {
      status = GenAIError.is(error) && error.code === 'aborted' ? 'aborted' : 'failed'
      throw error
    } finally {
      close()
      // A call that the client would have answered, and now nobody will: with it, the model takes nothing more.
      if (loops && status === 'aborted') dropCalls(contents)
      // What failed before it began was never said.
      if (isAny) this.#turns.push({ contents: structuredClone(contents), status })
      onEnd()
    }
  }
}

/** Takes the calls out of what was said last. */
function dropCalls(contents: GeminiContent[]): void {
  const last = contents.at(-1)
  if (last?.role !== 'model') return
  const parts = (last.parts ?? []).filter(({ functionCall }) => !functionCall)
  contents.splice(-1, 1, ...(parts.length > 0 ? [{ ...last, parts }] : []))
}

interface Sent<O> {
  reply: AsyncGenerateContentResponse<O>
  /** Resolves when the turn is in the history, however it went. Never rejects. */
  settled: () => Promise<void>
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** The `chats` service alone. `createGeminiClient` has it as `chats`. */
export const createChats = (api: GeminiApi): Chats => ({ create: (params) => new Chat(api, params) })
