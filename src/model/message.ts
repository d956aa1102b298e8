import type { MessageData, Metadata, Part, Role, ToolResponsePart } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { findJson } from './find-json.ts'
import { dataOf, toolResponsesOf } from './part.ts'
import { PartsView } from './parts-view.ts'

/** Content as people like to write it: a string, a part, or a list of both. */
export type ContentInput = string | Part | readonly (string | Part)[]

/** A message as people like to write it. */
export type MessageInput = string | { role?: Role; content: ContentInput; metadata?: Metadata }

/** Turns a message into the value it stands for; see `GenerateResponse`. */
export type MessageParser<O> = (message: Message) => O | null | undefined

/**
 * One message: Genkit's `Message<T>`, a read-only view over `MessageData`.
 *
 * @example
 * const message = Message.parse('Hello')
 * message.text // 'Hello'
 * @see Genkit 1.42, `Message`
 */
export class Message<O = unknown> extends PartsView {
  declare readonly role: Role
  declare readonly content: readonly Part[]
  declare readonly metadata: Metadata | undefined
  declare readonly parser: MessageParser<O> | undefined

  constructor(data: MessageData, options: { parser?: MessageParser<O> | undefined } = {}) {
    super()
    // JSON may be anything, whatever its type says.
    const { role, content, metadata } = (data as Partial<MessageData> | null) ?? {}
    this.role = role as Role
    this.metadata = metadata
    this.content = Array.isArray(content) ? content : []
    this.parser = options.parser
  }

  /** A string becomes a message of `defaultRole`; other inputs keep the role they have, even none. */
  static parseData(input: MessageInput, defaultRole: Role = 'user'): MessageData {
    if (typeof input === 'string') return { role: defaultRole, content: [{ text: input }] }
    return { ...input, content: Message.parseContent(input.content) } as MessageData
  }

  static parse(input: MessageInput): Message {
    return new Message(Message.parseData(input))
  }

  static parseContent(content: ContentInput): Part[] {
    if (typeof content === 'string') return [{ text: content }]
    const list: readonly (string | Part)[] = Array.isArray(content) ? content : [content as Part]
    return list.map((part) => (typeof part === 'string' ? { text: part } : part))
  }

  /** The first truthy data part's value. */
  get data(): O | undefined {
    return dataOf(this.content) as O | undefined
  }

  /** What the parser makes of the message, else its data, else the first JSON in its text. May throw `SyntaxError`. */
  get output(): O | null {
    return this.parser?.(this) || this.data || (findJson(this.text) as O | null)
  }

  toolResponseParts(): ToolResponsePart[] {
    return toolResponsesOf(this.content)
  }

  toJSON(): MessageData {
    const { role, content, metadata } = this
    return compact<MessageData>({ role, content: [...content], metadata })
  }
}
