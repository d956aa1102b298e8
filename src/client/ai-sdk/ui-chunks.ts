import type { AsyncReply } from '../../model/async-reply.ts'
import type { MessageData, Part, ToolRequestPart, ToolResponsePart } from '../../model/data.ts'
import { newId } from '../../model/chat/chat-message.ts'
import { toGenAIError } from '../../model/errors.ts'
import { interruptReason } from '../../model/interrupt-reason.ts'
import { isPart } from '../../model/part.ts'
import { compact, isObject } from '../../wire/json.ts'
import { keepFacts, mediaTypeOf, type ReplyMetadata } from './ui-message.ts'

/** What is streamed to the AI SDK: `UIMessageChunk` of version 7, as much of it as is made here. */
export interface UIChunk {
  type: string
  [field: string]: unknown
}

/** A call that stands in a message. */
export interface KnownCall {
  part: ToolRequestPart
  id: string
  isAnswered: boolean
}

/** Writes parts as the AI SDK reads them: texts are begun and ended, calls have ids, and nothing is said twice. */
class UIChunkWriter {
  readonly #put: (chunk: UIChunk) => void
  #open: { kind: 'text' | 'reasoning'; id: string } | undefined
  #texts = 0
  readonly #calls: { part: ToolRequestPart; id: string; isAnswered: boolean; isAsked: boolean }[] = []
  /** Where the calls of this reply begin. */
  readonly #first: number
  #index: number | undefined
  /** What was written of this step, to be compared with the server's final word. */
  #written = ''
  /** What stands beside the words of this step, by its id. */
  readonly #beside = new Map<unknown, UIChunk>()

  /** @param known Calls that the message has already: answers may be to them, and ids are theirs. */
  constructor(put: (chunk: UIChunk) => void, known: readonly KnownCall[] = []) {
    this.#put = put
    this.#calls.push(...known.map((call) => ({ ...call, isAsked: true })))
    this.#first = known.length
  }

