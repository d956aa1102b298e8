import type { JsonObject } from './json.ts'

const STATUS_NAMES: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  412: 'FAILED_PRECONDITION',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

/** A refusal as Google words it: an HTTP status, the name of a gRPC status, and typed details. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError'
  readonly status: string
  readonly details: JsonObject[]

  constructor(
    readonly code: number,
    message: string,
    options: { status?: string; details?: JsonObject[] } = {},
  ) {
    super(message)
    this.status = options.status ?? STATUS_NAMES[code] ?? 'UNKNOWN'
    this.details = options.details ?? []
  }

  toJSON(): JsonObject {
    const { code, message, status, details } = this
    return { error: { code, message, status, ...(details.length > 0 && { details }) } }
  }
}

export const badRequest = (message: string): GoogleError => new GoogleError(400, message)
export const notFound = (message = 'Requested entity was not found.'): GoogleError => new GoogleError(404, message)
export const failedPrecondition = (message: string): GoogleError =>
  new GoogleError(400, message, { status: 'FAILED_PRECONDITION' })
