import type { GetInteractionParameters } from '../../client/gemini/interactions.ts'
import type { Interaction, InteractionParameters } from '../../model/data.ts'
import { change, type ResourceMutation } from './change.ts'
import { getKey, serviceKey, type ClientWith, type GetKey, type KeyFilter, type ServiceKey } from './keys.ts'
import { pollWhile, type PolledOptions } from './poll.ts'
import { read, type ResourceQuery } from './read.ts'

type Client = ClientWith<'interactions'>
type Version = Pick<GetInteractionParameters, 'api_version'>
/** An id, or an id and the version to ask. */
type Identified = string | ({ id: string } & Version)

const POLL = { interval: 2_000, maxInterval: 20_000 }
const isRunning = ({ status }: Interaction): boolean => status === 'in_progress' || status === 'queued'
const identified = (one: Identified): { id: string } & Version => (typeof one === 'string' ? { id: one } : one)

/**
 * Interactions that the service keeps, as options of TanStack Query. Those that run in the background are looked at again
 * until they have ended. `useInteraction` shows one as it is written.
 *
 * @example
 * const { data } = useQuery(interactionQueries.get(gemini, id)) // data.status, data.output_text
 */
export const interactionQueries = {
  /** All that is cached of interactions. */
  all: (client: Client): KeyFilter<ServiceKey<'interactions'>> => ({ queryKey: serviceKey(client, 'interactions') }),
  get: (
    client: Client,
    id: string,
    { poll, ...params }: Omit<GetInteractionParameters, 'last_event_id'> & PolledOptions = {},
  ): ResourceQuery<Interaction, GetKey<'interactions'>> =>
    read(
      getKey(client, 'interactions', id, { ...params }),
      (call) => client.interactions.get(id, { ...params, stream: false }, call),
      pollWhile<Interaction>(isRunning, POLL, { poll }),
    ),
  /** The interaction, as soon as it has ended, in whatever way. */
  wait: (
    client: Client,
    id: string,
    { interval }: { interval?: number | undefined } = {},
  ): ResourceQuery<Interaction, readonly ['genai', string, 'interactions', 'wait', string]> =>
    read([...serviceKey(client, 'interactions'), 'wait', id] as const, async ({ signal }, queryClient) => {
      const found = await client.interactions.wait(id, { interval, signal })
      queryClient.setQueryData(getKey(client, 'interactions', id), found)
      return found
    }),
  create: (client: Client): ResourceMutation<Interaction, InteractionParameters & { stream?: false | undefined }> =>
    change(client, 'interactions', 'create', async (params, queryClient) => {
      const made = await client.interactions.create(params)
      if (made.id) queryClient.setQueryData(getKey(client, 'interactions', made.id), made)
      return made
    }),
  cancel: (client: Client): ResourceMutation<Interaction, Identified> =>
    change(client, 'interactions', 'cancel', async (one, queryClient) => {
      const { id, ...version } = identified(one)
      const found = await client.interactions.cancel(id, version)
      void queryClient.invalidateQueries({ queryKey: getKey(client, 'interactions', id) })
      return found
    }),
  delete: (client: Client): ResourceMutation<Record<string, unknown>, Identified> =>
    change(client, 'interactions', 'delete', async (one, queryClient) => {
      const { id, ...version } = identified(one)
      const answer = await client.interactions.delete(id, version)
      queryClient.removeQueries({ queryKey: getKey(client, 'interactions', id) })
      return answer
    }),
}
