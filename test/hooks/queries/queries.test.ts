import { dehydrate, QueryClient } from '@tanstack/react-query'
import {
  agentQueries,
  authTokenQueries,
  batchQueries,
  cacheQueries,
  createGeminiClient,
  documentQueries,
  fileQueries,
  fileSearchStoreQueries,
  interactionQueries,
  modelQueries,
  operationQueries,
  triggerQueries,
  tuningQueries,
  webhookQueries,
  type GeminiClient,
  type GenAIError,
  type ResourceMutation,
} from 'react-genai'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TransportRequest } from 'react-genai/testing'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'
import { scripted } from '../../client/gemini/scripted.ts'

let fake: FakeGemini
let gemini: GeminiClient
let queryClient: QueryClient

beforeAll(async () => {
  fake = await startFakeGemini()
})
afterAll(() => fake.close())
beforeEach(() => {
  gemini = createGeminiClient({ baseUrl: fake.url })
  queryClient = new QueryClient()
})

/** Runs a mutation, as `useMutation` would. */
const run = <T, V>(options: ResourceMutation<T, V>, variables: V): Promise<T> =>
  queryClient.getMutationCache().build<T, GenAIError, V, unknown>(queryClient, options).execute(variables)
const blob = (text: string): Blob => new Blob([text], { type: 'text/plain' })

describe('keys', () => {
  const everything = (client: GeminiClient) => [
    modelQueries.list(client, { queryBase: false }),
    modelQueries.get(client, 'gemini-2.5-flash'),
    modelQueries.countTokens(client, { model: 'm', contents: 'x' }),
    fileQueries.list(client, { pageSize: 3 }),
    fileQueries.infinite(client),
    fileQueries.get(client, 'files/a'),
    fileQueries.wait(client, 'a'),
    cacheQueries.get(client, { name: 'cachedContents/a', config: { httpOptions: { apiVersion: 'v1alpha' } } }),
    fileSearchStoreQueries.list(client),
    documentQueries.list(client, 'fileSearchStores/s'),
    batchQueries.get(client, 'batches/b'),
    tuningQueries.list(client),
    operationQueries.get(client, 'operations/o'),
    interactionQueries.get(client, 'i', { include_input: true }),
    agentQueries.list(client, { page_size: 2 }),
    triggerQueries.listExecutions(client, 't'),
  ]

  test('go from general to particular', () => {
    const { key } = gemini
    expect(fileQueries.all(gemini).queryKey).toEqual(['genai', key, 'files'])
    expect(fileQueries.lists(gemini).queryKey).toEqual(['genai', key, 'files', 'list'])
    expect(fileQueries.list(gemini, { pageSize: 3 }).queryKey).toEqual(['genai', key, 'files', 'list', { pageSize: 3 }])
    expect(fileQueries.infinite(gemini).queryKey).toEqual(['genai', key, 'files', 'list', {}, 'infinite'])
    // One file, whatever it is called by.
    expect(fileQueries.get(gemini, 'a').queryKey).toEqual(['genai', key, 'files', 'get', 'files/a'])
    expect(fileQueries.get(gemini, { name: 'files/a' }).queryKey).toEqual(fileQueries.get(gemini, 'a').queryKey)
    for (const { queryKey } of everything(gemini)) expect(queryKey.slice(0, 2)).toEqual(['genai', key])
  })

  test('hold no credential, wherever it was given', () => {
    const SECRET = 'AIza-secret'
    const secret = createGeminiClient({
      baseUrl: `https://user:${SECRET}@proxy.example/gemini?key=${SECRET}`,
      apiKey: SECRET,
      headers: { authorization: SECRET },
    })
    const config = { httpOptions: { headers: { 'x-goog-api-key': SECRET }, baseUrl: `https://x:${SECRET}@y.example` } }
    const keys = [
      ...everything(secret),
      fileQueries.list(secret, config),
      fileQueries.get(secret, { name: 'a', config }),
      modelQueries.countTokens(secret, { model: 'm', contents: 'x', config }),
      operationQueries.get(secret, 'operations/o', { config }),
    ].map(({ queryKey }) => queryKey)
    const verbs = [fileQueries.delete(secret), authTokenQueries.create(secret), webhookQueries.create(secret)]
    expect(JSON.stringify([keys, verbs.map(({ mutationKey }) => mutationKey)])).not.toContain(SECRET)
  })

  test('stay short, however long the question', () => {
    const ask = (text: string) => modelQueries.countTokens(gemini, { model: 'm', contents: text }).queryKey
    const long = 'x'.repeat(1_000_000)
    expect(JSON.stringify(ask(long)).length).toBeLessThan(300)
    expect(ask(long)).toEqual(ask(long))
    expect(ask(long)).not.toEqual(ask(`${long.slice(1)}y`))
  })

  test('what is not of the answer changes nothing', () => {
    const { signal } = new AbortController()
    expect(fileQueries.list(gemini, { pageSize: 1, abortSignal: signal }).queryKey).toEqual(
      fileQueries.list(gemini, { pageSize: 1, httpOptions: { timeout: 5 } }).queryKey,
    )
  })
})

