import { readMessage } from '../../wire/genkit-schema.ts'
import { GenAIError } from '../errors.ts'
import { Message, type MessageInput } from '../message.ts'

/**
 * What an app makes of a reply, as messages; `undefined` when it makes nothing of it.
 * @throws GenAIError `invalid` when it is something else.
 */
export const replyMessages = (own: MessageInput | readonly MessageInput[] | undefined): Message[] | undefined =>
  own === undefined
    ? undefined
    : [own].flat().map((input) => {
        const message = readMessage((input as unknown) == null || Message.parseData(input, 'model'))
        if (message) return new Message(message)
        throw new GenAIError('invalid', '`fromResponse` gave no message.')
      })
