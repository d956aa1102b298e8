'use client'
import { useEffect, useState, type ComponentProps, type MouseEvent, type ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { partLabels } from './labels/parts.ts'
import { Markdown } from './markdown/markdown.tsx'
import { useLabels, type PartProps } from './parts-context.tsx'

export type ReasoningPartProps = PartProps<'reasoning'> &
  Omit<ComponentProps<'details'>, 'part' | 'children' | 'open'> & {
    /** How long the model thought, in milliseconds. Default: how long it was seen to, if it was. */
    duration?: number | undefined
  }

/** Milliseconds for which it was seen being written; `undefined` as long as it is, and when it never was. */
function useDuration(streaming: boolean): number | undefined {
  const [duration, setDuration] = useState<number>()
  useEffect(() => {
    if (!streaming) return undefined
    const start = performance.now()
    return () => setDuration(performance.now() - start)
  }, [streaming])
  return streaming ? undefined : duration
}

/** The model's thinking: open while it is written, folded when done, unless the reader says otherwise. Renders a `<details>`. */
export function ReasoningPart({
  part,
  streaming = false,
  duration,
  className,
  ...props
}: ReasoningPartProps): ReactNode {
  const labels = useLabels(partLabels)
  const [choice, setChoice] = useState<boolean>()
  const seen = useDuration(streaming)
  const open = choice ?? streaming
  const toggle = (event: MouseEvent): void => {
    event.preventDefault()
    setChoice(!open)
  }
  const took = duration ?? seen
  const title = streaming ? labels.thinking : took === undefined ? labels.thoughts : labels.thoughtFor(took)
  return (
    <details {...props} className={cx('rg-reasoning', className)} open={open} data-streaming={streaming || undefined}>
      <summary className="rg-reasoning-summary" onClick={toggle}>
        {title}
      </summary>
      <Markdown className="rg-reasoning-text" text={part.reasoning} streaming={streaming} />
    </details>
  )
}
