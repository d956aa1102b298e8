import type { Part } from '../../wire/genkit-data.ts'
import { type ContentInput, Message } from '../message.ts'
import { isPart } from '../part.ts'

/** What is sent of what somebody wrote; `undefined` when there is nothing in it. */
export function contentOf(input: ContentInput): Part[] | undefined {
  const content = Message.parseContent(input)
  return content.some((part) => !isPart(part, 'text') || part.text.trim() !== '') ? content : undefined
}
