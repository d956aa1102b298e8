import { decodeEntity } from './entities.ts'

// CommonMark 0.31, 2.1: punctuation is what Unicode calls P or S.
const PUNCTUATION = /[\p{P}\p{S}]/u

export const isPunctuation = (character: string): boolean => PUNCTUATION.test(character)
export const isSpace = (character: string): boolean => character === '' || /\s/.test(character)

/** What may stand behind a backslash. */
export const ESCAPABLE = /[!-/:-@[-`{-~]/
const ENTITY = String.raw`&(?:#[xX][\da-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z\d]{1,31});`
export const ENTITY_HERE = new RegExp(ENTITY, 'y')
const ESCAPED = new RegExp(String.raw`\\([!-/:-@[-\`{-~])|${ENTITY}`, 'g')

/** Backslash escapes and character references resolved, as in titles, addresses and info strings. */
export const unescapeText = (text: string): string =>
  /[\\&]/.test(text)
    ? text.replace(ESCAPED, (whole, escaped: string | undefined) => escaped ?? decodeEntity(whole) ?? whole)
    : text

/** Labels are equal whatever their case and spacing. Both cases: `ẞ` and `SS` are one. */
export const normalizeLabel = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase()

/** An address as a browser would send it. What is encoded already stays. */
export const encodeAddress = (address: string): string =>
  address.replace(/%(?![\da-fA-F]{2})|[^\w!#$%&'()*+,./:;=?@~-]/gu, (character) => {
    try {
      return encodeURIComponent(character)
    } catch {
      // Half of a surrogate pair.
      return '%EF%BF%BD'
    }
  })

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** An address that a link may lead to; `undefined` for every scheme but those of web, mail and telephone. */
export function safeHref(address: string): string | undefined {
  try {
    // As the browser reads it: tabs, controls and case hide no scheme from it.
    return SCHEMES.has(new URL(address, 'https://page.invalid/').protocol) ? address : undefined
  } catch {
    return undefined
  }
}
