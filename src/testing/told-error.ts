import { serverFailure } from '../client/answered-failures.ts'
import { GenAIError } from '../model/errors.ts'
import type { FlowError } from '../wire/error-body.ts'
import { isObject } from '../wire/json.ts'

/** What a test says has failed: an error as it is, and `{ status, message }` as the client tells what a server said. */
export const toldError = (error: unknown): unknown =>
  isObject(error) && !(error instanceof Error) && !GenAIError.is(error) && typeof error['message'] === 'string'
    ? serverFailure(error as unknown as FlowError)
    : error
