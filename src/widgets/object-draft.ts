'use client'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { useCallback, useMemo, useState } from 'react'
import type { UseStreamResult } from '../hooks/use-stream.ts'
import { setOwn, type Container, type JsonPath } from '../model/json-path.ts'
import { validate, type OutputIssue } from '../model/output.ts'

type Schema<O = unknown> = StandardSchemaV1<unknown, O>
type Checked<O> = { value: O; issues?: never } | { value?: never; issues: readonly OutputIssue[] }

interface Draft<O> {
  /** What is in the fields: what the model wrote, and then what a person has made of it. */
  value: unknown
  issues: readonly OutputIssue[]
  isEdited: boolean
  change: (path: JsonPath, value: unknown) => void
  /** The object as the schema has it, or what is still wrong. */
  check: () => Checked<O>
}

/** A schema of the app's own may stumble over what somebody types: that is an issue, and no reason to lose the form. */
function safely<O>(schema: Schema<O>, value: unknown): Checked<O> {
  try {
    return validate(schema, value)
  } catch (error) {
    return { issues: [{ message: error instanceof Error ? error.message : String(error), path: [] }] }
  }
}

/** A copy with a new value at a path; `undefined` takes the key away. */
function put(from: unknown, path: JsonPath, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  const copy = (Array.isArray(from) ? [...(from as unknown[])] : { ...(from as object) }) as Container
  const next = put(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value)
  if (next === undefined && !Array.isArray(copy)) Reflect.deleteProperty(copy, key)
  else setOwn(copy, key, next)
  return copy
}

/** What a text, or a field that was emptied, may stand for; as it was typed comes first. */
function* meanings(value: unknown): Generator<unknown> {
  yield value
  if (value === null) yield undefined
  if (typeof value !== 'string') return
  const text = value.trim()
  if (text === '') {
    yield* [undefined, null]
    return
  }
  if (Number.isFinite(Number(text))) yield Number(text)
  if (/^(true|yes)$/i.test(text)) yield true
  if (/^(false|no)$/i.test(text)) yield false
  yield text.split(/\s*,\s*/)
}

const isPrefix = (one: JsonPath, other: JsonPath): boolean =>
  one.every((key, at) => at >= other.length || String(other[at]) === String(key))

/** The object with a new value at a path, in the kind of value that its schema has the least against. */
function edit(from: unknown, path: JsonPath, value: unknown, schema: Schema | undefined): unknown {
  let best = { value: put(from, path, value), against: Infinity }
  for (const meaning of schema ? meanings(value) : []) {
    const next = put(from, path, meaning)
    const issues = (schema && safely(schema, next).issues) ?? []
    // About the field, what is in it, or what it is in: a union complains as a whole.
    const against = issues.filter((issue) => isPrefix(issue.path, path)).length
    if (against < best.against) best = { value: next, against }
    if (against === 0) break
  }
  return best.value
}

/** What a person changes in a finished reply. Another reply begins anew. */
export function useDraft<I, O, S>(reply: UseStreamResult<I, O, S, unknown>, schema: Schema<O> | undefined): Draft<O> {
  const [edited, setEdited] = useState<{ of: unknown; value: unknown }>()
  const { response, output, issues } = reply
  const current = edited?.of === response ? edited : undefined
  const change = useCallback(
    (path: JsonPath, value: unknown) =>
      setEdited((before) => {
        const from = before?.of === response ? before?.value : output
        return { of: response, value: edit(from, path, value, schema) }
      }),
    [response, output, schema],
  )
  const checked = useMemo(() => (current && schema ? safely(schema, current.value) : undefined), [current, schema])
  return {
    value: current ? current.value : output,
    issues: current ? (checked?.issues ?? []) : issues,
    isEdited: current !== undefined,
    change,
    check: () => {
      if (schema) return checked ?? safely(schema, output)
      // Without a schema nobody vouches for the type but the caller.
      return { value: (current ? current.value : output) as O }
    },
  }
}
