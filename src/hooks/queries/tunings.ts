import type { NamedParameters } from '../../client/gemini/caches.ts'
import type { CreateTuningJobParameters, TuningJob } from '../../client/gemini/tunings.ts'
import { collection, watching } from './collection.ts'
import type { ResourceMutation } from './change.ts'
import { cancel, create } from './change-named.ts'
import { isJobRunning } from './jobs.ts'
import { getKey, paramsOf, type ClientWith, type GetKey, type Named } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'tunings'>

const PACE = { interval: 10_000, maxInterval: 60_000 }

const make = () => ({
  ...collection(
    'tunings',
    (client: Client, config, call) => client.tunings.list({ config }, call),
    watching(isJobRunning, PACE),
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
      pollWhile<TuningJob>(isJobRunning, PACE, options),
    )
  },
  tune: (client: Client): ResourceMutation<TuningJob, CreateTuningJobParameters> =>
    create(client, 'tunings', 'tune', (params) => client.tunings.tune(params)),
  cancel: (client: Client): ResourceMutation<Record<string, unknown>, Named<NamedParameters>> =>
    cancel(client, 'tunings', (params: NamedParameters) => client.tunings.cancel(params)),
})

/**
 * Tuning jobs, as options of TanStack Query. Those that are not finished are looked at again until they are. Vertex AI; the
 * Gemini API has no list of them.
 *
 * @example
 * const { data } = useQuery(tuningQueries.list(vertex))
 */
export const tuningQueries = /* @__PURE__ */ make()
