/**
 * What must not be in a file that is handed on: credentials by their looks, and by the names of the fields that hold them. Made
 * for texts of people and models, so that ordinary sentences stay as they are: "a basic idea" is no credential.
 */

/** Each with what takes its place. */
const BY_LOOKS: readonly [RegExp, string][] = [
  [/\bAIza[\w-]{20,}|\bAQ\.[\w-]{20,}|\bya29\.[\w.-]{8,}|\bauth_tokens\/[\w-]+/g, '[hidden]'],
  [
    /\bsk-[\w-]{10,}|\bgh[opsur]_\w{20,}|\bgithub_pat_\w{20,}|\bxox[abeprs]-[\w-]{10,}|\bAKIA[\dA-Z]{16}\b/g,
    '[hidden]',
  ],
  // A JSON Web Token.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '[hidden]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '[hidden]'],
  [/\b(Bearer|Basic)\s+(?=\S*\d)[\w.~+/=-]{8,}/gi, '$1 [hidden]'],
  [/\b(\w*(?:password|passwd|secret|api_?key|access_token|signature|sig|token|key))=[^\s&"',;]{4,}/gi, '$1=[hidden]'],
  [/(?<=:\/\/)[^\s/@:"']+:[^\s/@"']+@/g, ''],
]

/** A text without what looks like a credential. */
export const withoutSecrets = (text: string): string =>
  BY_LOOKS.reduce((shown, [secret, instead]) => shown.replace(secret, instead), text)

/** Where in a text something stands that looks like one. */
export const secretsIn = (text: string): [from: number, to: number][] =>
  BY_LOOKS.flatMap(([secret]) =>
    [...text.matchAll(secret)].map(({ index, 0: found }): [number, number] => [index, index + found.length]),
  )

const WORD =
  /^(?:password|passwd|passphrase|pwd|pin|secret|secrets|jwt|authorization|authentication|cookie|cookies|credential|credentials|signature)$/
const KEY_OF = /^(?:api|private|access|secret|subscription|functions|encryption|signing|auth)$/
/** Names that look like it, and are Gemini’s own: a place in a list, the mark of a thought. */
const HARMLESS = /^(?:(?:next )?page token|continuation token|thought signature)$/

/** Whether a field, or a header, holds a credential, by its name: `apiKey`, `x-api-key`, `OPENAI_API_KEY`, `userToken`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean)
  if (HARMLESS.test(words.join(' '))) return false
  return words.some((word, at) => {
    if (WORD.test(word)) return true
    if (word === 'token' || word === 'auth') return at === words.length - 1
    return word === 'apikey' || (word === 'key' && KEY_OF.test(words[at - 1] ?? ''))
  })
}

/** Where `token` is a piece of text, and nothing else: Gemini’s probabilities. */
const isPieceOfText = (path: readonly string[]): boolean => path.some((step) => /candidates$|logprobs/i.test(step))

/** Whether the value at the end of a path must not be shown, whatever it is. */
export const isSecretField = (path: readonly string[], value: unknown): boolean =>
  value !== null && typeof value !== 'boolean' && isSecretName(path.at(-1) ?? '') && !isPieceOfText(path)

/** A copy of plain JSON without credentials. */
export function hiddenIn(value: unknown, path: readonly string[] = []): unknown {
  if (isSecretField(path, value)) return '[hidden]'
  if (typeof value === 'string') return withoutSecrets(value)
  if (Array.isArray(value)) return value.map((item, at) => hiddenIn(item, [...path, String(at)]))
  if (typeof value !== 'object' || value === null) return value
  // `fromEntries`, which makes a field even of `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [withoutSecrets(key), hiddenIn(item, [...path, key])]),
  )
}
