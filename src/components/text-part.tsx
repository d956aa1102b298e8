'use client'
import { useContext, useMemo, type ComponentProps, type ReactNode } from 'react'
import { GroundingContext } from './grounding-context.ts'
import { cx } from './internal/cx.ts'
import { Markdown } from './markdown/markdown.tsx'
import { useParts, type PartProps } from './parts-context.tsx'

export type TextPartProps = PartProps<'text'> &
  Omit<ComponentProps<'div'>, 'part' | 'children'> & {
    /** The text as it was written, without forms: what a person has typed. */
    plain?: boolean | undefined
    /** Where it begins in the text of its message, for citations. Default: 0. */
    offset?: number | undefined
  }

/** Text, as markdown, with marks where its message cites. Renders a `<div>`. */
export function TextPart({ part, streaming, plain, offset = 0, className, ...props }: TextPartProps): ReactNode {
  const { text } = part
  const grounding = useContext(GroundingContext)
  const components = useParts().markdown?.components
  const marked = useMemo(() => {
    const places = (grounding?.facts.citations ?? []).map(({ at }, index) => ({ at: at - offset, index }))
    const own = places.filter(({ at }) => at > 0 && at <= text.length)
    return grounding && own.length > 0 ? grounding.mark(text, own) : text
  }, [text, grounding, offset])
  const withMarks = useMemo(() => grounding && { citation: grounding.Mark, ...components }, [grounding, components])
  const rest = { ...props, className: cx('rg-text', plain && 'rg-plain', className) }
  if (plain) {
    return (
      <div {...rest} dir="auto">
        {text}
      </div>
    )
  }
  return <Markdown {...rest} text={marked} streaming={streaming} components={withMarks} />
}
