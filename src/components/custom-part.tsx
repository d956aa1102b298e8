'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type PartProps } from './parts-context.tsx'

export type CustomPartProps = PartProps<'custom'> & Omit<ComponentProps<'p'>, 'part' | 'children'>

/**
 * A provider's own part: nothing is shown unless the app has a component for it (`parts={{ custom: … }}`).
 * A part that broke its type on the way arrives here as `custom.malformed`, and is named instead of dropped.
 */
export function CustomPart({ part, streaming: _, className, ...props }: CustomPartProps): ReactNode {
  const labels = useLabels(partLabels)
  if (!('malformed' in part.custom)) return null
  return (
    <p {...props} className={cx('rg-malformed', className)}>
      {labels.malformedPart}
    </p>
  )
}
