/**
 * The first JSON object or array in a text, as Genkit finds it (protocols: extractJson).
 * The scan follows Genkit to the letter, quirks included: a backslash skips the next character everywhere, a double
 * quote toggles the string state even in prose, and only the first kind of bracket is counted.
 *
 * Returns `null` when there is no bracket or the block is not closed yet.
 * @throws SyntaxError when a closed block is not JSON.
 */
// The caller says what the JSON should be, as with `JSON.parse(…) as T`.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function extractJson<T = unknown>(text: string): T | null {
  let open = ''
  let start = 0
  let depth = 0
  let inString = false
  for (const { 0: token, index } of text.matchAll(/\\[^]|["{}[\]]/g)) {
    if (token === '"') inString = !inString
    if (inString || token.length > 1) continue
    if (!open && /[{[]/.test(token)) {
      open = token
      start = index
    }
    if (token === open) depth++
    else if (open && token === (open === '{' ? '}' : ']') && --depth === 0) {
      return JSON.parse(text.slice(start, index + 1)) as T
    }
  }
  return null
}
