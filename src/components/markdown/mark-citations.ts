/** Where in a text, in UTF-16 units, a mark is put, and its number. */
export interface CitationPlace {
  at: number
  index: number
}

// What closes emphasis, code, links and quotes: a mark stands behind it, not within.
const CLOSING = /[*_~`)\]"'”’»]/

/** Puts a mark into the text wherever something is cited. `Markdown` draws it with `components.citation`. */
export function markCitations(text: string, places: readonly CitationPlace[]): string {
  let marked = ''
  let from = 0
  for (const { at, index } of [...places].sort((a, b) => a.at - b.at)) {
    let end = Math.max(from, Math.min(at, text.length))
    while (CLOSING.test(text.charAt(end))) end++
    // A mark at the end of a line would stand alone on the next one.
    while (end > from && /\s/.test(text.charAt(end - 1))) end--
    marked += `${text.slice(from, end)}\ufff9${index}\ufffb`
    from = end
  }
  return marked + text.slice(from)
}
