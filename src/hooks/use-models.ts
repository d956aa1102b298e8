'use client'
import { useQuery } from '@tanstack/react-query'
import type { GeminiModelInfo } from '../client/gemini/model-catalog.ts'
import type { GenAIError } from '../model/errors.ts'
import { useGemini } from './use-gemini.ts'
import type { ClientWith } from './queries/keys.ts'
import { modelQueries } from './queries/models.ts'

/** Options of `useModels`. */
export interface UseModelsOptions {
  /** Only models that can do this: `generateContent`, `embedContent`, `bidiGenerateContent`, … */
  action?: string | undefined
}

/** What `useModels` returns. */
export interface UseModelsResult {
  models: readonly GeminiModelInfo[]
  isPending: boolean
  error: GenAIError | null
  refetch(): void
}

const NONE: readonly GeminiModelInfo[] = []

/** The models that there are. @throws GenAIError `invalid` without a client. */
export function useModels(client?: ClientWith<'models'>, { action }: UseModelsOptions = {}): UseModelsResult {
  const found = useGemini(client)
  const { data, isPending, error, refetch } = useQuery(modelQueries.list(found, { pageSize: 1000 }))
  // What a service does not tell of its models, nobody can ask of them.
  const canDo = ({ supportedActions }: GeminiModelInfo): boolean =>
    action === undefined || !Array.isArray(supportedActions) || supportedActions.includes(action)
  return { models: data?.items.filter(canDo) ?? NONE, isPending, error, refetch: () => void refetch() }
}