  /** Parts of one message of the reply. */
  write(content: readonly Part[], index: number | undefined, isTool: boolean): void {
    if (content.length === 0) return
    if (!isTool && this.#index !== undefined && index !== this.#index) this.#step()
    if (!isTool) this.#index = index
    for (const part of content) this.#part(part)
  }

  /** Something of the app's own, which is no word of the model's. */
  add(chunk: UIChunk): void {
    this.#beside.set(chunk['id'], chunk)
    this.#put(chunk)
  }

  /** The end: what the server says of the last message counts. */
  finish(messages: readonly MessageData[], metadata: ReplyMetadata): void {
    this.#close()
    const { content = [] } = messages.at(-1) ?? {}
    if (wordsOf(content) !== this.#written) {
      // It is not what was streamed: said anew.
      this.#put({ type: 'reset-step' })
      for (const chunk of this.#beside.values()) this.#put(chunk)
      this.#calls.length = this.#first
      for (const part of content) this.#part(part)
      this.#close()
    }
    for (const part of content) if (isPart(part, 'toolRequest')) this.#ask(part)
    this.#put({ type: 'finish-step' })
    this.#put({ type: 'finish', messageMetadata: { genkit: compact<ReplyMetadata>({ ...metadata }) } })
  }

  #step(): void {
    this.#close()
    this.#put({ type: 'finish-step' })
    this.#put({ type: 'start-step' })
    this.#written = ''
    this.#beside.clear()
  }

  #part(part: Part): void {
    const kept = keepFacts({ ...(part.metadata && { metadata: part.metadata }) })
    if (isPart(part, 'text')) return this.#say('text', part.text, kept)
    if (isPart(part, 'reasoning')) return this.#say('reasoning', part.reasoning, kept)
    this.#close()
    if (isPart(part, 'media')) {
      const { url, contentType } = part.media
      this.#put({
        type: 'file',
        url,
        mediaType: mediaTypeOf(url, contentType),
        ...(kept && { providerMetadata: kept }),
      })
    } else if (isPart(part, 'toolRequest')) this.#call(part)
    else if (isPart(part, 'toolResponse')) this.#answer(part)
    else if (isPart(part, 'custom')) this.#put({ type: 'data-custom', data: part.custom })
    // A value that grows takes the place of what it was.
    else if (isPart(part, 'data')) this.#put({ type: 'data-genkit', id: 'output', data: part.data })
  }

  #say(kind: 'text' | 'reasoning', delta: string, kept: ReturnType<typeof keepFacts>): void {
    // What carries facts of its own, a signature say, stays a part by itself.
    if (this.#open?.kind !== kind || kept) {
      this.#close()
      this.#open = { kind, id: `${kind}-${this.#texts++}` }
      this.#put({ type: `${kind}-start`, id: this.#open.id, ...(kept && { providerMetadata: kept }) })
    }
    this.#written += delta
    this.#put({ type: `${kind}-delta`, id: this.#open.id, delta })
    if (kept) this.#close()
  }

  #close(): void {
    if (this.#open) this.#put({ type: `${this.#open.kind}-end`, id: this.#open.id })
    this.#open = undefined
  }

  #call(part: ToolRequestPart): void {
    const { name, ref, partial } = part.toolRequest
    const known = this.#calls.find(
      ({ part: { toolRequest: other }, isAnswered }) =>
        other.name === name && other.ref === ref && !isAnswered && (ref !== undefined || other.partial === true),
    )
    const call = known ?? { part, id: ref ?? `${name}-${this.#calls.length}`, isAnswered: false, isAsked: false }
    if (!known) {
      this.#calls.push(call)
      this.#written += `\0${name}`
      this.#put({ type: 'tool-input-start', toolCallId: call.id, toolName: name, dynamic: true })
    }
    call.part = part
    if (!partial) this.#available(call)
  }

  #available({ part: { toolRequest, metadata }, id }: { part: ToolRequestPart; id: string }): void {
    const { name, ref, input } = toolRequest
    const facts = keepFacts({ ...(metadata && { metadata }), ...(ref !== undefined && { ref }) })
    this.#put({
      type: 'tool-input-available',
      toolCallId: id,
      toolName: name,
      input: input ?? {},
      dynamic: true,
      ...(facts && { providerMetadata: facts }),
    })
  }

  /** A call as the whole reply has it: one that waits for a person is asked about. */
  #ask(part: ToolRequestPart): void {
    const { name, ref } = part.toolRequest
    const call = this.#calls.find(
      (one) => one.part.toolRequest.name === name && one.part.toolRequest.ref === ref && !one.isAsked,
    )
    if (!call || call.isAnswered) return
    call.isAsked = true
    const interrupt = part.metadata?.['interrupt']
    if (part.metadata) this.#available({ part, id: call.id })
    if (!interrupt) return
    const reason = interruptReason(interrupt)
    this.#put({
      type: 'tool-approval-request',
      approvalId: call.id,
      toolCallId: call.id,
      ...(reason !== undefined && { reason }),
    })
  }

  #answer({ toolResponse: { name, ref, output, content = [] } }: ToolResponsePart): void {
    const call = this.#calls.find(
      ({ part, isAnswered }) => part.toolRequest.name === name && part.toolRequest.ref === ref && !isAnswered,
    )
    // Of a call in a message before this one the AI SDK knows by its id.
    if (call) call.isAnswered = true
    const toolCallId = call?.id ?? ref
    if (toolCallId !== undefined)
      this.#put({ type: 'tool-output-available', toolCallId, output: output ?? null, dynamic: true })
    for (const part of content) this.#part(part)
  }
}

/** Everything in a message that was written as words or calls, in its order. */
const wordsOf = (content: readonly Part[]): string =>
  content
    .map((part) =>
      isPart(part, 'text')
        ? part.text
        : isPart(part, 'reasoning')
          ? part.reasoning
          : isPart(part, 'toolRequest')
            ? `\0${part.toolRequest.name}`
            : '',
    )
    .join('')

/** A reply as the AI SDK streams one. It never fails: a failure is its last chunk but one. */
export async function* toUIChunks(
  reply: AsyncReply<unknown, unknown>,
  known?: readonly KnownCall[],
): AsyncGenerator<UIChunk> {
  const waiting: UIChunk[] = []
  const writer = new UIChunkWriter((chunk) => waiting.push(chunk), known)
  yield { type: 'start' }
  yield { type: 'start-step' }
  try {
    for await (const chunk of reply) {
      const { customPatch, artifact } = isObject(chunk.raw) ? chunk.raw : {}
      const { session } = reply.snapshot
      if (customPatch) waiting.push({ type: 'data-state', id: 'state', data: session?.state, transient: true })
      if (isObject(artifact))
        writer.add({
          type: 'data-artifact',
          id: typeof artifact['name'] === 'string' ? artifact['name'] : `artifact-${waiting.length}`,
          data: artifact,
        })
      writer.write(chunk.content, chunk.index, chunk.role === 'tool')
      yield* waiting.splice(0)
    }
    const { session, finishReason, usage } = await reply.resolve()
    writer.finish(reply.messages, {
      ...(session && { sessions: { [newId()]: session.delta } }),
      ...(finishReason && { finishReason }),
      ...(Object.keys(usage).length > 0 && { usage: { ...usage } }),
    })
  } catch (cause) {
    const error = toGenAIError(cause)
    waiting.push(error.code === 'aborted' ? { type: 'abort' } : { type: 'error', errorText: error.message })
  }
  yield* waiting
}
