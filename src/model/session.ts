import type { AgentSession, Artifact, SessionDelta, SessionState } from '../wire/genkit-data.ts'
import { readState } from '../wire/agent-data.ts'
import { compact } from '../wire/json.ts'
import { applyJsonPatch, diffJson } from './json-patch.ts'

/** What a session holds beside its ids. `messages` only where the page keeps the state. */
export type SessionContent = Pick<SessionState, 'custom' | 'artifacts' | 'messages'>

/** What an agent has made, with `next` in the place of the one of its name, or at the end. */
export function putArtifact(artifacts: readonly Artifact[], next: Artifact): readonly Artifact[] {
  const at = next.name === undefined ? -1 : artifacts.findIndex(({ name }) => name === next.name)
  return at === -1 ? [...artifacts, next] : artifacts.with(at, next)
}

/** What an agent has made, when it lists all of it: what has a name and is not in the list is kept. */
export const putArtifacts = (artifacts: readonly Artifact[], list: readonly Artifact[]): Artifact[] => [
  ...artifacts.filter(({ name }) => name !== undefined && !list.some((one) => one.name === name)),
  ...list,
]

/** A session of what it holds, and of what it held before. */
export function makeSession<S = unknown>(
  ids: Pick<SessionDelta, 'sessionId' | 'snapshotId'>,
  content: SessionContent,
  before: SessionContent = {},
): AgentSession<S> {
  const { sessionId, snapshotId } = ids
  let delta: SessionDelta | undefined
  return {
    sessionId,
    snapshotId,
    // The type of the state is what the caller says it is: the server's schema is not on the wire.
    state: content.custom as S | undefined,
    artifacts: content.artifacts ?? [],
    messages: content.messages,
    // Only who keeps it needs it, and to compare costs time.
    get delta() {
      const patch = diffJson(before, content)
      return (delta ??= compact<SessionDelta>({ sessionId, snapshotId, patch: patch.length > 0 ? patch : undefined }))
    },
  }
}

/** What a session holds, as its patches are read against. */
export const contentOfSession = (session: AgentSession | undefined): SessionContent =>
  session
    ? compact<SessionContent>({
        custom: session.state,
        artifacts: session.artifacts.length > 0 ? [...session.artifacts] : undefined,
        messages: session.messages && [...session.messages],
      })
    : {}

/** The session that turns have left, first to last; `undefined` before the first. What is no patch is passed over. */
export function sessionOf<S = unknown>(deltas: readonly SessionDelta[]): AgentSession<S> | undefined {
  if (deltas.length === 0) return undefined
  const ids: SessionDelta = {}
  let content: SessionContent = {}
  for (const { sessionId, snapshotId, patch = [] } of deltas) {
    Object.assign(ids, compact({ sessionId, snapshotId }))
    try {
      content = readState(applyJsonPatch(content, patch)) ?? content
    } catch {
      // Kept data of another hand, or another version: what was known before it still holds.
    }
  }
  return makeSession<S>(ids, content)
}
