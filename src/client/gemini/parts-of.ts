import type { GeminiPart, GeminiResponse } from '../../wire/gemini-data.ts'
import { isObject } from '../../wire/json.ts'

/** What the first candidate of a chunk says, as it came. */
export function partsOf({ candidates }: GeminiResponse): GeminiPart[] {
  const parts = Array.isArray(candidates) ? candidates[0]?.content?.parts : undefined
  return Array.isArray(parts) ? parts.filter((part) => isObject(part) && Object.keys(part).length > 0) : []
}
