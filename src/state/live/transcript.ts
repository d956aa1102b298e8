import { toParts } from '../../model/gemini-parts.ts'
import { newId } from '../../model/chat/chat-message.ts'
import type { GeminiPart, LiveServerMessage, LiveTranscription, MessageData, Part } from '../../model/data.ts'
import { Message } from '../../model/message.ts'
import { listOf } from './list-of.ts'

/** Something that was said in a live session: by a person, in voice or writing, or by the model. */
export interface LiveMessage {
  readonly id: string
  readonly message: Message
  /** `interrupted`: somebody spoke, and the rest was never heard. */
  readonly status: 'streaming' | 'done' | 'interrupted'
}

/** Text that goes on is one part; all else is a part of its own. */
function withPart(content: readonly Part[], part: Part): Part[] {
  const last = content.at(-1)
  if (last && 'text' in last && 'text' in part && last.text !== undefined && part.text !== undefined)
    return [...content.slice(0, -1), { ...last, text: last.text + part.text }]
  if (last && 'reasoning' in last && 'reasoning' in part)
    return [...content.slice(0, -1), { ...last, reasoning: `${last.reasoning ?? ''}${part.reasoning ?? ''}` }]
  return [...content, part]
}

/** Whether a part is sound, which is heard and not shown. */
export const isSound = ({ inlineData }: GeminiPart): boolean => String(inlineData?.mimeType).startsWith('audio/')

const textOf = (transcription: LiveTranscription | undefined): string | undefined => {
  const text: unknown = transcription?.text
  return typeof text === 'string' ? text : undefined
}

/** What has been said, as messages. What was heard comes as words a little later than it was said, and is put in its place. */
export class Transcript {
  #messages: readonly LiveMessage[] = []
  /** The ones that still grow. */
  #user: string | undefined
  #model: string | undefined
  /** What the model has said to its end: words of it may still come. */
  #said: string | undefined

  get messages(): readonly LiveMessage[] {
    return this.#messages
  }

  /** Something that was said in whole, by writing. */
  say(content: readonly Part[]): void {
    this.#end(this.#user, 'done')
    this.#user = this.#said = undefined
    this.#add({ role: 'user', content: [...content] }, 'done')
  }

  /** What a tool has answered. */
  answer(part: Part): void {
    this.#add({ role: 'tool', content: [part] }, 'done')
    // What the model says now, it says with that in mind.
    this.#end(this.#model, 'done')
    this.#model = undefined
  }

  /** One message of the server's. */
  take({ serverContent, toolCall, toolCallCancellation }: LiveServerMessage): void {
    const { inputTranscription, outputTranscription, modelTurn, interrupted, turnComplete } = serverContent ?? {}
    const heard = textOf(inputTranscription)
    if (heard) this.#hear(heard)
    const said = listOf(modelTurn?.parts).filter((part) => !isSound(part))
    if (modelTurn) this.#said = undefined
    for (const part of toParts(said)) this.#grow(part)
    const spoken = textOf(outputTranscription)
    if (spoken) this.#grow({ text: spoken })
    for (const part of toParts(listOf(toolCall?.functionCalls).map((functionCall) => ({ functionCall }))))
      this.#grow(part)
    for (const id of listOf(toolCallCancellation?.ids)) this.#withdraw(id)
    if (interrupted) this.#close('interrupted')
    else if (turnComplete) this.#close('done')
  }

  /** The session is over, or goes on elsewhere: what was not said to its end never will be. */
  end(status: 'done' | 'interrupted' = 'done'): void {
    this.#close(status)
    this.#said = undefined
  }

  #hear(text: string): void {
    if (this.#user !== undefined) return this.#change(this.#user, (content) => withPart(content, { text }))
    this.#said = undefined
    // The model may have begun to answer already.
    this.#user = this.#add({ role: 'user', content: [{ text }] }, 'streaming', this.#model)
  }

  #grow(part: Part): void {
    const open = this.#model ?? this.#said
    if (open === undefined) this.#model = this.#add({ role: 'model', content: [part] }, 'streaming')
    else this.#change(open, (content) => withPart(content, part))
  }

  #withdraw(ref: string): void {
    const holds = (part: Part): boolean => 'toolRequest' in part && part.toolRequest?.ref === ref
    const found = this.#messages.find(({ message }) => message.content.some(holds))
    const cancelled = (part: Part): Part =>
      holds(part) ? { ...part, metadata: { ...part.metadata, cancelled: true } } : part
    if (found) this.#change(found.id, (content) => content.map(cancelled))
  }

  #close(status: 'done' | 'interrupted'): void {
    if (this.#user === undefined && this.#model === undefined) return
    this.#end(this.#user, 'done')
    this.#end(this.#model, status)
    this.#said = status === 'done' ? this.#model : undefined
    this.#user = this.#model = undefined
  }

  #end(id: string | undefined, status: 'done' | 'interrupted'): void {
    this.#messages = this.#messages.map((one) =>
      one.id === id && one.status === 'streaming' ? { ...one, status } : one,
    )
  }

  #add(data: MessageData, status: LiveMessage['status'], before?: string): string {
    const id = newId()
    const at = before === undefined ? -1 : this.#messages.findIndex((one) => one.id === before)
    const place = at < 0 ? this.#messages.length : at
    const added = { id, message: new Message(data), status }
    this.#messages = [...this.#messages.slice(0, place), added, ...this.#messages.slice(place)]
    return id
  }

  #change(id: string, edit: (content: readonly Part[]) => Part[]): void {
    this.#messages = this.#messages.map((one) => {
      if (one.id !== id) return one
      const { role, content, metadata } = one.message
      return { ...one, message: new Message({ role, content: edit(content), ...(metadata && { metadata }) }) }
    })
  }
}
