import { shownUrl } from '../../client/shown-url.ts'
import type { GeminiClient } from '../../client/gemini/gemini-client.ts'
import type { RequestConfig } from '../../model/data.ts'

/** A Gemini client, as far as these services go: the whole one, or `{ key: api.key, files: createFiles(api) }`. */
export type ClientWith<S extends keyof GeminiClient> = Pick<GeminiClient, S | 'key'>

/** All that is known of a service: `['genai', client.key, 'files']`. */
export type ServiceKey<S extends string = string> = readonly ['genai', string, S]
/** All lists of a service: `['genai', client.key, 'files', 'list']`. */
export type ListsKey<S extends string = string> = readonly ['genai', string, S, 'list']
/** One list: `['genai', client.key, 'files', 'list', { pageSize: 20 }]`. */
export type ListKey<S extends string = string> = readonly ['genai', string, S, 'list', Facts]
/** One list, page by page: that of the list, and `'infinite'`. */
export type InfiniteKey<S extends string = string> = readonly ['genai', string, S, 'list', Facts, 'infinite']
/** One thing: `['genai', client.key, 'files', 'get', 'files/abc']`. Another version or address is said behind it. */
export type GetKey<S extends string = string> = readonly ['genai', string, S, 'get', string, ...Facts[]]
/** One thing, waited for: `['genai', client.key, 'files', 'wait', 'files/abc']`. */
export type WaitKey<S extends string = string> = readonly ['genai', string, S, 'wait', string, ...Facts[]]
/** What was asked, apart from how: `['genai', client.key, 'models', 'countTokens', { … }]`. */
export type AskKey<S extends string = string> = readonly ['genai', string, S, string, Facts]

/** What tells one request from another. Plain JSON. */
export type Facts = Readonly<Record<string, unknown>>

/** A filter: `queryClient.invalidateQueries(fileQueries.all(gemini))`. */
export interface KeyFilter<K extends readonly unknown[]> {
  queryKey: K
}

export const serviceKey = <S extends string>({ key }: { readonly key: string }, service: S): ServiceKey<S> => [
  'genai',
  key,
  service,
]
export const listsKey = <S extends string>(client: { readonly key: string }, service: S): ListsKey<S> => [
  ...serviceKey(client, service),
  'list',
]

/** Longer ones are told apart by a digest: keys are kept, compared and written out again and again. */
const LONG = 256

/** 53 bits of a text: two FNV hashes side by side. */
function digest(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return `${text.length}:${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`
}

/** A value as it may stand in a key. */
function brief(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONG ? digest(value) : value
  if (Array.isArray(value)) return value.map(brief)
  if (typeof value !== 'object' || value === null) return value
  // Of what is no JSON, a tool of an SDK, say, nobody knows what it is, or how deep.
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) return undefined
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, brief(field)]))
}

/**
 * What of a request belongs into its key. Signals and time limits change nothing about the answer, and headers may hold a
 * credential, which must not be kept anywhere.
 */
export function factsOf({
  config,
  ...params
}: {
  config?: RequestConfig | undefined
  [field: string]: unknown
}): Facts {
  const { abortSignal: _, httpOptions: { apiVersion, baseUrl, extraBody } = {}, ...fields } = config ?? {}
  return brief({
    ...params,
    ...fields,
    ...(apiVersion && { apiVersion }),
    ...(baseUrl && { baseUrl: shownUrl(baseUrl) }),
    ...(extraBody && { extraBody }),
  }) as Facts
}

/** Behind the name of a thing: nothing, mostly. */
const behind = (facts: Facts): Facts[] => (Object.keys(facts).length > 0 ? [facts] : [])

/** A name and whatever else goes with it, or the name alone. */
export type Named<P = NamedParameters> = string | P

interface NamedParameters {
  name: string
  config?: RequestConfig | undefined
}

export const paramsOf = <P extends NamedParameters>(named: Named<P>): P =>
  (typeof named === 'string' ? { name: named } : named) as P

/** `abc` and `files/abc` are one file. */
export const nameIn = (collection: string, name: string): string =>
  name === '' || name.includes('/') ? name : `${collection}/${name}`

/** Where one thing lies. */
export const getKey = <S extends string>(
  client: { readonly key: string },
  service: S,
  name: string,
  rest: Parameters<typeof factsOf>[0] = {},
): GetKey<S> => [...serviceKey(client, service), 'get', name, ...behind(factsOf(rest))]

/** Where it lies, once it was waited for. */
export const waitKey = <S extends string>(
  client: { readonly key: string },
  service: S,
  name: string,
  rest: Parameters<typeof factsOf>[0],
): WaitKey<S> => [...serviceKey(client, service), 'wait', name, ...behind(factsOf(rest))]

/** The same for whatever is asked for by name, or by name and config. */
export function namedKey<S extends string>(
  client: { readonly key: string },
  service: S,
  named: Named,
  collection: string = service,
): GetKey<S> {
  const { name, ...rest } = paramsOf(named)
  return getKey(client, service, nameIn(collection, name), rest as Parameters<typeof factsOf>[0])
}

/** Where an answer lies that is the same whenever one asks. */
export const askKey = <S extends string>(
  client: { readonly key: string },
  service: S,
  verb: string,
  params: object,
): AskKey<S> => [...serviceKey(client, service), verb, factsOf(params as Parameters<typeof factsOf>[0])]
