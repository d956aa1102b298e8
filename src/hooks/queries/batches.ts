import type { InfiniteData } from '@tanstack/react-query'
import type { BatchJob } from '../../client/gemini/batch-job.ts'
import type { Batches, BatchParameters } from '../../client/gemini/batches.ts'
import type { ListConfig } from '../../model/data.ts'
import type { ResourceMutation } from './change.ts'
import { cancel, create, removeNamed } from './change-named.ts'
import { isJobRunning } from './jobs.ts'
import {
  listsKey,
  namedKey,
  paramsOf,
  serviceKey,
  type ClientWith,
  type GetKey,
  type KeyFilter,
  type ListKey,
  type ListsKey,
  type Named,
  type ServiceKey,
} from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, readInfinite, readList, type ListPage, type ResourceInfiniteQuery, type ResourceQuery } from './read.ts'

type Client = ClientWith<'batches'>
type Params<M extends keyof Batches> = NonNullable<Parameters<Batches[M]>[0]>

/** They may take a day, and are often done in minutes. */
const POLL = { interval: 5_000, maxInterval: 60_000 }

/**
 * Batches, as options of TanStack Query. Those that are not finished are looked at again until they are.
 *
 * @example
 * const { data } = useQuery(batchQueries.get(gemini, 'batches/abc')) // data.state
 * const { mutate } = useMutation({ ...batchQueries.create(gemini), onSuccess: ({ name }) => show(name) })
 */
export const batchQueries = {
  /** All that is cached of batches. */
  all: (client: Client): KeyFilter<ServiceKey<'batches'>> => ({ queryKey: serviceKey(client, 'batches') }),
  /** All lists of them. */
  lists: (client: Client): KeyFilter<ListsKey<'batches'>> => ({ queryKey: listsKey(client, 'batches') }),
  list: (
    client: Client,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceQuery<ListPage<BatchJob>, ListKey<'batches'>> =>
    readList(
      client,
      'batches',
      config,
      (asked, call) => client.batches.list({ config: asked }, call),
      pollWhile<ListPage<BatchJob>>(({ items }) => items.some(isJobRunning), POLL, options),
    ),
  infinite: (
    client: Client,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceInfiniteQuery<BatchJob, 'batches'> =>
    readInfinite(
      client,
      'batches',
      config,
      (asked, call) => client.batches.list({ config: asked }, call),
      pollWhile<InfiniteData<ListPage<BatchJob>>>(
        ({ pages }) => pages.some(({ items }) => items.some(isJobRunning)),
        POLL,
        options,
      ),
    ),
  get: (
    client: Client,
    batch: Named<BatchParameters>,
    options: PolledOptions = {},
  ): ResourceQuery<BatchJob, GetKey<'batches'>> =>
    read(
      namedKey(client, 'batches', batch),
      (call) => client.batches.get(paramsOf(batch), call),
      pollWhile<BatchJob>(isJobRunning, POLL, options),
    ),
  create: (client: Client): ResourceMutation<BatchJob, Params<'create'>> =>
    create(client, 'batches', 'create', (params) => client.batches.create(params)),
  createEmbeddings: (client: Client): ResourceMutation<BatchJob, Params<'createEmbeddings'>> =>
    create(client, 'batches', 'createEmbeddings', (params) => client.batches.createEmbeddings(params)),
  cancel: (client: Client): ResourceMutation<void, Named<BatchParameters>> =>
    cancel(client, 'batches', (params: BatchParameters) => client.batches.cancel(params)),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<BatchParameters>> =>
    removeNamed(client, 'batches', (params: BatchParameters) => client.batches.delete(params)),
}
