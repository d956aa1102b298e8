'use client'
import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { Backend } from '../client/backend.ts'
import type { GenAIError } from '../model/errors.ts'
import type { GenerateResponse } from '../model/generate-response.ts'
import type { OutputOptions } from '../model/output.ts'
import type { Retrying } from '../model/retrying.ts'
import { OneShot } from '../state/one-shot.ts'
import { useBackend } from './context.ts'

/** Options of `useGenerate`: those of `useMutation`, and two of ours. */
export interface UseGenerateOptions<I, O = unknown> extends Omit<
  UseMutationOptions<GenerateResponse<O>, GenAIError, I>,
  'mutationFn'
> {
  /** Let the request go on when the component unmounts. Default: false. */
  keepAlive?: boolean | undefined
  /** What `data.output` should be: its schema, its format. */
  output?: Omit<OutputOptions<O>, 'onElement'> | undefined
}

/** What `useGenerate` returns: the result of `useMutation`, and three verbs. */
export type UseGenerateResult<I, O = unknown> = UseMutationResult<GenerateResponse<O>, GenAIError, I> & {
  /** TanStack's `mutate`. */
  generate: UseMutationResult<GenerateResponse<O>, GenAIError, I>['mutate']
  /** TanStack's `mutateAsync`. */
  generateAsync: UseMutationResult<GenerateResponse<O>, GenAIError, I>['mutateAsync']
  /** Ends the request and closes the connection; the state goes back to `idle`. */
  stop(): void
  /** When the next try begins, as `Date.now()` counts. `failureCount` and `failureReason` are told of those before it. */
  retryAt?: number | undefined
}

/**
 * One question, one whole answer, as a TanStack mutation: every option and state of `useMutation` is there.
 * Asking again ends the request before.
 *
 * @example
 * const { generate, data, isPending, error } = useGenerate(genkit.flow<typeof drawFlow>('draw'))
 * <button disabled={isPending} onClick={() => generate('A cat')}>Draw</button>
 * {data?.media && <img src={data.media.url} alt="" />}
 */
export function useGenerate<I, B = unknown, O = B>(
  backend?: Backend<I, B>,
  { keepAlive = false, output, ...options }: UseGenerateOptions<I, O> = {},
): UseGenerateResult<I, O> {
  // With a schema the backend makes what the schema says; without one, `O` is its own.
  const found = useBackend<I, unknown, unknown>(backend) as Backend<I, O>
  const [shot] = useState(() => new OneShot<I, O>())
  const [retrying, setRetrying] = useState<Retrying>()
  const mutation = useMutation<GenerateResponse<O>, GenAIError, I>({
    mutationKey: ['genai', found.key],
    ...options,
    // The context is one object per call, retries and offline pauses included.
    onMutate: (input, call) => {
      shot.begin(call)
      setRetrying(undefined)
      return options.onMutate?.(input, call)
    },
    mutationFn: (input, call) => shot.run(call, { backend: found, input, output, onRetry: setRetrying }),
    // Stopping is a person's wish, not a failure to report.
    onError: (error, ...rest) => (error.code === 'aborted' ? undefined : options.onError?.(error, ...rest)),
    onSettled: (data, error, ...rest) => options.onSettled?.(data, error?.code === 'aborted' ? null : error, ...rest),
  })
  useEffect(() => shot.setKeepAlive(keepAlive), [shot, keepAlive])
  useEffect(() => shot.attach(), [shot])
  const { mutate, mutateAsync } = mutation
  const generate = useCallback<typeof mutate>(
    (...args) => {
      shot.ask()
      mutate(...args)
    },
    [shot, mutate],
  )
  const generateAsync = useCallback<typeof mutateAsync>(
    (...args) => {
      shot.ask()
      return mutateAsync(...args)
    },
    [shot, mutateAsync],
  )
  const waiting = mutation.isPending ? retrying : undefined
  return {
    ...mutation,
    ...waiting,
    isPaused: mutation.isPaused || (waiting !== undefined && waiting.retryAt === undefined),
    mutate: generate,
    mutateAsync: generateAsync,
    generate,
    generateAsync,
    stop: () => {
      shot.stop()
      mutation.reset()
    },
  }
}
