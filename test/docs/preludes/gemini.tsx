import { createGeminiClient } from 'react-genai'
import { mockGemini } from 'react-genai/testing'

const mock = mockGemini()
export const gemini = createGeminiClient(mock.options)
export const file = new File(['Hello'], 'hello.txt', { type: 'text/plain' })
const first = await gemini.interactions.create({ model: 'gemini-2.5-flash', input: 'Why?', background: true })
export const id = first.id ?? ''
export const shown: unknown[] = []
export const show = (value: unknown): void => void shown.push(value)
export const sky = (_args: unknown): string => 'clear'
export const isSignedIn = (_request: unknown): boolean => true
export const player = { add: show, clear: (): void => void shown.splice(0) }
