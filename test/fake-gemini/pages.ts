import { badRequest } from './google-error.ts'
import type { JsonObject } from './json.ts'
import type { Call } from './router.ts'

/** One page of a list, as `pageSize` and `pageToken` of the query ask for it. */
export function pageOf(call: Call, field: string, items: JsonObject[]): JsonObject {
  const size = Number(call.query.get('pageSize') ?? 50)
  if (!Number.isInteger(size) || size < 0) throw badRequest('page_size must be a whole number.')
  const from = readToken(call.query.get('pageToken'))
  // Zero means that the service chooses.
  const until = from + (size || 50)
  const page = items.slice(from, until)
  return {
    // An empty list is left out, as protobuf does.
    ...(page.length > 0 && { [field]: page }),
    ...(until < items.length && { nextPageToken: writeToken(until) }),
  }
}

const writeToken = (offset: number): string => Buffer.from(`from ${offset}`).toString('base64url')

function readToken(token: string | null): number {
  if (!token) return 0
  const offset = Number(/^from (?<at>\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.groups?.['at'] ?? NaN)
  if (Number.isNaN(offset)) throw badRequest('page_token is invalid.')
  return offset
}
