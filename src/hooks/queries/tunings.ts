import type { InfiniteData } from '@tanstack/react-query'
import type { NamedParameters } from '../../client/gemini/caches.ts'
import type { CreateTuningJobParameters, TuningJob } from '../../client/gemini/tunings.ts'
import type { ListConfig } from '../../model/data.ts'
import type { ResourceMutation } from './change.ts'
import { cancel, create } from './change-named.ts'
import { isJobRunning } from './jobs.ts'
import {
  getKey,
  listsKey,
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

type Client = ClientWith<'tunings'>

const POLL = { interval: 10_000, maxInterval: 60_000 }

/**
 * Tuning jobs, as options of TanStack Query. Those that are not finished are looked at again until they are. Vertex AI; the
 * Gemini API has no list of them.
 *
 * @example
 * const { data } = useQuery(tuningQueries.list(vertex))
 */
export const tuningQueries = {
  /** All that is cached of tuning jobs. */
  all: (client: Client): KeyFilter<ServiceKey<'tunings'>> => ({ queryKey: serviceKey(client, 'tunings') }),
  /** All lists of them. */
  lists: (client: Client): KeyFilter<ListsKey<'tunings'>> => ({ queryKey: listsKey(client, 'tunings') }),
  list: (
    client: Client,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceQuery<ListPage<TuningJob>, ListKey<'tunings'>> =>
    readList(
      client,
      'tunings',
      config,
      (asked, call) => client.tunings.list({ config: asked }, call),
      pollWhile<ListPage<TuningJob>>(({ items }) => items.some(isJobRunning), POLL, options),
    ),
  infinite: (
    client: Client,
    config: ListConfig = {},
    options: PolledOptions = {},
  ): ResourceInfiniteQuery<TuningJob, 'tunings'> =>
    readInfinite(
      client,
      'tunings',
      config,
      (asked, call) => client.tunings.list({ config: asked }, call),
      pollWhile<InfiniteData<ListPage<TuningJob>>>(
        ({ pages }) => pages.some(({ items }) => items.some(isJobRunning)),
        POLL,
        options,
      ),
    ),
  get: (
    client: Client,
    job: Named<NamedParameters>,
    options: PolledOptions = {},
  ): ResourceQuery<TuningJob, GetKey<'tunings'>> => {
    const { name, ...rest } = paramsOf(job)
    return read(
      getKey(client, 'tunings', name, rest),
      (call) => client.tunings.get(paramsOf(job), call),
      pollWhile<TuningJob>(isJobRunning, POLL, options),
    )
  },
  tune: (client: Client): ResourceMutation<TuningJob, CreateTuningJobParameters> =>
    create(client, 'tunings', 'tune', (params) => client.tunings.tune(params)),
  cancel: (client: Client): ResourceMutation<Record<string, unknown>, Named<NamedParameters>> =>
    cancel(client, 'tunings', (params: NamedParameters) => client.tunings.cancel(params)),
}
