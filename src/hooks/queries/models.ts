import type { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import type { ListModelsConfig, GeminiModelInfo, ModelParameters } from '../../client/gemini/model-catalog.ts'
import type { Models } from '../../client/gemini/models.ts'
import type { GenerateContentParameters } from '../../model/data.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import { change, refreshLists, remove, replace, type ResourceMutation } from './change.ts'
import {
  askKey,
  getKey,
  listsKey,
  nameIn,
  serviceKey,
  type AskKey,
  type ClientWith,
  type GetKey,
  type KeyFilter,
  type ListKey,
  type ListsKey,
  type ServiceKey,
} from './keys.ts'
import { read, readInfinite, readList, type ListPage, type ResourceInfiniteQuery, type ResourceQuery } from './read.ts'

type Client = ClientWith<'models'>
type Params<M extends keyof Models> = NonNullable<Parameters<Models[M]>[0]>
type Answer<M extends keyof Models> = Awaited<ReturnType<Models[M]>>
/** A model, or its name. */
type ModelLike = string | ModelParameters

const HOUR = 3_600_000
const paramsOf = (model: ModelLike): ModelParameters => (typeof model === 'string' ? { model } : model)
const keyOf = (client: Client, model: ModelLike): GetKey<'models'> => {
  const { model: name, ...rest } = paramsOf(model)
  return getKey(client, 'models', nameIn('models', name), rest)
}

/** A question whose answer is the same each time: it is asked once. */
const once = <M extends 'countTokens' | 'computeTokens' | 'embedContent'>(
  client: Client,
  verb: M,
  params: Params<M>,
): ResourceQuery<Answer<M>, AskKey<'models'>> =>
  read(
    askKey(client, 'models', verb, params),
    (call) => (client.models[verb] as (params: Params<M>, options: typeof call) => Promise<Answer<M>>)(params, call),
    { staleTime: Infinity },
  )

/** Something that is made anew each time. */
const make =
  <M extends Exclude<keyof Models, 'list' | 'get'>>(verb: M) =>
  (client: Client): ResourceMutation<Answer<M>, Params<M>> =>
    change(client, 'models', verb, (params) =>
      (client.models[verb] as (params: Params<M>) => Promise<Answer<M>>)(params),
    )

/**
 * Models, and what they can be asked, as options of TanStack Query. To show a reply as it is written there is `useStream`;
 * one that is cached, `generateOptions`: both take `gemini.model(…)`.
 *
 * @example
 * const { data } = useInfiniteQuery(modelQueries.infinite(gemini))
 * const { data } = useQuery(modelQueries.countTokens(gemini, { model, contents: text })) // data.totalTokens
 * const { mutate, isPending } = useMutation(modelQueries.generateImages(vertex))
 */
export const modelQueries = {
  /** All that is cached of models. */
  all: (client: Client): KeyFilter<ServiceKey<'models'>> => ({ queryKey: serviceKey(client, 'models') }),
  /** All lists of them. */
  lists: (client: Client): KeyFilter<ListsKey<'models'>> => ({ queryKey: listsKey(client, 'models') }),
  /** Fresh for an hour: models come and go slowly. */
  list: (client: Client, config: ListModelsConfig = {}): ResourceQuery<ListPage<GeminiModelInfo>, ListKey<'models'>> =>
    readList(client, 'models', config, (asked, call) => client.models.list({ config: asked }, call), {
      staleTime: HOUR,
    }),
  infinite: (client: Client, config: ListModelsConfig = {}): ResourceInfiniteQuery<GeminiModelInfo, 'models'> =>
    readInfinite(client, 'models', config, (asked, call) => client.models.list({ config: asked }, call), {
      staleTime: HOUR,
    }),
  get: (client: Client, model: ModelLike): ResourceQuery<GeminiModelInfo, GetKey<'models'>> =>
    read(keyOf(client, model), (call) => client.models.get(paramsOf(model), call), { staleTime: HOUR }),
  /** Asked once for the same contents. `useCountTokens` does it while somebody writes. */
  countTokens: (client: Client, params: Params<'countTokens'>) => once(client, 'countTokens', params),
  computeTokens: (client: Client, params: Params<'computeTokens'>) => once(client, 'computeTokens', params),
  embedContent: (client: Client, params: Params<'embedContent'>) => once(client, 'embedContent', params),
  generateContent: (client: Client): ResourceMutation<GenerateResponse, GenerateContentParameters> =>
    change(client, 'models', 'generateContent', (params) => client.models.generateContent(params)),
  /** Gives the stream, as soon as it begins. */
  generateContentStream: (client: Client): ResourceMutation<AsyncGenerateContentResponse, GenerateContentParameters> =>
    change(client, 'models', 'generateContentStream', (params) => client.models.generateContentStream(params)),
  generateImages: make('generateImages'),
  editImage: make('editImage'),
  upscaleImage: make('upscaleImage'),
  recontextImage: make('recontextImage'),
  segmentImage: make('segmentImage'),
  /** Gives an operation: `operationQueries.get` follows it, and `useGenerateVideos` does both. */
  generateVideos: make('generateVideos'),
  /** Of models that you have tuned. */
  update: (client: Client): ResourceMutation<GeminiModelInfo, Params<'update'>> =>
    change(client, 'models', 'update', async (params, queryClient) => {
      const item = await client.models.update(params)
      const name = item.name ?? nameIn('models', params.model)
      replace(queryClient, client, 'models', { key: keyOf(client, name), item, name })
      refreshLists(queryClient, client, 'models')
      return item
    }),
  /** Of models that you have tuned. */
  delete: (client: Client): ResourceMutation<Record<string, unknown>, ModelLike> =>
    remove(
      client,
      'models',
      (model) => client.models.delete(paramsOf(model)),
      (model) => ({ name: nameIn('models', paramsOf(model).model), key: keyOf(client, model) }),
    ),
}
