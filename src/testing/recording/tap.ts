import type { AsyncReply } from '../../model/async-reply.ts'
import type { GenAIError } from '../../model/errors.ts'

/** The steps that `Replay` takes for a reply, and what they leave. */
export interface Steps {
  items: unknown[]
  ended: { error?: GenAIError } | undefined
  add(raw: unknown): { text: string }
  complete(result: unknown): void
  failure(cause: unknown): GenAIError
}

/** They are protected, which holds for types: this package's own, and stable for it. */
export const stepsOf = (reply: AsyncReply): Steps => reply as unknown as Steps

/** What is heard of a reply. */
export interface Listener {
  onChunk(raw: unknown): void
  onResult(result: unknown): void
  onFailure(error: GenAIError): void
}

/**
 * Listens to a reply without reading it: one reader more would hold its connection open when everybody else has left, and
 * hear of the end too late. So its steps are watched, of this one object; apps that record nothing carry nothing for it.
 */
export function tap(reply: AsyncReply, listener: Listener): AsyncReply {
  const steps = stepsOf(reply)
  const { add, complete, failure } = steps
  steps.add = (raw) => {
    listener.onChunk(raw)
    return add.call(reply, raw)
  }
  steps.complete = (result) => {
    complete.call(reply, result)
    listener.onResult(result)
  }
  steps.failure = (cause) => {
    const error = failure.call(reply, cause)
    listener.onFailure(error)
    return error
  }
  return reply
}
