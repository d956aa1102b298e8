import { createGenkitClient } from 'react-genai'
import { readRecording, recordBackend } from 'react-genai/testing'

const content = [{ text: 'Seat 4A is yours.' }]
export const booking = readRecording({
  format: 'react-genai/recording',
  version: 1,
  wire: 'agent',
  backend: '/api/booking',
  recordedAt: '2026-11-21T10:00:00.000Z',
  replies: [
    {
      input: { message: { role: 'user', content: [{ text: 'A window seat, please.' }] } },
      events: [
        { at: 1, chunk: { modelChunk: { role: 'model', index: 0, content } } },
        { at: 2, result: { message: { role: 'model', content }, finishReason: 'stop', snapshotId: 's1' } },
      ],
    },
  ],
})
export const backend = recordBackend(createGenkitClient({ baseUrl: '/api' }).flow('chat'))
await backend.generate('My card is 1234 5678')
