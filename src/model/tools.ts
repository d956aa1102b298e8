import type { MessageData, ToolRequestPart, ToolResponsePart } from '../wire/genkit-data.ts'
import { toolRequestsOf, toolResponsesOf } from './part.ts'

/**
 * Which response answers which request. By name and `ref`; where there is no `ref`, the first unanswered request of that
 * name. Tools finish in any order, so the order of the parts says nothing.
 */
export function pairTools(
  messages:
    | readonly Pick<MessageData, 'content'>[]
    | readonly { readonly content: readonly MessageData['content'][number][] }[],
): Map<ToolRequestPart, ToolResponsePart> {
  const open: ToolRequestPart[] = []
  const pairs = new Map<ToolRequestPart, ToolResponsePart>()
  for (const { content } of messages) {
    open.push(...toolRequestsOf(content))
    for (const part of toolResponsesOf(content)) {
      const { name, ref } = part.toolResponse
      const at = open.findIndex(({ toolRequest }) => toolRequest.name === name && toolRequest.ref === ref)
      if (at !== -1) pairs.set(open.splice(at, 1)[0] as ToolRequestPart, part)
    }
  }
  return pairs
}
