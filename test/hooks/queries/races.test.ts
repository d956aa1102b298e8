import { QueryClient, QueryObserver } from '@tanstack/react-query'
import {
  agentQueries,
  cacheQueries,
  fileQueries,
  fileSearchStoreQueries,
  documentQueries,
  webhookQueries,
  modelQueries,
  operationQueries,
  triggerQueries,
  createGeminiClient,
  type GenAIError,
  type ResourceMutation,
} from 'react-genai'
import { mockGemini, mockTransport, type TransportRequest } from 'react-genai/testing'
import { expect, test } from 'vitest'
import { scripted } from '../../client/gemini/scripted.ts'

let queryClient = new QueryClient()
const run = <T, V>(options: ResourceMutation<T, V>, variables: V): Promise<T> =>
  queryClient.getMutationCache().build<T, GenAIError, V, unknown>(queryClient, options).execute(variables)
const tick = (ms = 10) => new Promise((r) => setTimeout(r, ms))
const refuse = (request: TransportRequest | undefined) =>
  request?.refuse(403, { code: 'PERMISSION_DENIED', message: 'Not yours.' })
/** The request that is held. */
const held = (asked: readonly TransportRequest[]) => asked.find(({ isOver }) => !isOver)

test('a list that was asked for during a deletion, and answered after it, does not bring it back', async () => {
  queryClient = new QueryClient()
  const items = ['a', 'b'].map((id) => ({ name: `files/${id}` }))
  // The first list is answered, the rest is held.
  const { gemini, asked } = scripted((request, count) => (count === 0 ? request.json({ files: items }) : undefined))
  const list = fileQueries.list(gemini)
  await queryClient.fetchQuery(list)
  const deleting = run(fileQueries.delete(gemini), 'files/a')
  await tick()
  const refetching = queryClient.refetchQueries({ queryKey: list.queryKey })
  await tick()
  const [, deletion, second] = asked
  expect([deletion?.method, second?.method]).toEqual(['DELETE', 'GET'])
  deletion?.json({})
  await deleting
  second?.json({ files: items }) // written by the server before the deletion
  await refetching
  expect(queryClient.getQueryData(list.queryKey)?.items.map((x) => x.name)).toEqual(['files/b'])
})

test('a list first read during a deletion has it again when the server refuses', async () => {
  queryClient = new QueryClient()
  const items = ['a', 'b'].map((id) => ({ name: `files/${id}` }))
  const { gemini, asked } = scripted((request) =>
    request.method === 'DELETE' ? undefined : request.json({ files: items }),
  )
  const deleting = run(fileQueries.delete(gemini), 'files/a').catch(() => 0)
  await tick()
  const list = fileQueries.list(gemini, { pageSize: 7 })
  const observer = new QueryObserver(queryClient, list)
  const leave = observer.subscribe(() => undefined)
  await tick()
  refuse(held(asked))
  await deleting
  await tick(50)
  expect(observer.getCurrentResult().data?.items.map((x) => x.name)).toEqual(['files/a', 'files/b'])
  leave()
})

test('what is deleted by its id stays away, too', async () => {
  queryClient = new QueryClient()
  const { gemini } = scripted((request) =>
    request.method === 'DELETE' ? undefined : request.json({ agents: [{ id: 'a' }, { id: 'b' }] }),
  )
  const list = agentQueries.list(gemini)
  await queryClient.fetchQuery(list)
  void run(agentQueries.delete(gemini), { id: 'a' })
  await tick()
  expect(queryClient.getQueryData(list.queryKey)?.items).toEqual([{ id: 'b' }])
  await queryClient.refetchQueries({ queryKey: list.queryKey })
  expect(queryClient.getQueryData(list.queryKey)?.items).toEqual([{ id: 'b' }])
})

test('a deletion keeps nothing new from being seen', async () => {
  queryClient = new QueryClient()
  const mock = mockGemini({ files: [{ name: 'files/old1', displayName: 'old1' }, { name: 'files/old2' }] })
  let hold: Promise<void> | undefined
  const { fetch } = mockTransport(async (request) => {
    if (request.method === 'GET') await hold
    request.forward(mock.options.fetch)
  })
  const gemini = createGeminiClient({ ...mock.options, fetch })
  const list = fileQueries.list(gemini)
  const observer = new QueryObserver(queryClient, list)
  const leave = observer.subscribe(() => undefined)
  await tick(30)
  let go!: () => void
  hold = new Promise((r) => (go = r))
  await run(fileQueries.upload(gemini), {
    file: new Blob(['x'], { type: 'text/plain' }),
    config: { displayName: 'new' },
  })
  await tick()
  await run(fileQueries.delete(gemini), 'files/old1')
  go()
  hold = undefined
  await tick(100)
  expect(observer.getCurrentResult().data?.items.map((x) => x.displayName ?? x.name)).toContain('new')
  leave()
})

