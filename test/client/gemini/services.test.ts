import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGeminiClient, type GeminiClient } from 'react-genai/client'
import { startFakeGemini, type FakeGemini } from '../../fake-gemini/index.ts'

const model = 'gemini-2.5-flash'
const quick = { interval: 1 }
let fake: FakeGemini
let gemini: GeminiClient
let vertex: GeminiClient

beforeAll(async () => {
  fake = await startFakeGemini()
  gemini = createGeminiClient({ baseUrl: fake.url })
  vertex = createGeminiClient({ baseUrl: fake.url, vertex: { project: 'p', location: 'us-central1' } })
})
afterAll(() => fake.close())

const namesOf = async (list: AsyncIterable<{ name?: string }>): Promise<(string | undefined)[]> => {
  const names: (string | undefined)[] = []
  for await (const { name } of list) names.push(name)
  return names
}

describe('models', () => {
  test('tell what they can do, by the names of the SDK', async () => {
    const info = await gemini.models.get({ model })
    expect(info.name).toBe(`models/${model}`)
    expect(info.supportedActions).toContain('generateContent')
    expect(info['supportedGenerationMethods']).toBeUndefined()
    expect(await namesOf(await gemini.models.list())).toContain(`models/${model}`)
  })

  test('count tokens, with all that is sent along', async () => {
    const contents = 'How many are these?'
    const { totalTokens = 0 } = await gemini.models.countTokens({ model, contents })
    expect(totalTokens).toBeGreaterThan(0)
    const config = {
      systemInstruction: 'Be brief, be kind, be quick.',
      tools: [{ functionDeclarations: [{ name: 'f' }] }],
    }
    await gemini.models.countTokens({ model, contents, config })
    expect(fake.requests.at(-1)?.body).toMatchObject({
      generateContentRequest: { model: `models/${model}`, systemInstruction: {}, tools: [{}], contents: [{}] },
    })
    expect((await vertex.models.computeTokens({ model, contents })).tokensInfo?.[0]?.tokens?.length).toBeGreaterThan(0)
  })

  test('make vectors, one for each content', async () => {
    const { embeddings = [] } = await gemini.models.embedContent({
      model: 'gemini-embedding-001',
      contents: ['a', 'b'],
      config: { outputDimensionality: 8 },
    })
    expect(embeddings.map(({ values }) => values?.length)).toEqual([8, 8])
    const predicted = await vertex.models.embedContent({ model: 'text-embedding-005', contents: ['a', 'b'] })
    expect(predicted.embeddings).toHaveLength(2)
    expect(predicted.embeddings?.[0]?.statistics?.tokenCount).toBeGreaterThan(0)
    const whole = await vertex.models.embedContent({ model: 'gemini-embedding-2', contents: 'a' })
    expect(whole.embeddings?.[0]?.values?.length).toBeGreaterThan(0)
    await expect(
      vertex.models.embedContent({
        model: 'gemini-embedding-2',
        contents: [
          { role: 'user', parts: [{ text: 'a' }] },
          { role: 'user', parts: [{ text: 'b' }] },
        ],
      }),
    ).rejects.toThrow(/one content at a time/)
  })

  test('make pictures', async () => {
    const { generatedImages } = await vertex.models.generateImages({
      model: 'imagen-4.0-generate-001',
      prompt: 'a cat',
      config: { numberOfImages: 2 },
    })
    expect(generatedImages).toHaveLength(2)
    expect(generatedImages[0]?.image).toMatchObject({ mimeType: 'image/png' })
    expect(generatedImages[0]?.image?.imageBytes).toMatch(/^[\w+/]+=*$/)
  })

  test('make films, which take their time', async () => {
    const operation = await vertex.models.generateVideos({ model: 'veo-3.0-generate-001', source: { prompt: 'a cat' } })
    expect(operation.done).toBeFalsy()
    const { response } = await vertex.operations.wait({ operation }, quick)
    expect(response?.generatedVideos?.[0]?.video.uri ?? response?.generatedVideos?.[0]?.video.videoBytes).toBeTruthy()
  })
})

