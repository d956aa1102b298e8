/**
 * The first JSON object or array in a text, as Genkit finds it (protocols: extractJson).
 * The scan follows Genkit to the letter, quirks included: a backslash skips the next character everywhere, a double
 * quote toggles the string state even in prose, and only the first kind of bracket is counted.
 *
 * Returns `null` when there is no bracket or the block is not closed yet.
 * @throws SyntaxError when a closed block is not JSON.
 */
export function extractJson<T = unknown>(text: string): T | null {
  let open = ''
  let close = ''
  let start = 0
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\\') {
      at++
    } else if (character === '"') {
      inString = !inString
    } else if (inString) {
      continue
    } else if (open === '' && (character === '{' || character === '[')) {
      open = character
      close = character === '{' ? '}' : ']'
      start = at
      depth = 1
    } else if (character === open) {
      depth++
    } else if (character === close && open !== '') {
      depth--
      if (depth === 0) return JSON.parse(text.slice(start, at + 1)) as T
    }
  }
  return null
}
