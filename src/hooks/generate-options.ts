import { queryOptions, type DataTag, type UnusedSkipTokenOptions } from '@tanstack/react-query'
import type { Backend } from '../client/backend.ts'
import type { GenerateResponseData } from '../model/data.ts'
import { GenAIError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import type { OutputOptions } from '../model/output.ts'
import { patience } from './queries/poll.ts'

/** Options of `generateOptions`. */
export interface GenerateOptionsOptions<O = unknown> {
  /**
   * What `output` should be. It reads what is cached, and is not part of the key: one answer serves every schema. It
   * should live outside the component, or the response is made anew.
   */
  output?: Omit<OutputOptions<O>, 'onElement'> | undefined
}

/** Where a generation lies in the cache: `['genai', backend.key, 'generate', input]`. */
export type GenerateKey<I = unknown> = readonly ['genai', string, 'generate', I]

/** Options for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and their like. */
export type GenerateQueryOptions<I = unknown, O = unknown> = UnusedSkipTokenOptions<
  GenerateResponseData,
  GenAIError,
  GenerateResponse<O>,
  GenerateKey<I>
> & { queryKey: DataTag<GenerateKey<I>, GenerateResponseData, GenAIError> }

/** Responses by the data they are made of, then by schema and format: whoever reads the cache gets the same one. */
const made = new WeakMap<object, WeakMap<object, WeakMap<object, GenerateResponse>>>()
const NONE = {}

/** The value of a key, made when it is not there yet. */
function entry<V>(map: WeakMap<object, V>, key: object, make: () => V): V {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

/** A flow's string is its output, as it is. Genkit marks messages that are to be read as text in this way. */
const TEXT = { generate: { output: { format: 'text' } } }
const readText = ({ text }: { text: string }): string => text
const isText = ({ message }: GenerateResponseData): boolean =>
  JSON.stringify(message?.metadata?.['generate']) === JSON.stringify(TEXT.generate)

function responseOf<O>(data: GenerateResponseData, output: OutputOptions<O> = {}): GenerateResponse<O> {
  const { schema = NONE, format = NONE } = output
  // A persister may bring anything.
  if (!(data instanceof Object))
    throw new GenAIError('invalid', 'What is cached here is no response. Ask again: `refetch`.')
  const bySchema = entry(made, data, () => new WeakMap())
  const byFormat = entry(bySchema, schema, () => new WeakMap())
  const options = schema === NONE && format === NONE && isText(data) ? { parser: readText } : { output }
  return entry(byFormat, format, () => new GenerateResponse<unknown>(data, options)) as GenerateResponse<O>
}

/** A key is written as JSON, while components are drawn: what cannot be is said here, and how. */
function checkJson(input: unknown): void {
  try {
    JSON.stringify(input)
  } catch (cause) {
    throw new GenAIError('invalid', 'The input is no JSON, so it cannot be part of a query key. Nothing was sent.', {
      cause,
    })
  }
}

/** A response as plain JSON that a persister can write and a server can send; `raw`, which only repeats it, stays out. */
function toData(response: GenerateResponse): GenerateResponseData {
  const { model, latencyMs, message, output } = response
  const data = { ...response.toJSON(), ...(model && { model }), ...(latencyMs !== undefined && { latencyMs }) }
  if (!message || typeof output !== 'string' || output !== message.text) return data
  return { ...data, message: { ...message.toJSON(), metadata: { ...message.metadata, ...TEXT } } }
}

/**
 * A whole answer as a TanStack query, for `useQuery`, `useSuspenseQuery`, `prefetchQuery` and `ensureQueryData`. The same
 * question is asked once, however many components ask it, and its answer survives hydration and persisters: what is cached
 * is plain JSON, and `select` makes the `GenerateResponse`, the same object each time.
 *
 * An answer is never stale by itself, since asking again costs money and gives another one; `refetch` asks again. Only
 * failures that may pass are retried, three times, unless the client has done so itself. What a loader gets of `ensureQueryData` is the plain JSON.
 *
 * @param input Part of the query key, so it must be JSON.
 * @throws GenAIError `invalid` for an input that is no JSON.
 * @example
 * const { data } = useSuspenseQuery(generateOptions(menu, { theme: 'sushi' }, { output: { schema: Menu } }))
 * data.output?.title
 * @example
 * await queryClient.prefetchQuery(generateOptions(menu, { theme: 'sushi' })) // on the server, or on hover
 */
export function generateOptions<I, B = unknown, O = B>(
  backend: Backend<I, B>,
  input: I,
  { output = backend.output as OutputOptions<O> | undefined }: GenerateOptionsOptions<O> = {},
): GenerateQueryOptions<I, O> {
  checkJson(input)
  const queryKey: GenerateKey<I> = ['genai', backend.key, 'generate', input]
  return queryOptions<GenerateResponseData, GenAIError, GenerateResponse<O>, GenerateKey<I>>({
    queryKey,
    queryFn: async ({ signal }) => toData(await backend.generate(input, { signal })),
    select: (data) => responseOf(data, output),
    staleTime: Infinity,
    retry: patience.retry,
  })
}
