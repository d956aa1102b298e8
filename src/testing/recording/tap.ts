import type { AsyncReply } from '../../model/async-reply.ts'
import type { GenAIError } from '../../model/errors.ts'

/** What is heard of a reply. */
export interface Listener {
  onChunk(raw: unknown): void
  onResult(result: unknown): void
  onFailure(error: GenAIError): void
}

/** The three steps of a reply, as `Replay` has them. */
interface Steps {
  add(raw: unknown): unknown
  complete(result: unknown): void
  failure(cause: unknown): GenAIError
}

/**
 * Listens to a reply without reading it: one reader more would hold its connection open when everybody else has left, and
 * hear of the end too late. So its steps are watched, of this one object; apps that record nothing carry nothing for it.
 */
export function tap<R extends AsyncReply<unknown, unknown>>(reply: R, listener: Listener): R {
  // Protected, which holds for types: these are the steps that `Replay` takes, and this package's own.
  const steps = reply as unknown as Steps
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