describe('reading', () => {
  test('a list is plain JSON, page by page, for loaders and hydration', async () => {
    for (const name of ['one', 'two', 'three'])
      await gemini.files.upload({ file: blob(name), config: { displayName: name } })
    const first = await queryClient.fetchQuery(fileQueries.list(gemini, { pageSize: 2 }))
    expect(first.items.map(({ displayName }) => displayName)).toEqual(['three', 'two'])
    const all = await queryClient.fetchInfiniteQuery({ ...fileQueries.infinite(gemini, { pageSize: 2 }), pages: 2 })
    expect(all.pages.flatMap(({ items }) => items.map(({ displayName }) => displayName))).toEqual([
      'three',
      'two',
      'one',
    ])
    const dry = dehydrate(queryClient)
    expect(structuredClone(dry.queries.map(({ state }) => state.data))).toEqual(
      JSON.parse(JSON.stringify(dry.queries.map(({ state }) => state.data))),
    )
  })

  test('waiting for a file leaves it where it is looked for', async () => {
    const { name = '' } = await gemini.files.upload({ file: blob('x') })
    const file = await queryClient.fetchQuery(fileQueries.wait(gemini, name, { interval: 1 }))
    expect(file.state).toBe('ACTIVE')
    expect(queryClient.getQueryData(fileQueries.get(gemini, name).queryKey)).toEqual(file)
  })

  test('the same question is asked once', async () => {
    const asked = modelQueries.countTokens(gemini, { model: 'gemini-2.5-flash', contents: 'How many?' })
    const before = fake.requests.length
    const [one, other] = [await queryClient.ensureQueryData(asked), await queryClient.fetchQuery(asked)]
    expect(other).toBe(one)
    expect(fake.requests.length - before).toBe(1)
  })

  test('a list of the other style is a list', async () => {
    const { gemini: client, asked } = scripted((request, count) =>
      request.json(count === 0 ? { agents: [{ id: 'a' }], next_page_token: 'n' } : { agents: [{ id: 'b' }] }),
    )
    const { pages } = await queryClient.fetchInfiniteQuery({ ...agentQueries.infinite(client), pages: 2 })
    expect(pages).toEqual([{ items: [{ id: 'a' }], nextPageToken: 'n' }, { items: [{ id: 'b' }] }])
    expect(asked[1]?.url).toContain('page_token=n')
  })

  test('what will not pass is not asked again, what may is', async () => {
    const { gemini: client, asked } = scripted((request, count) =>
      count === 0
        ? request.refuse(503, { code: 'UNAVAILABLE', message: 'No.' })
        : request.refuse(404, { code: 'NOT_FOUND', message: 'No.' }),
    )
    const { retry = false, ...options } = cacheQueries.get(client, 'cachedContents/a')
    await expect(queryClient.fetchQuery({ ...options, retry, retryDelay: 1 })).rejects.toThrow('No.')
    expect(asked).toHaveLength(2)
  })
})

