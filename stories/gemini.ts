import { createGeminiClient, type GeminiClient, type GeminiFile } from 'react-genai'
import { mockGemini, type MockBatch, type MockGeminiOptions, type MockTuning } from 'react-genai/testing'
import sunset from './sunset.png?inline'

/** A client over services in the memory of the page. */
export const client = (
  options: MockGeminiOptions = {},
  more: Parameters<typeof createGeminiClient>[0] = {},
): GeminiClient => createGeminiClient({ ...mockGemini(options).options, ...more })

/** One that nobody answers. */
export function brokenClient(): GeminiClient {
  const mock = mockGemini()
  mock.fail(403, 1000)
  return createGeminiClient(mock.options)
}

const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString()

export const FILES: readonly GeminiFile[] = [
  { displayName: 'Meeting of the board, recorded.mp3', mimeType: 'audio/mpeg', sizeBytes: '48211000', state: 'ACTIVE' },
  { displayName: 'Handbook.pdf', mimeType: 'application/pdf', sizeBytes: '2211000', state: 'ACTIVE' },
  { displayName: 'Walk through the house.mp4', mimeType: 'video/mp4', sizeBytes: '311211000', state: 'PROCESSING' },
  {
    displayName: 'Broken.mov',
    mimeType: 'video/quicktime',
    sizeBytes: '911000',
    state: 'FAILED',
    error: { code: 13, message: 'The video could not be decoded.' },
  },
].map((file, at) => ({
  ...file,
  name: `files/story${at}`,
  uri: `https://generativelanguage.googleapis.com/v1beta/files/story${at}`,
  expirationTime: hours(20 + at),
}))

const batch = (name: string, displayName: string, state: string, more: object = {}): MockBatch => ({
  name: `batches/${name}`,
  metadata: {
    displayName,
    state: `BATCH_STATE_${state}`,
    model: 'models/gemini-2.5-flash',
    createTime: hours(-3),
    ...more,
  },
})
export const BATCHES: readonly MockBatch[] = [
  batch('a', 'Product descriptions, autumn', 'RUNNING', {
    batchStats: { requestCount: '400', pendingRequestCount: '260' },
  }),
  batch('b', 'Translations', 'SUCCEEDED', { createTime: hours(-26), endTime: hours(-25) }),
  {
    ...batch('c', 'Summaries of 2019', 'FAILED', { createTime: hours(-50) }),
    error: { message: 'Line 17 is no JSON.' },
  },
  batch('d', 'Test run', 'CANCELLED', { createTime: hours(-71) }),
]
export const TUNINGS: readonly MockTuning[] = [
  {
    name: 'tuningJobs/t',
    state: 'JOB_STATE_RUNNING',
    baseModel: 'gemini-2.5-flash',
    tunedModelDisplayName: 'Tone of the house',
    createTime: hours(-1),
  },
]

/** A file as somebody would drop it. */
export const file = (name: string, size: number, type: string): File => new File([new Uint8Array(size)], name, { type })
export async function picture(): Promise<File> {
  const [, data = ''] = sunset.split(',')
  return new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], 'Sunset.png', { type: 'image/png' })
}
