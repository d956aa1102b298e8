'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { InteractionSnapshot } from '../state/interaction-state.ts'
import type { TypedTools } from '../state/chat-tool.ts'
import type { InteractionStoreOptions } from '../state/interaction-options.ts'
import { InteractionStore } from '../state/interaction-store.ts'
import { useGemini } from './use-gemini.ts'
import type { ClientWith } from './queries/keys.ts'
import { useMadeFor } from './use-made-for.ts'

/** Options of `useInteraction`. */
export interface UseInteractionOptions<TI = unknown, TO = unknown> extends Omit<InteractionStoreOptions, 'tools'> {
  /** Tools of the page, each checked against its own schemas: those with `execute` answer by themselves. */
  tools?: TypedTools<TI, TO> | undefined
}

/** What `useInteraction` returns. */
export type UseInteractionResult = InteractionSnapshot

/**
 * One interaction, as it is written: of a model or an agent, also in the background. A connection that breaks is taken up
 * behind its last event; with `storageKey`, so is one that a reload has cut. Nothing is lost, and nothing comes twice.
 *
 * @example
 * const run = useInteraction(gemini, { storageKey: 'research' })
 * <button onClick={() => run.start({ agent: 'deep-research', input: topic, background: true })}>Find out</button>
 * {run.messages.map((message, at) => <MessageView key={at} message={message} streaming={run.isStreaming} />)}
 * {run.fetchStatus === 'fetching' && <button onClick={() => run.cancel()}>Cancel</button>}
 * @throws GenAIError `invalid` without a client.
 */
export function useInteraction<TI = unknown, TO = unknown>(
  client?: ClientWith<'interactions'>,
  given: UseInteractionOptions<TI, TO> = {},
): UseInteractionResult {
  // Whose types they are is only of interest to who writes them.
  const options = given as InteractionStoreOptions
  const { interactions, key } = useGemini(client)
  const store = useMadeFor(JSON.stringify([key, options.storageKey]), () => new InteractionStore(interactions, options))
  useEffect(() => store.setOptions(options))
  useEffect(() => store.attach(), [store])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
