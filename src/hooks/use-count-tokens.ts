'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CountTokensParameters } from '../client/gemini/model-catalog.ts'
import type { GenAIError } from '../model/errors.ts'
import { useGemini } from './use-gemini.ts'
import { factsOf, type ClientWith } from './queries/keys.ts'
import { modelQueries } from './queries/models.ts'
import { useSettled } from './use-settled.ts'

/** Options of `useCountTokens`. */
export interface UseCountTokensOptions {
  /** Milliseconds for which nothing must have been written. Default: 400. */
  delay?: number | undefined
  /** Default: true. */
  enabled?: boolean | undefined
}

/** What `useCountTokens` returns. */
export interface UseCountTokensResult {
  /** Of what was counted last; 0 for nothing; `undefined` before that. */
  totalTokens: number | undefined
  /** What is written now has not been counted yet. */
  isCounting: boolean
  error: GenAIError | null
}

const isEmpty = (contents: CountTokensParameters['contents']): boolean =>
  typeof contents === 'string' ? contents.trim() === '' : Array.isArray(contents) && contents.length === 0

/**
 * How many tokens a prompt has, while it is being written: asked when one pauses, and once for the same contents.
 *
 * @example
 * const { totalTokens } = useCountTokens(gemini, { model: 'gemini-2.5-flash', contents: draft })
 * <Composer value={draft} onChange={setDraft} onSend={send} tools={<output>{totalTokens} tokens</output>} />
 * @throws GenAIError `invalid` without a client.
 */
export function useCountTokens(
  client: ClientWith<'models'> | undefined,
  params: CountTokensParameters,
  { delay = 400, enabled = true }: UseCountTokensOptions = {},
): UseCountTokensResult {
  const found = useGemini(client)
  const { model, contents, config } = params
  const settled = useSettled(params, JSON.stringify(factsOf({ model, contents, config })), delay)
  const isNothing = isEmpty(settled.value.contents)
  const { data, error, isFetching } = useQuery({
    ...modelQueries.countTokens(found, settled.value),
    enabled: enabled && !isNothing,
    placeholderData: keepPreviousData,
  })
  const isSettled = settled.key === JSON.stringify(factsOf({ model, contents, config }))
  return {
    totalTokens: isNothing ? 0 : data?.totalTokens,
    isCounting: enabled && (!isSettled || isFetching),
    error: isNothing ? null : error,
  }
}
