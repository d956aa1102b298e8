/**
 * Character references. Those of HTML 4, nearly all that anybody writes, are here; the other two thousand are loaded when
 * a text names one. The browser's own decoder is not asked: it takes HTML, which Trusted Types forbid.
 */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const GREEK =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho  Sigma Tau Upsilon Phi Chi Psi Omega       alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega'
const OTHERS =
  'quot"amp&lt<gt>apos\'ensp\u2002emsp\u2003thinsp\u2009zwnj\u200czwj\u200dlrm\u200erlm\u200fndash–mdash—lsquo‘rsquo’sbquo‚ldquo“rdquo”bdquo„dagger†Dagger‡bull•hellip…permil‰prime′Prime″lsaquo‹rsaquo›euro€trade™larr←uarr↑rarr→darr↓harr↔lArr⇐rArr⇒hArr⇔forall∀part∂exist∃empty∅nabla∇isin∈notin∉ni∋prod∏sum∑minus−lowast∗radic√prop∝infin∞ang∠and∧or∨cap∩cup∪int∫there4∴sim∼cong≅asymp≈ne≠equiv≡le≤ge≥sub⊂sup⊃nsub⊄sube⊆supe⊇oplus⊕otimes⊗perp⊥sdot⋅loz◊spades♠clubs♣hearts♥diams♦check✓cross✗star☆OElig\u0152oelig\u0153Scaron\u0160scaron\u0161Yuml\u0178fnof\u0192circ\u02c6tilde\u02dc'

let all: ReadonlyMap<string, string> | undefined
let wanted = false

function basic(): Map<string, string> {
  const table = new Map<string, string>()
  const row = (names: string, from: number): void =>
    names.split(' ').forEach((name, at) => name && table.set(name, String.fromCharCode(from + at)))
  row(LATIN, 0xa0)
  row(GREEK, 0x391)
  for (const [, name = '', character = ''] of OTHERS.matchAll(/([A-Za-z]\w*)(\W|[^\x00-\x7f])/g)) table.set(name, character)
  return table
}

let table: ReadonlyMap<string, string> | undefined

/** The text of a whole reference, `&` and `;` with it; `undefined` where it names nothing. */
export function decodeEntity(reference: string): string | undefined {
  if (reference[1] === '#') {
    const code = /^&#x/i.test(reference) ? parseInt(reference.slice(3), 16) : parseInt(reference.slice(2), 10)
    const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  }
  table ??= basic()
  const found = (all ?? table).get(reference.slice(1, -1))
  if (found === undefined && !all) wanted = true
  return found
}

/** Whether some text has named a reference that only the whole table may know. */
export const wantsEntities = (): boolean => wanted && !all

/** Brings the whole table. Texts that were read before have to be read again. */
export async function loadEntities(): Promise<void> {
  const { characterEntities } = await import('character-entities')
  all = new Map(Object.entries(characterEntities))
}
