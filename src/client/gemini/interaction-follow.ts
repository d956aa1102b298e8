import { GenAIError } from '../../model/errors.ts'
import { tokenBehind } from '../../model/interaction-hops.ts'
import type { InteractionEvent, InteractionStatus } from '../../wire/interaction-data.ts'
import { truncated } from '../failures.ts'
import { shownUrl } from '../shown-url.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'
import { isOver } from './interaction-stream.ts'
import { pause } from '../pause.ts'
import { readValues } from './read-values.ts'

export interface FollowOptions {
  /** What is asked first. */
  first: GeminiRequest
  /** What is known of it before: when it is taken up, and not begun. */
  known: { id?: string | undefined; lastEventId?: string | undefined; token?: string | undefined }
  /** How to take it up behind an event; nothing where the service does not keep it. */
  resume: ((id: string, lastEventId: string | undefined) => GeminiRequest) | undefined
  /** How to ask on with the token of an interaction; nothing where nobody wants to. */
  goOn: ((token: string, id: string | undefined) => GeminiRequest) | undefined
  retries: number
  retryDelay: number
  signals: readonly (AbortSignal | undefined)[]
}

/**
 * The events of an interaction, over as many connections as it takes: one that breaks is taken up behind its last event,
 * and a server that has said enough for one request is asked on.
 * @throws GenAIError
 */
export async function* followInteraction(
  api: GeminiApi,
  { first, known, resume, goOn, retries, retryDelay, signals }: FollowOptions,
): AsyncGenerator<InteractionEvent, void> {
  let { id, lastEventId, token: sent } = known
  let request = first
  let status: InteractionStatus | undefined
  let token: string | undefined
  let isAny = false
  let isHop = false
  const seen = new Set<string>()
  for (let tries = 0; ; tries++) {
    let error: unknown
    let isEnd = false
    try {
      for await (const { value, id: sseId } of readValues(api, request)) {
        const event = { event_id: sseId, ...value } as unknown as InteractionEvent
        // A server that cannot tell where it was begins anew.
        if (event.event_id !== undefined && seen.has(event.event_id)) continue
        if (event.event_id !== undefined) seen.add((lastEventId = event.event_id))
        const { interaction } = event
        id = interaction?.id ?? event.interaction_id ?? id
        status = interaction?.status ?? event.status ?? status
        token = interaction?.continuation_token ?? event.continuation_token ?? token
        isEnd ||= isOver(event)
        isAny = true
        tries = 0
        yield event
      }
    } catch (caught) {
      error = caught
    }
    if (isEnd) {
      // The end may come behind the status that told of it, and be lost: it would say nothing new.
      const next = tokenBehind(status, token, sent)
      if (!next || !goOn) return
      request = goOn(next, id)
      sent = next
      // What comes now is another interaction, with events of its own.
      id = lastEventId = status = token = undefined
      seen.clear()
      isAny = false
      isHop = true
      tries = -1
      continue
    }
    const lost = error ?? truncated(shownUrl(api.address(request)))
    const isLost = GenAIError.is(lost) && lost.retryable
    // Without an event to go on from, what has been told would be told again.
    const canResume = resume && id && (!isAny || lastEventId)
    const canAsk = isHop && !isAny
    if (!isLost || !(canResume || canAsk) || tries >= retries) throw lost
    await pause(Math.min(8_000, retryDelay * 2 ** tries), [...signals, api.signal], api.options.clock)
    // What is asked again is counted here.
    if (resume && id) request = { ...resume(id, lastEventId), retry: false }
  }
}
