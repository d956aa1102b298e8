import { expect, test } from 'vitest'
import {
  formatRecording,
  mockBackend,
  readRecording,
  recordBackend,
  replayBackend,
  type Recording,
} from 'react-genai/testing'
import lateOrder from '../../recordings/late-order.json' with { type: 'json' }

test('what is recorded is played again, through the text of a file', async () => {
  const mock = mockBackend()
  const backend = recordBackend(mock)
  mock.text('Your order ')
  mock.text('is in Oslo.')
  mock.end()
  await backend.stream('Where?').resolve()
  const file = formatRecording(backend.recording())
  const replies = readRecording(file).replies
  expect(replies).toMatchObject([{ input: 'Where?', events: [{}, {}, { end: 'done' }] }])
  const again = await replayBackend(readRecording(file), { pace: 'instant' }).stream('Where?').resolve()
  expect(again.text).toBe('Your order is in Oslo.')
})

test('the recording in this folder is as it was written', () => {
  const recording: Recording = lateOrder
  expect(recording.replies).toHaveLength(1)
  expect(readRecording(formatRecording(recording))).toEqual(lateOrder)
})
