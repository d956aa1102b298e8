'use client'
import { useEffect, useSyncExternalStore } from 'react'
import type { InteractionSnapshot } from '../state/interaction-state.ts'
import type { InteractionStoreOptions } from '../state/interaction-options.ts'
import { InteractionStore } from '../state/interaction-store.ts'
import { useGemini } from './use-gemini.ts'
import type { ClientWith } from './queries/keys.ts'
import { useMadeFor } from './use-made-for.ts'

/** Options of `useInteraction`. */
export type UseInteractionOptions = InteractionStoreOptions

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
export function useInteraction(
  client?: ClientWith<'interactions'>,
  options: UseInteractionOptions = {},
): UseInteractionResult {
  const { interactions, key } = useGemini(client)
  const store = useMadeFor(JSON.stringify([key, options.storageKey]), () => new InteractionStore(interactions, options))
  useEffect(() => store.setOptions(options))
  useEffect(() => store.attach(), [store])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}
