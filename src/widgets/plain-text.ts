/** Text without the marks of markdown, to be spoken: links by their words, and code not at all. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/^(```|~~~)[^]*?(?:^\1|$(?![^]))/gm, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replaceAll(/[*_`~|]+/g, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim()
