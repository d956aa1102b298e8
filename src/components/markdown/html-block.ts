/** The seven kinds of HTML block (CommonMark 4.6): how each starts and ends. They are found in order to be shown as text. */

const ATTRIBUTE = String.raw`\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>\`]+|'[^']*'|"[^"]*"))?`
export const TAG = String.raw`<[A-Za-z][A-Za-z\d-]*(?:${ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z\d-]*\s*>`
const NAMES =
  'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h[123456] head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'

const STARTS: readonly RegExp[] = [
  /^<(?:script|pre|textarea|style)(?:\s|>|$)/i,
  /^<!--/,
  /^<\?/,
  /^<![A-Za-z]/,
  /^<!\[CDATA\[/,
  new RegExp(`^</?(?:${NAMES.replaceAll(' ', '|')})(?:\\s|/?>|$)`, 'i'),
  new RegExp(`^(?:${TAG})\\s*$`),
]
const ENDS: readonly RegExp[] = [/<\/(?:script|pre|textarea|style)>/i, /-->/, /\?>/, />/, /\]\]>/]

/** Which kind of block a line starts, from 1; 0 for none. The last kind does not interrupt a paragraph. */
export function startsHtml(line: string, inParagraph: boolean): number {
  const at = STARTS.findIndex((start) => start.test(line))
  return at === 6 && inParagraph ? 0 : at + 1
}

export const closesHtml = (kind: number, line: string): boolean => ENDS[kind - 1]?.test(line) ?? false
