import { GenAIError } from './errors.ts'
import { findJson } from './find-json.ts'

/**
 * The first JSON object or array in a text, as Genkit finds and reads it: a complete one may be JSON5, of one that is
 * cut off everything that is there is kept. Numbers, strings and the like that stand alone are not JSON here.
 *
 * @param throwOnBadJson Throw when there is none. Default: `null`.
 * @throws SyntaxError when the block is complete, but neither JSON nor JSON5.
 * @throws GenAIError `parse` when there is none, if asked for.
 * @example
 * extractJson('Here it is: {"name": "Ada"}. Anything else?') // { name: 'Ada' }
 * @see Genkit 1.42, `extractJson`
 */
// The caller says what the JSON should be, as with `JSON.parse(…) as T`.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function extractJson<T = unknown>(text: string, throwOnBadJson = false): T | null {
  const found = findJson(text)
  if (found !== null) return found as T
  if (!throwOnBadJson) return null
  throw new GenAIError('parse', `Invalid JSON extracted from model output: ${text.slice(0, 200)}`)
}
