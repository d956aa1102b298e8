/** A list of a frame, whatever the server has sent in its place. What stands for nothing in it is left out. */
export const listOf = <T>(list: readonly T[] | undefined): NonNullable<T>[] =>
  Array.isArray(list) ? list.filter((item): item is NonNullable<T> => item != null) : []
