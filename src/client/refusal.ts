import { type GenAIError, GenerationBlockedError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import { readResponse } from '../wire/genkit-schema.ts'

/** A refusal of the model's arrives as an error whose details hold the whole response (protocols/genkit 1.3). */
export function refusalIn(error: unknown): GenAIError | undefined {
  const { status, details } = error as Partial<GenAIError>
  const data = readResponse((details as { response?: unknown } | undefined)?.response)
  return data?.finishReason === 'blocked'
    ? new GenerationBlockedError(new GenerateResponse(data), `The model refused. ${data.finishMessage ?? ''}`, {
        status,
        details,
      })
    : undefined
}
