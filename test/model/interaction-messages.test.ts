import { interactionMessages, pairTools, type InteractionStep } from 'react-genai/client'
import { expect, test } from 'vitest'

const text = (words: string) => ({ type: 'text', text: words })
const parts = (...steps: InteractionStep[]) =>
  interactionMessages({ steps }).map(({ role, content }) => [role, content])

test('every kind of step becomes parts', () => {
  expect(
    parts(
      {
        type: 'user_input',
        content: [text('Hi'), { type: 'image', uri: 'https://x.example/a.png', mime_type: 'image/png' }],
      },
      { type: 'thought', summary: [text('Hm. '), text('So.')], signature: 'S' },
      { type: 'function_call', id: '1', name: 'weather', arguments: { city: 'Oslo' } },
      { type: 'function_result', call_id: '1', name: 'weather', result: { sky: 'blue' } },
      { type: 'code_execution_call', id: '2', arguments: { code: '1+1' } },
      { type: 'code_execution_result', call_id: '2', result: '2' },
      { type: 'model_output', content: [text('Blue.'), { type: 'audio', data: 'AA==', mime_type: 'audio/wav' }] },
    ),
  ).toEqual([
    ['user', [{ text: 'Hi' }, { media: { url: 'https://x.example/a.png', contentType: 'image/png' } }]],
    [
      'model',
      [
        { reasoning: 'Hm. So.', metadata: { thoughtSignature: 'S' } },
        { toolRequest: { name: 'weather', input: { city: 'Oslo' }, ref: '1' } },
      ],
    ],
    ['tool', [{ toolResponse: { name: 'weather', output: { sky: 'blue' }, ref: '1' } }]],
    [
      'model',
      [{ toolRequest: { name: 'code_execution', input: { code: '1+1' }, ref: '2' }, metadata: { server: true } }],
    ],
    ['tool', [{ toolResponse: { name: 'code_execution', output: '2', ref: '2' }, metadata: { server: true } }]],
    ['model', [{ text: 'Blue.' }, { media: { url: 'data:audio/wav;base64,AA==', contentType: 'audio/wav' } }]],
  ])
})

test('calls find their results, also of tools that the service runs', () => {
  const messages = interactionMessages({
    steps: [
      { type: 'google_search_call', id: 'a', arguments: {} },
      { type: 'google_search_result', call_id: 'a', result: [] },
    ],
  })
  expect(pairTools(messages).size).toBe(1)
})

test('steps and contents of a later version are kept, nonsense is let pass', () => {
  expect(
    parts(
      { type: 'dream', mood: 'blue' },
      { type: 'model_output', content: [{ type: 'smell', of: 'rain' }, { type: 'image' }] },
      null as unknown as InteractionStep,
      {} as InteractionStep,
      { type: 'model_output' },
    ),
  ).toEqual([
    [
      'model',
      [
        { custom: { type: 'dream', mood: 'blue' } },
        { custom: { type: 'smell', of: 'rain' } },
        { custom: { type: 'image' } },
      ],
    ],
  ])
})

test('what has not changed is the same object', () => {
  const first: InteractionStep = { type: 'user_input', content: [text('Hi')] }
  const [one] = interactionMessages({ steps: [first, { type: 'model_output', content: [text('He')] }] })
  const [other, second] = interactionMessages({ steps: [first, { type: 'model_output', content: [text('Hello')] }] })
  expect(other).toBe(one)
  expect(second?.text).toBe('Hello')
})
