import type { GenAIError } from '../../model/errors.ts'
import { toGeminiError } from '../../wire/gemini-frames.ts'
import { geminiFailure } from './gemini-failures.ts'

/** What the codes of gRPC are called, from 1 on. */
const NAMES =
  'CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'.split(
    ' ',
  )

/** Why what took long has failed. It is told with a code of gRPC's, which is no HTTP status, and without a name. */
export function operationFailure(error: unknown, details: unknown): GenAIError {
  const { code = 0, ...rest } = toGeminiError(error)
  const status = rest.status ?? NAMES[code - 1]
  return geminiFailure({ ...rest, ...(status && { status }), code: code > 99 ? code : undefined, details })
}
