'use client'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { useCallback, useMemo, useState } from 'react'
import type { UseStreamResult } from '../hooks/use-stream.ts'
import { applyJsonPatch } from '../model/json-patch.ts'
import type { JsonPath } from '../model/json-path.ts'
import { validate, type OutputIssue } from '../model/output.ts'

interface Draft<O> {
  /** What is in the fields: the reply, and then what a person has made of it. */
  value: unknown
  issues: readonly OutputIssue[]
  change: (path: JsonPath, value: unknown) => void
  /** The object as the schema has it, or what is still wrong. */
  check: () => { value: O; issues?: never } | { value?: never; issues: readonly OutputIssue[] }
}

const pointer = (path: JsonPath): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What a text may stand for. Fields are text where the model left out a value, or wrote one of the wrong kind. */
function* meanings(value: unknown): Generator<unknown> {
  yield value
  if (typeof value !== 'string') return
  const text = value.trim()
  if (text !== '' && Number.isFinite(Number(text))) yield Number(text)
  if (/^(true|yes)$/i.test(text)) yield true
  if (/^(false|no)$/i.test(text)) yield false
  if (text === '') yield* [undefined, null]
}

/** The object with a new value at a path, of the kind that its schema takes there; as it was typed when it takes none. */
function edit(from: unknown, path: JsonPath, value: unknown, schema: StandardSchemaV1 | undefined): unknown {
  const put = (next: unknown): unknown => applyJsonPatch(from, [{ op: 'replace', path: pointer(path), value: next }])
  for (const meaning of schema ? meanings(value) : []) {
    const next = put(meaning)
    const issues = (schema && validate(schema, next).issues) ?? []
    if (!issues.some((issue) => path.every((key, at) => String(issue.path[at]) === String(key)))) return next
  }
  return put(value)
}

/** What a person changes in a finished reply. Another reply begins anew. */
export function useDraft<I, O, S>(
  reply: UseStreamResult<I, O, S>,
  schema: StandardSchemaV1<unknown, O> | undefined,
): Draft<O> {
  const [edited, setEdited] = useState<{ of: unknown; value: unknown }>()
  const { response, output, issues } = reply
  const current = edited?.of === response ? edited : undefined
  // What the model wrote: fields are text and numbers, whatever the schema makes of them.
  const original = useMemo(() => {
    try {
      return response?.message?.output ?? output
    } catch {
      return output
    }
  }, [response, output])
  const change = useCallback(
    (path: JsonPath, value: unknown) =>
      setEdited((before) => {
        const from = before?.of === response ? before?.value : original
        return { of: response, value: edit(from, path, value, schema) }
      }),
    [response, original, schema],
  )
  const value = current ? current.value : output
  const checked = useMemo(() => (current && schema ? validate(schema, current.value) : undefined), [current, schema])
  return {
    value,
    issues: current ? (checked?.issues ?? []) : issues,
    change,
    check: () => {
      if (checked) return checked
      // Without a schema nobody vouches for the type but the caller.
      return issues.length > 0 ? { issues } : { value: (current ? current.value : (response?.output ?? output)) as O }
    },
  }
}
