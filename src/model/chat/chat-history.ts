import type { MessageData, Part } from '../../wire/genkit-data.ts'
import { isPart, partKind } from '../part.ts'
import { pairTools } from '../tools.ts'
import type { ChatMessage } from './chat-message.ts'

/** What has ended before its time may end in half a thought or half a call, which no provider takes back. */
const isCut = ({ status }: ChatMessage): boolean => status === 'stopped' || status === 'failed'

const isEmpty = (part: Part): boolean => isPart(part, 'text') && part.text === ''

/** A value that a model wrote was text when it wrote it, and providers know no other way to be given it again. */
const asWritten = (part: Part): Part =>
  partKind(part) === 'data' && isPart(part, 'data') ? { text: JSON.stringify(part.data) } : part

/**
 * A conversation as a model can be given it: what never arrived stays out, and so do calls of tools that nobody answered,
 * which providers refuse (Gemini and others with a 400 for the whole conversation). Ids and states are not sent.
 *
 * @param resuming The last message is about to be answered, so the calls in it stay.
 * @see Genkit protocols 5 and 8
 */
export function toHistory(messages: readonly ChatMessage[], resuming = false): MessageData[] {
  const answered = pairTools(messages)
  const last = messages.length - 1
  return messages.flatMap((message, index) => {
    const { role, metadata, status } = message
    if (role === 'user' && (status === 'failed' || status === 'queued')) return []
    const content = message.content.filter((part) => {
      if (isPart(part, 'toolRequest')) return answered.has(part) || (resuming && index === last)
      return !isEmpty(part) && !(isCut(message) && isPart(part, 'reasoning'))
    })
    const sent = content.map(asWritten)
    return sent.length > 0 ? [{ role, content: sent, ...(metadata && { metadata }) }] : []
  })
}
