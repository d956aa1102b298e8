import { createGeminiClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'

// The one that the page comes back to says more than the one that it has just begun.
const steps = (input: unknown) => [
  {
    type: 'model_output',
    content: [{ type: 'text', text: input === 'Long' ? 'one word after another '.repeat(9) : 'Because.' }],
  },
]
const mock = mockGemini({ interactions: { steps, pace: 1 } })
export const gemini = createGeminiClient(mock.options)
export const file = new File(['Hello'], 'hello.txt', { type: 'text/plain' })
const before = await gemini.interactions.create({ model: 'gemini-2.5-flash', input: 'Long', background: true })
export const id = before.id ?? ''
export const shown: unknown[] = []
export const show = (value: unknown): void => void shown.push(value)
export const sky = (_args: unknown): string => 'clear'
export const isSignedIn = (_request: unknown): boolean => true
export const player = { add: show, clear: (): void => void shown.splice(0) }
