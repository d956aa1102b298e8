'use client'
import { memo, type ComponentProps, type ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import type { PartProps } from './parts-context.tsx'

/** A finished paragraph is never drawn again: only the last one changes while text grows. */
const Paragraph = memo(function Paragraph({ text }: { text: string }): ReactNode {
  return (
    <p className="rg-paragraph" dir="auto">
      {text}
    </p>
  )
})

export type TextPartProps = PartProps<'text'> & Omit<ComponentProps<'div'>, 'part' | 'children'>

/** Text in paragraphs, each with its own direction. Renders a `<div>`. */
export function TextPart({ part, streaming, className, ...props }: TextPartProps): ReactNode {
  const paragraphs = part.text.split(/\n{2,}/).filter((text) => text.trim() !== '')
  return (
    <div {...props} className={cx('rg-text', className)} data-streaming={streaming || undefined}>
      {paragraphs.map((text, index) => (
        <Paragraph key={index} text={text} />
      ))}
    </div>
  )
}
