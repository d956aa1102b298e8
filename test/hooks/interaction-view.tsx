import { renderHook } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { createGeminiClient, GenAIProvider, useInteraction, type UseInteractionOptions } from 'react-genai'
import { mockGemini, mockTransport, type MockGeminiOptions } from 'react-genai/testing'

/** What was asked of interactions. */
export interface Asked {
  input: { call_id: string }[]
  [field: string]: unknown
}

/** A run on services in memory, in the strictest of trees; `open` is another page of the same browser. */
export function setupInteraction(options: UseInteractionOptions = {}, given: MockGeminiOptions['interactions'] = {}) {
  const mock = mockGemini({ interactions: { pace: 5, ...given } })
  const bodies: Asked[] = []
  const { fetch } = mockTransport((request) => {
    if (request.method === 'POST' && typeof request.body === 'object') bodies.push(request.body as Asked)
    request.forward(mock.options.fetch)
  })
  const gemini = createGeminiClient({ ...mock.options, fetch })
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <StrictMode>
      <GenAIProvider gemini={gemini}>{children}</GenAIProvider>
    </StrictMode>
  )
  const open = () => renderHook(() => useInteraction(undefined, options), { wrapper })
  return { mock, gemini, bodies, open, ...open() }
}
export const LONG = Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')
export const CALL = (id: string, name = 'ask') => ({ type: 'function_call', id, name, arguments: {} })
export const SAY = (text: string) => ({ type: 'model_output', content: [{ type: 'text', text }] })
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
