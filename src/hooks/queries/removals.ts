import type { QueryClient } from '@tanstack/react-query'

/** What names a thing: a service's own name, or an id. */
export interface Item {
  name?: string
  id?: string
}

/** On Vertex AI a name has the project in front. */
export const isNamed = (item: Item, name: string): boolean =>
  item.name === name || item.id === name || item.name?.endsWith(`/${name}`) === true

const removals = new WeakMap<QueryClient, Map<string, string[]>>()

/** What is being deleted right now, of a service of a client. */
export const removalsOf = (queryClient: QueryClient, client: { readonly key: string }, service: string): string[] =>
  removals.get(queryClient)?.get(`${client.key} ${service}`) ?? []

/** Says that something is being deleted: until the returned function says that it is over, no list shows it. */
export function beginRemoval(
  queryClient: QueryClient,
  client: { readonly key: string },
  service: string,
  name: string,
): () => void {
  const all = removals.get(queryClient) ?? new Map<string, string[]>()
  removals.set(queryClient, all)
  const key = `${client.key} ${service}`
  all.set(key, [...(all.get(key) ?? []), name])
  return () => {
    const left = [...(all.get(key) ?? [])]
    left.splice(left.indexOf(name), 1)
    all.set(key, left)
  }
}
