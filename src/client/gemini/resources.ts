/**
 * What the service keeps for interactions: agents, credentials, environments, triggers, voices, webhooks. One shape of
 * request for all of them; Google calls them experimental (protocols/gemini 2.3).
 */
import type { Fields } from '../../wire/json.ts'
import type { RequestConfig } from '../../wire/gemini-request.ts'
import type { CallOptions } from '../http.ts'
import type { GeminiApi, GeminiRequest } from './api.ts'
import { invalid } from './invalid.ts'

/** One of them, by the names of the REST API. */
export interface Resource {
  id?: string
  [field: string]: unknown
}

/** Fields as the REST API names them (`page_size`), and the version to ask. */
export interface ResourceParameters {
  api_version?: string | undefined
  [field: string]: unknown
}

/** Options of one call. */
export type ResourceOptions = CallOptions & Pick<RequestConfig, 'httpOptions'>

/** A collection of the service's: agents, environments, voices. */
export interface Resources {
  create(params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
  /** A page of them, under the name of the collection: `{ agents: […], next_page_token }`. */
  list(params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
  get(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
  delete(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
}

/** One that can be changed: credentials, triggers, webhooks. */
export interface ChangingResources extends Resources {
  /** `update_mask`: the fields to change. */
  update(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
}

/** Servers of yours that are told what has happened. */
export interface Webhooks extends ChangingResources {
  rotateSigningSecret(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
  ping(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
}

/** What starts an agent. */
export interface Triggers extends ChangingResources {
  run(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
  listExecutions(id: string, params?: ResourceParameters | null, options?: ResourceOptions): Promise<Resource>
}

type Verb = (id: string, params?: ResourceParameters | null, options?: ResourceOptions) => Promise<Resource>
type Place = Pick<GeminiRequest, 'method' | 'query' | 'body'>

/** What any of them can do. */
function createVerbs(api: GeminiApi, collection: string) {
  const pathOf = (id: string, verb = ''): string => {
    if (!id || id.includes('/')) throw invalid(`"${id.slice(0, 100)}" is no id in ${collection}. Nothing was sent.`)
    return `${collection}/${id}${verb}`
  }
  const ask = (
    path: string,
    place: (fields: Fields) => Place,
    params: ResourceParameters | null | undefined,
    { httpOptions, signal }: ResourceOptions = {},
  ): Promise<Resource> => {
    const { api_version: apiVersion, ...fields } = params ?? {}
    const config = { httpOptions: { ...httpOptions, ...(apiVersion && { apiVersion }) } }
    return api.request({ path, accept: 'application/json', ...place(fields), config, signals: [signal] })
  }
  const read = (query: Fields): Place => ({ method: 'GET', query: query as GeminiRequest['query'] })
  const post = (body: Fields): Place => ({ body })
  const of =
    (verb: string, place: (fields: Fields) => Place): Verb =>
    async (id, params, options) =>
      ask(pathOf(id, verb), place, params, options)
  return {
    of,
    read,
    post,
    create: async (params?: ResourceParameters | null, options?: ResourceOptions) =>
      ask(collection, post, params, options),
    list: async (params?: ResourceParameters | null, options?: ResourceOptions) =>
      ask(collection, read, params, options),
    get: of('', () => ({ method: 'GET' })),
    update: of('', ({ update_mask, ...body }) => ({
      method: 'PATCH',
      query: { update_mask } as GeminiRequest['query'],
      body,
    })),
    delete: of('', () => ({ method: 'DELETE' })),
  }
}

/** Agents, environments or voices, by the name of the collection. */
export function createResources(api: GeminiApi, collection: string): ChangingResources {
  const { create, list, get, update, delete: remove } = createVerbs(api, collection)
  return { create, list, get, update, delete: remove }
}

/** The `webhooks` service alone. */
export function createWebhooks(api: GeminiApi): Webhooks {
  const { of, post } = createVerbs(api, 'webhooks')
  return {
    ...createResources(api, 'webhooks'),
    rotateSigningSecret: of(':rotateSigningSecret', post),
    ping: of(':ping', ({ body }) => ({ body })),
  }
}

/** The `triggers` service alone. */
export function createTriggers(api: GeminiApi): Triggers {
  const { of, read } = createVerbs(api, 'triggers')
  return {
    ...createResources(api, 'triggers'),
    run: of('/executions', () => ({})),
    listExecutions: of('/executions', read),
  }
}
