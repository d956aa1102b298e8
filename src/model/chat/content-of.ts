import type { Part } from '../../wire/genkit-data.ts'
import { readMessage } from '../../wire/genkit-schema.ts'
import { GenAIError } from '../errors.ts'
import { type ContentInput, Message } from '../message.ts'
import { isPart } from '../part.ts'

/**
 * What is sent of what somebody wrote; `undefined` when there is nothing in it.
 * @throws GenAIError `invalid` when it is no content at all.
 */
export function contentOf(input: ContentInput): Part[] | undefined {
  const content = Message.parseContent(input)
  // Without a role: every part must have a payload that is known.
  const read = readMessage({ content })?.content
  if (!read || read.some((part, at) => isPart(part, 'custom') && part.custom['malformed'] === content[at]))
    throw new GenAIError('invalid', 'This is no content. Nothing was sent.')
  return content.some((part) => !isPart(part, 'text') || part.text.trim() !== '') ? content : undefined
}
