import { AgentError } from '../../model/agent-error.ts'
import { GenAIError, type GenAIErrorCode, type TimeoutName } from '../../model/errors.ts'
import { compact } from '../../wire/json.ts'
import type { RecordedError } from './recording.ts'

/** An error as JSON, without what points elsewhere: the response is in the chunks, and a cause may be anything. */
export const toRecordedError = ({ name, code, message, ...error }: GenAIError): RecordedError => {
  const { status, httpStatus, details, retryable, retryAfterMs, traceId, timeout, tries } = error
  const facts = { status, httpStatus, details, retryable, retryAfterMs, traceId, timeout, tries }
  return compact<RecordedError>({ code, message, ...(name !== 'GenAIError' && { name }), ...facts })
}

/** The error again, with the words that it had. */
export function fromRecordedError({ code, message, name, timeout, ...facts }: RecordedError): GenAIError {
  const options = { ...facts, timeout: timeout as TimeoutName | undefined }
  const error =
    name === 'AgentError' ? new AgentError(message, options) : new GenAIError(code as GenAIErrorCode, message, options)
  if (name) error.name = name
  return error
}
