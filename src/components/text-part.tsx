'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { Markdown } from './markdown/markdown.tsx'
import type { PartProps } from './parts-context.tsx'

export type TextPartProps = PartProps<'text'> &
  Omit<ComponentProps<'div'>, 'part' | 'children'> & {
    /** The text as it was written, without forms: what a person has typed. */
    plain?: boolean | undefined
  }

/** Text, as markdown. Renders a `<div>`. */
export function TextPart({ part, streaming, plain, className, ...props }: TextPartProps): ReactNode {
  if (!plain) return <Markdown {...props} text={part.text} streaming={streaming} className={cx('rg-text', className)} />
  return (
    <div {...props} className={cx('rg-text', 'rg-plain', className)} dir="auto">
      {part.text}
    </div>
  )
}
