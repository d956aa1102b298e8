/**
 * Character references. Those that models write are here; the other two thousand are loaded when a text names one. The
 * browser's own decoder is not asked: it takes HTML, which Trusted Types forbid.
 */
const COMMON =
  'amp&lt<gt>quot"apos\'nbsp\u00a0copy©reg®trade™deg°times×middot·ndash–mdash—hellip…bull•lsquo‘rsquo’ldquo“rdquo”larr←rarr→euro€ne≠le≤ge≥'

/** Characters that turn the reading direction, and so let a text look like another one. Blocks find their own direction. */
export const TURNING = /[\u202a-\u202e\u2066-\u2069]/g

let table = new Map(Array.from(COMMON.matchAll(/(\w+)(\W)/g), ([, name = '', character = '']) => [name, character]))
let isWhole = false
let isWanted = false

/** The text of a whole reference, `&` and `;` with it; `undefined` where it names nothing. */
export function decodeEntity(reference: string): string | undefined {
  if (reference[1] === '#') {
    const code = Number(reference.slice(2, -1).replace(/^x/i, '0x'))
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code).replace(TURNING, '') : '\ufffd'
  }
  const found = table.get(reference.slice(1, -1))
  isWanted ||= found === undefined
  return found
}

/** Whether some text has named a reference that only the whole table may know. */
export const wantsEntities = (): boolean => isWanted && !isWhole

/** Brings the whole table. Texts that were read before have to be read again. */
export async function loadEntities(): Promise<void> {
  const { characterEntities } = await import('character-entities')
  table = new Map(Object.entries(characterEntities))
  isWhole = true
}

// A server draws once, and cannot draw again when the table comes.
if (typeof document === 'undefined') loadEntities().catch(() => undefined)
