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
        return { of: response, value: applyJsonPatch(from, [{ op: 'replace', path: pointer(path), value }]) }
      }),
    [response, original],
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
