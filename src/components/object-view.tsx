'use client'
import { useMemo, type ComponentProps, type ReactNode } from 'react'
import type { JsonPath } from '../model/json-path.ts'
import type { OutputIssue } from '../model/output.ts'
import { Contained } from './internal/contained.tsx'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { listOf } from './internal/list-of.ts'
import { ObjectFields } from './object-field.tsx'
import { ObjectOptions, type ObjectViewOptions } from './object-options.ts'

/** Props of `ObjectView`; the rest go to its `<div>`. */
export interface ObjectViewProps extends ObjectViewOptions, Omit<ComponentProps<'div'>, 'onChange' | 'children'> {
  /** Any JSON: an object that is still growing, or a finished one. */
  value: unknown
  /** Whether the value at a path is finished. Default: everything is. */
  isComplete?: ((path: JsonPath) => boolean) | undefined
  /** What is wrong, shown beside the field that it is about. */
  issues?: readonly OutputIssue[] | undefined
  /** More is coming. */
  streaming?: boolean | undefined
}

const everything = (): boolean => true

/** A schema of the app's own may say anything. */
const isIssue = (issue: OutputIssue): boolean => field(issue, 'message') !== undefined && Array.isArray(issue.path)

/**
 * A structured value, field by field. Renders a `<div>` with definition lists in it. Finished fields are marked and not
 * drawn again while others grow.
 *
 * @example
 * const reply = useStream(backend, { output: { schema: Contact } })
 * <ObjectView value={reply.output} isComplete={reply.isComplete} issues={reply.issues} streaming={reply.isStreaming} />
 * @selector [data-streaming] while more is coming, [data-complete] when all of it is there; on each `.rg-field`: [data-complete], [data-invalid]
 */
export function ObjectView(props: ObjectViewProps): ReactNode {
  return (
    <Contained on={props.value}>
      <ObjectBody {...props} />
    </Contained>
  )
}

function ObjectBody({
  value,
  isComplete = everything,
  issues,
  streaming = false,
  fieldLabel,
  onChange,
  className,
  ...props
}: ObjectViewProps): ReactNode {
  const found = useMemo(() => listOf(issues, isIssue), [issues])
  const options = useMemo(() => ({ fieldLabel, onChange }), [fieldLabel, onChange])
  return (
    <ObjectOptions.Provider value={options}>
      <div
        {...props}
        className={cx('rg-object', className)}
        data-streaming={streaming || undefined}
        // All of it: then the marks of its parts say nothing more.
        data-complete={isComplete([]) || undefined}
        aria-busy={streaming || undefined}
      >
        <ObjectFields value={value} path="" isComplete={isComplete} issues={found} />
      </div>
    </ObjectOptions.Provider>
  )
}
