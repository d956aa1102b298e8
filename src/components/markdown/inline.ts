import { readAutolink, readBare } from './autolink.ts'
import type { Settled } from './block.ts'
import { ENTITY_HERE, ESCAPABLE, isPunctuation, isSpace } from './characters.ts'
import { decodeEntity } from './entities.ts'
import { type InlineContext, InlineState } from './inline-state.ts'
import { closeBracket, openBracket } from './links.ts'
import { readDollars, readEscapedMath } from './math.ts'
import type { Inline } from './nodes.ts'
import { finishUnfinished, hidesRun, hidesTag } from './unfinished.ts'

/** Where text stops being just text. Addresses are found from where a word begins, and only there. */
const SPECIAL = /[\n\\`*_~[\]!<&$\ufff9]|[hH][tT]{2}[pP][sS]?:\/\/|www\.|(?<![A-Za-z\d.+-])[A-Za-z\d.+-][\w.+-]{0,63}@/g

/** Long paragraphs settle piece by piece, so that a growing one is not read from its start for every chunk. */
const SETTLE_EVERY = 200

/** The inline content of a leaf (CommonMark 0.31, phase 2, with GFM's strikethrough and bare addresses). */
export function parseInline(text: string, context: InlineContext, settled: Settled): Inline[] {
  // Not `startsWith`, which engines do character by character.
  if (text.slice(0, settled.length) !== settled.text) Object.assign(settled, { text: '', length: 0, nodes: [] })
  const state = new InlineState(text, context, settled.length)
  let wait = SETTLE_EVERY
  while (state.at < text.length) {
    step(state)
    const { at } = state
    if (at - settled.length < wait || state.pending || !isWordStart(text, at)) continue
    if (isSettled(state)) {
      for (const node of state.take()) settled.nodes.push(node)
      settled.length = at
      settled.text = text.slice(0, at)
      wait = SETTLE_EVERY
      // Each try looks at all that is open. Fewer tries keep a text of nothing but openers from being read for ever.
    } else wait = 2 * (at - settled.length)
  }
  state.delimiters.process(undefined, context.unfinished)
  if (context.unfinished) finishUnfinished(state)
  return join(settled.nodes, state.nodes())
}

function join(before: readonly Inline[], after: readonly Inline[]): Inline[] {
  const last = before.at(-1)
  const [first, ...rest] = after
  if (typeof last !== 'string' || typeof first !== 'string') return [...before, ...after]
  return [...before.slice(0, -1), last + first, ...rest]
}

const isWordStart = (text: string, at: number): boolean => /\s/.test(text[at - 1] ?? '') && /\S/.test(text[at] ?? '')

/** Nothing that follows can change what has been read: no opener is left. */
function isSettled({ delimiters, brackets }: InlineState): boolean {
  if (brackets.length > 0) return false
  delimiters.process(undefined, true)
  return delimiters.last === undefined
}

function step(state: InlineState): void {
  const { text, at } = state
  SPECIAL.lastIndex = at
  const found = SPECIAL.exec(text)
  const next = found ? found.index : text.length
  if (next > at) {
    state.at = next
    readText(state, at, next)
    return
  }
  const word = found?.[0] ?? ''
  if (word.length > 1) readBare(state, word)
  else READERS[word]?.(state)
}

/** Plain text. It stops once at a word's start when it is long, where it may settle. */
function readText(state: InlineState, from: number, to: number): void {
  const { text } = state
  const run = text.slice(from, to)
  if (text[to] !== '\n') {
    const space = run.length > 2 * SETTLE_EVERY ? run.lastIndexOf(' ') : -1
    if (space > 0) state.at = from + space + 1
    state.push(space > 0 ? run.slice(0, space + 1) : run)
    return
  }
  state.push(run.trimEnd())
}

const literal = (state: InlineState, length = 1): void => {
  state.push(state.text.slice(state.at, state.at + length))
  state.at += length
}

function readLineEnd(state: InlineState): void {
  const { text, at } = state
  state.push(/ {2}$/.test(text.slice(Math.max(0, at - 2), at)) ? { type: 'break' } : '\n')
  passLineEnd(state)
}

/** The spaces at a line's start are not content. */
function passLineEnd(state: InlineState): void {
  do state.at++
  while (/[ \t]/.test(state.text.charAt(state.at)))
}

function readBackslash(state: InlineState): void {
  const { text, at, context } = state
  const next = text[at + 1] ?? ''
  if (next === '' && context.unfinished) state.at++
  else if (next === '\n') {
    state.push({ type: 'break' })
    state.at++
    passLineEnd(state)
  } else if (context.math && (next === '(' || next === '[')) readEscapedMath(state)
  else if (ESCAPABLE.test(next)) {
    state.push(next)
    state.at += 2
  } else literal(state)
}

function readCode(state: InlineState): void {
  const { text, at, context } = state
  let start = at
  while (text[start] === '`') start++
  const length = start - at
  let end = state.backticks(length, start)
  if (end === -1) {
    state.pending = true
    if (!context.unfinished) return literal(state, length)
    // All that follows is most likely code, up to the run that is still to come.
    end = text.length
  }
  state.at = Math.min(text.length, end + length)
  let value = text.slice(start, end).replaceAll('\n', ' ')
  if (end === text.length) value = value.replace(/`+$/, '')
  if (/^ [^]* $/.test(value) && /[^ ]/.test(value)) value = value.slice(1, -1)
  if (value !== '' || end < text.length) state.push({ type: 'code', value })
}

function readDelimiter(state: InlineState): void {
  const { text, at, delimiters } = state
  const character = text.charAt(at)
  let end = at
  while (text[end] === character) end++
  const length = end - at
  if (character === '~' && length > 2) return literal(state, length)
  if (hidesRun(state, character, length, end)) {
    state.at = end
    return
  }
  const before = state.before(at)
  const after = state.after(end)
  const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before))
  const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after))
  const isWord = character !== '_'
  const canOpen = left && (isWord || !right || isPunctuation(before))
  const canClose = right && (isWord || !left || isPunctuation(after))
  const piece = state.push(text.slice(at, end))
  state.at = end
  if (!canOpen && !canClose) return
  const inWord = !isSpace(before) && !isPunctuation(before)
  const previous = delimiters.last
  delimiters.push({ character, length, original: length, canOpen, canClose, inWord, piece, previous, next: undefined })
}

function readAngle(state: InlineState): void {
  if (readAutolink(state)) return
  if (hidesTag(state)) state.at = state.text.length
  else {
    state.pending = true
    literal(state)
  }
}

function readEntity(state: InlineState): void {
  const { text, at, context } = state
  ENTITY_HERE.lastIndex = at
  const found = ENTITY_HERE.exec(text)?.[0]
  const character = found === undefined ? undefined : decodeEntity(found)
  if (found !== undefined && character !== undefined) {
    state.push(character)
    state.at += found.length
  } else if (context.unfinished && /^&#?\w{0,12}$/.test(text.slice(at, at + 16))) state.at = text.length
  else literal(state)
}

/** Where a citation stands: a number between two characters that no text has. */
function readCitation(state: InlineState): void {
  const found = /^\ufff9(\d+)\ufffb/.exec(state.text.slice(state.at, state.at + 12))
  if (found) state.push({ type: 'citation', index: Number(found[1]) })
  state.at += found ? found[0].length : 1
}

function readBang(state: InlineState): void {
  if (state.text[state.at + 1] === '[') openBracket(state, true)
  else literal(state)
}

const READERS: Readonly<Record<string, (state: InlineState) => void>> = {
  '\n': readLineEnd,
  '\\': readBackslash,
  '`': readCode,
  '*': readDelimiter,
  _: readDelimiter,
  '~': readDelimiter,
  '[': (state) => openBracket(state, false),
  ']': closeBracket,
  '!': readBang,
  '<': readAngle,
  '&': readEntity,
  $: readDollars,
  '\ufff9': readCitation,
}
