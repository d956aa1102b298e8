/**
 * Loose in, exact out: replies are validated once, at the frame, and never again above.
 * Unknown fields pass, unknown roles and reasons become neutral ones, and null means absent (the callable server writes
 * `null` for every undefined field). A part that breaks its own type is kept as a custom part, so that one bad part
 * neither fails a good reply nor reaches a renderer that trusts the types.
 * `zod/mini` objects never compile code at run time, so this works under a Content-Security-Policy without eval.
 */
import * as z from 'zod/mini'
import type { ChunkData, GenerateResponseData, MessageData, Part } from './genkit-data.ts'

/** Fields whose null is a value of the user's, not an absent field of the protocol. */
const VALUES = new Set(['data', 'output', 'input', 'custom', 'raw'])

type Present<T> = { [K in keyof T]: Exclude<T[K], null | undefined> }

/** The schema's fresh copy without its empty fields. TypeScript cannot follow a `delete`, hence the one assertion. */
function withoutEmpty<T extends object>(value: T): Present<T> {
  const fields = value as Record<string, unknown>
  for (const key in fields) {
    const empty = fields[key] === undefined || (fields[key] === null && !VALUES.has(key))
    if (empty) delete fields[key]
  }
  return value as Present<T>
}

function wireObject<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.pipe(
    z.looseObject(shape),
    z.transform((value) => withoutEmpty(value)),
  )
}

function maybe<S extends z.ZodMiniType>(schema: S) {
  return z.optional(z.nullable(schema))
}
/** For what is only shown or counted: a wrong value is left out, never a reason to refuse the reply around it. */
function lenient<S extends z.ZodMiniType>(schema: S) {
  return z.catch(maybe(schema), undefined)
}

const record = z.record(z.string(), z.unknown())
const metadata = lenient(record)

const part: z.ZodMiniType<Part> = z.pipe(
  z.unknown(),
  z.transform((value) => {
    const parsed = anyPart.safeParse(value)
    // A part of a later version may have none of the payloads that we know: readers ask for a key, not for a kind.
    return parsed.success ? (parsed.data as Part) : { custom: { malformed: value } }
  }),
)

const anyPart = wireObject({
  text: maybe(z.string()),
  reasoning: maybe(z.string()),
  media: maybe(wireObject({ url: z.string(), contentType: maybe(z.string()) })),
  toolRequest: maybe(wireObject({ name: z.string(), ref: maybe(z.string()), partial: maybe(z.boolean()) })),
  toolResponse: maybe(
    wireObject({ name: z.string(), ref: maybe(z.string()), content: maybe(z.array(z.lazy(() => part))) }),
  ),
  custom: maybe(record),
  resource: maybe(z.looseObject({ uri: z.string() })),
  metadata,
})

const role = z.catch(z.enum(['system', 'user', 'model', 'tool']), 'model')
const finishReason = z.catch(
  maybe(z.enum(['stop', 'length', 'blocked', 'aborted', 'failed', 'interrupted', 'other', 'unknown'])),
  'unknown',
)
const count = lenient(z.number())
const text = lenient(z.string())

const message = wireObject({ role, content: z.array(part), metadata })

const usage = wireObject({
  inputTokens: count,
  outputTokens: count,
  totalTokens: count,
  thoughtsTokens: count,
  cachedContentTokens: count,
  custom: lenient(z.record(z.string(), z.number())),
})

const request = wireObject({
  messages: z.array(message),
  tools: lenient(
    z.array(
      wireObject({
        name: z.string(),
        key: text,
        description: text,
        inputSchema: lenient(record),
        outputSchema: lenient(record),
        metadata,
      }),
    ),
  ),
  toolChoice: lenient(z.enum(['auto', 'required', 'none'])),
  output: lenient(
    wireObject({ format: text, contentType: text, schema: lenient(record), constrained: lenient(z.boolean()) }),
  ),
  docs: lenient(z.array(z.unknown())),
})

const operation = wireObject({
  id: z.string(),
  done: lenient(z.boolean()),
  error: lenient(z.looseObject({ message: z.string() })),
  action: text,
  metadata,
})

const response = wireObject({
  message: maybe(message),
  finishReason,
  finishMessage: text,
  latencyMs: count,
  usage: lenient(usage),
  model: text,
  request: lenient(request),
  operation: lenient(operation),
  candidates: lenient(z.array(wireObject({ index: count, message, finishReason, finishMessage: text }))),
})

const chunk = wireObject({
  role: maybe(role),
  index: lenient(z.int()),
  content: z.array(part),
  aggregated: lenient(z.boolean()),
})

function reader<T>(schema: z.ZodMiniType<T>): (value: unknown) => T | undefined {
  return (value) => {
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed.data : undefined
  }
}

/** The value as a message, or `undefined` when it is not one. */
export const readMessage: (value: unknown) => MessageData | undefined = reader(message)
/** The value as a whole reply, or `undefined` when it is not one. */
export const readResponse: (value: unknown) => GenerateResponseData | undefined = reader(response)
/** The value as a chunk, or `undefined` when it is not one. */
export const readChunk: (value: unknown) => ChunkData | undefined = reader(chunk)
