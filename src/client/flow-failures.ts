import { type GenAIError, GenerationBlockedError } from '../model/errors.ts'
import { GenerateResponse } from '../model/generate-response.ts'
import type { FlowError } from '../wire/flow-frames.ts'
import { readResponse } from '../wire/genkit-schema.ts'
import { readable, serverFailure } from './failures.ts'

/** A refusal arrives as an error whose details hold the whole response (protocols/genkit 1.3). */
export function refusal({ status, details, message }: FlowError): GenAIError | undefined {
  const data = readResponse((details as { response?: unknown } | undefined)?.response)
  if (data?.finishReason !== 'blocked') return undefined
  return new GenerationBlockedError(new GenerateResponse(data), `The model refused. ${readable(message)}`, {
    status,
    details,
  })
}

/** A failure that the flow itself reported. */
export const flowFailure = (error: FlowError): GenAIError => refusal(error) ?? serverFailure(error)
