'use client'
import { useState, type ComponentProps, type MouseEvent, type ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, type PartProps } from './parts-context.tsx'

export type ReasoningPartProps = PartProps<'reasoning'> & Omit<ComponentProps<'details'>, 'part' | 'children' | 'open'>

/** The model's thinking: open while it is written, folded when done, unless the reader says otherwise. Renders a `<details>`. */
export function ReasoningPart({ part, streaming = false, className, ...props }: ReasoningPartProps): ReactNode {
  const labels = useLabels(partLabels)
  const [choice, setChoice] = useState<boolean>()
  const open = choice ?? streaming
  const toggle = (event: MouseEvent): void => {
    event.preventDefault()
    setChoice(!open)
  }
  return (
    <details {...props} className={cx('rg-reasoning', className)} open={open} data-streaming={streaming || undefined}>
      <summary className="rg-reasoning-summary" onClick={toggle}>
        {streaming ? labels.thinking : labels.thoughts}
      </summary>
      <div className="rg-reasoning-text" dir="auto">
        {part.reasoning}
      </div>
    </details>
  )
}
