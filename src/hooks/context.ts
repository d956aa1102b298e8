'use client'
import { createContext, useContext } from 'react'
import type { Backend } from '../client/backend.ts'
import type { GeminiClient } from '../client/gemini/gemini-client.ts'
import type { GenkitClient } from '../client/genkit-client.ts'
import { GenAIError } from '../model/errors.ts'

export interface GenAIContextValue {
  backend?: Backend<never> | undefined
  client?: GenkitClient | undefined
  gemini?: GeminiClient | undefined
}

export const GenAIContext = createContext<GenAIContextValue>({})

/** The backend given, else the provider's. @throws GenAIError `invalid` when there is neither. */
export function useBackend<I, O, S>(own?: Backend<I, O, S>): Backend<I, O, S> {
  const { backend } = useContext(GenAIContext)
  const found = own ?? backend
  if (!found) {
    throw new GenAIError('invalid', 'No backend: pass one or use <GenAIProvider>.')
  }
  // The provider cannot know what a distant hook asks for: whoever names the types answers for them.
  return found as Backend<I, O, S>
}

/** The provider's client. @throws GenAIError `invalid` when there is none. */
export function useClient(): GenkitClient {
  const { client } = useContext(GenAIContext)
  if (!client) {
    throw new GenAIError('invalid', 'No client found. Wrap the tree in <GenAIProvider client={createGenkitClient(…)}>.')
  }
  return client
}
