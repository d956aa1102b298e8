/**
 * The body of a failed HTTP reply, whatever its content type says: Genkit's two JSON spellings, Google's, Go's plain
 * text, a framework's HTML page. Only what a person can read comes out, never the body itself.
 */
import { htmlTitle, toFlowError, type FlowError } from './flow-frames.ts'
import { isObject } from './json.ts'

export function readErrorBody(body: string): FlowError {
  // Next answers a refused stream with a stream's error line and a status of 401.
  const text = body.replace(/^error:|END$/g, '').trim()
  try {
    const value: unknown = JSON.parse(text)
    return toFlowError(isObject(value) && 'error' in value ? value['error'] : value)
  } catch {
    return { message: text.startsWith('<') ? (htmlTitle(text) ?? '') : text.slice(0, 300) }
  }
}
