import type { GenerateResponseData, MessageData } from '../wire/genkit-data.ts'
import { share } from './share.ts'

/** The end of a reply: the authoritative response, and the messages of this reply that lead up to it. */
export interface Settled {
  data: GenerateResponseData
  messages: readonly MessageData[]
}

/**
 * Replaces what streamed by the result, keeping every message and part that the result did not change.
 * The result's message is only the last one; the tool loop before it is in `request.messages` when the server sends
 * the request, and only in the stream when it does not.
 */
export function settle(streamed: readonly MessageData[], result: GenerateResponseData): Settled {
  const final = result.message ?? result.candidates?.[0]?.message
  if (!final) return { data: result, messages: streamed }
  const message = share(streamed.at(-1), final)
  const history = result.request?.messages ?? []
  const before = streamed.length > 0 ? streamedLoop(streamed.slice(0, -1), history) : historyLoop(history)
  return { data: { ...result, message }, messages: [...before, message] }
}

/** The streamed messages before the last, as the history has them when it has the same ones. */
function streamedLoop(streamed: readonly MessageData[], history: readonly MessageData[]): readonly MessageData[] {
  if (streamed.length === 0) return streamed
  const tail = history.slice(-streamed.length)
  const same = tail.length === streamed.length && tail.every((message, at) => message.role === streamed[at]?.role)
  return same ? share(streamed, tail) : streamed
}

/** The messages since the user last spoke, for a reply that streamed nothing. */
function historyLoop(history: readonly MessageData[]): readonly MessageData[] {
  const spoke = history.findLastIndex((message) => message.role === 'user' || message.role === 'system')
  return history.slice(spoke + 1)
}
