import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { OutputFormat } from './formats.ts'
import type { JsonPath } from './json-path.ts'

/** What the output of a reply should be, and who wants to know. `W` is what the model writes, `O` what the schema makes of it. */
export interface OutputOptions<O = unknown, W = unknown> {
  /**
   * Any Standard Schema: zod 4, Valibot, ArkType, … Types `output`, and checks it: every finished part while the reply
   * grows, the whole at the end. A reply that does not fit is kept; what is wrong with it is data.
   */
  schema?: StandardSchemaV1<W, O> | undefined
  /** How the text is read: `formats.array` and the like. Default: the first JSON in it. */
  format?: OutputFormat | undefined
  /** Told of every array element that streams as text, as it is finished, at any depth, and where it is. */
  onElement?: ((element: unknown, path: JsonPath) => void) | undefined
}

/** Something about the output that its schema does not allow. */
export interface OutputIssue {
  message: string
  /** Keys and indexes from the root on; `[]` is the whole. */
  path: JsonPath
}

/** A value of which anything may still be missing. */
export type DeepPartial<T> = T extends readonly unknown[]
  ? number extends T['length']
    ? DeepPartial<T[number]>[]
    : { [Key in keyof T]?: DeepPartial<T[Key]> }
  : T extends Date | RegExp | URL | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
    ? T
    : T extends object
      ? { [Key in keyof T]?: DeepPartial<T[Key]> }
      : T

/** JSON has no symbols to point at. */
const toKey = (step: PropertyKey | StandardSchemaV1.PathSegment): string | number =>
  (typeof step === 'object' ? step.key : step) as string | number

/** What the schema makes of a value, or has against it. One that takes its time has no say: `output` is there at once. */
export function validate<O>(
  schema: StandardSchemaV1<unknown, O>,
  input: unknown,
): { value: O; issues?: never } | { value?: never; issues: OutputIssue[] } {
  const result = schema['~standard'].validate(input)
  if (result instanceof Promise) {
    result.catch(() => undefined)
    return { issues: [{ message: 'The schema is asynchronous.', path: [] }] }
  }
  if (!result.issues) return { value: result.value }
  return { issues: result.issues.map(({ message, path = [] }) => ({ message, path: path.map(toKey) })) }
}
