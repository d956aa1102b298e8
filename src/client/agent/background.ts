import { AgentError } from '../../model/agent-error.ts'
import type { AgentEnd } from '../../model/agent-reading.ts'
import type { AgentSession, AgentStreamChunk, MessageData, SessionSnapshot } from '../../model/data.ts'
import { GenAIError } from '../../model/errors.ts'
import { pause } from '../pause.ts'
import { pollDelay, type PollOptions } from '../poll-delay.ts'

/** How long, and how often, a run in the background is looked at. */
export interface WaitForRunOptions extends PollOptions {
  signal?: AbortSignal | undefined
}

/** Asks for a snapshot. */
export type Look = (snapshotId: string) => Promise<SessionSnapshot | undefined>

/** What ends the looking when the server cannot be reached for this long, in ms. */
const PATIENCE = 60_000

/**
 * A run in the background, each time that it is looked at: at once, then ever less often, and once a minute while nobody
 * sees the page. Ends with the state that does not change any more. A server that cannot be reached is waited for.
 */
export async function* pollRun(
  look: Look,
  snapshotId: string,
  { signal, ...options }: WaitForRunOptions = {},
  onReconnecting?: (is: boolean) => void,
): AsyncGenerator<SessionSnapshot, SessionSnapshot> {
  let lostAt: number | undefined
  for (let looks = 1; ; looks++) {
    signal?.throwIfAborted()
    try {
      const found = await look(snapshotId)
      lostAt = undefined
      onReconnecting?.(false)
      if (!found) throw gone(snapshotId)
      if (found.status !== 'pending') return found
      yield found
    } catch (error) {
      const { retryable, code } = error as GenAIError
      lostAt ??= Date.now()
      if (!retryable || code === 'server' || Date.now() - lostAt > PATIENCE) throw error
      onReconnecting?.(true)
    }
    await pause(pollDelay(looks, options), [signal])
  }
}

const gone = (id: string): GenAIError =>
  new GenAIError('truncated', `The server no longer knows the run "${id}". It may have been restarted. Ask again.`, {
    status: 'NOT_FOUND',
  })

/** What a run streams while it is looked at: how its state and its artifacts have changed, and nothing else. */
export function* newsOf(snapshot: SessionSnapshot, before: AgentSession): Generator<AgentStreamChunk> {
  const { custom, artifacts = [] } = snapshot.state ?? {}
  if (custom !== undefined && JSON.stringify(custom) !== JSON.stringify(before.state))
    yield { customPatch: [{ op: 'replace', path: '', value: custom }] }
  for (const artifact of artifacts) {
    const text = JSON.stringify(artifact)
    if (!before.artifacts.some((known) => JSON.stringify(known) === text)) yield { artifact }
  }
}

/** Where the messages of the last turn begin: behind what a person said, or with the answers that it was resumed with. */
const beginOf = (messages: readonly MessageData[]): number =>
  messages.findLastIndex(({ role, metadata }) => role === 'user' || (role === 'tool' && metadata?.['resumed']))

/**
 * A run that has ended, as the end of a turn.
 * @throws AgentError when it failed, or its server is gone; GenAIError `aborted` when somebody ended it.
 */
export function endOfRun(
  snapshot: SessionSnapshot,
  session: AgentSession | undefined,
): { end: AgentEnd; turn: MessageData[] } {
  const { status, sessionId, snapshotId, state, error, finishReason } = snapshot
  if (status === 'aborted') throw new GenAIError('aborted', 'The run was stopped. What had arrived is kept.')
  if (status === 'expired')
    throw new AgentError('The server that worked on this is gone. What it had done is lost. Ask again.', {
      status: 'UNAVAILABLE',
      retryable: true,
      session,
    })
  if (status === 'failed') throw turnFailure(error, session)
  const messages = state?.messages ?? []
  const at = beginOf(messages)
  const turn = messages.slice(messages[at]?.role === 'user' ? at + 1 : Math.max(at, 0))
  const last = turn.at(-1)
  const end: AgentEnd = {
    ...(sessionId !== undefined && { sessionId }),
    snapshotId,
    ...(last && { message: last, history: messages.slice(0, -1) }),
    ...(state?.artifacts && { artifacts: state.artifacts }),
    ...(finishReason && { finishReason }),
  }
  return { end, turn }
}

/** A turn that failed, in words. What an exception of the server's says is for its log: it may be anything. */
export function turnFailure(
  error: { status?: string; message: string; details?: unknown } | undefined,
  session: AgentSession | undefined,
): AgentError {
  const { status = 'INTERNAL', message = '', details } = error ?? {}
  const isSecret = /^(?:INTERNAL|UNKNOWN)$/.test(status)
  const said = isSecret ? 'its log says why' : message.replace(/^[A-Z_]+: /, '').slice(0, 600)
  return new AgentError(`The agent failed (${status}): ${said}. The conversation goes on from before this turn.`, {
    status,
    details: isSecret ? { message } : details,
    retryable: /UNAVAILABLE|EXHAUSTED|DEADLINE|ABORTED|INTERNAL/.test(status),
    session,
  })
}
