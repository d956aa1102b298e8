/** Strings of both kinds, and comments. Last, a quote that nothing closes. */
const STRINGS =
  /"([^"\\\n\r]*(?:\\(?:\r\n|[^])[^"\\\n\r]*)*)"|'([^'\\\n\r]*(?:\\(?:\r\n|[^])[^'\\\n\r]*)*)'|\/\/.*|\/\*[^]*?\*\/|["']/g
/** Strings once more, to leave them alone; commas that may be left out; keys without quotes; numbers; blanks. */
const WORDS =
  /"[^"\\]*(?:\\[^][^"\\]*)*"|(?<=[^\s[{,:]\s*),(?=\s*[\]}])|((?:[$_\p{ID_Start}]|\\u[\da-fA-F]{4})(?:[$\u200c\u200d\p{ID_Continue}]|\\u[\da-fA-F]{4})*)(?=\s*:)|([-+]?)(0[xX][\da-fA-F]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|Infinity|(NaN))|\s+/gu
const ESCAPES = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(0)(?!\d)|(\r\n|[\n\r\u2028\u2029])|([^\dux]))|\\/g
const CHARS: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }
const NOT_A_NUMBER = '\0NaN'

const quoted = (raw: string): string =>
  JSON.stringify(
    raw.replace(ESCAPES, (all, unicode?: string, hex?: string, nul?: string, line?: string, char?: string) => {
      const code = unicode ?? hex ?? nul
      if (code) return String.fromCharCode(parseInt(code, 16))
      if (line) return ''
      if (char) return CHARS[char] ?? char
      throw new SyntaxError(`JSON5: invalid escape ${all}`)
    }),
  )

/**
 * A whole JSON5 text: JSON with comments, trailing commas, single quotes, bare keys, hexadecimal numbers, `NaN`. Models
 * write it. It is rewritten as JSON, so that the platform's own parser does the rest.
 *
 * @throws SyntaxError when it is not JSON5.
 * @see https://spec.json5.org
 */
export function parseJson5(text: string): unknown {
  let isPlain = true
  const json = text
    .replace(STRINGS, (all, double?: string, single?: string) => {
      const raw = double ?? single
      if (raw === undefined && !all.startsWith('/')) throw new SyntaxError('JSON5: a string without an end')
      return raw === undefined ? ' ' : quoted(raw)
    })
    .replace(WORDS, (all, key?: string, sign?: string, number?: string, nan?: string) => {
      if (key) return quoted(key)
      if (nan) isPlain = false
      const value = nan ? JSON.stringify(NOT_A_NUMBER) : String(Number(number)).replace('Infinity', '1e999')
      // Blanks around: what touches a number must not become part of it.
      if (number) return ` ${sign === '-' && !nan ? '-' : ''}${value} `
      return all.startsWith('"') ? all : ' '
    })
  return JSON.parse(json, isPlain ? undefined : (_, value: unknown) => (value === NOT_A_NUMBER ? NaN : value))
}
