import type { GoogleGenAI } from '@google/genai'
import { readFileSync } from 'node:fs'
import { expect, describe, test } from 'vitest'
import { createGeminiClient } from 'react-genai/client'
import { mockTransport } from 'react-genai/testing'
import { calls } from './calls.ts'

interface Golden {
  name: string
  /** Why the SDK sends nothing. */
  err?: string
  reqs: { method: string; url: string; body?: unknown }[]
}

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/gemini/requests/${name}`, import.meta.url), 'utf8')
const goldens = JSON.parse(read('gemini-v1beta.json')) as Golden[]

/** Ours by other names. */
const NAMES: Record<string, string> = {
  'models.generateContent(full)': 'models.generateContent, everything',
  'models.embedContent(text-embedding-005)': 'golden: text-embedding-005',
  'models.embedContent(gemini-embedding-2)': 'golden: gemini-embedding-2',
  'models.list(tuned)': 'models.list, tuned',
  'models.update': 'golden: models.update',
  'chats.sendMessage': 'golden: chats.sendMessage',
  'chats.sendMessageStream': 'golden: chats.sendMessageStream',
  'files.upload(20MB)': 'files.upload, 20 MB',
  'fileSearchStores.documents.list': 'documents.list',
  'fileSearchStores.documents.get': 'documents.get',
  'fileSearchStores.documents.delete': 'documents.delete',
  'caches.create': 'golden: caches.create',
  'batches.create(inlined)': 'golden: batches.create',
  'batches.create(file)': 'batches.create, file',
  'batches.create(gcs)': 'batches.create, Cloud Storage',
  'batches.createEmbeddings(inlined)': 'batches.createEmbeddings, inlined',
  'batches.createEmbeddings(file)': 'batches.createEmbeddings, file',
  'tunings.tune': 'golden: tunings.tune',
  'operations.get(import)': 'operations.get',
  'interactions.create(stream)': 'interactions.create, stream',
  'interactions.create(background,agent)': 'interactions.create, background',
  'interactions.get(stream,last_event_id)': 'interactions.get, stream',
}

const M = 'gemini-2.5-flash'
/** Those of the recording that our list words otherwise. */
const worded: typeof calls = {
  'golden: text-embedding-005': (ai) =>
    ai.models.embedContent({
      model: 'text-embedding-005',
      contents: ['a', 'b'],
      config: { taskType: 'RETRIEVAL_QUERY', title: 't', outputDimensionality: 64 },
    }),
  'golden: gemini-embedding-2': (ai) => ai.models.embedContent({ model: 'gemini-embedding-2', contents: ['a'] }),
  'golden: models.update': (ai) => ai.models.update({ model: 'tunedModels/x', config: { displayName: 'n' } }),
  'golden: chats.sendMessage': (ai) => {
    const history = [
      { role: 'user', parts: [{ text: 'a' }] },
      { role: 'model', parts: [{ text: 'b' }] },
    ]
    return ai.chats.create({ model: M, history }).sendMessage({ message: 'c' })
  },
  'golden: chats.sendMessageStream': (ai) => ai.chats.create({ model: M }).sendMessageStream({ message: 'c' }),
  'golden: caches.create': (ai) =>
    ai.caches.create({
      model: M,
      config: { contents: 'doc', ttl: '300s', displayName: 'd', systemInstruction: 's' },
    }),
  'golden: batches.create': (ai) =>
    ai.batches.create({
      model: M,
      src: [
        {
          contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
          metadata: { key: 'k1' },
          config: { temperature: 0.1, systemInstruction: 's' },
        },
      ],
      config: { displayName: 'd' },
    }),
  'golden: tunings.tune': (ai) =>
    ai.tunings.tune({
      baseModel: 'gemini-2.0-flash-001',
      trainingDataset: { examples: [{ textInput: 'a', output: 'b' }] },
      config: { epochCount: 1, tunedModelDisplayName: 'n' },
    }),
}

/** What a browser cannot, and we can. */
const MORE = new Set(['files.download', 'files.registerFiles'])

interface Asked {
  method: string
  url: string
  body: unknown
}

async function record(name: string, session: string | undefined): Promise<Asked[]> {
  const { fetch, requests } = mockTransport((request) => {
    const command = request.headers.get('x-goog-upload-command')
    if (command === 'start') return request.json({}, { headers: { 'x-goog-upload-url': session ?? '' } })
    // A stream that just ended would be asked for again.
    if (request.headers.get('accept') === 'text/event-stream')
      return request.frame({ event_type: 'interaction.completed', interaction: { id: 'i1' } }).close()
    const status = command?.includes('finalize') ? 'final' : 'active'
    return request.json({}, command ? { headers: { 'x-goog-upload-status': status } } : {})
  })
  const gemini = createGeminiClient({ apiKey: 'KEY', fetch })
  const call = worded[name] ?? calls[name]
  if (!call) throw new Error(`There is no call “${name}”.`)
  // Most answers are empty, which is not what was asked for.
  await call(gemini as unknown as GoogleGenAI).catch(() => undefined)
  return requests.map(({ method, url, body }) => ({
    method,
    url,
    body: body instanceof Blob ? `<Blob ${body.size}>` : body,
  }))
}

describe('every request that the SDK was recorded with', () => {
  const own = goldens.filter(({ name }) => !MORE.has(name))
  test('there are some sixty', () => expect(own.length).toBeGreaterThan(60))

  test.each(own.map((golden) => [golden.name, golden] as const))('%s', async (name, { reqs }) => {
    const [, session] = reqs
    const asked = await record(NAMES[name] ?? name, session?.url)
    // Where the SDK could do nothing, nothing is sent. An empty body is none.
    expect(asked).toEqual(reqs.map(({ method, url, body }) => ({ method, url, body: body === '' ? undefined : body })))
  })
})
