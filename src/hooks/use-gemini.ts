'use client'
import { useContext } from 'react'
import type { GeminiClient } from '../client/gemini/gemini-client.ts'
import { GenAIError } from '../model/errors.ts'
import { GenAIContext } from './context.ts'

/** The client given, else the provider's for Gemini. @throws GenAIError `invalid` when there is neither. */
export function useGemini<C = GeminiClient>(own?: C): C | GeminiClient {
  const { gemini } = useContext(GenAIContext)
  const found = own ?? gemini
  if (!found) {
    throw new GenAIError(
      'invalid',
      'No Gemini client found. Wrap the tree in <GenAIProvider gemini={createGeminiClient(…)}>, or pass one.',
    )
  }
  return found
}
