import type { BatchJob } from '../../client/gemini/batch-job.ts'
import type { Batches, BatchParameters } from '../../client/gemini/batches.ts'
import { collection, watching } from './collection.ts'
import type { ResourceMutation } from './change.ts'
import { cancel, create, removeNamed } from './change-named.ts'
import { isJobRunning } from './jobs.ts'
import { namedKey, paramsOf, type ClientWith, type GetKey, type Named } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'batches'>
type Params<M extends keyof Batches> = NonNullable<Parameters<Batches[M]>[0]>

/** They may take a day, and are often done in minutes. */
const PACE = { interval: 5_000, maxInterval: 60_000 }

const make = () => ({
  ...collection(
    'batches',
    (client: Client, config, call) => client.batches.list({ config }, call),
    watching(isJobRunning, PACE),
  ),
  get: (
    client: Client,
    batch: Named<BatchParameters>,
    options: PolledOptions = {},
  ): ResourceQuery<BatchJob, GetKey<'batches'>> =>
    read(
      namedKey(client, 'batches', batch),
      (call) => client.batches.get(paramsOf(batch), call),
      pollWhile<BatchJob>(isJobRunning, PACE, options),
    ),
  create: (client: Client): ResourceMutation<BatchJob, Params<'create'>> =>
    create(client, 'batches', 'create', (params) => client.batches.create(params)),
  createEmbeddings: (client: Client): ResourceMutation<BatchJob, Params<'createEmbeddings'>> =>
    create(client, 'batches', 'createEmbeddings', (params) => client.batches.createEmbeddings(params)),
  cancel: (client: Client): ResourceMutation<void, Named<BatchParameters>> =>
    cancel(client, 'batches', (params: BatchParameters) => client.batches.cancel(params)),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Named<BatchParameters>> =>
    removeNamed(client, 'batches', (params: BatchParameters) => client.batches.delete(params)),
})

/**
 * Batches, as options of TanStack Query. Those that are not finished are looked at again until they are.
 *
 * @example
 * const { data } = useQuery(batchQueries.get(gemini, 'batches/abc')) // data.state
 * const { mutate } = useMutation({ ...batchQueries.create(gemini), onSuccess: ({ name }) => show(name) })
 */
export const batchQueries = /* @__PURE__ */ make()
