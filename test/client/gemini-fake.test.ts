import { FinishReason, GoogleGenAI, Modality, type LiveServerMessage } from '@google/genai'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { startFakeGemini, type FakeGemini } from '../fake-gemini/index.ts'

let fake: FakeGemini
let ai: GoogleGenAI
let vertex: GoogleGenAI
let express: GoogleGenAI

const client = (apiKey: string, apiVersion: string) =>
  new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: fake.url } })

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  fake = await startFakeGemini({ apiKey: 'k' })
  ai = client('k', 'v1beta')
  // Without a project the paths of Vertex bear none. With one, the SDK asks Google's library for a header: here, the key.
  express = new GoogleGenAI({ vertexai: true, apiKey: 'k', httpOptions: { baseUrl: fake.url } })
  vertex = new GoogleGenAI({
    vertexai: true,
    project: 'p',
    location: 'us-central1',
    googleAuthOptions: { apiKey: 'k' },
    httpOptions: { baseUrl: fake.url },
  })
})
afterAll(() => fake.close())
afterEach(async () => {
  await vi.waitFor(() => {
    if (fake.openStreams + fake.openSockets > 0) throw new Error('A test left a connection open.')
  })
})

const flash = 'gemini-2.5-flash'

async function failureOf(work: Promise<unknown>): Promise<Error & { status?: number }> {
  const reason: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(reason instanceof Error)) throw new Error(`Expected an Error, got ${String(reason)}`)
  return reason
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${fake.url}${path}`, {
    method: 'POST',
    headers: { 'x-goog-api-key': 'k', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('generation', () => {
  test('an unscripted call is echoed, whole or in pieces', async () => {
    const whole = await ai.models.generateContent({ model: flash, contents: 'Hello there, my friend' })
    expect(whole.text).toBe('You said: Hello there, my friend')
    expect(whole.usageMetadata?.totalTokenCount).toBeGreaterThan(8)
    const stream = await ai.models.generateContentStream({ model: flash, contents: 'Hello there, my friend' })
    const chunks = await all(stream)
    expect(chunks.length).toBeGreaterThan(2)
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(whole.text)
    const last = chunks.at(-1)
    expect(last?.candidates?.[0]?.finishReason).toBe(FinishReason.STOP)
    expect(last).toMatchObject({ modelVersion: flash, usageMetadata: whole.usageMetadata })
    expect(last?.responseId).toBeTruthy()
    expect(fake.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1beta/models/gemini-2.5-flash:streamGenerateContent',
      query: { alt: 'sse' },
      headers: { 'x-goog-api-key': 'k' },
      body: { contents: [{ role: 'user', parts: [{ text: 'Hello there, my friend' }] }] },
    })
  })

  test('what is scripted comes first in, first out, and whole where it was in chunks', async () => {
    const call = { functionCall: { name: 'weather', args: { city: 'Oslo' } } }
    const chunks = [
      { candidates: [{ content: { role: 'model', parts: [{ text: 'Let me ' }] } }] },
      { candidates: [{ content: { role: 'model', parts: [{ text: 'see.' }, call] }, finishReason: 'STOP' }] },
    ]
    fake.script({ chunks }, { chunks })
    const streamed = await all(await ai.models.generateContentStream({ model: flash, contents: 'Weather?' }))
    expect(streamed.map((chunk) => chunk.functionCalls)).toEqual([undefined, [call.functionCall]])
    const whole = await ai.models.generateContent({ model: flash, contents: 'Weather?' })
    expect(whole.candidates?.[0]?.content?.parts).toEqual([{ text: 'Let me see.' }, call])
    const answered = await ai.models.generateContent({
      model: flash,
      contents: [
        { role: 'user', parts: [{ text: 'Weather?' }] },
        { role: 'model', parts: [call] },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { degrees: 7 } } }] },
      ],
    })
    expect(answered.text).toBe('weather returned {"degrees":7}.')
  })

  test('a scripted error is an error of the service, also on a stream', async () => {
    const error = { code: 403, status: 'PERMISSION_DENIED', message: 'Not you.', details: [{ '@type': 'x' }] }
    fake.script({ error }, { error })
    expect(await failureOf(ai.models.generateContent({ model: flash, contents: 'Hi' }))).toMatchObject({ status: 403 })
    const response = await post('/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse', {})
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const body = await response.text()
    expect(body).toMatch(/^\{\n {2}"error": \{\n/)
    expect(JSON.parse(body)).toEqual({ error })
  })

  test('a stream is held, slowed and cut as scripted, and a client that leaves is noticed', async () => {
    const chunks = ['a', 'b', 'c'].map((text) => ({ candidates: [{ content: { parts: [{ text }] } }] }))
    fake.script({ chunks, cutAfter: 2 }, { chunks, delay: 1, hold: true }, { chunks, cutAfter: 1 })
    const seen: string[] = []
    const cut = async () => {
      for await (const { text } of await ai.models.generateContentStream({ model: flash, contents: 'Hi' })) {
        seen.push(text ?? '')
      }
    }
    await failureOf(cut())
    expect(seen).toEqual(['a', 'b'])
    const leaving = new AbortController()
    const config = { abortSignal: leaving.signal }
    const stream = await ai.models.generateContentStream({ model: flash, contents: 'Hi', config })
    for (let at = 0; at < 3; at++) await stream.next()
    expect(fake.openStreams).toBe(1)
    const next = failureOf(stream.next())
    leaving.abort()
    await next
    await failureOf(ai.models.generateContent({ model: flash, contents: 'Hi' }))
  })

  test('without alt=sse a stream is one JSON array, and any version or doubled slash will do', async () => {
    for (const version of ['v1', 'v1alpha', '/v1beta//', 'v1beta1']) {
      const response = await post(`/${version}/models/${flash}:streamGenerateContent`, { contents: [{ parts: [] }] })
      const text = await response.text()
      expect(JSON.parse(text)).toBeInstanceOf(Array)
      expect(text).toContain('}\n,\r\n{')
    }
  })

  test('what the real service refuses is refused', async () => {
    const generate = (model: string) => failureOf(ai.models.generateContent({ model, contents: 'Hi' }))
    expect(await generate('custom-model')).toMatchObject({ status: 404 })
    expect(await generate('tunedModels/none')).toMatchObject({ status: 404 })
    expect(await failureOf(ai.models.generateContent({ model: flash, contents: [] }))).toBeTruthy()
    expect((await post('/v1beta/nowhere', {})).status).toBe(404)
    expect((await post('/v7/models', {})).status).toBe(404)
    const stranger = (key: Record<string, string>) => post(`/v1beta/models/${flash}:generateContent`, {}, key)
    expect((await stranger({ 'x-goog-api-key': 'wrong' })).status).toBe(400)
    expect((await stranger({ 'x-goog-api-key': '', authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await fetch(`${fake.url}/v1beta/models`)).status).toBe(403)
    expect((await fetch(`${fake.url}/v1beta/models?key=k`)).status).toBe(200)
  })

  test('the next requests fail on command, and a 429 says when to come back', async () => {
    fake.faults.nextStatus(429, 2)
    const error = await failureOf(ai.models.generateContent({ model: flash, contents: 'Hi' }))
    expect(JSON.parse(error.message)).toMatchObject({
      error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [{ retryDelay: '0.1s' }] },
    })
    const config = { httpOptions: { retryOptions: { attempts: 2, initialDelay: 0.01 } } }
    expect((await ai.models.generateContent({ model: flash, contents: 'Hi', config })).text).toBe('You said: Hi')
  })

  test('a page of another origin may call', async () => {
    const headers = { origin: 'http://page', 'access-control-request-headers': 'x-goog-api-key' }
    const preflight = await fetch(`${fake.url}/v1beta/models`, { method: 'OPTIONS', headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://page')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-goog-api-key')
    expect(preflight.headers.get('access-control-expose-headers')).toContain('x-goog-upload-url')
  })
})

describe('models', () => {
  test('are listed by the page, and got by name', async () => {
    const pager = await ai.models.list({ config: { pageSize: 3 } })
    expect(pager.pageLength).toBe(3)
    expect(pager.hasNextPage()).toBe(true)
    const names = (await all(pager)).map((model) => model.name)
    expect(names.length).toBeGreaterThan(5)
    expect(new Set(names).size).toBe(names.length)
    expect(await ai.models.get({ model: flash })).toMatchObject({ name: `models/${flash}`, inputTokenLimit: 1_048_576 })
    expect(await failureOf(ai.models.get({ model: 'gemini-none' }))).toMatchObject({ status: 404 })
  })

  test('count tokens and embed texts', async () => {
    expect((await ai.models.countTokens({ model: flash, contents: 'twelve chars' })).totalTokens).toBe(3)
    const { embeddings } = await ai.models.embedContent({
      model: 'gemini-embedding-001',
      contents: ['one', 'two', 'one'],
      config: { outputDimensionality: 64 },
    })
    const values = embeddings?.map((embedding) => embedding.values)
    expect(values?.[0]).toHaveLength(64)
    expect(values?.[0]).toEqual(values?.[2])
    expect(values?.[0]).not.toEqual(values?.[1])
  })

  test('videos of the Gemini API take two looks, and can be fetched', async () => {
    const started = await post('/v1beta/models/veo-3.0-generate-001:predictLongRunning', {
      instances: [{ prompt: 'p' }],
    })
    const { name } = await started.json()
    const look = async () => (await fetch(`${fake.url}/v1beta/${name}?key=k`)).json()
    expect(await look()).toEqual({ name })
    const { done, response } = await look()
    expect(done).toBe(true)
    const { uri } = response.generateVideoResponse.generatedSamples[0].video
    const bytes = await fetch(uri.replace('https://generativelanguage.googleapis.com', fake.url) + '&key=k')
    expect(bytes.headers.get('content-type')).toBe('video/mp4')
  })
})

describe('Vertex', () => {
  test('generates, streams, counts, computes and embeds', async () => {
    expect((await vertex.models.generateContent({ model: flash, contents: 'Hi' })).text).toBe('You said: Hi')
    const path = 'publishers/google/models/gemini-2.5-flash:generateContent'
    expect(fake.requests.at(-1)?.path).toBe(`/v1beta1/projects/p/locations/us-central1/${path}`)
    expect((await express.models.generateContent({ model: flash, contents: 'Hi' })).text).toBe('You said: Hi')
    expect(fake.requests.at(-1)?.path).toBe(`/v1beta1/${path}`)
    const chunks = await all(await vertex.models.generateContentStream({ model: flash, contents: 'Hi' }))
    expect(chunks.map((chunk) => chunk.text).join('')).toBe('You said: Hi')
    expect((await vertex.models.countTokens({ model: flash, contents: 'Hi' })).totalTokens).toBe(1)
    const { tokensInfo } = await vertex.models.computeTokens({ model: flash, contents: 'twelve chars' })
    expect(tokensInfo?.[0]?.tokens).toHaveLength(3)
    const { embeddings } = await vertex.models.embedContent({ model: 'text-embedding-005', contents: ['one', 'two'] })
    expect(embeddings?.map((embedding) => embedding.values?.length)).toEqual([768, 768])
    expect((await all(await vertex.models.list({ config: { pageSize: 4 } }))).length).toBeGreaterThan(5)
    expect((await vertex.models.get({ model: flash })).name).toBe(`publishers/google/models/${flash}`)
  })

  test('makes images at once, and videos after two looks', async () => {
    const { generatedImages } = await vertex.models.generateImages({
      model: 'imagen-4.0-generate-001',
      prompt: 'A cat',
      config: { numberOfImages: 2 },
    })
    expect(generatedImages?.map((each) => each.image?.mimeType)).toEqual(['image/png', 'image/png'])
    let operation = await vertex.models.generateVideos({ model: 'veo-3.0-generate-001', source: { prompt: 'A cat' } })
    const done: (boolean | undefined)[] = []
    while (!operation.done) {
      operation = await vertex.operations.getVideosOperation({ operation })
      done.push(operation.done)
    }
    expect(done).toEqual([undefined, true])
    expect(operation.response?.generatedVideos?.[0]?.video?.mimeType).toBe('video/mp4')
  })

  test('runs jobs, and keeps the model that comes out of one', async () => {
    const batch = await vertex.batches.create({ model: flash, src: 'gs://b/in.jsonl', config: { dest: 'gs://b/out' } })
    const id = batch.name ?? ''
    expect(batch.state).toBe('JOB_STATE_PENDING')
    expect((await vertex.batches.get({ name: id })).state).toBe('JOB_STATE_RUNNING')
    expect((await vertex.batches.get({ name: id })).state).toBe('JOB_STATE_SUCCEEDED')
    expect(await all(await vertex.batches.list())).toHaveLength(1)
    expect((await vertex.batches.delete({ name: id })).done).toBe(true)

    const trainingDataset = { gcsUri: 'gs://b/train.jsonl' }
    const tune = () => vertex.tunings.tune({ baseModel: flash, trainingDataset })
    const stopped = (await tune()).name ?? ''
    await vertex.tunings.cancel({ name: stopped })
    expect((await vertex.tunings.get({ name: stopped })).state).toBe('JOB_STATE_CANCELLED')
    const name = (await tune()).name ?? ''
    await vertex.tunings.get({ name })
    const tuned = await vertex.tunings.get({ name })
    expect(tuned).toMatchObject({ state: 'JOB_STATE_SUCCEEDED', tunedModel: { model: expect.stringMatching(/@1$/) } })
    expect(await all(await vertex.tunings.list())).toHaveLength(2)
    expect(await all(await vertex.models.list({ config: { queryBase: false } }))).toHaveLength(1)
  })

  test('names its caches by project', async () => {
    const { name = '' } = await vertex.caches.create({ model: flash, config: { contents: 'A long document' } })
    expect(name).toMatch(/^projects\/.+\/locations\/.+\/cachedContents\//)
    expect((await vertex.caches.get({ name })).usageMetadata?.totalTokenCount).toBe(4)
    await vertex.caches.delete({ name })
    expect(await failureOf(vertex.caches.get({ name }))).toMatchObject({ status: 403 })
  })
})

describe('files', () => {
  test('bytes go up and come down again', async () => {
    const file = await ai.files.upload({ file: new Blob(['hello'], { type: 'text/plain' }), config: { name: 'abc' } })
    expect(file).toMatchObject({ name: 'files/abc', mimeType: 'text/plain', sizeBytes: '5', state: 'PROCESSING' })
    const prompt = [{ fileData: { fileUri: file.uri ?? '', mimeType: 'text/plain' } }, { text: 'Read.' }]
    expect(await failureOf(ai.models.generateContent({ model: flash, contents: prompt }))).toMatchObject({
      status: 400,
    })
    expect((await ai.files.get({ name: 'abc' })).state).toBe('PROCESSING')
    expect((await ai.files.get({ name: 'abc' })).state).toBe('ACTIVE')
    expect((await ai.models.generateContent({ model: flash, contents: prompt })).text).toContain('files/abc] Read.')
    const downloadPath = join(await mkdtemp(join(tmpdir(), 'gemini-')), 'abc')
    await ai.files.download({ file: 'files/abc', downloadPath })
    expect(await readFile(downloadPath, 'utf8')).toBe('hello')
    expect(
      await failureOf(ai.files.upload({ file: new Blob(['x'], { type: 'a/b' }), config: { name: 'abc' } })),
    ).toMatchObject({ status: 409 })
    expect((await all(await ai.files.list({ config: { pageSize: 1 } }))).map((each) => each.name)).toContain(
      'files/abc',
    )
    await ai.files.delete({ name: 'abc' })
    expect(await failureOf(ai.files.get({ name: 'abc' }))).toMatchObject({ status: 403 })
  })

  test('large ones go in chunks', async () => {
    const bytes = new Uint8Array(20 * 1024 * 1024).fill(7)
    const before = fake.requests.length
    const file = await ai.files.upload({ file: new Blob([bytes], { type: 'video/mp4' }) })
    expect(file.sizeBytes).toBe(String(bytes.length))
    const chunks = fake.requests.slice(before + 1)
    expect(chunks.map((request) => request.body)).toEqual([8_388_608, 8_388_608, 4_194_304])
    expect(chunks.at(-1)?.headers['x-goog-upload-command']).toBe('upload, finalize')
  })

  test('one whose processing fails says so', async () => {
    fake.faults.failProcessing(1)
    const { name = '' } = await ai.files.upload({ file: new Blob(['x'], { type: 'video/mp4' }) })
    await ai.files.get({ name })
    expect(await ai.files.get({ name })).toMatchObject({ state: 'FAILED', error: { code: 13 } })
  })
})

describe('an upload', () => {
  const granule = 256 * 1024

  const start = async (length: number): Promise<URL> => {
    const response = await post(
      '/upload/v1beta/files',
      { file: {} },
      {
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-length': String(length),
        'x-goog-upload-header-content-type': 'text/plain',
      },
    )
    expect(response.headers.get('x-goog-upload-chunk-granularity')).toBe(String(granule))
    const url = new URL(response.headers.get('x-goog-upload-url') ?? '')
    expect(url.origin).toBe('https://generativelanguage.googleapis.com')
    return new URL(url.pathname + url.search, fake.url)
  }
  // No key goes with these: the URL is one.
  const send = (url: URL, command: string, offset?: number, body?: Uint8Array<ArrayBuffer>) =>
    fetch(url, {
      method: 'POST',
      headers: {
        'x-goog-upload-command': command,
        ...(offset !== undefined && { 'x-goog-upload-offset': `${offset}` }),
      },
      ...(body && { body }),
    })
  const received = async (url: URL) => (await send(url, 'query')).headers.get('x-goog-upload-size-received')

  test('goes on where it broke off', async () => {
    const bytes = new Uint8Array(3 * granule + 5)
    const url = await start(bytes.length)
    fake.faults.cutUploadAt(2 * granule + 100)
    await failureOf(send(url, 'upload, finalize', 0, bytes))
    expect(await received(url)).toBe(String(2 * granule))
    expect((await send(url, 'upload', granule, bytes.slice(granule))).status).toBe(400)
    expect((await send(url, 'upload', 2 * granule, bytes.slice(0, 9))).status).toBe(400)
    const last = await send(url, 'upload, finalize', 2 * granule, bytes.slice(2 * granule))
    expect(last.headers.get('x-goog-upload-status')).toBe('final')
    expect((await last.json()).file.sizeBytes).toBe(String(bytes.length))
    expect((await send(url, 'upload', bytes.length, bytes)).status).toBe(400)
  })

  test('loses a status, but not the bytes', async () => {
    const bytes = new Uint8Array(2 * granule)
    const url = await start(bytes.length)
    fake.faults.dropUploadStatus(1)
    const silent = await send(url, 'upload', 0, bytes.slice(granule))
    expect([silent.status, silent.headers.get('x-goog-upload-status')]).toEqual([200, null])
    expect(await received(url)).toBe(String(granule))
  })

  test('is cancelled for good', async () => {
    const url = await start(5)
    expect((await send(url, 'cancel')).headers.get('x-goog-upload-status')).toBe('cancelled')
    expect((await send(url, 'upload, finalize', 0, new Uint8Array(5))).status).toBe(400)
  })
})

describe('caches', () => {
  test('live as long as they were given', async () => {
    const config = { contents: 'A long document', ttl: '300s', displayName: 'd' }
    const { name = '', expireTime = '' } = await ai.caches.create({ model: flash, config })
    expect(Date.parse(expireTime) - Date.now()).toBeGreaterThan(290_000)
    const updated = await ai.caches.update({ name, config: { ttl: '600s' } })
    expect(Date.parse(updated.expireTime ?? '') - Date.now()).toBeGreaterThan(590_000)
    expect((await ai.caches.get({ name })).displayName).toBe('d')
    const prompt = { model: flash, contents: 'Hi', config: { cachedContent: name } }
    expect((await ai.models.generateContent(prompt)).usageMetadata?.cachedContentTokenCount).toBe(4)
    expect((await all(await ai.caches.list({ config: { pageSize: 1 } }))).map((cache) => cache.name)).toContain(name)
    await ai.caches.delete({ name })
    expect(await failureOf(ai.models.generateContent(prompt))).toMatchObject({ status: 403 })
  })
})

describe('file search', () => {
  test('documents are uploaded, imported, read and deleted', async () => {
    const { name: parent = '' } = await ai.fileSearchStores.create({ config: { displayName: 'Books' } })
    let upload = await ai.fileSearchStores.uploadToFileSearchStore({
      fileSearchStoreName: parent,
      file: new Blob(['hello'], { type: 'text/plain' }),
      config: { displayName: 'one', customMetadata: [{ key: 'k', stringValue: 'v' }] },
    })
    expect(upload.done).toBeUndefined()
    expect((await ai.fileSearchStores.get({ name: parent })).pendingDocumentsCount).toBe('1')
    upload = await ai.operations.get({ operation: upload })
    expect(upload.done).toBe(true)
    const name = upload.response?.documentName ?? ''
    expect(await ai.fileSearchStores.documents.get({ name })).toMatchObject({
      state: 'STATE_ACTIVE',
      displayName: 'one',
      customMetadata: [{ key: 'k', stringValue: 'v' }],
    })
    const file = await ai.files.upload({ file: new Blob(['other'], { type: 'text/plain' }) })
    const asked = { fileSearchStoreName: parent, fileName: file.name ?? '' }
    const imported = await ai.fileSearchStores.importFile(asked)
    expect(await ai.operations.get({ operation: imported })).toMatchObject({ done: true, response: { parent } })
    expect(await all(await ai.fileSearchStores.documents.list({ parent, config: { pageSize: 1 } }))).toHaveLength(2)
    const media = await ai.fileSearchStores.downloadMedia(name.replace('documents', 'media'))
    expect(Buffer.from(media).toString()).toBe('hello')
    await ai.fileSearchStores.documents.delete({ name })
    expect(await failureOf(ai.fileSearchStores.delete({ name: parent }))).toMatchObject({ status: 400 })
    await ai.fileSearchStores.delete({ name: parent, config: { force: true } })
    expect(await all(await ai.fileSearchStores.list())).toHaveLength(0)
  })
})

describe('batches', () => {
  test('go from pending to succeeded, one look at a time', async () => {
    const fileUri = 'https://generativelanguage.googleapis.com/v1beta/files/none'
    const src = [
      { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], metadata: { key: 'k1' } },
      { contents: [{ role: 'user', parts: [{ fileData: { fileUri } }] }] },
    ]
    const { name = '', state } = await ai.batches.create({ model: flash, src, config: { displayName: 'd' } })
    expect(state).toBe('JOB_STATE_PENDING')
    expect((await ai.batches.get({ name })).state).toBe('JOB_STATE_RUNNING')
    const batch = await ai.batches.get({ name })
    expect(batch).toMatchObject({ state: 'JOB_STATE_SUCCEEDED', displayName: 'd', model: `models/${flash}` })
    const [answered, refused] = batch.dest?.inlinedResponses ?? []
    expect(answered?.response?.candidates?.[0]?.content?.parts).toEqual([{ text: 'You said: Hi' }])
    expect(answered?.metadata).toEqual({ key: 'k1' })
    expect(refused?.error?.code).toBe(3)
    expect((await all(await ai.batches.list({ config: { pageSize: 1 } }))).map((each) => each.name)).toContain(name)
    await ai.batches.delete({ name })
    expect(await failureOf(ai.batches.get({ name }))).toMatchObject({ status: 404 })
  })

  test('of a file end in a file, and those of embeddings in vectors', async () => {
    const line = JSON.stringify({ key: 'a', request: { contents: [{ parts: [{ text: 'Hi' }] }] } })
    const file = await ai.files.upload({ file: new Blob([line], { type: 'application/jsonl' }) })
    const { name = '' } = await ai.batches.create({ model: flash, src: file.name ?? '' })
    await ai.batches.get({ name })
    const { dest } = await ai.batches.get({ name })
    const lines = await fetch(`${fake.url}/v1beta/${dest?.fileName}:download?alt=media&key=k`)
    expect(await lines.json()).toMatchObject({ key: 'a', response: { modelVersion: flash } })
    const config = { outputDimensionality: 8 }
    const src = { inlinedRequests: { contents: ['a', 'b'], config } }
    const embeddings = await ai.batches.createEmbeddings({ model: 'gemini-embedding-001', src })
    await ai.batches.get({ name: embeddings.name ?? '' })
    const done = await ai.batches.get({ name: embeddings.name ?? '' })
    const sizes = done.dest?.inlinedEmbedContentResponses?.map((each) => each.response?.embedding?.values?.length)
    expect(sizes).toEqual([8, 8])
  })

  test('stay cancelled', async () => {
    const src = [{ contents: [{ parts: [{ text: 'Hi' }] }] }]
    const { name = '' } = await ai.batches.create({ model: flash, src })
    await ai.batches.cancel({ name })
    await ai.batches.get({ name })
    expect((await ai.batches.get({ name })).state).toBe('JOB_STATE_CANCELLED')
  })
})

describe('tuned models', () => {
  const tune = () =>
    ai.tunings.tune({
      baseModel: 'gemini-2.0-flash-001',
      trainingDataset: { examples: [{ textInput: 'a', output: 'b' }] },
      config: { epochCount: 1, tunedModelDisplayName: 'Poet' },
    })

  test('are created, used, renamed and deleted', async () => {
    const { name = '' } = await tune()
    expect(name).toMatch(/^tunedModels\/poet-/)
    const generate = () => ai.models.generateContent({ model: name, contents: 'Hi' })
    expect(await failureOf(generate())).toMatchObject({ status: 400 })
    expect((await ai.tunings.get({ name })).state).toBe('JOB_STATE_RUNNING')
    expect((await ai.tunings.get({ name })).state).toBe('JOB_STATE_SUCCEEDED')
    expect((await generate()).text).toBe('You said: Hi')
    expect((await ai.models.update({ model: name, config: { displayName: 'Bard' } })).displayName).toBe('Bard')
    const listed = await all(await ai.models.list({ config: { queryBase: false, pageSize: 5 } }))
    expect(listed.map((model) => model.displayName)).toEqual(['Bard'])
    await ai.models.delete({ model: name })
    expect(await failureOf(ai.tunings.get({ name }))).toMatchObject({ status: 404 })
  })

  test('do not come to be when they are cancelled', async () => {
    const { name = '' } = await tune()
    await ai.tunings.cancel({ name })
    await ai.tunings.get({ name })
    expect((await ai.tunings.get({ name })).state).toBe('JOB_STATE_FAILED')
  })
})

describe('interactions', () => {
  test('answer, remember, and are forgotten', async () => {
    const first = await ai.interactions.create({ model: flash, input: 'Hi' })
    expect(first.status).toBe('completed')
    expect(first.output_text).toBe('You said: Hi')
    const second = await ai.interactions.create({
      model: flash,
      input: [{ type: 'text', text: 'What did I say?' }],
      previous_interaction_id: first.id,
    })
    expect(second.output_text).toBe('I remember: Hi')
    expect((await ai.interactions.get(first.id, { include_input: true })).input).toBe('Hi')
    await ai.interactions.delete(first.id)
    expect(await failureOf(ai.interactions.get(first.id))).toMatchObject({ status: 404 })
    const unkept = await ai.interactions.create({ model: flash, input: 'Hi', store: false })
    expect(await failureOf(ai.interactions.get(unkept.id))).toMatchObject({ status: 404 })
  })

  test('stream their steps', async () => {
    const generation_config = { thinking_summaries: 'auto' as const }
    const stream = await ai.interactions.create({ model: flash, input: 'Hi', stream: true, generation_config })
    const events = await all(stream)
    expect(events.map((event) => ('delta' in event ? event.delta.type : event.event_type))).toEqual([
      'interaction.created',
      'interaction.status_update',
      'step.start',
      'thought_summary',
      'thought_signature',
      'step.stop',
      'step.start',
      'text',
      'text',
      'text',
      'step.stop',
      'interaction.completed',
    ])
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length)
  })

  test('call tools, and go on with what these return', async () => {
    const stream = await ai.interactions.create({ model: flash, input: 'call weather {"city":"Oslo"}', stream: true })
    const events = await all(stream)
    const pieces = events.map((event) =>
      event.event_type === 'step.delta' && event.delta.type === 'arguments_delta' ? event.delta.arguments : '',
    )
    expect(JSON.parse(pieces.join(''))).toEqual({ city: 'Oslo' })
    const completed = events.at(-1)
    if (completed?.event_type !== 'interaction.completed') throw new Error('It was not completed.')
    const { id, status } = completed.interaction
    expect(status).toBe('requires_action')
    const call = (await ai.interactions.get(id)).steps?.find((step) => step.type === 'function_call')
    if (call?.type !== 'function_call') throw new Error('Nothing was called.')
    expect(call.arguments).toEqual({ city: 'Oslo' })
    const answer = (call_id: string) =>
      ai.interactions.create({
        model: flash,
        previous_interaction_id: id,
        input: [{ type: 'function_result', call_id, name: 'weather', result: 'rain' }],
      })
    expect((await answer(call.id)).output_text).toBe('weather returned "rain".')
    expect(await failureOf(answer('stray'))).toMatchObject({ status: 400 })
  })

  test('go on in the background, and are taken up again where a stream broke', async () => {
    const { id, status } = await ai.interactions.create({
      agent: 'deep-research-preview-04-2026',
      input: 'Hi',
      background: true,
    })
    expect(status).toBe('in_progress')
    fake.faults.cutInteractionStream(3, 1)
    const seen: (string | undefined)[] = []
    const follow = async (last?: string) => {
      const from = last === undefined ? {} : { last_event_id: last }
      for await (const event of await ai.interactions.get(id, { stream: true, ...from })) seen.push(event.event_id)
    }
    await failureOf(follow())
    expect(seen).toEqual(['e1', 'e2', 'e3'])
    await follow(seen.at(-1))
    expect(seen).toEqual(seen.map((_, at) => `e${at + 1}`))
    expect((await ai.interactions.get(id)).status).toBe('completed')
  })

  test('that are cancelled stop for those who follow them, and for good', async () => {
    const { id } = await ai.interactions.create({
      agent: 'deep-research-preview-04-2026',
      input: 'Hi',
      background: true,
    })
    const types: string[] = []
    for await (const event of await ai.interactions.get(id, { stream: true })) {
      types.push(event.event_type)
      if (types.length === 3) await ai.interactions.cancel(id)
    }
    expect(types.at(-1)).toBe('interaction.status_update')
    expect(types).not.toContain('interaction.completed')
    expect((await ai.interactions.get(id)).status).toBe('cancelled')
    expect(await failureOf(ai.interactions.cancel(id))).toMatchObject({ status: 400 })
  })
})

describe('live', () => {
  const model = 'gemini-live-2.5-flash-preview'

  /** A session that keeps what comes, and waits for what is to come. */
  async function open(config: object, by = ai) {
    const messages: LiveServerMessage[] = []
    let isClosed: (event: { code: number }) => void
    const closed = new Promise<{ code: number }>((resolve) => (isClosed = resolve))
    const session = await by.live.connect({
      model,
      config,
      callbacks: { onmessage: (message) => messages.push(message), onclose: (event) => isClosed(event) },
    })
    let read = 0
    /** The messages up to the first that passes, none of them twice. */
    const until = async (passes: (message: LiveServerMessage) => unknown): Promise<LiveServerMessage[]> => {
      const end = await vi.waitFor(
        () => {
          const at = messages.findIndex((message, index) => index >= read && passes(message))
          if (at < 0) throw new Error(`Still waiting behind ${JSON.stringify(messages.slice(read))}`)
          return at + 1
        },
        { interval: 5 },
      )
      const part = messages.slice(read, end)
      read = end
      return part
    }
    const close = async () => {
      session.close()
      await closed
    }
    await until((message) => message.setupComplete?.sessionId)
    return { session, closed, until, close }
  }
  const turnComplete = (message: LiveServerMessage) => message.serverContent?.turnComplete
  const textOf = (messages: LiveServerMessage[]) =>
    messages.flatMap((message) => message.serverContent?.modelTurn?.parts?.map((part) => part.text) ?? []).join('')

  test('a turn is answered, also one that came in two messages', async () => {
    const live = await open({ responseModalities: [Modality.TEXT] })
    expect(fake.requests.at(-1)).toMatchObject({ headers: { upgrade: 'websocket' }, query: { key: 'k' } })
    live.session.sendClientContent({ turns: 'Hello', turnComplete: false })
    live.session.sendClientContent({ turns: 'there', turnComplete: true })
    const turn = await live.until(turnComplete)
    expect(textOf(turn)).toBe('You said: Hello there')
    expect(turn.some((message) => message.serverContent?.generationComplete)).toBe(true)
    expect(turn.at(-1)?.usageMetadata?.responseTokenCount).toBeGreaterThan(0)
    await live.close()
  })

  test('speaks, and writes down what was spoken', async () => {
    const live = await open({
      responseModalities: [Modality.AUDIO],
      outputAudioTranscription: {},
      inputAudioTranscription: {},
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    })
    live.session.sendRealtimeInput({ activityStart: {} })
    const data = Buffer.from('Good morning').toString('base64')
    live.session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } })
    live.session.sendRealtimeInput({ activityEnd: {} })
    const contents = (await live.until(turnComplete)).map((message) => message.serverContent)
    expect(contents[0]?.inputTranscription?.text).toBe('Good morning')
    expect(contents.map((content) => content?.outputTranscription?.text ?? '').join('')).toBe('You said: Good morning')
    const spoken = contents.flatMap((content) => content?.modelTurn?.parts ?? [])
    expect(new Set(spoken.map((part) => part.inlineData?.mimeType))).toEqual(new Set(['audio/pcm;rate=24000']))
    await live.close()
  })

  test('is interrupted by who goes on writing', async () => {
    const live = await open({ responseModalities: [Modality.TEXT] })
    live.session.sendRealtimeInput({ text: 'one two three four five six seven eight nine ten' })
    await live.until((message) => message.serverContent?.modelTurn)
    live.session.sendClientContent({ turns: 'Stop' })
    const interrupted = await live.until(turnComplete)
    expect(interrupted.some((message) => message.serverContent?.interrupted)).toBe(true)
    expect(textOf(await live.until(turnComplete))).toBe('You said: Stop')
    await live.close()
  })

  test('calls a tool, and answers with what it returned', async () => {
    const live = await open({ responseModalities: [Modality.TEXT] })
    live.session.sendClientContent({ turns: 'Please call weather {"city":"Oslo"}' })
    const call = (await live.until((message) => message.toolCall)).at(-1)?.toolCall?.functionCalls?.[0]
    expect(call).toMatchObject({ name: 'weather', args: { city: 'Oslo' } })
    live.session.sendToolResponse({
      functionResponses: { id: call?.id ?? '', name: 'weather', response: { wet: true } },
    })
    expect(textOf(await live.until(turnComplete))).toBe('weather returned {"wet":true}.')
    live.session.sendClientContent({ turns: 'call again' })
    const again = (await live.until((message) => message.toolCall)).at(-1)?.toolCall?.functionCalls?.[0]
    live.session.sendClientContent({ turns: 'Never mind' })
    const cancelled = await live.until((message) => message.toolCallCancellation)
    expect(cancelled.at(-1)?.toolCallCancellation?.ids).toEqual([again?.id])
    await live.until(turnComplete)
    await live.close()
  })

  test('is taken up again by its handle, told to go away, and closed on command', async () => {
    const live = await open({ responseModalities: [Modality.TEXT], sessionResumption: {} })
    live.session.sendClientContent({ turns: 'My name is Ada' })
    const update = (await live.until((message) => message.sessionResumptionUpdate)).at(-1)?.sessionResumptionUpdate
    expect(update?.resumable).toBe(true)
    fake.faults.goAway()
    expect((await live.until((message) => message.goAway)).at(-1)?.goAway?.timeLeft).toBe('1s')
    expect((await live.closed).code).toBe(1001)

    const handle = update?.newHandle ?? ''
    const resumed = await open({ responseModalities: [Modality.TEXT], sessionResumption: { handle } })
    resumed.session.sendClientContent({ turns: 'What did I say?' })
    expect(textOf(await resumed.until(turnComplete))).toBe('I remember: My name is Ada')
    fake.faults.closeLive(1011, 2)
    resumed.session.sendClientContent({ turns: 'Hello' })
    expect((await resumed.closed).code).toBe(1011)
    expect((await failureOf(open({ sessionResumption: { handle: 'none' } }))).message).toContain('1008')
  })

  test('is for those who have a key, or a token that allows it', async () => {
    expect((await failureOf(open({}, client('wrong', 'v1beta')))).message).toContain('1007')
    const alpha = client('k', 'v1alpha')
    const config = { responseModalities: [Modality.AUDIO] }
    const { name = '' } = await alpha.authTokens.create({
      config: { uses: 1, liveConnectConstraints: { model, config }, lockAdditionalFields: [] },
    })
    const bearer = client(name, 'v1alpha')
    const live = await open({ responseModalities: [Modality.TEXT] }, bearer)
    live.session.sendClientContent({ turns: 'Hello' })
    const [first] = await live.until((message) => message.serverContent?.modelTurn)
    expect(first?.serverContent?.modelTurn?.parts?.[0]?.inlineData).toBeTruthy()
    await live.close()
    expect((await failureOf(open({}, bearer))).message).toContain('1008')
    expect(await failureOf(ai.authTokens.create({}))).toMatchObject({ status: 404 })
  })

  test('has a door for Vertex', async () => {
    const live = await open({ responseModalities: [Modality.TEXT] }, vertex)
    live.session.sendClientContent({ turns: 'Hello' })
    expect(textOf(await live.until(turnComplete))).toBe('You said: Hello')
    await live.close()
  })
})
