'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { NEXT, PREVIOUS, Icon } from './internal/icons.tsx'
import { actionLabels } from './labels/actions.ts'
import { useLabels } from './parts-context.tsx'

export interface BranchPickerProps extends Omit<ComponentProps<'div'>, 'children' | 'onChange'> {
  /** The ids of all versions, oldest first. */
  branches: readonly string[]
  /** The one that is shown. */
  current: string
  onChange: (id: string) => void
}

/** Goes from one version of a message to the next. Renders a `<div role="group">`; nothing when there is only one. */
export function BranchPicker({ branches, current, onChange, className, ...props }: BranchPickerProps): ReactNode {
  const labels = useLabels(actionLabels)
  const at = branches.indexOf(current)
  if (branches.length < 2) return null
  const step = (by: number, path: string, label: string): ReactNode => {
    const id = branches[at + by]
    return (
      <button
        type="button"
        className="rg-action"
        aria-label={label}
        title={label}
        // Not `disabled`: at the last one the focus would be lost.
        aria-disabled={id === undefined || undefined}
        onClick={() => id !== undefined && onChange(id)}
      >
        <Icon path={path} />
      </button>
    )
  }
  return (
    <div
      role="group"
      aria-label={labels.branch(at + 1, branches.length)}
      {...props}
      className={cx('rg-branches', className)}
    >
      {step(-1, PREVIOUS, labels.previousBranch)}
      <span aria-hidden="true">
        {at + 1}/{branches.length}
      </span>
      {step(1, NEXT, labels.nextBranch)}
    </div>
  )
}
