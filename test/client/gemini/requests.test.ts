import { GoogleGenAI } from '@google/genai'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type GeminiClientOptions } from 'react-genai/client'
import { calls, type Call } from './calls.ts'
import { startRecorder, type Recorded, type Recorder } from './recorder.ts'

let recorder: Recorder

beforeAll(async () => {
  // The SDK has a lot to say.
  for (const method of ['warn', 'error', 'debug', 'log'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined)
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

const authClient = { getRequestHeaders: () => Promise.resolve(new Headers({ authorization: 'Bearer T' })) }
const vertex = { project: 'p', location: 'us-central1' }

/** The ways in which an app reaches the service: the SDK's options, and ours. */
const ways: Record<string, { sdk: ConstructorParameters<typeof GoogleGenAI>[0]; own: GeminiClientOptions }> = {
  'Gemini v1beta': { sdk: { apiKey: 'K', apiVersion: 'v1beta' }, own: { apiKey: 'K' } },
  'Gemini v1': { sdk: { apiKey: 'K' }, own: { apiKey: 'K', apiVersion: 'v1' } },
  'Vertex AI': {
    sdk: { vertexai: true, ...vertex, googleAuthOptions: { authClient: authClient as never } },
    own: { vertex: { ...vertex, accessToken: () => 'T' } },
  },
}

type Asked = Pick<Recorded, 'method' | 'path' | 'query' | 'body'>
const asked = (found: Recorded[]): Asked[] =>
  found.map(({ method, path, query, body }) => ({ method, path, query, body }))

async function record(call: Call, ai: GoogleGenAI): Promise<Asked[]> {
  // Many answers are `{}`, with which we are not content: only what was asked counts here.
  await call(ai).catch(() => undefined)
  return asked(recorder.take())
}

describe.each(Object.entries(ways))('%s', (_, { sdk, own }) => {
  test.each(Object.entries(calls))('%s', async (_name, call) => {
    const theirs = await record(call, new GoogleGenAI({ ...sdk, httpOptions: { baseUrl: recorder.url } }))
    // That this compiles for the SDK, and runs for us, is what "another import" means.
    const client = createGeminiClient({ ...own, baseUrl: recorder.url }) as unknown as GoogleGenAI
    const ours = await record(call, client)
    expect(ours).toEqual(theirs)
  })
})
