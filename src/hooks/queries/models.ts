import type { AsyncGenerateContentResponse } from '../../model/async-generate-content-response.ts'
import type { ListModelsConfig, GeminiModelInfo, ModelParameters } from '../../client/gemini/model-catalog.ts'
import type { Models } from '../../client/gemini/models.ts'
import type { GenerateContentParameters } from '../../model/data.ts'
import type { GenerateResponse } from '../../model/generate-response.ts'
import { collection } from './collection.ts'
import { change, refreshLists, remove, replace, type ResourceMutation } from './change.ts'
import { askKey, getKey, nameIn, type AskKey, type ClientWith, type GetKey } from './keys.ts'
import { read, type ResourceQuery } from './read.ts'

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
const mutation =
  <M extends Exclude<keyof Models, 'list' | 'get'>>(verb: M) =>
  (client: Client): ResourceMutation<Answer<M>, Params<M>> =>
    change(client, 'models', verb, (params) =>
      (client.models[verb] as (params: Params<M>) => Promise<Answer<M>>)(params),
    )

const make = () => ({
  /** Lists are taken for true for an hour: models come and go slowly. */
  ...collection(
    'models',
    (client: Client, config: ListModelsConfig, call) => client.models.list({ config }, call),
    () => ({ staleTime: HOUR }),
  ),
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
  generateImages: mutation('generateImages'),
  editImage: mutation('editImage'),
  upscaleImage: mutation('upscaleImage'),
  recontextImage: mutation('recontextImage'),
  segmentImage: mutation('segmentImage'),
  /** Gives an operation: `operationQueries.get` follows it, and `useGenerateVideos` does both. */
  generateVideos: mutation('generateVideos'),
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
})

/**
 * Models, and what they can be asked, as options of TanStack Query. To show a reply as it is written there is `useStream`;
 * one that is cached, `generateOptions`: both take `gemini.model(…)`.
 *
 * @example
 * const { data: models } = useInfiniteQuery(modelQueries.infinite(gemini))
 * const { data: count } = useQuery(modelQueries.countTokens(gemini, { model, contents: draft })) // count.totalTokens
 * const { mutate, isPending } = useMutation(modelQueries.generateImages(vertex))
 */
export const modelQueries = /* @__PURE__ */ make()
