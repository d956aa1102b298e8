import type { GenerateVideosResponse } from '../../client/gemini/videos.ts'
import type { GeminiOperation, RequestConfig } from '../../model/data.ts'
import {
  getKey,
  serviceKey,
  type ClientWith,
  type GetKey,
  type KeyFilter,
  type ServiceKey,
  type WaitKey,
  waitKey,
} from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'operations'>

/** An operation, or its name. */
type OperationLike<T> = string | GeminiOperation<T>
interface Options extends PolledOptions {
  config?: RequestConfig | undefined
}

const POLL = { interval: 2_000, maxInterval: 20_000 }
const isRunning = ({ done }: GeminiOperation<unknown>): boolean => done !== true
const operationOf = <T>(operation: OperationLike<T>): GeminiOperation<T> =>
  typeof operation === 'string' ? { name: operation } : operation
const nameOf = <T>(operation: OperationLike<T>): string => operationOf(operation).name ?? ''

const get = <T = unknown>(
  client: Client,
  operation: OperationLike<T>,
  { config, ...options }: Options = {},
): ResourceQuery<GeminiOperation<T>, GetKey<'operations'>> =>
  read(
    getKey(client, 'operations', nameOf(operation), { config }),
    (call) => client.operations.get<T>({ operation: operationOf(operation), config }, call),
    pollWhile<GeminiOperation<T>>(isRunning, POLL, options),
  )

/**
 * Operations, as options of TanStack Query: looked at again until they are done. One that has failed is data too: its
 * `error` says why.
 *
 * @example
 * const { data } = useQuery(operationQueries.get(gemini, operation)) // data.done, data.metadata, data.response
 */
export const operationQueries = {
  /** All that is cached of operations. */
  all: (client: Client): KeyFilter<ServiceKey<'operations'>> => ({ queryKey: serviceKey(client, 'operations') }),
  get,
  /** The same, its answer typed as videos. */
  getVideosOperation: (
    client: Client,
    operation: OperationLike<GenerateVideosResponse>,
    options?: Options,
  ): ResourceQuery<GeminiOperation<GenerateVideosResponse>, GetKey<'operations'>> => get(client, operation, options),
  /** The operation as soon as it is done; an error when it failed. */
  wait: <T = unknown>(
    client: Client,
    operation: OperationLike<T>,
    { interval, config }: { interval?: number | undefined; config?: RequestConfig | undefined } = {},
  ): ResourceQuery<GeminiOperation<T>, WaitKey<'operations'>> =>
    read(waitKey(client, 'operations', nameOf(operation), { config }), async ({ signal }, queryClient) => {
      const found = await client.operations.wait<T>({ operation: operationOf(operation), config }, { interval, signal })
      queryClient.setQueryData(getKey(client, 'operations', nameOf(operation), { config }), found)
      return found
    }),
}
