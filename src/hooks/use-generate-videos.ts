'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { videoToPart } from '../client/gemini/generated-media.ts'
import { operationFailure } from '../client/gemini/operation-failure.ts'
import type { GenerateVideosParameters } from '../client/gemini/predict.ts'
import type { GenerateVideosResponse } from '../client/gemini/videos.ts'
import type { GeminiOperation, MediaPart } from '../model/data.ts'
import type { GenAIError } from '../model/errors.ts'
import { useGemini } from './use-gemini.ts'
import type { ClientWith } from './queries/keys.ts'
import { modelQueries } from './queries/models.ts'
import { operationQueries } from './queries/operations.ts'
import type { PolledOptions } from './queries/poll.ts'

/** Options of `useGenerateVideos`. */
export interface UseGenerateVideosOptions extends PolledOptions {
  /** The name of an operation that was begun before: by a page that has been reloaded, say. */
  operation?: string | null | undefined
  /** Told when it has begun: whoever keeps `operation.name` can take it up after a reload. */
  onStart?: ((operation: GeminiOperation<GenerateVideosResponse>) => void) | undefined
}

/** What `useGenerateVideos` returns. */
export interface UseGenerateVideosResult {
  /** `pending`: being asked; `running`: being made. */
  status: 'idle' | 'pending' | 'running' | 'done' | 'error'
  generate(params: GenerateVideosParameters): void
  /** From 0 to 1, where the service tells. */
  progress: number | undefined
  operation: GeminiOperation<GenerateVideosResponse> | undefined
  /** The videos, for `MediaPart`. */
  parts: readonly MediaPart[]
  error: GenAIError | null
  /** Back to the beginning. What was begun goes on, and nobody looks. */
  reset(): void
}

function progressOf({ metadata }: GeminiOperation<unknown>): number | undefined {
  const percent: unknown = metadata?.['progressPercent'] ?? metadata?.['progressPercentage']
  return typeof percent === 'number' ? percent / 100 : undefined
}

/**
 * Videos: asked for, and then looked for until they are there, which takes minutes.
 *
 * @example
 * const videos = useGenerateVideos(vertex)
 * <button onClick={() => videos.generate({ model: 'veo-3.0-generate-001', prompt: 'A cat on a train' })}>Film</button>
 * {videos.status === 'running' && <progress value={videos.progress} />}
 * {videos.parts.map((part) => <MediaPart key={part.media.url} part={part} />)}
 * @throws GenAIError `invalid` without a client.
 */
export function useGenerateVideos(
  client?: ClientWith<'models' | 'operations'>,
  { operation: known, onStart, poll }: UseGenerateVideosOptions = {},
): UseGenerateVideosResult {
  const found = useGemini(client)
  const begun = useMutation({ ...modelQueries.generateVideos(found), onSuccess: (operation) => onStart?.(operation) })
  // What was put away stays away, also while the app still keeps its name.
  const [away, setAway] = useState<string>()
  const taken = known === away ? undefined : (known ?? undefined)
  const name = begun.isIdle ? taken : begun.data?.name
  const { data, error } = useQuery({
    ...operationQueries.getVideosOperation(found, name ?? '', { poll }),
    enabled: name !== undefined,
  })
  const operation = name === undefined ? undefined : (data ?? begun.data)
  const failure = begun.error ?? (name === undefined ? null : error) ?? failureOf(operation)
  return {
    status: failure ? 'error' : begun.isPending ? 'pending' : operation?.done ? 'done' : name ? 'running' : 'idle',
    generate: begun.mutate,
    progress: operation && (operation.done ? 1 : progressOf(operation)),
    operation,
    parts: operation?.response?.generatedVideos?.flatMap(({ video }) => videoToPart(video) ?? []) ?? [],
    error: failure,
    reset: () => {
      setAway(name)
      begun.reset()
    },
  }
}

const failureOf = (operation: GeminiOperation<GenerateVideosResponse> | undefined): GenAIError | null =>
  operation?.error ? operationFailure(operation.error, operation) : null