test('a list that was stale stays so after an update', async () => {
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 300_000 } } })
  const { gemini } = scripted((request) =>
    request.method === 'POST'
      ? request.json({ name: 'cachedContents/new' })
      : request.method === 'PATCH'
        ? request.json({ name: 'cachedContents/a', ttl: 'x' })
        : request.json({ cachedContents: [{ name: 'cachedContents/a' }] }),
  )
  const list = cacheQueries.list(gemini)
  await queryClient.fetchQuery(list)
  await run(cacheQueries.create(gemini), { model: 'm', config: { contents: 'x' } })
  expect(queryClient.getQueryState(list.queryKey)?.isInvalidated).toBe(true)
  await run(cacheQueries.update(gemini), { name: 'cachedContents/a', config: { ttl: '1s' } })
  expect(queryClient.getQueryState(list.queryKey)?.isInvalidated).toBe(true)
})

test('and after a deletion that was refused', async () => {
  queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 300_000 } } })
  const { gemini } = scripted((request) =>
    request.method === 'POST'
      ? request.json({ name: 'cachedContents/new' })
      : request.method === 'DELETE'
        ? refuse(request)
        : request.json({ cachedContents: [{ name: 'cachedContents/a' }] }),
  )
  const list = cacheQueries.list(gemini)
  await queryClient.fetchQuery(list)
  await run(cacheQueries.create(gemini), { model: 'm', config: { contents: 'x' } })
  await run(cacheQueries.delete(gemini), 'a').catch(() => 0)
  expect(queryClient.getQueryState(list.queryKey)?.isInvalidated).toBe(true)
})

test('the secret of a webhook is not cached', async () => {
  queryClient = new QueryClient()
  const { gemini } = scripted((request) => request.json({ id: 'w', new_signing_secret: 'SECRET' }))
  await run(webhookQueries.create(gemini), { uri: 'https://x' })
  expect(
    JSON.stringify(
      queryClient
        .getQueryCache()
        .getAll()
        .map((q) => q.state.data),
    ),
  ).not.toContain('SECRET')
})

test('a store is asked again when an upload into it is done', async () => {
  queryClient = new QueryClient()
  let finish!: () => void
  const fin = new Promise<void>((r) => (finish = r))
  const { gemini } = scripted(async (request) => {
    const command = request.headers.get('x-goog-upload-command') ?? ''
    if (command === 'start') return request.json({}, { headers: { 'x-goog-upload-url': 'https://proxy.example/up/1' } })
    if (command.includes('finalize')) {
      await fin
      return request.json({ name: 'operations/o' }, { headers: { 'x-goog-upload-status': 'final' } })
    }
    return request.json({ documents: [] })
  })
  const list = documentQueries.list(gemini, 'fileSearchStores/s')
  await queryClient.fetchQuery(list)
  const upload = await run(fileSearchStoreQueries.startUpload(gemini), {
    fileSearchStoreName: 'fileSearchStores/s',
    file: new Blob(['x'], { type: 'text/plain' }),
  })
  await queryClient.fetchQuery(list)
  expect(queryClient.getQueryState(list.queryKey)?.isInvalidated).toBe(false)
  finish()
  await upload.result
  await tick()
  expect(queryClient.getQueryState(list.queryKey)?.isInvalidated).toBe(true)
})

test('what changes the answer changes the key', () => {
  const { gemini } = scripted((request) => request.json({}))
  const q = (extraBody: object) =>
    JSON.stringify(
      modelQueries.countTokens(gemini, { model: 'm', contents: 'x', config: { httpOptions: { extraBody } } } as never)
        .queryKey,
    )
  expect.soft(q({ a: 1 })).not.toEqual(q({ a: 2 }))
  const w = (apiVersion: string) =>
    JSON.stringify(operationQueries.wait(gemini, 'operations/o', { config: { httpOptions: { apiVersion } } }).queryKey)
  expect.soft(w('v1alpha')).not.toEqual(w('v1beta'))
})

test('a trigger that is run has another execution', async () => {
  queryClient = new QueryClient()
  const { gemini } = scripted((request) => request.json({ executions: [] }))
  const q = triggerQueries.listExecutions(gemini, 't')
  await queryClient.fetchQuery(q)
  await run(triggerQueries.run(gemini), 't')
  expect(queryClient.getQueryState(q.queryKey)?.isInvalidated).toBe(true)
})

test('on Vertex AI a short name is enough', async () => {
  queryClient = new QueryClient()
  const full = 'projects/p/locations/l/cachedContents/a'
  const { gemini } = scripted(
    (request) => request.json(request.method === 'DELETE' ? {} : { cachedContents: [{ name: full }] }),
    {
      vertex: { project: 'p', location: 'l' },
      headers: { authorization: 'x' },
    },
  )
  const list = cacheQueries.list(gemini)
  await queryClient.fetchQuery(list)
  await run(cacheQueries.delete(gemini), 'a')
  expect(queryClient.getQueryData(list.queryKey)?.items).toEqual([])
})

test('the services in memory refuse what they do not have', async () => {
  queryClient = new QueryClient()
  const mock = mockGemini({
    files: [{ name: 'files/my-report' }],
    batches: [{ name: 'batches/a', metadata: { state: 'BATCH_STATE_SUCCEEDED' } }],
  })
  const gemini = createGeminiClient(mock.options)
  await gemini.batches.delete({ name: 'batches/zzz' }).catch(() => 0)
  expect.soft((await gemini.batches.list()).page).toHaveLength(1)
  await expect.soft(gemini.files.get({ name: 'files/my-report' })).resolves.toBeDefined()
})
