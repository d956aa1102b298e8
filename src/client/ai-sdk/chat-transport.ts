import type { MessageData, SessionDelta, ToolRequestPart, ToolResponsePart } from '../../model/data.ts'
import { LEFT } from '../../model/errors.ts'
import { respondTool, restartTool } from '../../model/tools.ts'
import { isObject } from '../../wire/json.ts'
import type { Backend } from '../backend.ts'
import { type KnownCall, toUIChunks, type UIChunk } from './ui-chunks.ts'
import {
  fromUIMessage,
  isToolPart,
  type ReplyMetadata,
  toToolRequest,
  type UIMessageLike,
  type UIPart,
} from './ui-message.ts'

/** What a backend behind a chat transport is asked with: what `useChat` of this library asks with. */
interface TransportInput {
  messages: MessageData[]
  resume?: { respond?: ToolResponsePart[]; restart?: ToolRequestPart[] }
  sessions?: SessionDelta[]
}

/** Options of `toChatTransport`. */
export interface ChatTransportOptions<I> {
  /** Makes the backend's input of a turn. Default: `{ messages, resume?, sessions? }`, the newest message last. */
  toInput?: ((turn: TransportInput) => I) | undefined
  /** Where the ids of replies that can be taken up are kept, by chat. Default: `sessionStorage`, where there is one. */
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
}

/** A chat transport of the AI SDK's (`ChatTransport` of version 7), for any of its messages. */
export interface ChatTransportLike<M extends UIMessageLike> {
  readonly resumeStreamIsReplay: true
  sendMessages(options: {
    chatId: string
    messages: M[]
    abortSignal: AbortSignal | undefined
  }): Promise<ReadableStream<never>>
  reconnectToStream(options: { chatId: string }): Promise<ReadableStream<never> | null>
}

/**
 * Lets the AI SDK's `useChat`, and what is built on it (AI Elements, say), sit on any backend: a Genkit flow, an agent, a
 * Gemini model. Text, reasoning, media, tools and their answers stream; an agent's state and artifacts come as `data-state`
 * and `data-artifact`; a tool that waits is an approval: `addToolApprovalResponse` runs or declines it, `addToolOutput`
 * answers in its place. A reply that the server keeps is taken up after a reload (`resume: true`).
 *
 * @example
 * import { useChat } from '@ai-sdk/react'
 * const chat = useChat({ transport: toChatTransport(genkit.agent('support')), resume: true })
 * @see AI SDK 7, `ChatTransport`
 */
export function toChatTransport<I, M extends UIMessageLike = UIMessageLike>(
  backend: Backend<I>,
  options: ChatTransportOptions<I> = {},
): ChatTransportLike<M> {
  const { toInput, storage = ownStorage() } = options
  const keyOf = (chatId: string): string => `react-genai stream ${backend.key} ${chatId}`
  const stream = (
    chatId: string,
    reply: ReturnType<Backend['stream']>,
    known?: readonly KnownCall[],
  ): ReadableStream<never> => {
    const note = (): void => {
      // What cannot be kept is not taken up after a reload; the reply itself goes on.
      try {
        if (reply.streamId) storage?.setItem(keyOf(chatId), reply.streamId)
        else storage?.removeItem(keyOf(chatId))
      } catch {}
    }
    reply.onNews = note
    const chunks = toUIChunks(reply, known)
    return new ReadableStream<UIChunk>({
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (!done) return controller.enqueue(value)
        note()
        controller.close()
      },
      // Whoever stops reading has left: where the server keeps the reply, it may be taken up.
      cancel: () => reply.abort(LEFT),
    }) as ReadableStream<never>
  }
  return {
    resumeStreamIsReplay: true,
    sendMessages: ({ chatId, messages, abortSignal }) => {
      const turn = toTurn(messages)
      // Backends that take something else come with a `toInput`.
      const reply = backend.stream(toInput ? toInput(turn) : (turn as I))
      const stop = (): void => reply.abort(abortSignal?.reason)
      abortSignal?.addEventListener('abort', () => {
        stop()
        // Stopped means stopped.
        reply.streamId = undefined
      })
      if (abortSignal?.aborted) stop()
      return Promise.resolve(stream(chatId, reply, callsOf(messages.at(-1))))
    },
    reconnectToStream: ({ chatId }) => {
      const streamId = storage?.getItem(keyOf(chatId))
      return Promise.resolve(streamId && backend.resume ? stream(chatId, backend.resume(streamId)) : null)
    },
  }
}

/** A page in a sandbox has none, and says so by throwing. */
function ownStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

/** The calls of a reply that goes on. */
function callsOf(last: UIMessageLike | undefined): KnownCall[] {
  const parts = last?.role === 'assistant' ? last.parts.filter(isToolPart) : []
  return parts.map((part) => ({
    part: toToolRequest(part),
    id: part.toolCallId ?? '',
    isAnswered: part.state === 'output-available' || part.state === 'output-error',
  }))
}

function toTurn(ui: readonly UIMessageLike[]): TransportInput {
  const last = ui.at(-1)
  // Only of the last step: what was answered before it has been sent.
  const step = last?.role === 'assistant' ? last.parts.findLastIndex(({ type }) => type === 'step-start') : -1
  const resume = last?.role === 'assistant' ? answersIn(last.parts.slice(step + 1)) : undefined
  const messages = ui.flatMap((message) =>
    // The answers go beside the history, which ends with what they answer.
    fromUIMessage(
      resume && message === last
        ? { ...message, parts: message.parts.map((part, at) => (at > step ? unanswered(part) : part)) }
        : message,
    ),
  )
  const sessions = ui.flatMap(({ metadata }) => {
    const facts = isObject(metadata) ? (metadata['genkit'] as ReplyMetadata | undefined) : undefined
    return Object.values(facts?.sessions ?? {})
  })
  return { messages, ...(resume && { resume }), ...(sessions[0] && { sessions }) }
}

const waits = (part: UIPart): boolean => isToolPart(part) && Boolean(toToolRequest(part).metadata?.['interrupt'])

/** A call that waits, as it was before somebody answered it. */
const unanswered = (part: UIPart): UIPart => (waits(part) ? { ...part, state: 'approval-requested' } : part)

/** What a person has answered to tools that waited: by agreeing or refusing, or by giving the answer itself. */
function answersIn(parts: readonly UIPart[]): TransportInput['resume'] {
  const respond: ToolResponsePart[] = []
  const restart: ToolRequestPart[] = []
  for (const part of parts) {
    if (!waits(part)) continue
    const request = toToolRequest(part)
    const { state, approval, output, errorText } = part
    if (state === 'output-available') respond.push(respondTool(request, output))
    else if (state === 'output-error') respond.push(respondTool(request, { error: errorText }))
    else if (state === 'approval-responded' && approval?.approved)
      restart.push(restartTool(request, { toolApproved: true }))
    else if (state === 'approval-responded')
      respond.push(respondTool(request, { declined: true, ...(approval?.reason && { reason: approval.reason }) }))
  }
  if (respond.length + restart.length === 0) return undefined
  return { ...(respond[0] && { respond }), ...(restart[0] && { restart }) }
}
