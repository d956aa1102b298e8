import type { MessageData, Metadata, Part, SessionDelta, ToolRequestPart, ToolResponsePart } from '../../model/data.ts'
import { isPart } from '../../model/part.ts'
import { pairTools } from '../../model/tools.ts'
import { compact, isObject } from '../../wire/json.ts'

/** What the AI SDK keeps for us beside a part, and gives back: what Genkit must have unchanged. */
export interface GenkitFacts {
  metadata?: Metadata
  /** Of a tool request; none when the model gave none. */
  ref?: string
}

/** A part of an AI SDK message: as much of it as is read or made here. */
export interface UIPart {
  type: string
  text?: string
  state?: string
  url?: string
  mediaType?: string
  filename?: string
  id?: string
  data?: unknown
  toolName?: string
  toolCallId?: string
  input?: unknown
  output?: unknown
  errorText?: string
  approval?: { id: string; approved?: boolean; reason?: string }
  providerMetadata?: Readonly<Record<string, unknown>>
  callProviderMetadata?: Readonly<Record<string, unknown>>
}

/** A message of the AI SDK (`UIMessage` of version 6 and 7): as much of it as is read or made here. */
export interface UIMessageLike {
  id: string
  role: 'system' | 'user' | 'assistant'
  metadata?: unknown
  parts: readonly UIPart[]
}

/** What a message of an assistant says of the reply that it was, in its `metadata.genkit`. */
export interface ReplyMetadata {
  /**
   * What its turns have left of an agent's session, by keys that sort by time: a reply that a tool interrupts is several turns
   * and one message, and the AI SDK merges what is said of it.
   */
  sessions?: Readonly<Record<string, SessionDelta>>
  finishReason?: string
  usage?: Readonly<Record<string, unknown>>
}

/** Facts of ours, out of what the AI SDK has kept. */
const factsOf = ({ providerMetadata, callProviderMetadata }: UIPart): GenkitFacts => {
  const found = (callProviderMetadata ?? providerMetadata)?.['genkit']
  return isObject(found) ? found : {}
}

/** The same, to be kept; nothing when there are none. */
export const keepFacts = (facts: GenkitFacts): { genkit: GenkitFacts } | undefined =>
  Object.values(facts).some((value) => value !== undefined) ? { genkit: compact<GenkitFacts>({ ...facts }) } : undefined

/** Whether it is the call of a tool, of a name that is known to the app or not. */
export const isToolPart = ({ type }: UIPart): boolean => type === 'dynamic-tool' || type.startsWith('tool-')

const toolNameOf = ({ type, toolName }: UIPart): string => toolName ?? type.replace(/^tool-/, '')

/** A call as Genkit has it. */
export function toToolRequest(part: UIPart): ToolRequestPart {
  const { ref, metadata } = factsOf(part)
  const { input } = part
  return {
    toolRequest: {
      name: toolNameOf(part),
      ...(ref !== undefined && { ref }),
      ...(input !== undefined && { input }),
    },
    ...(metadata && { metadata }),
  }
}

function responseOf(part: UIPart): ToolResponsePart | undefined {
  const { state, output, errorText } = part
  const { ref } = factsOf(part)
  const name = { name: toolNameOf(part), ...(ref !== undefined && { ref }) }
  if (state === 'output-available') return { toolResponse: { ...name, output } }
  // Refused, and the server has not said more: the model must have an answer all the same.
  if (state === 'approval-responded' && part.approval?.approved === false)
    return { toolResponse: { ...name, output: { declined: true } } }
  return state === 'output-error' ? { toolResponse: { ...name, output: { error: errorText ?? '' } } } : undefined
}

function contentOf(part: UIPart): Part | undefined {
  const { metadata } = factsOf(part)
  const facts = metadata && { metadata }
  if (part.type === 'text') return { text: part.text ?? '', ...facts }
  if (part.type === 'reasoning') return { reasoning: part.text ?? '', ...facts }
  if (part.type === 'data-custom' && isObject(part.data)) return { custom: part.data, ...facts }
  if (part.type === 'data-genkit') return { data: part.data, ...facts }
  if (part.type !== 'file' || part.url === undefined) return undefined
  const { url, mediaType, filename } = part
  return {
    media: { url, ...(mediaType && { contentType: mediaType }) },
    ...((metadata ?? filename !== undefined) && { metadata: { ...metadata, ...(filename && { name: filename }) } }),
  }
}

