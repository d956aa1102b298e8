/** Strings of both kinds, and comments. Last, a quote that nothing closes. Long runs in one loop: a page has one stack. */
const STRINGS = /"([^"\\\n\r]*(?:\\[^][^"\\\n\r]*)*)"|'([^'\\\n\r]*(?:\\[^][^'\\\n\r]*)*)'|\/\/.*|\/\*[^]*?\*\/|["']/g
/** Strings once more, to leave them alone; commas that may be left out; words, and whether they are keys; blanks. */
const WORDS = /"[^"\\]*(?:\\[^][^"\\]*)*"|(?<=[^\s[{,:]\s*),(?=\s*[\]}])|([^\s"{}[\],:]+)(\s*:)?|\s+/g
/** How JSON writes what only JSON5 escapes. Every other character stands for itself. */
const ESCAPES: Record<string, string> = { x: '\\u00', v: '\\u000b', 0: '\\u0000', '\n': '' }
const NOT_A_NUMBER = '\0NaN'

/**
 * A whole JSON5 text: JSON with comments, trailing commas, single quotes, bare keys, hexadecimal numbers, `NaN`. Models
 * write it. It is rewritten as JSON, so that the platform's own parser does the rest.
 *
 * @throws SyntaxError when it is not JSON5.
 * @see https://spec.json5.org
 */
export function parseJson5(text: string): unknown {
  const escape = (all: string, char = all): string =>
    all !== char && /["\\/bfnrtu]/.test(char) ? all : (ESCAPES[char] ?? JSON.stringify(char).slice(1, -1))
  const json = text
    .replace(STRINGS, (all, double?: string, single?: string) => {
      const raw = double ?? single
      // JSON5 takes control characters as they are, but for line ends.
      // oxlint-disable-next-line no-control-regex
      if (raw !== undefined) return `"${raw.replace(/\\([^])|["\0-\x1f]/g, escape)}"`
      // A lone quote becomes what no JSON can hold.
      return all[1] ? ' ' : '!'
    })
    .replace(WORDS, (all, word?: string, colon?: string) => {
      if (!word) return all.startsWith('"') ? all : ' '
      if (colon) return /^[$_\p{L}][$\w\p{L}\p{M}\p{N}]*$/u.test(word) ? `"${word}":` : all
      const size = /^[-+]?(?!0[\dbo])[.\dIN]/.test(word) ? word.replace(/^[-+]/, '') : 'none'
      if (size === 'NaN') return JSON.stringify(NOT_A_NUMBER)
      return isNaN(Number(size))
        ? word
        : (word.startsWith('-') ? '-' : '') + String(Number(size)).replace('Infinity', '1e999')
    })
  return JSON.parse(json, (_, value: unknown) => (value === NOT_A_NUMBER ? NaN : value))
}
