/**
 * Loose in, exact out: replies are validated once, at the frame, and never again above.
 * Unknown fields and reasons pass, null means absent (the callable server writes `null` for every undefined field), and
 * what is only counted or shown is left out when it is wrong. A part that breaks its own type is kept as a custom part,
 * so that one bad part neither fails a good reply nor reaches a renderer that trusts the types.
 * Eight shapes, checked by hand: a validator would weigh a quarter of the client.
 */
import { compact, isObject, type Fields } from './json.ts'
import type {
  ChunkData,
  FinishReason,
  GenerateRequestData,
  GenerateResponseData,
  MessageData,
  Part,
  Role,
} from './genkit-data.ts'

const isText = (value: unknown): boolean => typeof value === 'string'
const holds =
  (key: string) =>
  (value: unknown): boolean =>
    isObject(value) && isText(value[key])

/** What each kind of part must hold, at the least. `data` may be anything. */
const PAYLOADS: Record<string, (value: unknown) => boolean> = {
  text: isText,
  reasoning: isText,
  media: holds('url'),
  toolRequest: holds('name'),
  toolResponse: holds('name'),
  custom: isObject,
  resource: holds('uri'),
}

const ROLES: readonly Role[] = ['system', 'user', 'model', 'tool']

const present = (value: unknown): Fields | undefined => (isObject(value) ? compact<Fields>(value) : undefined)

const each = <T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined =>
  Array.isArray(value) ? value.flatMap((item) => read(item) ?? []) : undefined

function readPart(value: unknown): Part {
  const malformed = { custom: { malformed: value } }
  if (!isObject(value)) return malformed
  const part = compact<Fields>(value)
  let payloads = 0
  for (const kind in part) {
    // Own keys only: a field named `constructor` must not find what every object inherits.
    const isPayload = Object.hasOwn(PAYLOADS, kind) && PAYLOADS[kind]
    if (!isPayload) continue
    payloads++
    const payload = present(part[kind]) ?? part[kind]
    if (!isPayload(payload)) return malformed
    part[kind] = payload
  }
  if (!isObject(part['metadata'])) delete part['metadata']
  // Beside another payload, null data is an absent field too.
  if (payloads > 0 && part['data'] === null) delete part['data']
  const response = part['toolResponse'] as Fields | undefined
  if (response?.['content']) response['content'] = each(response['content'], readPart) ?? []
  // A part of a later version may have none of the payloads that we know: readers ask for a key, not for a kind.
  return part as unknown as Part
}

/** The value as a message, or `undefined` when it is not one. A role that nobody knows is the model's. */
export function readMessage(value: unknown): MessageData | undefined {
  const found = present(value)
  const list = found?.['content']
  const role = ROLES.find((known) => known === found?.['role'])
  // JSON of the app's own may have a field called `content` too: what has no role of ours must have parts of ours.
  const isOurs = (item: unknown): boolean =>
    isObject(item) &&
    (role !== undefined || Object.keys(item).some((key) => key === 'data' || Object.hasOwn(PAYLOADS, key)))
  if (!Array.isArray(list) || !list.every(isOurs)) return undefined
  return compact<MessageData>({
    ...found,
    role: role ?? 'model',
    content: list.map(readPart),
    metadata: present(found?.['metadata']),
  })
}

/** The value as a chunk, or `undefined` when it is not one. */
export function readChunk(value: unknown): ChunkData | undefined {
  const message = readMessage(value)
  if (!message || !isObject(value)) return undefined
  const { role, index, aggregated } = value
  return compact<ChunkData>({
    ...message,
    role: role ? message.role : null,
    index: typeof index === 'number' ? index : null,
    aggregated: aggregated === true || null,
  })
}

/** The value as a whole reply, or `undefined` when it is not even an object. Fields that are wrong are left out. */
export function readResponse(value: unknown): GenerateResponseData | undefined {
  const found = present(value)
  if (!found) return undefined
  const { finishReason, finishMessage } = found
  const request = present(found['request'])
  const messages = each(request?.['messages'], readMessage)
  const operation = present(found['operation'])
  return compact<GenerateResponseData>({
    ...found,
    session: null,
    message: readMessage(found['message']),
    finishReason: typeof finishReason === 'string' ? (finishReason as FinishReason) : null,
    finishMessage: typeof finishMessage === 'string' ? finishMessage : null,
    usage: present(found['usage']),
    request: messages && compact<GenerateRequestData>({ ...request, messages, output: present(request?.['output']) }),
    operation: typeof operation?.['id'] === 'string' ? { ...operation, id: operation['id'] } : null,
    candidates: each(found['candidates'], (candidate) => {
      const { message, ...rest } = readResponse(candidate) ?? {}
      return message && { ...rest, message }
    }),
  })
}
