/** What must not be shown, whoever says it: keys and tokens by their looks, and what stands before an `@` in an address. */
const SECRETS: readonly [RegExp, string][] = [
  [/\bAIza[\w-]{10,}|\bya29\.[\w.-]+|\bauth_tokens\/[\w-]+|\bsk-[\w-]{10,}/g, '[hidden]'],
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, '$1 [hidden]'],
  [/([?&](?:key|api_?key|access_token|token)=)[^&\s"']+/gi, '$1[hidden]'],
  [/(?<=\/\/)[^\s/@"']*@/g, ''],
]

/** A text without anything that looks like a credential. */
export const hideSecrets = (text: string): string =>
  SECRETS.reduce((shown, [secret, instead]) => shown.replace(secret, instead), text)

/** The cause of an error, as it may be logged: a browser quotes the address, and a header that it did not like. */
export function safeCause(cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause
  const quoted = /header/i.test(cause.message) ? cause.message.replace(/"[^"]*"|'[^']*'/g, '"[hidden]"') : cause.message
  const message = hideSecrets(quoted)
  // Node's errors of addresses hold the whole address.
  if (message === cause.message && cause.cause === undefined && !('input' in cause)) return cause
  const safe = new Error(message, cause.cause === undefined ? {} : { cause: safeCause(cause.cause) })
  safe.name = cause.name
  return safe
}
