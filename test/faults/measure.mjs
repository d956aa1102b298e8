/** What a client shows and throws, in figures. */

/**
 * How many of the words a text has, in their order, and whether it is made of nothing else.
 * @param {string | undefined} twice A word that may be there twice.
 */
export function measure(text, words, twice) {
  let at = 0
  let shown = 0
  for (const word of words) {
    const found = text.indexOf(word, at)
    if (found < 0) continue
    shown++
    at = found + word.length
  }
  const once = twice ? text.replace(twice + twice, twice) : text
  return { shown, isRight: words.join('').startsWith(once) }
}

/** Names that say only that something was thrown, or that a parser met what it did not expect. */
const NAMELESS = new Set(['Error', 'TypeError', 'SyntaxError', 'RangeError', 'ReferenceError'])
/** How `fetch` says in Node that there was no connection, and that it broke. It has no other way. */
const OF_FETCH = new Set(['fetch failed', 'terminated'])

/** An error as a program sees it, without reading its message as people do. */
export function describe(error) {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error).slice(0, 200), size: 0 }
  const { name, message, cause } = error
  const status = [error.httpStatus, error.statusCode, error.status, error.code].find(
    (one) => Number.isInteger(one) && one >= 100,
  )
  const code = [error.code, error.status, cause?.code].find((one) => typeof one === 'string')
  const kind = code ?? (NAMELESS.has(name) ? undefined : name) ?? (OF_FETCH.has(message) ? 'fetch' : undefined)
  return { name, message: message.slice(0, 200), size: message.length, status, kind }
}
