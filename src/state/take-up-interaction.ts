import type { InteractionStream } from '../client/gemini/interaction-stream.ts'
import type { Interactions } from '../client/gemini/interactions.ts'
import { toGenAIError } from '../model/errors.ts'
import type { KeptInteraction } from './interaction-memory.ts'

/** The stream of one that runs, behind the last event that is known of it. */
export async function takeUp(
  interactions: Interactions,
  id: string,
  { lastEventId, interaction }: Pick<KeptInteraction, 'lastEventId' | 'interaction'>,
  signal: AbortSignal,
): Promise<InteractionStream> {
  const fromStart = (): Promise<InteractionStream> => interactions.get(id, { stream: true }, { signal })
  if (lastEventId === undefined) return fromStart()
  try {
    return await interactions.get(id, { stream: true, last_event_id: lastEventId }, { signal, interaction })
  } catch (error) {
    // A server that does not know the event any more tells it from the beginning.
    if (toGenAIError(error).retryable || signal.aborted) throw error
    return fromStart()
  }
}
