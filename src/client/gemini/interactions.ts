import { GenAIError } from '../../model/errors.ts'
import { withOutput } from '../../model/interaction.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import type { Interaction, InteractionEvent, InteractionParameters } from '../../wire/interaction-data.ts'
import * as failures from '../failures.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'
import { InteractionStream, isOver } from './interaction-stream.ts'
import { invalid } from './invalid.ts'
import { lookUntil, pause, type WaitOptions } from './pause.ts'
import { readValues } from './read-values.ts'

export interface InteractionOptions extends CallOptions, RequestConfig {
  /** How often in a row a broken stream is taken up again without getting on. Default: 4. */
  retries?: number | undefined
  /** Milliseconds before the first of these, doubled for each that follows, up to 8,000. Default: 500. */
  retryDelay?: number | undefined
}
export interface GetInteractionParameters {
  /** Only what comes behind this event. With `stream`. */
  last_event_id?: string | undefined
  include_input?: boolean | undefined
}

/** Gemini's `interactions` service. */
export interface Interactions {
  create(params: InteractionParameters & { stream: true }, options?: InteractionOptions): Promise<InteractionStream>
  /**
   * Asks a model or an agent, with the conversation kept by the service.
   *
   * @example
   * const first = await interactions.create({ model: 'gemini-2.5-flash', input: 'I am Ada.' })
   * const next = await interactions.create({ model, input: 'Who am I?', previous_interaction_id: first.id })
   * print(next.output_text)
   */
  create(
    params: InteractionParameters & { stream?: false | undefined },
    options?: InteractionOptions,
  ): Promise<Interaction>
  get(
    id: string,
    params: GetInteractionParameters & { stream: true },
    options?: InteractionOptions,
  ): Promise<InteractionStream>
  get(
    id: string,
    params?: GetInteractionParameters & { stream?: false | undefined },
    options?: InteractionOptions,
  ): Promise<Interaction>
  /** Stops one that runs in the background. To leave its stream does not. */
  cancel(id: string, params?: object, options?: InteractionOptions): Promise<Interaction>
  delete(id: string, params?: object, options?: InteractionOptions): Promise<Record<string, unknown>>
  /** Looks until one in the background has come to an end, of whatever kind. */
  wait(id: string, options?: WaitOptions): Promise<Interaction>
}

const RUNNING = new Set(['in_progress', 'queued', undefined])

/** The `interactions` service alone. `createGeminiClient` has it as `interactions`. */
export function createInteractions(api: GeminiApi): Interactions {
  const pathOf = (id: string, verb = ''): string => {
    if (!id || /[/]/.test(id)) throw invalid(`"${id.slice(0, 100)}" is no id of an interaction. Nothing was sent.`)
    return `interactions/${id}${verb}`
  }
  const requestOf = (request: GeminiRequest, options: InteractionOptions = {}): GeminiRequest => ({
    accept: request.stream ? 'text/event-stream' : 'application/json',
    ...request,
    config: { httpOptions: options.httpOptions, abortSignal: options.abortSignal },
    signals: [...(request.signals ?? []), options.signal],
  })
  const resume = (id: string, params: GetInteractionParameters): GeminiRequest => ({
    method: 'GET',
    path: pathOf(id),
    query: { include_input: params.include_input, last_event_id: params.last_event_id, stream: true },
    stream: true,
  })

  /** The events of a stream, over as many connections as it takes. */
  async function* follow(
    first: GeminiRequest,
    known: { id?: string | undefined; lastEventId?: string | undefined },
    options: InteractionOptions = {},
    signal: AbortSignal,
  ): AsyncGenerator<InteractionEvent, void> {
    const { retries = 4, retryDelay = 500 } = options
    let { id, lastEventId } = known
    let request = first
    const seen = new Set<string>()
    let isAny = false
    for (let tries = 0; ; tries++) {
      let error: unknown
      let isEnd = false
      try {
        for await (const { value, id: sseId } of readValues(
          api,
          requestOf({ ...request, signals: [signal] }, options),
        )) {
          const event = { event_id: sseId, ...value } as unknown as InteractionEvent
          // A server that cannot tell where it was begins anew.
          if (event.event_id !== undefined && seen.has(event.event_id)) continue
          if (event.event_id !== undefined) seen.add((lastEventId = event.event_id))
          id = event.interaction?.id ?? event.interaction_id ?? id
          isEnd ||= isOver(event)
          isAny = true
          tries = 0
          yield event
        }
      } catch (caught) {
        error = caught
      }
      // The end may come behind the status that told of it, and be lost: it would say nothing new.
      if (isEnd) return
      const lost = error ?? failures.truncated(failures.shownUrl(api.address(request)))
      const isLost = GenAIError.is(lost) && lost.retryable
      // Without an event to go on from, what has been told would be told again.
      if (!isLost || !id || (isAny && !lastEventId) || tries >= retries) throw lost
      await pause(Math.min(8_000, retryDelay * 2 ** tries), [signal, api.signal, options.signal])
      request = resume(id, { last_event_id: lastEventId })
    }
  }

  const ask = async (request: GeminiRequest, options?: InteractionOptions): Promise<Interaction> =>
    withOutput(await api.request<Partial<Interaction>>(requestOf(request, options)))

  const open = (
    request: GeminiRequest,
    known: { id?: string | undefined; lastEventId?: string | undefined },
    options: InteractionOptions | undefined,
  ): Promise<InteractionStream> => new InteractionStream((signal) => follow(request, known, options, signal)).opened()

  const create = async (
    params: InteractionParameters,
    options?: InteractionOptions,
  ): Promise<Interaction | InteractionStream> => {
    const request = { path: 'interactions', body: params, stream: params.stream }
    return params.stream ? open(request, {}, options) : ask(request, options)
  }
  const get = async (
    id: string,
    params: GetInteractionParameters & { stream?: boolean | undefined } = {},
    options?: InteractionOptions,
  ): Promise<Interaction | InteractionStream> => {
    if (params.stream) return open(resume(id, params), { id, lastEventId: params.last_event_id }, options)
    const query = { include_input: params.include_input, last_event_id: params.last_event_id, stream: false }
    return ask({ method: 'GET', path: pathOf(id), query }, options)
  }
  return {
    create: create as Interactions['create'],
    get: get as Interactions['get'],
    cancel: async (id, _, options) => ask({ path: pathOf(id, '/cancel') }, options),
    delete: async (id, _, options) => api.request(requestOf({ method: 'DELETE', path: pathOf(id) }, options)),
    wait: (id, options) =>
      lookUntil(
        async () => ask({ method: 'GET', path: pathOf(id), query: { stream: false } }, { signal: options?.signal }),
        ({ status }) => !RUNNING.has(status),
        options,
        api.signal,
      ),
  }
}
