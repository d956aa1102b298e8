/**
 * Loose in, exact out: replies are validated once, at the frame, and never again above.
 * Unknown fields and reasons pass, null means absent (the callable server writes `null` for every undefined field), and what is only
 * counted or shown is left out when it is wrong. A part that breaks its own type is kept as a custom part, so that one
 * bad part neither fails a good reply nor reaches a renderer that trusts the types.
 * The schemas are those of zod's core, which `zod/mini` only dresses: nothing is compiled at run time (no eval, whatever
 * the Content-Security-Policy), and it weighs less still.
 */
import { $ZodObject, $ZodString, type $ZodShape, type $ZodType } from 'zod/v4/core'
import type { ChunkData, GenerateResponseData, MessageData, Part, Role } from './genkit-data.ts'

type Fields = Record<string, unknown>

const text = new $ZodString({ type: 'string' })
const object = (shape: $ZodShape): $ZodType => new $ZodObject({ type: 'object', shape })
const named = object({ name: text })

/** What each kind of part must hold, at the least. `data` may be anything. */
const PAYLOADS: Record<string, $ZodType> = {
  text,
  reasoning: text,
  media: object({ url: text }),
  toolRequest: named,
  toolResponse: named,
  custom: object({}),
  resource: object({ uri: text }),
}

/** Fields whose null is a value of the user's, not an absent field of the protocol. */
const VALUES = /^(?:data|output|input|custom|raw)$/

const ROLES: readonly unknown[] = ['system', 'user', 'model', 'tool'] satisfies Role[]

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A copy without empty fields. `fromEntries` and not assignment: a key named `__proto__` must stay data. */
function present(value: unknown): Fields | undefined {
  if (!isObject(value)) return undefined
  return Object.fromEntries(
    Object.entries(value).filter(([key, item]) => item != null || (item === null && VALUES.test(key))),
  )
}

const each = <T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined =>
  Array.isArray(value) ? value.flatMap((item) => read(item) ?? []) : undefined

function readPart(value: unknown): Part {
  const part = present({ ...present(value), metadata: present((value as Fields | null)?.['metadata']) })
  const malformed = { custom: { malformed: value } }
  if (!isObject(value) || !part) return malformed
  for (const kind in part) {
    // Own keys only: a field named `constructor` must not find what every object inherits.
    const schema = Object.hasOwn(PAYLOADS, kind) && PAYLOADS[kind]
    if (!schema) continue
    const payload = isObject(part[kind]) ? present(part[kind]) : part[kind]
    if ('issues' in schema['~standard'].validate(payload)) return malformed
    part[kind] = payload
  }
  const response = part['toolResponse'] as Fields | undefined
  if (response?.['content']) response['content'] = each(response['content'], readPart) ?? []
  // A part of a later version may have none of the payloads that we know: readers ask for a key, not for a kind.
  return part as unknown as Part
}

/** The value as a message, or `undefined` when it is not one. A role that nobody knows is the model's. */
export function readMessage(value: unknown): MessageData | undefined {
  const found = present(value)
  const content = each(found?.['content'], readPart)
  const role = ROLES.includes(found?.['role']) ? found?.['role'] : 'model'
  return (
    content && (present({ ...found, role, content, metadata: present(found?.['metadata']) }) as unknown as MessageData)
  )
}

/** The value as a chunk, or `undefined` when it is not one. */
export function readChunk(value: unknown): ChunkData | undefined {
  const found = readMessage(value) as (MessageData & Fields) | undefined
  if (!found || !isObject(value)) return undefined
  return present({
    ...found,
    role: value['role'] && found.role,
    index: Number.isInteger(found['index']) ? found['index'] : null,
    aggregated: found['aggregated'] === true || null,
  }) as unknown as ChunkData
}

/** The value as a whole reply, or `undefined` when it is not even an object. Fields that are wrong are left out. */
export function readResponse(value: unknown): GenerateResponseData | undefined {
  const found = present(value)
  if (!found) return undefined
  const { finishReason, finishMessage, operation } = found
  const request = present(found['request']) ?? {}
  const messages = each(request['messages'], readMessage)
  return present({
    ...found,
    message: readMessage(found['message']),
    finishReason: typeof finishReason === 'string' ? finishReason : null,
    finishMessage: typeof finishMessage === 'string' ? finishMessage : null,
    usage: present(found['usage']),
    request: messages && present({ ...request, messages, output: present(request['output']) }),
    operation: isObject(operation) && operation['id'] ? operation : null,
    candidates: each(found['candidates'], readResponse),
  })
}
