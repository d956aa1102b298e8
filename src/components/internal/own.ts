/** Own names only: what a server calls something must not find what every object inherits. */
export const own = (words: Readonly<Record<string, string | undefined>>, name: unknown): string | undefined =>
  typeof name === 'string' && Object.hasOwn(words, name) ? words[name] : undefined
