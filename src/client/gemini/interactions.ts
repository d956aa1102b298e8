import { GenAIError, toGenAIError } from '../../model/errors.ts'
import { joinHops, tokenBehind, type InteractionProgress } from '../../model/interaction-hops.ts'
import { withOutput } from '../../model/interaction.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import type { Interaction, InteractionParameters } from '../../wire/interaction-data.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'
import { followInteraction, type FollowOptions } from './interaction-follow.ts'
import { InteractionStream } from './interaction-stream.ts'
import { invalid } from './invalid.ts'
import { lookUntil, type WaitOptions } from '../pause.ts'

/** Options of one call. */
export interface InteractionOptions extends CallOptions, RequestConfig {
  /** How often in a row a broken stream is taken up again without getting on. Default: 4. */
  retries?: number | undefined
  /** Milliseconds before the first of these, doubled for each that follows, up to 8,000. Default: 500. */
  retryDelay?: number | undefined
  /** What is known of it up to `last_event_id`, so that the stream comes to the whole and not to the rest: `stream.known`. */
  known?: InteractionProgress | undefined
}
type VersionParameters = Pick<GetInteractionParameters, 'api_version'> | null
/** From where, and with what, to get an interaction. */
export interface GetInteractionParameters {
  /** Only what comes behind this event. With `stream`. */
  last_event_id?: string | undefined
  include_input?: boolean | undefined
  /** The version to ask, in place of the client's. */
  api_version?: string | undefined
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
    params?: (GetInteractionParameters & { stream?: false | undefined }) | null,
    options?: InteractionOptions,
  ): Promise<Interaction>
  /** Stops one that runs in the background. To leave its stream does not. */
  cancel(id: string, params?: VersionParameters, options?: InteractionOptions): Promise<Interaction>
  delete(id: string, params?: VersionParameters, options?: InteractionOptions): Promise<Record<string, unknown>>
  /** Looks until one in the background has come to an end, of whatever kind. */
  wait(id: string, options?: WaitOptions): Promise<Interaction>
}

const RUNNING = new Set(['in_progress', 'queued', undefined])

const ofVersion = (apiVersion: string | undefined, options: InteractionOptions = {}): InteractionOptions =>
  apiVersion ? { ...options, httpOptions: { ...options.httpOptions, apiVersion } } : options

/** What had arrived, and been paid for, is not lost with what came after. */
const interrupted = (error: GenAIError, whole: Interaction): GenAIError =>
  new GenAIError(
    error.code,
    `${error.message} What had arrived is in \`details\`: ask on with its \`id\` and \`continuation_token\`.`,
    { status: error.status, httpStatus: error.httpStatus, retryable: error.retryable, details: whole, cause: error },
  )

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
  const ask = async (request: GeminiRequest, options?: InteractionOptions): Promise<Interaction> =>
    withOutput(await api.request<Partial<Interaction>>(requestOf(request, options)))

  const open = (
    { first, known, goOn, resume: again }: Pick<FollowOptions, 'first' | 'known' | 'goOn' | 'resume'>,
    options: InteractionOptions = {},
  ): Promise<InteractionStream> => {
    const { retries = 4, retryDelay = 500, signal: own, known: from } = options
    return new InteractionStream((signal) => {
      const asked = (request: GeminiRequest): GeminiRequest => requestOf({ ...request, signals: [signal] }, options)
      return followInteraction(api, {
        first: asked(first),
        known,
        resume: again && ((id, last_event_id) => asked(again(id, last_event_id))),
        goOn: goOn && ((token, id) => asked(goOn(token, id))),
        retries,
        retryDelay,
        signals: [signal, own],
      })
    }, from).opened()
  }

  const create = async (
    { automatic_continuation: isWanted = true, api_version, ...body }: InteractionParameters,
    given?: InteractionOptions,
  ): Promise<Interaction | InteractionStream> => {
    if (body.background && !isWanted)
      throw invalid(
        '`automatic_continuation: false` does not go with `background`, where the service goes on by itself.',
      )
    const options = ofVersion(api_version, given)
    const isContinued = isWanted && !body.background && !body.agent && !body['agent_config']
    const request = (fields: object): GeminiRequest => ({ path: 'interactions', body: fields, stream: body.stream })
    const goOn = (token: string, id: string | undefined): GeminiRequest => {
      const { input, ...rest } = body
      // A service that has kept what came before knows the question, too.
      const isKept = id && body.store !== false
      return request({ ...rest, ...(isKept ? { previous_interaction_id: id } : { input }), continuation_token: token })
    }
    const sent = body.continuation_token
    if (body.stream)
      return open(
        {
          first: request(body),
          known: { token: sent },
          goOn: isContinued ? goOn : undefined,
          resume: body.store === false ? undefined : (id, last_event_id) => resume(id, { last_event_id }),
        },
        options,
      )
    let hop = await ask(request(body), options)
    let whole = hop
    let token = isContinued ? tokenBehind(hop.status, hop.continuation_token, sent) : undefined
    while (token) {
      try {
        hop = await ask(goOn(token, hop.id), options)
      } catch (cause) {
        throw interrupted(toGenAIError(cause), whole)
      }
      whole = joinHops(whole, hop)
      token = tokenBehind(hop.status, hop.continuation_token, token)
    }
    return whole
  }
  const get = async (
    id: string,
    asked?: (GetInteractionParameters & { stream?: boolean | undefined }) | null,
    given?: InteractionOptions,
  ): Promise<Interaction | InteractionStream> => {
    const params = asked ?? {}
    const options = ofVersion(params.api_version, given)
    if (params.stream)
      return open(
        {
          first: resume(id, params),
          known: { id, lastEventId: params.last_event_id },
          goOn: undefined,
          resume: (_, last_event_id) => resume(id, { ...params, last_event_id }),
        },
        options,
      )
    const query = { include_input: params.include_input, last_event_id: params.last_event_id, stream: false }
    return ask({ method: 'GET', path: pathOf(id), query }, options)
  }
  return {
    create: create as Interactions['create'],
    get: get as Interactions['get'],
    cancel: async (id, params, options) =>
      ask({ path: pathOf(id, '/cancel') }, ofVersion(params?.api_version, options)),
    delete: async (id, params, options) =>
      api.request(requestOf({ method: 'DELETE', path: pathOf(id) }, ofVersion(params?.api_version, options))),
    wait: (id, options) =>
      lookUntil(
        async () => ask({ method: 'GET', path: pathOf(id), query: { stream: false } }, { signal: options?.signal }),
        ({ status }) => !RUNNING.has(status),
        options,
        [api.signal, api.options.signal],
      ),
  }
}
