/**
 * While a text grows, what is half written is shown as what it will most likely become: `**bo` is bold already, a link's
 * address is not shown as text, and a marker waits until it is clear what it marks. Only the leaf at the text's end is
 * touched, so nothing finished ever changes for it.
 */
import { isSpace } from './characters.ts'
import { type Delimiter, emphasize, unlink, wrap } from './emphasis.ts'
import type { InlineState } from './inline-state.ts'
import { linkTo } from './link-node.ts'

// Each run of spaces can be read in one way only; in two, a long one would hold the page.
const TARGET = /^\(\s*(?:$|(?=\S)(?:<[^<>\n]*|[^\s<>]+)\s*(?:$|(?<=\s)(?=\S)(?:"[^"]*"?|'[^']*'?|\([^)]*\)?)\s*$))/

/** Behind `]`: the rest of the text may be a link's target. */
export function isGrowingTarget({ context, text, at }: InlineState): boolean {
  return context.unfinished && (at === text.length || (text[at] === '(' && TARGET.test(text.slice(at, at + 1000))))
}

const TAG_HEAD =
  /^<(?:\/?[A-Za-z][\w-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s"'<>`]*)?)*\s*[\w:.-]*\s*\/?|[A-Za-z][A-Za-z\d+.-]*:[^\s<>]*|!(?:-(?:-[^]*)?)?)?$/

/** A tag whose end has not come. */
export const hidesTag = ({ context, text, at }: InlineState): boolean =>
  context.unfinished &&
  TAG_HEAD.test(text.slice(at, at + 2000)) &&
  (text.length - at < 2000 || text.startsWith('<!--', at))

/** A run of emphasis marks at the very end: half of the one that closes, or one of which nobody knows what it opens. */
export function hidesRun(state: InlineState, character: string, length: number, end: number): boolean {
  const { context, text, at, delimiters } = state
  if (!context.unfinished || end < text.length) return false
  for (let opener = delimiters.last; opener; opener = opener.previous) {
    if (opener.character === character && opener.canOpen) return opener.length > length
  }
  return length <= 3 && at > 0 && isSpace(state.before(at))
}

/** So many marks are closed at the end of the text; who opens more does not mean it. */
const MAX_OPEN = 32

/** Closes what is open at the end of the text. */
export function finishUnfinished(state: InlineState): void {
  closeBrackets(state)
  closeEmphasis(state, undefined)
}

function closeEmphasis({ delimiters, end }: InlineState, bottom: Delimiter | undefined): void {
  let left = MAX_OPEN
  for (let opener = delimiters.last; opener && opener !== bottom && left > 0; opener = opener.previous, left--) {
    const { character, length, canOpen, inWord, piece } = opener
    const isSure = character === '~' ? length === 2 : length === 1 ? !inWord : length <= 3
    if (!canOpen || !isSure || piece.next === end) continue
    if (length > 1) emphasize(character, 2, piece, end)
    if (length !== 2) emphasize(character, 1, piece, end)
    unlink(piece)
    delimiters.remove(opener)
  }
}

/** The last bracket is most likely a link's; in a word it is an index. */
function closeBrackets(state: InlineState): void {
  const { brackets, delimiters, text, end } = state
  // An image is not shown before its address is whole, and a footnote's mark not as text.
  const hidden = brackets.find(({ image, start }) => image || text[start] === '^')
  if (hidden) {
    delimiters.process(hidden.delimiter)
    state.cutAt(hidden.piece)
  }
  const opener = brackets.findLast(({ active, image, start }) => active && !image && !(hidden && start >= hidden.start))
  if (!opener || text.length - opener.start > 300 || /\w/.test(text[opener.start - 2] ?? '')) return
  closeEmphasis(state, opener.delimiter)
  if (opener.piece.next !== end) wrap(opener.piece, end, (children) => linkTo(undefined, children))
  unlink(opener.piece)
}
