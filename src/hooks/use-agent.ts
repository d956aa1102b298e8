'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { Agent, SnapshotLookup } from '../client/agent.ts'
import { GenAIError } from '../model/errors.ts'
import type { ContentInput } from '../model/message.ts'
import { type AgentFacts, AgentFactsReader } from '../state/agent-snapshot.ts'
import type { ChatSnapshot } from '../state/chat-state.ts'
import type { ChatStore } from '../state/chat-store.ts'
import { showSession } from '../state/show-session.ts'
import type { ChatSource } from './use-chat-parts.ts'
import { useAnyChat, type UseChatOptions } from './use-chat.ts'
import type { AgentAsk } from '../client/agent.ts'
import type { AgentStreamChunk } from '../model/data.ts'
import { Tracked } from './tracked.ts'

/** Options of `useAgent`: those of `useChat`. */
export type UseAgentOptions<S = unknown, TI = unknown, TO = unknown> = Omit<
  UseChatOptions<AgentAsk<S>, unknown, AgentStreamChunk, TI, TO>,
  'toInput'
>

/** What can be done with the sessions of an agent. */
export interface AgentVerbs {
  /** Sends a message for the agent to work on in the background. `stop` ends it there; closing the page does not. */
  detach(content: ContentInput): string | undefined
  /**
   * Shows the conversation as it was when a snapshot was made, for the next message to go on from there. One that this
   * thread has not seen is asked for, and takes the place of the conversation.
   * @throws GenAIError `invalid` when the server has none of that name.
   */
  goTo(snapshotId: string): Promise<void>
  /** Shows the latest of a session, or a snapshot, in place of the conversation. @throws as `goTo` does. */
  load(lookup: SnapshotLookup): Promise<void>
}

/** What `useAgent` returns: the chat, what the agent has left, and what can be done with that. Reading a field subscribes to it. */
export type UseAgentResult<S = unknown> = ChatSnapshot & AgentFacts<S> & AgentVerbs

/**
 * A conversation with a Genkit agent: everything that `useChat` has, and the agent's state, artifacts, sessions and snapshots.
 * Turns follow one another; a failed one leaves the last good state, and `retry` begins from there. Branches of the chat are
 * branches of the session: another wording, or another reply, goes on from the snapshot before it.
 *
 * @example
 * const support = genkit.agent<typeof supportAgent>('support')
 * const { messages, send, state, artifacts, interrupts, approve } = useAgent(support)
 * @see Genkit 1.42, agents
 */
export function useAgent<S = unknown, TI = unknown, TO = unknown>(
  agent: Agent<S>,
  options: UseAgentOptions<S, TI, TO> = {},
): UseAgentResult<S> {
  const { store } = useAnyChat<AgentAsk<S>, unknown, AgentStreamChunk>(agent, options)
  const get = useMemo(() => readAgentChat<S>(store, agent), [store, agent])
  return useSyncExternalStore(store.subscribe, get, get)
}

/**
 * The agent's side of any chat: its state, its artifacts, its snapshots. The component is drawn again when something changes
 * that it has read.
 *
 * @example
 * const { artifacts } = useAgentFacts(chat)
 */
export function useAgentFacts<S = unknown>({ store }: ChatSource): AgentFacts<S> {
  const get = useMemo(() => readFacts<S>(store), [store])
  return useSyncExternalStore(store.subscribe, get, get)
}

function readFacts<S>(store: ChatStore): () => AgentFacts<S> {
  const reader = new AgentFactsReader<S>()
  let last: { chat: ChatSnapshot; facts: AgentFacts<S> } | undefined
  const read = (): AgentFacts<S> => {
    const chat = store.getSnapshot()
    if (last?.chat !== chat) last = { chat, facts: reader.read(chat) }
    return last.facts
  }
  return new Tracked(read).get
}

function readAgentChat<S>(store: ChatStore, agent: Agent<S>): () => UseAgentResult<S> {
  const reader = new AgentFactsReader<S>()
  const verbs = agentVerbs(store, agent)
  let last: { chat: ChatSnapshot; whole: UseAgentResult<S> } | undefined
  const read = (): UseAgentResult<S> => {
    const chat = store.getSnapshot()
    if (last?.chat !== chat) last = { chat, whole: { ...chat, ...reader.read(chat), ...verbs } }
    return last.whole
  }
  return new Tracked(read).get
}

function agentVerbs<S>(store: ChatStore, agent: Agent<S>): AgentVerbs {
  const load = async (lookup: SnapshotLookup): Promise<void> => {
    const snapshot = await agent.getSnapshot(lookup)
    if (!snapshot)
      throw new GenAIError('invalid', 'The agent has no such snapshot. The conversation stays as it is.', {
        status: 'NOT_FOUND',
      })
    showSession(store, snapshot)
  }
  return {
    detach: (content) => store.getSnapshot().send(content, { detach: true }),
    load,
    goTo: async (snapshotId) => {
      const known = store.thread.all().find(({ response }) => response?.session?.snapshotId === snapshotId)
      if (known) store.getSnapshot().switchTo(known.id, true)
      else await load({ snapshotId })
    },
  }
}
