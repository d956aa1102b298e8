import { GenAIError } from './errors.ts'
import { JsonBlock } from './json-block.ts'
import { ItemReader } from './json-items.ts'

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
  const block = new JsonBlock()
  block.push(text)
  if (block.error) throw block.error
  const value = block.end()
  if (value !== undefined) return value as T
  if (!throwOnBadJson) return null
  throw new GenAIError('parse', `Invalid JSON extracted from model output: ${text.slice(0, 200)}`)
}

/**
 * The complete objects of the first array in a text, from `cursor` on, and the cursor for the next call with a longer
 * text. What is not an object is passed over, and so is what cannot be read.
 *
 * @example
 * const { items, cursor } = extractItems('[{"a":1},{"b":') // items: [{ a: 1 }]
 * extractItems('[{"a":1},{"b":2}]', cursor) // items: [{ b: 2 }]
 * @see Genkit 1.42, `extractItems`
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function extractItems<T = unknown>(text: string, cursor = 0): { items: T[]; cursor: number } {
  const reader = new ItemReader(undefined, cursor > 0)
  reader.push(text.slice(cursor))
  return { items: reader.value as T[], cursor: cursor + reader.cursor }
}
