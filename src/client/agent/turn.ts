import type { AgentInit, AgentInput, AgentSession } from '../../model/data.ts'
import { GenAIError } from '../../model/errors.ts'
import { contentOfSession, makeSession, sessionOf } from '../../model/session.ts'
import type { AgentAsk, AgentTurn } from '../agent.ts'

/** A turn as it is sent, and what it begins with, as far as that is known here. */
export interface Turn {
  body: { data: AgentInput; init: AgentInit }
  before: AgentSession | undefined
}

/** Where the next turn goes on: by the snapshot's id, or, where the page keeps the state, with the state itself. */
export function initOf(session: AgentSession | undefined): AgentInit {
  if (session?.snapshotId !== undefined) return { snapshotId: session.snapshotId }
  if (!session?.messages) return {}
  const { sessionId } = session
  return { state: { ...(sessionId !== undefined && { sessionId }), ...contentOfSession(session) } }
}

const inputOf = ({ message, resume, detach }: AgentTurn): AgentInput => ({
  ...(message && { message }),
  ...(resume && { resume }),
  ...(detach && { detach }),
})

/** @throws GenAIError `invalid` for what an agent would refuse, or act on otherwise than it was meant. */
export function toTurn<S>(ask: AgentAsk<S>): Turn {
  if (typeof ask === 'string') return toTurn({ message: { role: 'user', content: [{ text: ask }] } })
  if ('messages' in ask) {
    const { messages, resume, detach, sessions = [] } = ask
    const message = resume ? undefined : messages.at(-1)
    const before = sessionOf(sessions)
    const turn: AgentTurn = { ...(message && { message }), ...(resume && { resume }), ...(detach && { detach }) }
    return checked({ body: { data: inputOf(turn), init: initOf(before) }, before })
  }
  // An agent wants a beginning, even an empty one: without it, it answers with 29 kB of schema.
  const init: AgentInit = ask.init ?? {}
  const { snapshotId, sessionId, state } = init
  const before = state && makeSession({ ...(sessionId !== undefined && { sessionId }) }, { messages: [], ...state })
  if (state && (snapshotId ?? sessionId) !== undefined)
    throw invalid('A turn begins with a state of the page, or with a snapshot of the server: `init` has both.')
  return checked({ body: { data: inputOf(ask), init }, before })
}

const invalid = (message: string): GenAIError => new GenAIError('invalid', `${message} Nothing was sent.`)

function checked(turn: Turn): Turn {
  const { data, init } = turn.body
  const { message, resume, detach } = data
  if (!message && !resume) throw invalid('A turn of an agent needs a message, or answers to its tools.')
  if (resume?.restart?.some(({ metadata }) => metadata && 'replacedInput' in metadata))
    throw invalid(
      'An agent runs a tool only with the input that the model asked for (Genkit refuses any other). Answer in its place with `respond`, or say what should change in a message.',
    )
  // Genkit 1.42 has been seen to fall over this.
  if (detach && init.state) throw invalid('Only an agent whose server keeps the state can go on in the background.')
  return turn
}
