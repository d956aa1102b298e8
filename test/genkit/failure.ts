import { GenAIError } from 'react-genai/client'

/** What a promise was rejected with. */
export async function failureOf(work: Promise<unknown>): Promise<GenAIError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!GenAIError.is(error)) throw new Error(`Expected a GenAIError, got ${String(error)}`)
  return error
}
