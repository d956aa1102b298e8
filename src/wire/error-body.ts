/**
 * The body of a failed HTTP reply, whatever its content type says: Genkit's two JSON spellings, Google's, Go's plain
 * text, a framework's HTML page. Only what a person can read comes out, never the body itself.
 */
import { htmlTitle, toFlowError, type FlowError } from './flow-frames.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

export function readErrorBody(body: string): FlowError {
  const text = body.trim()
  // Next answers a refused stream with a stream's error line and a status of 401.
  const json = text.replace(/^(?:error|data):\s*/, '').replace(/\s*END$/, '')
  try {
    const value: unknown = JSON.parse(json)
    const error = isObject(value) && 'error' in value ? value['error'] : value
    const found = toFlowError(error)
    // Google's bodies call it `code` when they give no `status`; Express without a JSON body writes a space in it.
    return found.status ? { ...found, status: found.status.replace(/ /g, '_') } : found
  } catch {
    if (text.startsWith('<')) return { message: htmlTitle(text) ?? '' }
    return { message: text.slice(0, 300) }
  }
}
