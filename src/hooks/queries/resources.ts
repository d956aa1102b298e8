import type { ChangingResources, Resource, ResourceParameters, Resources } from '../../client/gemini/resources.ts'
import type { CallOptions } from '../../client/http.ts'
import { collection } from './collection.ts'
import { change, refreshLists, remove, replace, type ResourceMutation } from './change.ts'
import { askKey, getKey, serviceKey, type AskKey, type ClientWith, type GetKey } from './keys.ts'
import { read, type ListPage, type ResourceQuery } from './read.ts'

/** An id, and with it whatever the request takes. */
type WithId = ResourceParameters & { id: string }
type Identified = string | WithId
type Collection = 'agents' | 'credentials' | 'environments' | 'triggers' | 'voices' | 'webhooks'

/** What is asked, or answered, may be a secret: it is not remembered, nor written down to be asked another time. */
const UNKEPT = { gcTime: 0, networkMode: 'always' } as const

const identified = (one: Identified): [id: string, params: ResourceParameters] => {
  const { id, ...params } = typeof one === 'string' ? { id: one } : one
  return [id, params]
}

/** The service has names of its own for what a list is asked, and answers. */
async function page(
  service: Resources,
  { pageToken, ...params }: ResourceParameters,
  call: CallOptions,
): Promise<ListPage<Resource>> {
  const answer = await service.list({ ...params, ...(pageToken !== undefined && { page_token: pageToken }) }, call)
  const items = (Object.values(answer).find(Array.isArray) ?? []) as Resource[]
  const next = answer['next_page_token']
  return { items, ...(typeof next === 'string' && next !== '' && { nextPageToken: next }) }
}

/** What any of these collections can be asked and told. */
function resourceQueries<S extends Collection>(service: S) {
  type Client = ClientWith<S>
  const of = (client: Client): Resources => client[service]
  const keyOf = (client: Client, id: string): GetKey<S> => getKey(client, service, id)
  return {
    ...collection(service, (client: Client, params: ResourceParameters, call) => page(of(client), params, call)),
    get: (client: Client, one: Identified): ResourceQuery<Resource, GetKey<S>> => {
      const [id, params] = identified(one)
      return read(getKey(client, service, id, params), (call) => of(client).get(id, params, call))
    },
    /** The answer may hold a secret, which is told this once: it is not cached. */
    create: (client: Client): ResourceMutation<Resource, ResourceParameters> => ({
      ...change(client, service, 'create', async (params: ResourceParameters, queryClient) => {
        const made = await of(client).create(params)
        refreshLists(queryClient, client, service)
        return made
      }),
      ...UNKEPT,
    }),
    delete: (client: Client): ResourceMutation<Resource, Identified> =>
      remove(
        client,
        service,
        (one) => of(client).delete(...identified(one)),
        (one) => ({ name: identified(one)[0], key: keyOf(client, identified(one)[0]) }),
      ),
  }
}

/** The same, for those that can be changed. */
function changingQueries<S extends 'credentials' | 'triggers' | 'webhooks'>(service: S) {
  const of = (client: ClientWith<S>): ChangingResources => client[service]
  return {
    ...resourceQueries(service),
    update: (client: ClientWith<S>): ResourceMutation<Resource, WithId> => ({
      ...change(client, service, 'update', async (one: WithId, queryClient) => {
        const [id, params] = identified(one)
        const item = await of(client).update(id, params)
        replace(queryClient, client, service, { key: getKey(client, service, id), item, name: id })
        return item
      }),
      ...UNKEPT,
    }),
  }
}

const act =
  (verb: 'rotateSigningSecret' | 'ping') =>
  (client: ClientWith<'webhooks'>): ResourceMutation<Resource, Identified> =>
    change(client, 'webhooks', verb, (one) => {
      const [id, params] = identified(one)
      return client.webhooks[verb](id, params)
    })

/** Agents of yours, as options of TanStack Query. Experimental, as all that follow. */
export const agentQueries = /* @__PURE__ */ resourceQueries('agents')
/** What agents prove themselves with. */
export const credentialQueries = /* @__PURE__ */ changingQueries('credentials')
/** Machines that agents work on. */
export const environmentQueries = /* @__PURE__ */ resourceQueries('environments')
/** Voices to speak with. */
export const voiceQueries = /* @__PURE__ */ resourceQueries('voices')

const createTriggerQueries = () => ({
  ...changingQueries('triggers'),
  /** Starts its agent now. */
  run: (client: ClientWith<'triggers'>): ResourceMutation<Resource, Identified> =>
    change(client, 'triggers', 'run', async (one, queryClient) => {
      const answer = await client.triggers.run(...identified(one))
      void queryClient.invalidateQueries({ queryKey: [...serviceKey(client, 'triggers'), 'listExecutions'] })
      return answer
    }),
  /** When it ran, and how that went. */
  listExecutions: (client: ClientWith<'triggers'>, one: Identified): ResourceQuery<Resource, AskKey<'triggers'>> => {
    const [id, params] = identified(one)
    return read(askKey(client, 'triggers', 'listExecutions', { id, ...params }), (call) =>
      client.triggers.listExecutions(id, params, call),
    )
  },
})
/** What starts an agent. */
export const triggerQueries = /* @__PURE__ */ createTriggerQueries()

const createWebhookQueries = () => ({
  ...changingQueries('webhooks'),
  /** The answer is a secret: it is not cached. */
  rotateSigningSecret: (client: ClientWith<'webhooks'>): ResourceMutation<Resource, Identified> => ({
    ...act('rotateSigningSecret')(client),
    ...UNKEPT,
  }),
  ping: act('ping'),
})
/** Servers of yours that are told what has happened. */
export const webhookQueries = /* @__PURE__ */ createWebhookQueries()
