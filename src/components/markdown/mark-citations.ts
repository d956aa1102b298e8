/** Where in a text, in UTF-16 units, a mark is put, and its number. */
export interface CitationPlace {
  at: number
  index: number
}

// What closes emphasis, code, links and quotes: a mark stands behind it, not within.
const CLOSING = /[*_~`)\]"'”’»]/
// In a block of code a mark would be part of the code: it stands before the block.
const FENCED = /^ *(`{3,}|~{3,})[^]*?(?:^ *\1|$(?![^]))/gm

/** Puts a mark into the text wherever something is cited. `Markdown` draws it with `components.citation`. */
export function markCitations(text: string, places: readonly CitationPlace[]): string {
  const blocks = [...text.matchAll(FENCED)]
  const outside = (at: number): number =>
    blocks.find(({ 0: block, index }) => at > index && at <= index + block.length)?.index ?? at
  const moved = places.map(({ at, index }) => ({ at: outside(at), index }))
  let marked = ''
  let from = 0
  for (const { at, index } of moved.sort((a, b) => a.at - b.at)) {
    let end = Math.max(from, Math.min(at, text.length))
    while (CLOSING.test(text.charAt(end)) && !blocks.some((block) => block.index === end)) end++
    // A mark at the end of a line would stand alone on the next one.
    while (end > from && /\s/.test(text.charAt(end - 1))) end--
    marked += `${text.slice(from, end)}\ufff9${index}\ufffb`
    from = end
  }
  return marked + text.slice(from)
}
