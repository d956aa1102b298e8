import type { ChatMessage } from '../model/chat/chat-message.ts'
import type { MessageData, Part, ToolRequestPart, ToolResponsePart } from '../model/data.ts'
import { GenAIError, ValidationError } from '../model/errors.ts'
import { validate } from '../model/output.ts'
import { Message } from '../model/message.ts'
import { isPart } from '../model/part.ts'
import type { ResumeData } from './chat-state.ts'
import type { ChatTool } from './chat-tool.ts'

/** What an interrupted reply goes on with. */
export interface Resumption {
  /** For the server. */
  resume: ResumeData
  /** The interrupted message as the server has it in its history from then on. */
  content: Part[]
  /** The answers as a message, for servers that do not stream it. */
  answers: Message
}

type Answer = ToolResponsePart | ToolRequestPart

const isPending = ({ metadata }: Part): boolean => metadata !== undefined && 'pendingOutput' in metadata

/** The tools that an interrupted message leaves open. What already ran on the server is parked there, and counts as done. */
const openRequests = (message: ChatMessage | undefined): ToolRequestPart[] =>
  message?.status === 'interrupted' ? message.toolRequests.filter((part) => !isPending(part)) : []

/** What a person or the page answers to the tools of one interrupted message. Sent when all of them are answered. */
export class ChatAnswers {
  /** By message, because a thread may be switched while a tool runs; then by place, because a message may be read anew. */
  readonly #answers = new Map<string, Map<number, Answer>>()

  /** Takes back what was answered: it was refused. */
  forget({ id }: ChatMessage): void {
    this.#answers.delete(id)
  }

  /** Requests that nobody has answered yet. */
  open(message: ChatMessage | undefined): ToolRequestPart[] {
    const given = message && this.#answers.get(message.id)
    return openRequests(message).filter((part) => !given?.has(message?.content.indexOf(part) ?? -1))
  }

  /**
   * The open request that `part` speaks of: itself, or the one of the same name and `ref`.
   * @throws GenAIError `invalid` when nothing waits for this answer.
   */
  find(message: ChatMessage | undefined, part: ToolRequestPart): ToolRequestPart {
    const open = this.open(message)
    const { name, ref } = part.toolRequest
    const same = open.find(({ toolRequest }) => toolRequest.name === name && toolRequest.ref === ref)
    // A request of this message that was answered must not pass its second answer on to another one of its name.
    const found = open.includes(part) ? part : message?.content.includes(part) ? undefined : same
    if (found && message) return found
    throw new GenAIError(
      'invalid',
      `Nothing waits for an answer of "${name}". It was given already, or the conversation has gone on. Nothing was sent.`,
    )
  }

  /** @param message The one that holds the request, in any state of it. */
  add(message: ChatMessage, part: ToolRequestPart, answer: Answer): void {
    const given = this.#answers.get(message.id) ?? new Map<number, Answer>()
    this.#answers.set(message.id, given.set(message.content.indexOf(part), answer))
  }

  /** What the reply goes on with, when every request of the message is answered. */
  resume(message: ChatMessage): Resumption | undefined {
    const given = [...(this.#answers.get(message.id)?.values() ?? [])]
    if (given.length === 0 || this.open(message).length > 0) return undefined
    const respond = given.filter((part): part is ToolResponsePart => isPart(part, 'toolResponse'))
    const restart = given.filter((part): part is ToolRequestPart => isPart(part, 'toolRequest'))
    const resume = { ...(respond.length > 0 && { respond }), ...(restart.length > 0 && { restart }) }
    const { content } = message
    return { resume, content: resolved(content), answers: new Message(toolMessage(content, resume)) }
  }
}

/** @throws ValidationError when the tool's schema does not allow this answer. */
export function checkAnswer(name: string, tool: ChatTool | undefined, output: unknown): unknown {
  if (!tool?.schema) return output
  const { value, issues } = validate(tool.schema, output)
  if (issues) throw new ValidationError(issues, output, { details: { tool: name } })
  return value
}

/** An interrupted message as the server has it in its history once it was answered. */
function resolved(content: readonly Part[]): Part[] {
  return content.map((part) => {
    if (!isPart(part, 'toolRequest') || !part.metadata) return part
    const { interrupt, pendingOutput: _, ...metadata } = part.metadata
    return { ...part, metadata: { ...metadata, ...(interrupt !== undefined && { resolvedInterrupt: interrupt }) } }
  })
}

/** The answers as a message of the conversation, for servers that do not stream it: what was parked, and what was given. */
function toolMessage(content: readonly Part[], { respond = [] }: ResumeData): MessageData {
  const parked = content.flatMap((part): ToolResponsePart[] => {
    if (!isPart(part, 'toolRequest') || !isPending(part)) return []
    const { name, ref } = part.toolRequest
    const output = part.metadata?.['pendingOutput']
    return [{ toolResponse: { name, ...(ref !== undefined && { ref }), output }, metadata: { source: 'pending' } }]
  })
  return { role: 'tool', content: [...parked, ...respond], metadata: { resumed: true } }
}
