import type { GenAIError } from '../../model/errors.ts'
import { toGenAIError } from '../../model/errors.ts'
import { joinHops, wholeOf, type InteractionProgress } from '../../model/interaction-hops.ts'
import { foldInteraction } from '../../model/interaction.ts'
import { Replay, type OpenReply } from '../../model/replay.ts'
import type { Interaction, InteractionEvent } from '../../wire/interaction-data.ts'
import { toGeminiError } from '../../wire/gemini-frames.ts'
import { geminiFailure } from './gemini-failures.ts'

/** Nothing comes behind these. */
const OVER = new Set(['completed', 'failed', 'cancelled', 'incomplete', 'budget_exceeded', 'requires_action'])

export const isOver = ({ event_type: type, status }: InteractionEvent): boolean =>
  type === 'interaction.completed' || (type === 'interaction.status_update' && OVER.has(status ?? ''))

/**
 * An interaction that is under way: its events, for as many readers as like, and what they come to. A connection that
 * breaks is taken up again behind the last event, so nothing is lost and nothing comes twice. Where the server has said
 * enough for one request it is asked on; the events of each come as they are, and `interaction` is the whole.
 *
 * @example
 * const stream = await interactions.create({ model, input: 'Hi', stream: true })
 * for await (const event of stream) show(stream.interaction.output_text)
 * const { usage } = await stream.resolve()
 */
export class InteractionStream extends Replay<InteractionEvent, InteractionEvent> {
  #interaction: Interaction
  /** The request that is being answered, and what the ones before it came to. */
  #hop: Interaction
  #before: Interaction | undefined
  #lastEventId: string | undefined

  /** @param known What is known of it already: later events are added to that. */
  constructor(source: OpenReply<InteractionEvent>, known: InteractionProgress = { hop: { steps: [] } }) {
    super(source)
    this.#before = known.before
    this.#hop = known.hop
    this.#interaction = wholeOf(known)
  }

  /** Everything so far. A new object with every event; what has not changed in it is the same. */
  get interaction(): Interaction {
    return this.#interaction
  }

  /** The same, as it takes to go on from `lastEventId`: `interactions.get(id, params, { known })`. Plain JSON. */
  get known(): InteractionProgress {
    return { ...(this.#before && { before: this.#before }), hop: this.#hop }
  }

  /** Where to take it up again: `interactions.get(id, { stream: true, last_event_id })`. */
  get lastEventId(): string | undefined {
    return this.#lastEventId
  }

  /** Reads to the end. @throws GenAIError what ended it; what had arrived is in `interaction`. */
  async resolve(): Promise<Interaction> {
    await this.drain()
    if (this.ended?.error) throw this.ended.error
    return this.#interaction
  }

  /** This stream, as soon as its first event is there. @throws GenAIError what came in its place. */
  async opened(): Promise<this> {
    await this.pull()
    if (this.ended?.error && this.items.length === 0) throw this.ended.error
    return this
  }

  protected add(event: InteractionEvent): InteractionEvent {
    this.#lastEventId = event.event_id ?? this.#lastEventId
    if (event.event_type === 'error') throw geminiFailure(toGeminiError(event['error']))
    if (event.event_type === 'interaction.created' && this.#hop.status === 'requires_continuation') {
      this.#before = this.#interaction
      this.#hop = { steps: [] }
    }
    this.#hop = foldInteraction(this.#hop, event)
    this.#interaction = this.#before ? joinHops(this.#before, this.#hop) : this.#hop
    return event
  }

  protected complete(): void {}

  protected failure(cause: unknown): GenAIError {
    return toGenAIError(cause)
  }
}
