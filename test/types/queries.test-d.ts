import { QueryClient, useInfiniteQuery, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { describe, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import * as genai from 'react-genai'
import {
  batchQueries,
  cacheQueries,
  createFiles,
  createGeminiApi,
  createGeminiClient,
  fileQueries,
  interactionQueries,
  liveWithTokens,
  modelQueries,
  operationQueries,
  useInteraction,
  useLive,
  useUpload,
  type BatchJob,
  type CachedContent,
  type GeminiClient,
  type GeminiFile,
  type GenAIError,
  type ListPage,
} from 'react-genai'

const gemini = createGeminiClient()

/** The methods of a service that ask the server something. */
type Verbs<S> = { [K in keyof S]: S[K] extends (...args: never[]) => Promise<unknown> ? K : never }[keyof S]
/** Services, and the factory of each. */
interface Factories {
  models: typeof genai.modelQueries
  files: typeof genai.fileQueries
  caches: typeof genai.cacheQueries
  fileSearchStores: typeof genai.fileSearchStoreQueries
  batches: typeof genai.batchQueries
  tunings: typeof genai.tuningQueries
  live: typeof genai.liveQueries
  authTokens: typeof genai.authTokenQueries
  operations: typeof genai.operationQueries
  interactions: typeof genai.interactionQueries
  agents: typeof genai.agentQueries
  credentials: typeof genai.credentialQueries
  environments: typeof genai.environmentQueries
  triggers: typeof genai.triggerQueries
  voices: typeof genai.voiceQueries
  webhooks: typeof genai.webhookQueries
}
type Missing = {
  [S in keyof Factories]: Exclude<Verbs<GeminiClient[S]>, keyof Factories[S]>
}[keyof Factories]
/** What of the client is a service: an object with methods that ask; not what it was given, nor its signal. */
type Services = {
  [S in keyof GeminiClient]: GeminiClient[S] extends (...args: never[]) => unknown
    ? never
    : GeminiClient[S] extends object
      ? Verbs<GeminiClient[S]> extends never
        ? never
        : S
      : never
}[Exclude<keyof GeminiClient, 'options' | 'signal'>]

describe('every method of every service', () => {
  test('can be reached from a factory', () => {
    expectTypeOf<Missing>().toEqualTypeOf<never>()
    // A service that is new has to be put on the list.
    expectTypeOf<Exclude<Services, keyof Factories>>().toEqualTypeOf<never>()
    expectTypeOf<
      Exclude<Verbs<GeminiClient['fileSearchStores']['documents']>, keyof typeof genai.documentQueries>
    >().toEqualTypeOf<never>()
    expectTypeOf<Verbs<GeminiClient['live']['music']>>().toEqualTypeOf<'connect'>()
    expectTypeOf(genai.liveQueries).toHaveProperty('connectMusic')
  })
})

describe('queries', () => {
  test('know what they hold, what may go wrong, and where they lie', () => {
    const { data, error } = useQuery(fileQueries.list(gemini))
    expectTypeOf(data).toEqualTypeOf<ListPage<GeminiFile> | undefined>()
    expectTypeOf(error).toEqualTypeOf<GenAIError | null>()
    expectTypeOf(useSuspenseQuery(fileQueries.get(gemini, 'files/a')).data).toEqualTypeOf<GeminiFile>()
    const pages = useInfiniteQuery(batchQueries.infinite(gemini))
    expectTypeOf(pages.data?.pages).toEqualTypeOf<ListPage<BatchJob>[] | undefined>()
    expectTypeOf(pages.error).toEqualTypeOf<GenAIError | null>()
    const { queryKey } = cacheQueries.get(gemini, 'cachedContents/a')
    expectTypeOf(queryKey[2]).toEqualTypeOf<'caches'>()
    const cached = new QueryClient().getQueryData(queryKey)
    expectTypeOf(cached).toEqualTypeOf<CachedContent | undefined>()
    const tokens = useQuery(modelQueries.countTokens(gemini, { model: 'm', contents: 'x' }))
    expectTypeOf(tokens.data?.totalTokens).toEqualTypeOf<number | undefined>()
    const operation = useQuery(operationQueries.get<{ documentName?: string }>(gemini, 'operations/a'))
    expectTypeOf(operation.data?.response?.documentName).toEqualTypeOf<string | undefined>()
  })
  test('can be changed on the way', () => {
    const { data } = useQuery({ ...fileQueries.list(gemini), select: ({ items }) => items.length, enabled: false })
    expectTypeOf(data).toEqualTypeOf<number | undefined>()
  })
  test('take a client of one service, and no other', () => {
    const api = createGeminiApi()
    fileQueries.list({ key: api.key, files: createFiles(api) })
    // @ts-expect-error there is no `batches` in it
    batchQueries.list({ key: api.key, files: createFiles(api) })
    // @ts-expect-error a file is not a number
    fileQueries.get(gemini, 7)
    // @ts-expect-error nobody lists by colour
    fileQueries.list(gemini, { colour: 'red' })
  })
})

describe('mutations', () => {
  test('know what they take and give, and leave callbacks to others', () => {
    const removal = useMutation({
      ...fileQueries.delete(gemini),
      onMutate: () => ({ at: 1 }),
      onError: (error, file, result) => {
        expectTypeOf(error).toEqualTypeOf<GenAIError>()
        expectTypeOf(file).toEqualTypeOf<string | genai.FileParameters>()
        expectTypeOf(result?.at).toEqualTypeOf<number | undefined>()
      },
    })
    removal.mutate('files/a')
    expectTypeOf(removal.error).toEqualTypeOf<GenAIError | null>()
    const creation = useMutation(batchQueries.create(gemini))
    expectTypeOf(creation.data).toEqualTypeOf<BatchJob | undefined>()
    // @ts-expect-error it has to say of what
    creation.mutate({ model: 'm' })
    // @ts-expect-error one that streams is of `useInteraction`
    useMutation(interactionQueries.create(gemini)).mutate({ model: 'm', input: 'x', stream: true })
  })
})

describe('hooks of the services', () => {
  test('tools are typed by their schemas', () => {
    const inputSchema = z.object({ city: z.string() })
    const schema = z.object({ sky: z.string() })
    const execute = (input: { city: string }) => ({ sky: input.city })
    useLive(gemini, { model: 'm', tools: { weather: { inputSchema, schema, execute: ({ city }) => ({ sky: city }) } } })
    useInteraction(gemini, { tools: { weather: { inputSchema, schema, execute } } })
    // @ts-expect-error it answers with a sky
    useInteraction(gemini, { tools: { weather: { inputSchema, schema, execute: () => ({ sea: 1 }) } } })
    // @ts-expect-error a model has to be named
    useLive(gemini, {})
    useLive(
      liveWithTokens(() => 'auth_tokens/a'),
      { model: 'm' },
    )
  })
  test('an upload to a store gives an operation, one to files a part', () => {
    expectTypeOf(useUpload(gemini).uploads[0]?.result).toEqualTypeOf<GeminiFile | undefined>()
    const { uploads } = useUpload(gemini, { store: 'fileSearchStores/s' })
    expectTypeOf(uploads[0]?.result?.response?.documentName).toEqualTypeOf<string | undefined>()
    // @ts-expect-error a store needs more of a client
    useUpload({ key: 'k', files: gemini.files }, { store: 'fileSearchStores/s' })
  })
})
