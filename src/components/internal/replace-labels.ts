/** The app's word where it can stand for ours. One that throws or says no text is found out when it is asked. */
function wordOf(own: unknown, given: unknown): unknown {
  if (given === null || typeof given !== typeof own) return own
  if (typeof own !== 'function' || typeof given !== 'function') return given
  return (...facts: unknown[]): unknown => {
    try {
      const said: unknown = given(...facts)
      if (typeof said === 'string') return said
    } catch (error) {
      console.error(error)
    }
    return own(...facts)
  }
}

/** Labels of ours with those that the app has given in their place. */
export const replaceLabels = <L extends object>(own: L, given: Readonly<Record<string, unknown>>): L =>
  Object.fromEntries(Object.entries(own).map(([name, word]) => [name, wordOf(word, given[name])])) as L
