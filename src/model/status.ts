import { GenAIError } from './errors.ts'

const HTTP_STATUS = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  UNAUTHENTICATED: 401,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
} as const

/** The canonical names that servers of Genkit and Google give to failures: `error.status`. */
export type StatusName = keyof typeof HTTP_STATUS

/**
 * The HTTP status that goes with a canonical one.
 * @throws GenAIError `invalid` for a name that is none.
 * @example
 * httpStatusCode('RESOURCE_EXHAUSTED') // 429
 * @see Genkit 1.42, `httpStatusCode`
 */
export function httpStatusCode(status: StatusName): number {
  if (!Object.hasOwn(HTTP_STATUS, status)) throw new GenAIError('invalid', `Invalid status code ${status}`)
  return HTTP_STATUS[status]
}
