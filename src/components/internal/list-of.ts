/** What an app hands in as a list, with what fits of it. */
export const listOf = <T>(list: readonly T[] | null | undefined, isFit: (item: T) => boolean): T[] =>
  Array.isArray(list) ? list.filter(isFit) : []