describe('changing', () => {
  const filesIn = (key: readonly unknown[]): (string | undefined)[] =>
    queryClient.getQueryData<{ items: { name?: string }[] }>(key)?.items.map(({ name }) => name) ?? []

  test('what was made is known by its name, and lists are asked for again', async () => {
    await queryClient.fetchQuery(cacheQueries.list(gemini))
    const made = await run(cacheQueries.create(gemini), { model: 'gemini-2.5-flash', config: { contents: 'Long.' } })
    expect(queryClient.getQueryData(cacheQueries.get(gemini, made.name ?? '').queryKey)).toEqual(made)
    expect(queryClient.getQueryState(cacheQueries.list(gemini).queryKey)?.isInvalidated).toBe(true)
  })

  test('an update changes the thing and every list, without asking', async () => {
    const made = await run(cacheQueries.create(gemini), { model: 'gemini-2.5-flash', config: { contents: 'Long.' } })
    const list = cacheQueries.list(gemini)
    await queryClient.fetchQuery(list)
    const before = fake.requests.length
    const { expireTime } = await run(cacheQueries.update(gemini), { name: made.name ?? '', config: { ttl: '9000s' } })
    expect(fake.requests.length - before).toBe(1)
    const found = queryClient.getQueryData(list.queryKey)?.items.find(({ name }) => name === made.name)
    expect(found?.expireTime).toBe(expireTime)
    expect(queryClient.getQueryData(cacheQueries.get(gemini, made.name ?? '').queryKey)?.expireTime).toBe(expireTime)
  })

  /** Three files, whose deletion is answered by hand. */
  async function threeFiles() {
    const items = ['a', 'b', 'c'].map((id) => ({ name: `files/${id}` }))
    const { gemini: client, asked } = scripted((request) =>
      request.method === 'DELETE'
        ? undefined
        : request.json(request.url.includes('files/') ? items[0] : { files: items }),
    )
    const list = fileQueries.list(client)
    const infinite = fileQueries.infinite(client)
    await Promise.all([queryClient.fetchQuery(list), queryClient.fetchInfiniteQuery(infinite)])
    const shown = () =>
      filesIn(list.queryKey)
        .map((name) => name?.slice(-1))
        .join('')
    const shownInPages = () =>
      queryClient
        .getQueryData(infinite.queryKey)
        ?.pages.flatMap((page) => page.items.map(({ name = '' }) => name.slice(-1)))
        .join('')
    const deletionOf = async (id: string): Promise<TransportRequest> => {
      const find = () => asked.find(({ method, url }) => method === 'DELETE' && url.endsWith(id))
      await expect.poll(find).toBeDefined()
      return find() as TransportRequest
    }
    return { client, asked, list, shown, shownInPages, deletionOf }
  }

  test('what is deleted goes at once, and comes back to its place when it cannot be', async () => {
    const { client, shown, shownInPages, deletionOf } = await threeFiles()
    const failing = run(fileQueries.delete(client), 'files/b')
    const passing = run(fileQueries.delete(client), { name: 'c' })
    await expect.poll(shown).toBe('a')
    expect(shownInPages()).toBe('a')
    ;(await deletionOf('c')).json({})
    await passing
    ;(await deletionOf('b')).refuse(403, { code: 'PERMISSION_DENIED', message: 'Not yours.' })
    await expect(failing).rejects.toThrow('Not yours.')
    // The other one stays away.
    expect(shown()).toBe('ab')
    expect(shownInPages()).toBe('ab')
  })

  test('a list that was read meanwhile does not bring it back', async () => {
    const { client, list, shown, deletionOf } = await threeFiles()
    const deleting = run(fileQueries.delete(client), 'files/a')
    await expect.poll(shown).toBe('bc')
    await queryClient.refetchQueries({ queryKey: list.queryKey })
    expect(shown()).toBe('bc')
    ;(await deletionOf('a')).json({})
    await deleting
    expect(queryClient.getQueryData(fileQueries.get(client, 'a').queryKey)).toBeUndefined()
  })

  test('what is cancelled is looked at again, it and no other', async () => {
    const made = await run(batchQueries.create(gemini), { model: 'gemini-2.5-flash', src: [{ contents: 'Hi' }] })
    const other = await run(batchQueries.create(gemini), { model: 'gemini-2.5-flash', src: [{ contents: 'Ho' }] })
    await run(batchQueries.cancel(gemini), made.name ?? '')
    const isStale = ({ name = '' }) => queryClient.getQueryState(batchQueries.get(gemini, name).queryKey)?.isInvalidated
    expect([made, other].map(isStale)).toEqual([true, false])
    expect((await queryClient.fetchQuery(batchQueries.get(gemini, made.name ?? ''))).state).toBe('JOB_STATE_CANCELLED')
  })

  test('what an app does besides replaces nothing', async () => {
    const { client, shown, deletionOf } = await threeFiles()
    const seen: string[] = []
    const mutation = queryClient.getMutationCache().build(queryClient, {
      ...fileQueries.delete(client),
      onMutate: () => void seen.push('mutate'),
      onSuccess: () => void seen.push(`success, shown ${shown()}`),
    })
    const done = mutation.execute('files/a')
    ;(await deletionOf('a')).json({})
    await done
    expect(seen).toEqual(['mutate', 'success, shown bc'])
  })

  test('tokens are not kept', async () => {
    const { name } = await run(authTokenQueries.create(gemini), undefined)
    expect(name).toMatch(/^auth_tokens\//)
    expect(JSON.stringify(dehydrate(queryClient, { shouldDehydrateMutation: () => true }).queries)).not.toContain(name)
    await expect.poll(() => queryClient.getMutationCache().getAll()).toEqual([])
  })
})
