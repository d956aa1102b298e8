import type { GenerateResponseData, MessageData, Part } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { addParts } from './accumulate.ts'
import { toMessage, toResponse } from './from-flow.ts'
import { GenerateResponse, type GenerateResponseOptions } from './generate-response.ts'
import type { MessageParser } from './message.ts'
import { shareJson } from './share-json.ts'

/** The output of a flow that returns a string is that string. */
const textParser: MessageParser<string> = (message) => message.text

/** Whether there is something in a part: an empty text is nothing, and neither is what broke its own type. */
const isReadable = (part: Part): boolean => {
  const { text, custom } = part as { text?: string; custom?: Record<string, unknown> }
  return !(text === '' || custom?.['malformed'] || Object.keys(part).length === 0)
}

/**
 * The end of a flow, of any shape that a flow can return. The result replaces what streamed, but every message and part
 * that it only repeats stays the object it was. `messages` are those of this reply, the tool loop included: the result
 * holds only the last one; those before it are in its request, when the server sends that, or else only in the stream.
 */
export function settleFlow<O>(
  result: unknown,
  streamed: readonly MessageData[] = [],
  options: Pick<GenerateResponseOptions<O>, 'parser' | 'output'> = {},
): { response: GenerateResponse<O>; messages: readonly MessageData[] } {
  const { schema, format } = options.output ?? {}
  const data = toResponse(result)
  const streamedLast = streamed.at(-1)
  // The last turn may not have streamed: then the last message that did is not its draft.
  const final = data ? (data.message ?? data.candidates?.[0]?.message) : toMessage(result, streamedLast)
  const last = !final || streamedLast?.role === final.role ? streamedLast : undefined
  const before = loopBefore(last ? streamed.slice(0, -1) : streamed, data?.request?.messages)
  // What holds nothing, or nothing that can be read, does not take the place of words, unless the loop before it has them.
  const isKept = last && before.length < streamed.length && !final?.content.some(isReadable)
  // Google's plugin for Genkit (1.42) ends a reply with a part for every chunk of it. What is no more than the stream in
  // pieces stays as it streamed; everything else is as the server said it, to be sent back like that.
  const joined = final && { ...final, content: shareJson(last?.content, addParts(final.content)) }
  const message = final && !isKept ? shareJson(last, last?.content === joined?.content ? joined : final) : last
  const response = new GenerateResponse<O>(
    compact<GenerateResponseData>({
      finishReason: data ? null : 'stop',
      request: before[0] && { messages: [...before] },
      raw: result,
      ...data,
      message,
    }),
    // The caller's `O` is the type of the flow's result, so it is `string` whenever the result is one.
    typeof result === 'string' && !schema && !format ? { parser: textParser as MessageParser<O>, ...options } : options,
  )
  return { response, messages: message ? [...before, message] : streamed }
}

/** The messages of this reply before its last, as the history has them when it has the same ones. */
function loopBefore(before: readonly MessageData[], history: readonly MessageData[] = []): readonly MessageData[] {
  // From the end, every call and its answer: all of the loop, streamed or not. What ends in no answer, or in one that
  // the page gave by resuming, the page has sent.
  const sent = history.findLastIndex(({ role }, at) => {
    const next = history[at + 1]
    return role !== 'tool' && (next?.role !== 'tool' || next.metadata?.['resumed'])
  })
  const loop = history.slice(sent + 1)
  const offset = loop.length - before.length
  const isKnown = before.every(({ role }, at) => role === loop[at + offset]?.role)
  return isKnown ? loop.map((message, at) => shareJson(before[at - offset], message)) : before
}
