import { readFileSync } from 'node:fs'

/** One vector of Genkit's own behaviour; `{$undefined: true}` stands for undefined. */
export interface Vector {
  fn: string
  input: Record<string, unknown>
  expected: Record<string, { value?: unknown; throws?: { message: string } }>
  note?: string
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  if ('$undefined' in value) return undefined
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]))
}

const all = revive(
  JSON.parse(readFileSync(new URL('../fixtures/genkit/vectors.json', import.meta.url), 'utf8')),
) as Vector[]

/** What the vectors are about. */
export const functionsInVectors: ReadonlySet<string> = new Set(all.map(({ fn }) => fn))

export const vectorsOf = (fn: string): [name: string, vector: Vector][] =>
  all
    .filter((vector) => vector.fn === fn)
    .map((vector, index) => [`${index} ${vector.note ?? JSON.stringify(vector.input).slice(0, 80)}`, vector])

/** What reading `accessor` of `view` gives, as the vectors write it. */
export function observe(view: object, accessor: string): { value?: unknown; throws?: string } {
  try {
    const member = (view as Record<string, unknown>)[accessor]
    const value = typeof member === 'function' ? (member.call(view) as unknown) : member
    return { value: value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown) }
  } catch (error) {
    return { throws: (error as Error).message }
  }
}
