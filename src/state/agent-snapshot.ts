import { type AgentSession, type Artifact, type SessionDelta } from '../model/data.ts'
import { sessionOf } from '../model/session.ts'
import { shareJson } from '../model/share-json.ts'
import type { ChatSnapshot } from './chat-state.ts'
import type { ChatStore } from './chat-store.ts'

/** A snapshot that a thread knows of. */
export interface ThreadSnapshot {
  readonly snapshotId: string
  /** The message behind which it was made. */
  readonly messageId: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** It belongs to the branch that is shown. */
  readonly isShown: boolean
}

/** What is known of the agent's side of a conversation. */
export interface AgentFacts<S = unknown> {
  /** The agent's custom state: a fresh object with every change, also in the middle of a turn. */
  readonly state: S | undefined
  /** What the agent has made, in the order in which it came. One of the same name takes the place of the one before. */
  readonly artifacts: readonly Artifact[]
  readonly sessionId: string | undefined
  /** Where the next message goes on, on a server that keeps the state. */
  readonly snapshotId: string | undefined
  /** Every snapshot that this thread has seen, on all of its branches, oldest first. */
  readonly snapshots: readonly ThreadSnapshot[]
  /** The agent is at work in the background: the page may be closed. */
  readonly isDetached: boolean
}

const NO_ARTIFACTS: readonly Artifact[] = []

const isSame = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.length === other.length && one.every((item, at) => item === other[at])

/** Reads the agent's side of a chat. What has not changed since the last look is the same object. */
export class AgentFactsReader<S> {
  #deltas: readonly SessionDelta[] = []
  #left: AgentSession | undefined
  #last: AgentFacts<S> | undefined
  #snapshots: readonly ThreadSnapshot[] = []
  #messages: ChatSnapshot['messages'] | undefined

  read(chat: ChatSnapshot): AgentFacts<S> {
    const session = chat.response?.session ?? this.#sessionOf(chat)
    const asked =
      chat.response || chat.status === 'pending' ? chat.store.thread.askedBy(chat.messageIds.at(-1)) : undefined
    const next: AgentFacts<S> = {
      // What it looks like is the caller's word: the server's schema of it is not on the wire.
      state: shareJson(this.#last?.state, session?.state) as S | undefined,
      artifacts: shareJson(this.#last?.artifacts, session?.artifacts ?? NO_ARTIFACTS),
      sessionId: session?.sessionId,
      snapshotId: session?.snapshotId,
      snapshots: this.#snapshotsOf(chat),
      // Not before the server has taken it in: until then, closing the page loses it.
      isDetached: asked?.stored.detach === true && asked.stored.streamId !== undefined,
    }
    return (this.#last = next)
  }

  /** What the turns of the branch that is shown have left. */
  #sessionOf({ messages }: ChatSnapshot): AgentSession | undefined {
    const deltas = messages.flatMap(({ response }) => response?.session ?? [])
    if (!isSame(deltas, this.#deltas)) {
      this.#deltas = deltas
      this.#left = sessionOf(deltas)
    }
    return this.#left
  }

  #snapshotsOf({ store, messages, messageIds }: ChatSnapshot): readonly ThreadSnapshot[] {
    if (messages === this.#messages) return this.#snapshots
    this.#messages = messages
    const shown = new Set(messageIds)
    const found = allWithSnapshot(store).map(({ id, snapshotId, createdAt }): ThreadSnapshot => {
      const known = this.#snapshots.find((one) => one.messageId === id)
      const isShown = shown.has(id)
      return known?.isShown === isShown ? known : { snapshotId, messageId: id, createdAt, isShown }
    })
    if (!isSame(found, this.#snapshots)) this.#snapshots = found
    return this.#snapshots
  }
}

function allWithSnapshot({ thread }: ChatStore): { id: string; snapshotId: string; createdAt: number }[] {
  return thread
    .all()
    .flatMap(({ id, createdAt, response }) => {
      const snapshotId = response?.session?.snapshotId
      return snapshotId === undefined ? [] : { id, createdAt, snapshotId }
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1))
}
