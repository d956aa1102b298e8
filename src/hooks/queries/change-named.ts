import type { QueryClient } from '@tanstack/react-query'
import { change, refreshLists, remove, replace, type ResourceMutation } from './change.ts'
import { namedKey, nameIn, paramsOf, type Named } from './keys.ts'
import type { RequestConfig } from '../../model/data.ts'

type Client = { readonly key: string }
type Params = { name: string; config?: RequestConfig | undefined }

/** Something new: known by its name from now on, and in lists as soon as they are asked for again. */
export const create = <T extends { name?: string }, V>(
  client: Client,
  service: string,
  verb: string,
  ask: (variables: V) => Promise<T>,
): ResourceMutation<T, V> =>
  change(client, service, verb, async (variables, queryClient) => {
    const made = await ask(variables)
    if (made.name) queryClient.setQueryData(namedKey(client, service, made.name), made)
    refreshLists(queryClient, client, service)
    return made
  })

/** A change that is answered with the thing as it is now. */
export const update = <T extends { name?: string }, P extends Params>(
  client: Client,
  service: string,
  ask: (params: P) => Promise<T>,
  collection: string = service,
): ResourceMutation<T, P> =>
  change(client, service, 'update', async (params, queryClient) => {
    const item = await ask(params)
    const name = item.name ?? nameIn(collection, params.name)
    replace(queryClient, client, service, { key: namedKey(client, service, name, collection), item, name })
    return item
  })

/** Something is asked to stop. What has become of it, it has to be asked. */
export const cancel = <T, P extends Params>(
  client: Client,
  service: string,
  ask: (params: P) => Promise<T>,
  collection: string = service,
): ResourceMutation<T, Named<P>> =>
  change(client, service, 'cancel', async (named, queryClient) => {
    const answer = await ask(paramsOf(named))
    refreshOne(queryClient, client, service, named, collection)
    refreshLists(queryClient, client, service)
    return answer
  })

export const refreshOne = (
  queryClient: QueryClient,
  client: Client,
  service: string,
  named: Named,
  collection: string = service,
): void => void queryClient.invalidateQueries({ queryKey: namedKey(client, service, paramsOf(named).name, collection) })

/** Gone at once, and back when the server will not. */
export const removeNamed = <T, P extends Params>(
  client: Client,
  service: string,
  ask: (params: P) => Promise<T>,
  collection: string = service,
): ResourceMutation<T, Named<P>> =>
  remove(
    client,
    service,
    (named) => ask(paramsOf(named)),
    (named) => {
      const name = nameIn(collection, paramsOf(named).name)
      return { name, key: namedKey(client, service, name, collection) }
    },
  )
