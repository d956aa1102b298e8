import type { GeminiOperation, RequestConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi } from './api.ts'

import { invalid } from './invalid.ts'
import { operationFailure } from './operation-failure.ts'
import { lookUntil, type WaitOptions } from '../pause.ts'
import { toVideos, type GenerateVideosResponse } from './videos.ts'

/** Which operation. */
export interface OperationParameters<T> {
  /** As it was given: its name is what counts. */
  operation: GeminiOperation<T>
  config?: RequestConfig | undefined
}

/** Gemini's `operations` service: how far what takes long has come. */
export interface Operations {
  get<T>(params: OperationParameters<T>, options?: CallOptions): Promise<GeminiOperation<T>>
  /** The same, by its name in the SDK. */
  getVideosOperation(
    params: OperationParameters<GenerateVideosResponse>,
    options?: CallOptions,
  ): Promise<GeminiOperation<GenerateVideosResponse>>
  /**
   * Looks until it is done.
   *
   * @example
   * const { response } = await operations.wait({ operation }, { interval: 10_000, signal })
   * @throws GenAIError `server` when it failed; `aborted` when the signal says so, which does not stop the operation.
   */
  wait<T>(params: OperationParameters<T>, options?: WaitOptions): Promise<GeminiOperation<T>>
}

/** The `operations` service alone. `createGeminiClient` has it as `operations`. */
export function createOperations(api: GeminiApi): Operations {
  const get = async <T>(
    { operation: { name }, config }: OperationParameters<T>,
    options?: CallOptions,
  ): Promise<GeminiOperation<T>> => {
    if (!name) throw invalid('The operation has no name, so nobody can ask for it.')
    const request = api.vertex
      ? { path: `${name.split('/operations/')[0]}:fetchPredictOperation`, body: { operationName: name } }
      : { method: 'GET' as const, path: name }
    return toVideos<T>(await api.request<GeminiOperation>({ ...request, config, signals: [options?.signal] }))
  }
  return {
    get,
    getVideosOperation: get,
    wait: async (params, options = {}) => {
      const look = { signal: options.signal }
      const found = params.operation.done
        ? params.operation
        : await lookUntil(
            () => get(params, look),
            ({ done }) => done === true,
            options,
            [params.config?.abortSignal, api.signal, api.options.signal],
          )
      if (found.error) throw operationFailure(found.error, found)
      return found
    },
  }
}
