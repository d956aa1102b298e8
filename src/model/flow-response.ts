import type { GenerateResponseData, MessageData } from '../wire/genkit-data.ts'
import { compact } from '../wire/json.ts'
import { toMessage, toResponse } from './from-flow.ts'
import { GenerateResponse } from './generate-response.ts'
import type { MessageParser } from './message.ts'
import { share } from './share.ts'

/** The output of a flow that returns a string is that string. */
const textParser: MessageParser<string> = (message) => message.text

/**
 * The end of a flow, of any shape that a flow can return. The result replaces what streamed, but every message and part
 * that it only repeats stays the object it was. `messages` are those of this reply, the tool loop included: the result
 * holds only the last one; those before it are in its request, when the server sends that, or else only in the stream.
 */
export function settleFlow<O>(
  result: unknown,
  streamed: readonly MessageData[] = [],
  parser?: MessageParser<O>,
): { response: GenerateResponse<O>; messages: readonly MessageData[] } {
  const data = toResponse(result)
  const streamedLast = streamed.at(-1)
  // The last turn may not have streamed: then the last message that did is not its draft.
  const final = data ? (data.message ?? data.candidates?.[0]?.message) : toMessage(result, streamedLast)
  const last = !final || streamedLast?.role === final.role ? streamedLast : undefined
  const message = final ? share(last, final) : last
  const before = loopBefore(last ? streamed.slice(0, -1) : streamed, data?.request?.messages)
  const response = new GenerateResponse<O>(
    compact<GenerateResponseData>({
      finishReason: data ? null : 'stop',
      request: before[0] && { messages: [...before] },
      raw: result,
      ...data,
      message,
    }),
    // The caller's `O` is the type of the flow's result, so it is `string` whenever the result is one.
    { parser: parser ?? (typeof result === 'string' ? (textParser as MessageParser<O>) : undefined) },
  )
  return { response, messages: message ? [...before, message] : streamed }
}

/** The messages of this reply before its last, as the history has them when it has the same ones. */
function loopBefore(before: readonly MessageData[], history: readonly MessageData[] = []): readonly MessageData[] {
  // Everything since somebody last spoke to the model: all of the loop, streamed or not.
  const loop = history.slice(history.findLastIndex(({ role }) => role === 'user' || role === 'system') + 1)
  const tail = loop.slice(loop.length - before.length)
  const known = loop.length >= before.length && tail.every(({ role }, at) => role === before[at]?.role)
  if (!known) return before
  return loop.map((message, at) => share(before[at - loop.length + before.length], message))
}
