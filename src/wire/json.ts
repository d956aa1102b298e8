/** Small questions about plain JSON. */

export type Fields = Record<string, unknown>

/** Fields whose null is a value of the user's, not an absent field of the protocol. */
const VALUES = /^(?:data|output|input)$/

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Sparse<T> = { [K in keyof T]: T[K] | null | undefined }

/** A copy without empty fields. `fromEntries` and not assignment: a key named `__proto__` must stay data. */
export function compact<T extends object>(value: Sparse<T>): T {
  const filled = Object.entries(value).filter(([key, item]) => item != null || (item === null && VALUES.test(key)))
  return Object.fromEntries(filled) as T
}