/**
 * A message of the AI SDK as Genkit has it: a whole reply is several messages there, since tools answer in messages of their
 * own. Signatures, ids and everything else that Genkit must have back unchanged is kept, if it came through
 * `toChatTransport` or `toUIMessage`.
 *
 * @example
 * await flow.generate({ messages: uiMessages.flatMap(fromUIMessage) })
 * @see AI SDK 7, `UIMessage`
 */
export function fromUIMessage({ role, parts }: UIMessageLike): MessageData[] {
  const messages: MessageData[] = []
  let content: Part[] = []
  let answers: Part[] = []
  const flush = (): void => {
    if (content.length > 0) messages.push({ role: role === 'assistant' ? 'model' : role, content })
    if (answers.length > 0) messages.push({ role: 'tool', content: answers })
    content = []
    answers = []
  }
  for (const part of parts) {
    if (isToolPart(part)) {
      content.push(toToolRequest(part))
      const answer = responseOf(part)
      if (answer) answers.push(answer)
      continue
    }
    // What is said behind answers is said in another turn of the model's.
    if (answers.length > 0) flush()
    const next = contentOf(part)
    if (next) content.push(next)
  }
  flush()
  return messages
}

/**
 * A message of Genkit's, or a whole reply with its tools, as one message of the AI SDK's.
 *
 * @param messages One message, or those of one reply: `response.messages`, or a turn of a chat.
 * @example
 * const initial = messages.map((message) => toUIMessage(message.stored, { id: message.id }))
 * @see AI SDK 7, `UIMessage`
 */
export function toUIMessage(
  messages: MessageData | readonly MessageData[],
  { id, metadata }: { id: string; metadata?: ReplyMetadata | undefined },
): UIMessageLike & { parts: UIPart[] } {
  const list: readonly MessageData[] = 'role' in messages ? [messages] : messages
  const answers = pairTools(list)
  const parts = list.flatMap(({ role, content }, message) =>
    role === 'tool'
      ? []
      : [
          ...(message > 0 ? [{ type: 'step-start' }] : []),
          ...content.flatMap((part, at) => toUIPart(part, `${id}-${message}-${at}`, answers)),
        ],
  )
  const role = list[0]?.role
  return {
    id,
    role: role === 'user' || role === 'system' ? role : 'assistant',
    ...(metadata && { metadata: { genkit: metadata } }),
    parts,
  }
}

function toUIPart(part: Part, key: string, answers: ReadonlyMap<ToolRequestPart, ToolResponsePart>): UIPart[] {
  const kept = keepFacts({ ...(part.metadata && { metadata: part.metadata }) })
  const provider = kept && { providerMetadata: kept }
  if (isPart(part, 'text')) return [{ type: 'text', text: part.text, state: 'done', ...provider }]
  if (isPart(part, 'reasoning')) return [{ type: 'reasoning', text: part.reasoning, state: 'done', ...provider }]
  if (isPart(part, 'media')) {
    const { url, contentType } = part.media
    return [{ type: 'file', url, mediaType: mediaTypeOf(url, contentType), ...provider }]
  }
  if (isPart(part, 'custom')) return [{ type: 'data-custom', data: part.custom }]
  if (isPart(part, 'data')) return [{ type: 'data-genkit', data: part.data }]
  if (!isPart(part, 'toolRequest')) return []
  const { name, ref, input } = part.toolRequest
  const answer = answers.get(part)?.toolResponse
  const facts = keepFacts({ ...(part.metadata && { metadata: part.metadata }), ...(ref !== undefined && { ref }) })
  return [
    {
      type: 'dynamic-tool',
      toolName: name,
      toolCallId: ref ?? key,
      input,
      ...(facts && { callProviderMetadata: facts }),
      ...(answer
        ? { state: 'output-available', output: answer.output }
        : part.metadata?.['interrupt']
          ? { state: 'approval-requested', approval: { id: ref ?? key } }
          : { state: 'input-available' }),
    },
    ...(answer?.content ?? []).flatMap((one, at) => toUIPart(one, `${key}-${at}`, answers)),
  ]
}

/** A type for whoever insists on one. */
export const mediaTypeOf = (url: string, contentType: string | undefined): string =>
  contentType ?? /^data:([^;,]+)/.exec(url)?.[1] ?? 'application/octet-stream'
