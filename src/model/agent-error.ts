import type { AgentSession } from '../wire/genkit-data.ts'
import { GenAIError, type GenAIErrorOptions } from './errors.ts'

/** A turn of an agent failed. The conversation goes on from where it stood before that turn: `session`. */
export class AgentError<S = unknown> extends GenAIError {
  override name = 'AgentError'
  /** The last good state: what the next turn begins with. `undefined` when the very first turn failed. */
  declare readonly session: AgentSession<S> | undefined

  constructor(message: string, { session, ...options }: GenAIErrorOptions & { session?: AgentSession<S> | undefined }) {
    super('server', message, options)
    Object.assign(this, { session })
  }
}
