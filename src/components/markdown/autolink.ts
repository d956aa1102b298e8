import { encodeAddress, safeHref } from './characters.ts'
import { TAG } from './html-block.ts'
import type { InlineState } from './inline-state.ts'

const ADDRESS = /<([A-Za-z][A-Za-z\d+.-]{1,31}:[^\s\p{Cc}<>]*)>/uy
const MAIL = /<([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*)>/y
// Other markup (`<?…?>`, `<!…>`) has no say in what stands around it, and is text like any other.
const HTML = new RegExp(`${TAG}|<!--(?:-?>|[^]*?-->)`, 'y')
const COMMENT = /^<!--/
const BREAK = /^<br\s*\/?>$/i

const link = (state: InlineState, address: string, text: string, bare: boolean): void => {
  const href = safeHref(encodeAddress(address))
  // The address is still being written: it leads nowhere yet.
  const growing = bare && state.context.unfinished && state.at === state.text.length
  if (href === undefined) state.push(text)
  else state.push({ type: 'link', href: growing ? undefined : href, title: undefined, children: [text], bare })
}

/** `<https://…>`, `<me@example.com>`, and HTML: shown as it is written, but a line break is one, and a comment is silent. */
export function readAutolink(state: InlineState): boolean {
  const { text, at } = state
  for (const pattern of [ADDRESS, MAIL, HTML]) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (!found) continue
    state.at = pattern.lastIndex
    const [whole, address = ''] = found
    if (pattern === ADDRESS) link(state, address, address, false)
    else if (pattern === MAIL) link(state, `mailto:${address}`, address, false)
    else if (BREAK.test(whole)) state.push({ type: 'break' })
    else if (!COMMENT.test(whole)) state.push(whole)
    return true
  }
  return false
}

const BARE = /[^\s<\ufff9]*/y
const MAIL_HOST = /[A-Za-z\d_-]+(?:\.[A-Za-z\d_-]+)*/y

/** Punctuation at the end is the sentence's, not the address's; a bracket too, when none was opened. */
function trimAddress(address: string): string {
  let unopened = address.split(')').length - address.split('(').length
  let end = address.length
  // From the end, character by character: a pattern would try every place where punctuation begins.
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    if (last === ')' ? unopened-- > 0 : /[?!.,:*_~'"]/.test(last)) continue
    const entity = /&[A-Za-z\d]+;$/.exec(address.slice(Math.max(0, end - 40), end))
    if (!entity) break
    end -= entity[0].length - 1
  }
  return address.slice(0, end)
}

/** Addresses without any brackets (GFM 6.9), from the beginning of a word: `https://…`, `www.…`, `me@example.com`. */
export function readBare(state: InlineState, word: string): void {
  const { text, at } = state
  const before = text[at - 1] ?? ''
  const found = word.endsWith('@') ? bareMail(text, at, word) : bareWeb(state, before)
  if (!found) {
    // Only the first character: what follows may be special.
    state.push(text.charAt(at))
    state.at++
    return
  }
  state.at = at + found.length
  const scheme = word.endsWith('@') ? 'mailto:' : word === 'www.' ? 'http://' : ''
  link(state, scheme + found, found, true)
}

function bareWeb({ text, at, brackets }: InlineState, before: string): string | undefined {
  const isWeb = text.startsWith('www.', at)
  if (isWeb ? !/^[\s*_~([\]]?$/.test(before) : /[A-Za-z]/.test(before)) return undefined
  BARE.lastIndex = at
  let address = BARE.exec(text)?.[0] ?? ''
  const bracket = address.indexOf(']')
  if (brackets.length > 0 && bracket !== -1) address = address.slice(0, bracket)
  const host = /^(?:https?:\/\/)?([^/?#\s:]+)/i.exec(address)?.[1] ?? ''
  const parts = host.replace(/[^\p{L}\p{N}._-].*$/su, '').split('.')
  if (parts.slice(-2).some((part) => part.includes('_')) || parts[0] === '' || (isWeb && parts.length < 2))
    return undefined
  const trimmed = trimAddress(address)
  return /^(?:https?:\/\/[^/]|www\.[^.])/i.test(trimmed) ? trimmed : undefined
}

function bareMail(text: string, at: number, word: string): string | undefined {
  if (text[at - 1] === '/') return undefined
  MAIL_HOST.lastIndex = at + word.length
  const host = MAIL_HOST.exec(text)?.[0].replace(/\.$/, '') ?? ''
  return host.includes('.') && !/[-_]$/.test(host) ? word + host : undefined
}
