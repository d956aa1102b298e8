import { GoogleGenAI, type Session } from '@google/genai'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGeminiClient, type GeminiClientOptions } from 'react-genai/client'
import { WebSocket } from 'ws'
import { startRecorder, type Recorder } from './recorder.ts'

let recorder: Recorder

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

const authClient = { getRequestHeaders: () => Promise.resolve(new Headers({ authorization: 'Bearer T' })) }
const vertex = { project: 'p', location: 'us-central1' }
const socket = { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket }

const ways: Record<string, { sdk: ConstructorParameters<typeof GoogleGenAI>[0]; own: GeminiClientOptions }> = {
  'a key': { sdk: { apiKey: 'KEY', apiVersion: 'v1beta' }, own: { apiKey: 'KEY' } },
  v1: { sdk: { apiKey: 'KEY' }, own: { apiKey: 'KEY', apiVersion: 'v1' } },
  'an ephemeral token': {
    sdk: { apiKey: 'auth_tokens/abc', apiVersion: 'v1alpha' },
    own: { apiKey: () => Promise.resolve('auth_tokens/abc') },
  },
  // The proxy adds what a browser cannot send.
  'Vertex AI': {
    sdk: { vertexai: true, ...vertex, googleAuthOptions: { authClient: authClient as never } },
    own: { vertex },
  },
}

const configs: Record<string, unknown> = {
  everything: {
    responseModalities: ['AUDIO'],
    temperature: 0.2,
    topK: 3,
    seed: 1,
    speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
    thinkingConfig: { thinkingBudget: 0 },
    enableAffectiveDialog: true,
    systemInstruction: 'be brief',
    tools: [{ functionDeclarations: [{ name: 'f' }] }],
    sessionResumption: { handle: 'H' },
    inputAudioTranscription: {},
    outputAudioTranscription: {},
    realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    contextWindowCompression: { slidingWindow: {} },
    proactivity: { proactiveAudio: true },
  },
  nothing: undefined,
  'text, and a callable tool': {
    responseModalities: ['TEXT'],
    tools: [
      { tool: () => Promise.resolve({ functionDeclarations: [{ name: 'g' }] }), callTool: () => Promise.resolve([]) },
    ],
  },
}

function speak(session: Session): void {
  session.sendClientContent({ turns: 'hello' })
  session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: 'a' }] }], turnComplete: false })
  session.sendClientContent({})
  session.sendRealtimeInput({ audio: { data: 'AA==', mimeType: 'audio/pcm;rate=16000' } })
  session.sendRealtimeInput({ video: { data: 'AA==', mimeType: 'image/jpeg' } })
  session.sendRealtimeInput({ text: 't' })
  session.sendRealtimeInput({ activityStart: {} })
  session.sendRealtimeInput({ activityEnd: {} })
  session.sendRealtimeInput({ audioStreamEnd: true })
  session.sendRealtimeInput({ media: { data: 'AA==', mimeType: 'audio/pcm' } })
  session.sendToolResponse({ functionResponses: { id: '1', name: 'f', response: { ok: 1 } } })
  session.sendContextUpdate({ systemInstruction: 'new' })
}

const SPOKEN = 14

async function frames(ai: GoogleGenAI, config: unknown): Promise<unknown[]> {
  const session = await ai.live.connect({
    model: 'gemini-live-2.5-flash-preview',
    config: config as never,
    callbacks: { onmessage: () => undefined },
  })
  speak(session)
  const all: unknown[] = []
  await vi.waitFor(() => {
    all.push(...recorder.takeFrames())
    expect(all.length).toBe(SPOKEN)
  })
  session.close()
  return all
}

describe.each(Object.entries(ways))('a live session by %s', (_, { sdk, own }) => {
  test.each(Object.entries(configs))('with %s', async (_name, config) => {
    const theirs = await frames(
      new GoogleGenAI({ ...sdk, httpOptions: { baseUrl: recorder.url } }),
      structuredClone2(config),
    )
    const ours = await frames(
      createGeminiClient({ ...own, ...socket, baseUrl: recorder.url }) as unknown as GoogleGenAI,
      config,
    )
    expect(ours).toEqual(theirs)
  })
})

/** The SDK changes what it is given. */
function structuredClone2(config: unknown): unknown {
  return config && { ...config }
}

test('every frame that the SDK was recorded with', async () => {
  const file = new URL('../../fixtures/gemini/requests/live-frames.txt', import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  const recorded = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as unknown)
  const { topK: _, seed: _seed, ...config } = configs['everything'] as Record<string, unknown>
  const gemini = createGeminiClient({ ...socket, apiKey: 'KEY', baseUrl: recorder.url }) as unknown as GoogleGenAI
  const [, ...own] = await frames(gemini, config)
  // Twice the same session, by key and by token; then the music, which is below.
  expect(recorded.slice(0, own.length)).toEqual(own)
  expect(recorded.slice(own.length, own.length * 2)).toEqual(own)
})

test('music, frame by frame', async () => {
  const play = async (ai: GoogleGenAI): Promise<unknown[]> => {
    const session = await ai.live.music.connect({
      model: 'models/lyria-realtime-exp',
      callbacks: { onmessage: () => undefined },
    })
    await session.setWeightedPrompts({ weightedPrompts: [{ text: 'piano', weight: 1 }] })
    await session.setMusicGenerationConfig({ musicGenerationConfig: { bpm: 90 } })
    session.play()
    session.pause()
    session.resetContext()
    session.stop()
    const all: unknown[] = []
    await vi.waitFor(() => {
      all.push(...recorder.takeFrames())
      expect(all.length).toBe(8)
    })
    session.close()
    return all
  }
  const options = { apiKey: 'KEY', apiVersion: 'v1alpha' }
  const theirs = await play(new GoogleGenAI({ ...options, httpOptions: { baseUrl: recorder.url } }))
  const ours = await play(
    createGeminiClient({ ...options, ...socket, baseUrl: recorder.url }) as unknown as GoogleGenAI,
  )
  expect(ours).toEqual(theirs)
})
