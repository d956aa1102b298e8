import { encodeAddress, normalizeLabel, unescapeText } from './characters.ts'
import { unlink, wrap } from './emphasis.ts'
import type { Bracket, InlineState } from './inline-state.ts'
import { linkTo } from './link-node.ts'
import { readDestination, readLabel, readTitle } from './link-parts.ts'
import { textOf } from './text-of.ts'
import { isGrowingTarget } from './unfinished.ts'

interface Target {
  href: string
  title: string | undefined
  end: number
}

export function openBracket(state: InlineState, image: boolean): void {
  const { text, at, brackets, delimiters, context } = state
  const footnote = image ? null : /^\[\^([^\s[\]]{1,200})\]/.exec(text.slice(at, at + 210))
  // It may be written yet, or turn out to be text.
  if (footnote) state.pending = true
  if (footnote?.[1] && context.footnote(footnote[1].toLowerCase())) {
    state.push({ type: 'footnote', label: footnote[1].toLowerCase() })
    state.at += footnote[0].length
    return
  }
  const last = brackets.at(-1)
  if (last) last.hasBracket = true
  const mark = image ? '![' : '['
  const piece = state.push(mark)
  state.at += mark.length
  brackets.push({ piece, image, active: true, start: state.at, delimiter: delimiters.last, hasBracket: false })
}

export function closeBracket(state: InlineState): void {
  const { brackets, at } = state
  const opener = brackets.pop()
  state.at++
  if (!opener?.active) {
    state.push(']')
    return
  }
  const target = inlineTarget(state.text, at + 1) ?? reference(state, opener, at)
  if (target) {
    state.at = target.end
    finish(state, opener, target)
  } else if (isGrowingTarget(state)) {
    state.at = state.text.length
    finish(state, opener, undefined)
  } else state.push(']')
}

/** `(address "title")`, right behind the bracket. */
function inlineTarget(text: string, at: number): Target | undefined {
  if (text[at] !== '(') return undefined
  const skip = (from: number): number =>
    from + (/^[ \t]*\n?[ \t]*/.exec(text.slice(from, from + 1000))?.[0].length ?? 0)
  const destination = readDestination(text, skip(at + 1))
  if (!destination) return undefined
  let end = skip(destination.end)
  const title = end > destination.end ? readTitle(text, end) : undefined
  if (title) end = skip(title.end)
  if (text[end] !== ')') return undefined
  return { href: unescapeText(destination.value), title: title && unescapeText(title.value), end: end + 1 }
}

/** `[text][label]`, `[label][]` or `[label]`. */
function reference(state: InlineState, opener: Bracket, at: number): Target | undefined {
  const { text, context } = state
  const label = readLabel(text, at + 1)
  const isFull = label !== undefined && label.value !== ''
  if (!isFull && (opener.hasBracket || at - opener.start > 999)) return undefined
  const name = normalizeLabel(isFull ? label.value : text.slice(opener.start, at))
  const found = name === '' ? undefined : context.definition(name)
  // It may be defined yet.
  if (!found) state.pending = true
  return found && { ...found, end: label?.end ?? at + 1 }
}

/** Makes a link or an image of what stands since the bracket; without a target, one that is still being written. */
function finish(state: InlineState, opener: Bracket, target: Target | undefined): void {
  const { delimiters, brackets } = state
  delimiters.process(opener.delimiter)
  if (opener.image) {
    if (!target) state.cutAt(opener.piece)
    else {
      wrap(opener.piece, state.end, (children) => ({
        type: 'image',
        src: encodeAddress(target.href),
        title: target.title,
        alt: textOf(children),
      }))
      unlink(opener.piece)
    }
    return
  }
  wrap(opener.piece, state.end, (children) => linkTo(target, children))
  unlink(opener.piece)
  // No links in links: those that opened before cannot become one.
  for (const bracket of brackets) if (!bracket.image) bracket.active = false
}
