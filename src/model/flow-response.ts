import type { MessageData } from '../wire/genkit-data.ts'
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
  const last = streamed.at(-1)
  const final = data ? (data.message ?? data.candidates?.[0]?.message) : toMessage(result, last)
  const message = final && share(last, final)
  const before = loopBefore(streamed, data?.request?.messages)
  const response = new GenerateResponse<O>(
    {
      ...(!data && { finishReason: 'stop' }),
      ...(before[0] && { request: { messages: [...before] } }),
      raw: result,
      ...data,
      ...(message && { message }),
    },
    // The caller's `O` is the type of the flow's result, so it is `string` whenever the result is one.
    { parser: parser ?? (typeof result === 'string' ? (textParser as MessageParser<O>) : undefined) },
  )
  return { response, messages: message ? [...before, message] : streamed }
}

/** The messages of this reply before its last, as the history has them when it has the same ones. */
function loopBefore(streamed: readonly MessageData[], history: readonly MessageData[] = []): readonly MessageData[] {
  // Nothing streamed: everything since somebody last spoke to the model.
  if (!streamed[0]) return history.slice(history.findLastIndex(({ role }) => role === 'user' || role === 'system') + 1)
  const before = streamed.slice(0, -1)
  const tail = history.slice(history.length - before.length)
  const same = tail.length === before.length && tail.every(({ role }, at) => role === before[at]?.role)
  return same ? tail.map((message, at) => share(before[at], message)) : before
}