test('caches are made, used, kept longer, and deleted', async () => {
  const cache = await gemini.caches.create({
    model,
    config: { contents: 'A long book.', ttl: '300s', displayName: 'book' },
  })
  const { name = '' } = cache
  expect(name).toMatch(/^cachedContents\//)
  expect(await gemini.caches.get({ name: name.replace('cachedContents/', '') })).toMatchObject({ displayName: 'book' })
  expect(await namesOf(await gemini.caches.list())).toContain(name)
  const later = await gemini.caches.update({ name, config: { ttl: '9000s' } })
  expect(Date.parse(later.expireTime ?? '')).toBeGreaterThan(Date.parse(cache.expireTime ?? ''))
  const response = await gemini.models.generateContent({ model, contents: 'x', config: { cachedContent: name } })
  expect(response.text).toBeTruthy()
  await gemini.caches.delete({ name })
  await expect(gemini.caches.get({ name })).rejects.toMatchObject({ code: 'http' })
})

test('a store takes documents, which can be found, and goes with them', async () => {
  const { fileSearchStores: stores, operations } = gemini
  const { name = '' } = await stores.create({ config: { displayName: 'papers' } })
  const file = new Blob(['All about cats.'], { type: 'text/plain' })
  const upload = await stores.uploadToFileSearchStore({
    fileSearchStoreName: name,
    file,
    config: { displayName: 'cats.txt', customMetadata: [{ key: 'topic', stringValue: 'cats' }] },
  })
  const { response } = await operations.wait({ operation: upload }, quick)
  const document = await stores.documents.get({ name: response?.documentName ?? '' })
  expect(document).toMatchObject({ displayName: 'cats.txt', state: 'STATE_ACTIVE' })

  const uploaded = await gemini.files.upload({ file })
  await gemini.files.wait({ name: uploaded.name ?? '' }, quick)
  const imported = await stores.importFile({ fileSearchStoreName: name, fileName: uploaded.name ?? '' })
  await operations.wait({ operation: imported }, quick)
  expect(await namesOf(await stores.documents.list({ parent: name }))).toHaveLength(2)

  await expect(stores.delete({ name })).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' })
  await stores.documents.delete({ name: document.name ?? '', config: { force: true } })
  expect(await stores.get({ name })).toMatchObject({ displayName: 'papers' })
  expect(await namesOf(await stores.list())).toContain(name)
  await stores.delete({ name, config: { force: true } })
  await expect(stores.get({ name })).rejects.toMatchObject({ httpStatus: 404 })
})

test('a batch runs, and has its answers', async () => {
  const job = await gemini.batches.create({
    model,
    src: [
      { contents: 'a', metadata: { key: 'one' } },
      { contents: 'b', metadata: { key: 'two' } },
    ],
    config: { displayName: 'night' },
  })
  expect(job).toMatchObject({ displayName: 'night', state: 'JOB_STATE_PENDING' })
  const name = job.name ?? ''
  let state = job.state
  const states = [state]
  for (let looks = 0; looks < 10 && state !== 'JOB_STATE_SUCCEEDED'; looks++) {
    state = (await gemini.batches.get({ name })).state
    states.push(state)
  }
  expect([...new Set(states)]).toEqual(['JOB_STATE_PENDING', 'JOB_STATE_RUNNING', 'JOB_STATE_SUCCEEDED'])
  const { dest } = await gemini.batches.get({ name })
  expect(dest?.inlinedResponses?.map(({ metadata }) => metadata?.['key'])).toEqual(['one', 'two'])
  expect(dest?.inlinedResponses?.[0]?.response?.candidates?.[0]?.content?.parts?.[0]?.text).toContain('a')
  expect(await namesOf(await gemini.batches.list())).toContain(name)
  await gemini.batches.delete({ name })
  await expect(gemini.batches.get({ name })).rejects.toMatchObject({ httpStatus: 404 })
})

test('a batch of vectors, and one that is cancelled', async () => {
  const { name = '' } = await gemini.batches.createEmbeddings({
    model: 'gemini-embedding-001',
    src: { inlinedRequests: { contents: ['a', 'b'] } },
  })
  let job = await gemini.batches.get({ name })
  for (let looks = 0; looks < 10 && job.state !== 'JOB_STATE_SUCCEEDED'; looks++)
    job = await gemini.batches.get({ name })
  expect(job.dest?.inlinedEmbedContentResponses?.[0]?.response?.embedding?.values?.length).toBeGreaterThan(0)
  expect(job.dest?.inlinedResponses).toBeUndefined()

  const other = await gemini.batches.create({ model, src: [{ contents: 'a' }] })
  await gemini.batches.cancel({ name: other.name ?? '' })
  expect((await gemini.batches.get({ name: other.name ?? '' })).state).toBe('JOB_STATE_CANCELLED')
  await expect(gemini.batches.get({ name: 'nonsense' })).rejects.toMatchObject({ code: 'invalid' })
})

test('batches of Vertex are in its cloud', async () => {
  const job = await vertex.batches.create({ model, src: 'gs://bucket/in.jsonl', config: { displayName: 'd' } })
  expect(job).toMatchObject({
    displayName: 'd',
    src: { gcsUri: ['gs://bucket/in.jsonl'] },
    dest: { gcsUri: 'gs://bucket/in/dest' },
  })
  expect((await vertex.batches.get({ name: job.name ?? '' })).state).toMatch(/^JOB_STATE_/)
  expect(await namesOf(await vertex.batches.list())).toContain(job.name)
})

test('a model is tuned', async () => {
  const job = await gemini.tunings.tune({
    baseModel: 'models/gemini-2.0-flash-001',
    trainingDataset: { examples: [] },
    config: { tunedModelDisplayName: 'mine', epochCount: 1 },
  })
  expect(job.state).toBe('JOB_STATE_QUEUED')
  const name = job.name ?? ''
  let state = (await gemini.tunings.get({ name })).state
  expect(state).toBe('JOB_STATE_RUNNING')
  for (let looks = 0; looks < 10 && state === 'JOB_STATE_RUNNING'; looks++)
    state = (await gemini.tunings.get({ name })).state
  const done = await gemini.tunings.get({ name })
  expect(done).toMatchObject({ state: 'JOB_STATE_SUCCEEDED', tunedModel: { model: name } })
  await expect(gemini.tunings.list()).rejects.toThrow(/only supported by Vertex AI/)

  const other = await vertex.tunings.tune({ baseModel: model, trainingDataset: { gcsUri: 'gs://b/t' } })
  expect(await namesOf(await vertex.tunings.list())).toContain(other.name)
  await vertex.tunings.cancel({ name: other.name ?? '' })
  expect((await vertex.tunings.get({ name: other.name ?? '' })).state).toBe('JOB_STATE_CANCELLED')
})

describe('operations', () => {
  test('are waited for, but no longer than somebody wants', async () => {
    const operation = { name: (await gemini.tunings.tune({ baseModel: 'models/m', trainingDataset: {} })).name ?? '' }
    const wait = gemini.operations.wait({ operation }, { interval: 60_000, signal: AbortSignal.timeout(30) })
    await expect(wait).rejects.toMatchObject({ code: 'timeout' })
    await expect(gemini.operations.get({ operation: {} })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('that failed say why', async () => {
    const operation = {
      name: 'o',
      done: true,
      error: { code: 3, status: 'INVALID_ARGUMENT', message: 'The file is empty.' },
    }
    await expect(gemini.operations.wait({ operation })).rejects.toMatchObject({
      code: 'server',
      message: expect.stringContaining('The file is empty.') as string,
      details: operation,
    })
  })

  test('end with the client', async () => {
    const own = createGeminiClient({ baseUrl: fake.url })
    const { name = '' } = await own.tunings.tune({ baseModel: 'models/m', trainingDataset: {} })
    const wait = own.operations.wait({ operation: { name } }, { interval: 60_000 })
    setTimeout(() => void own.close(), 20)
    await expect(wait).rejects.toMatchObject({ code: 'aborted' })
  })
})

test('a token for a live session is made where only it exists', async () => {
  const { name } = await gemini.authTokens.create({ config: { uses: 1 } })
  expect(name).toMatch(/^auth_tokens\//)
  expect(fake.requests.at(-1)?.path).toBe('/v1alpha/auth_tokens')
  await expect(vertex.authTokens.create()).rejects.toMatchObject({ code: 'invalid' })
})

test('what no service covers can be asked for all the same', async () => {
  expect(await gemini.request({ method: 'GET', path: `models/${model}` })).toMatchObject({ name: `models/${model}` })
  await expect(gemini.request({ method: 'GET', path: 'models/a b?c' })).rejects.toMatchObject({ code: 'invalid' })
})
