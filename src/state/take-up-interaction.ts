import type { InteractionStream } from '../client/gemini/interaction-stream.ts'
import type { Interactions } from '../client/gemini/interactions.ts'
import type { InteractionParameters } from '../model/data.ts'
import { GenAIError, toGenAIError } from '../model/errors.ts'
import type { KeptInteraction } from './interaction-memory.ts'
import type { InteractionRun } from './interaction-run.ts'

/** The stream of one that runs, behind the last event that is known of it. */
export async function takeUp(
  interactions: Interactions,
  id: string,
  { lastEventId, known }: Pick<KeptInteraction, 'lastEventId' | 'known'>,
  signal: AbortSignal,
): Promise<InteractionStream> {
  const fromStart = (): Promise<InteractionStream> => interactions.get(id, { stream: true }, { signal })
  if (lastEventId === undefined) return fromStart()
  try {
    return await interactions.get(id, { stream: true, last_event_id: lastEventId }, { signal, known })
  } catch (error) {
    // A server that does not know the event any more tells it from the beginning.
    if (toGenAIError(error).retryable || signal.aborted) throw error
    return fromStart()
  }
}

/**
 * How to ask on, where the server has said enough for one request, and the stream was not one that does so by itself: it
 * was taken up. Nothing when that cannot be asked.
 * @throws GenAIError `truncated`
 */
export function goOn(
  interactions: Interactions,
  { params, abort }: InteractionRun,
  { interaction }: InteractionStream,
): (() => Promise<InteractionStream>) | undefined {
  const { id, continuation_token: token } = interaction
  const isKept = id !== undefined && params?.store !== false
  if (!params || token === undefined || !(isKept || params.input !== undefined))
    throw new GenAIError(
      'truncated',
      'The answer is longer than one request, and cannot be asked on. What had arrived is here.',
    )
  const { input = '', ...rest } = params
  const more = isKept ? { previous_interaction_id: id } : { input }
  const asked = { ...rest, ...more, continuation_token: token, stream: true } as InteractionParameters & {
    stream: true
  }
  const known = { before: interaction, hop: { steps: [] } }
  return () => interactions.create(asked, { signal: abort.signal, known })
}
