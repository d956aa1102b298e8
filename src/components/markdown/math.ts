import type { InlineState } from './inline-state.ts'

const push = (state: InlineState, open: number, end: number, close: number, display: boolean): void => {
  const { text, at } = state
  const whole = Math.min(text.length, end + close)
  // Half written: its end stands there already, so that what follows is not taken for text.
  const missing =
    end + close > text.length
      ? text
          .slice(at, at + open)
          .replace('(', ')')
          .replace('[', ']')
      : ''
  state.push({
    type: 'math',
    value: text.slice(at + open, end),
    display,
    source: text.slice(at, whole).replace(/\$$/, (mark) => (missing ? '' : mark)) + missing,
  })
  state.at = whole
}

/** `$$…$$`, and `$…$` where the app shows formulas. Elsewhere a single dollar is money. */
export function readDollars(state: InlineState): void {
  const { text, at, context } = state
  if (text[at + 1] === '$' && text[at + 2] !== '$') {
    const end = text.indexOf('$$', at + 2)
    if (end > at + 2) return push(state, 2, end, 2, true)
    if (end === -1 && context.unfinished && text.length > at + 2) return push(state, 2, text.length, 2, true)
  }
  // Pandoc's rule: no space inside, no digit behind.
  const found = context.math
    ? /^\$(?![\s$])((?:[^$\\\n]|\\[^])*?[^\s\\$])\$(?!\d)/.exec(text.slice(at, at + 1000))
    : null
  if (found) push(state, 1, at + found[0].length - 1, 1, false)
  else {
    state.pending = true
    state.push('$')
    state.at++
  }
}

/** `\(…\)` and `\[…\]`. */
export function readEscapedMath(state: InlineState): void {
  const { text, at, context } = state
  const display = text[at + 1] === '['
  const end = text.indexOf(display ? '\\]' : '\\)', at + 2)
  if (end !== -1) push(state, 2, end, 2, display)
  else if (context.unfinished) push(state, 2, text.length, 2, display)
  else {
    state.push(text.charAt(at + 1))
    state.at += 2
  }
}
