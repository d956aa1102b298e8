import type { MessageData } from '../wire/genkit-data.ts'
import { toResponseData } from './from-flow.ts'
import { GenerateResponse } from './generate-response.ts'
import type { MessageParser } from './message.ts'
import { settle } from './settle.ts'

/** The output of a flow that returns a string is that string. */
const textParser: MessageParser<string> = (message) => message.text

interface SettleOptions<O> {
  /** What its chunks had said. */
  streamed?: readonly MessageData[]
  parser?: MessageParser<O> | undefined
}

/** The end of a flow, of any shape that a flow can return: the final response, and the messages that led up to it. */
export function settleFlow<O>(
  result: unknown,
  { streamed = [], parser }: SettleOptions<O> = {},
): { response: GenerateResponse<O>; messages: readonly MessageData[] } {
  const { data, messages } = settle(streamed, toResponseData(result, streamed))
  // The caller's `O` is the type of the flow's result, so it is `string` whenever the result is one.
  const ownParser = typeof result === 'string' ? (textParser as MessageParser<O>) : undefined
  return { response: new GenerateResponse<O>(data, { parser: parser ?? ownParser }), messages }
}
