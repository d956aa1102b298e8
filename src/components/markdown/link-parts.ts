/** The pieces of links and definitions: where one stands, its value and where it ends. Values still hold their escapes. */
export interface Piece {
  value: string
  end: number
}

const LABEL = /\[((?:[^\\[\]]|\\[^]){0,999})\]/y
const ANGLED = /<((?:[^<>\\\n]|\\.)*)>/y

const read = (pattern: RegExp, text: string, at: number): Piece | undefined => {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found
    ? { value: found.slice(1).find((group) => group !== undefined) ?? '', end: pattern.lastIndex }
    : undefined
}

/** `[label]`, of at most 999 characters. */
export const readLabel = (text: string, at: number): Piece | undefined => read(LABEL, text, at)

/** An address: in angle brackets, or bare, with its parentheses in pairs. */
export function readDestination(text: string, at: number): Piece | undefined {
  if (text[at] === '<') return read(ANGLED, text, at)
  let depth = 0
  let end = at
  for (; end < text.length; end++) {
    const character = text[end] ?? ''
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(text[end + 1] ?? '')) end++
    else if (character === '(' && ++depth > 32) return undefined
    else if (character === ')' && --depth < 0) break
    else if (character <= ' ' || character === '\x7f') break
  }
  if (depth > 0 || (end === at && text[at] !== ')')) return undefined
  return { value: text.slice(at, end), end }
}

const TITLE = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|\(((?:[^()\\]|\\[^])*)\)/y

export const readTitle = (text: string, at: number): Piece | undefined => read(TITLE, text, at)
