import { createGeminiClient } from 'react-genai'
import { mockGemini, mockTransport } from 'react-genai/testing'

const mock = mockGemini({ files: [{ name: 'files/a', mimeType: 'text/plain', state: 'ACTIVE' }] })
// Caches are none of the mock’s services.
const { fetch } = mockTransport((request) =>
  request.path.includes('cachedContents')
    ? request.json({ name: 'cachedContents/abc', model: 'models/gemini-2.5-flash' })
    : request.forward(mock.options.fetch),
)
export const gemini = createGeminiClient({ ...mock.options, fetch })
export const vertex = createGeminiClient({
  ...mock.options,
  vertex: { project: 'my-project', location: 'europe-west1' },
})
export const name = 'files/a'
export const topic = 'Why is the sky blue?'
export const model = 'gemini-2.5-flash'
export const draft = 'How many tokens is this?'
export const setModel = (_model: string): void => undefined
export const keep = (_name: string | undefined): void => undefined
export const kept = (): string | undefined => undefined
