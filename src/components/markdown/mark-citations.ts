import type { Citation } from '../../model/citations.ts'

// What closes emphasis, code, links and quotes: a mark stands behind it, not within.
const CLOSING = /[*_~`)\]"'”’»]/

/** Puts a mark into the text wherever something is cited; the reader of inline content knows it. */
export function markCitations(text: string, citations: readonly Citation[]): string {
  let marked = ''
  let from = 0
  const places = citations.map(({ at }, index) => ({ at, index })).sort((a, b) => a.at - b.at)
  for (const { at, index } of places) {
    let end = Math.max(from, Math.min(at, text.length))
    while (CLOSING.test(text.charAt(end))) end++
    // A mark at the end of a line would stand alone on the next one.
    while (end > from && /\s/.test(text.charAt(end - 1))) end--
    marked += `${text.slice(from, end)}\ufff9${index}\ufffb`
    from = end
  }
  return marked + text.slice(from)
}
