'use client'
import type { ReactNode } from 'react'
import { markdownLabels } from '../labels/markdown.ts'
import { useLabels } from '../parts-context.tsx'
import { useFootnotes, useMarkdown } from './options.ts'

/** The number of a footnote, where the text speaks of it. */
export function FootnoteMark({ label }: { label: string }): ReactNode {
  const { id } = useMarkdown()
  const order = useFootnotes()
  const labels = useLabels(markdownLabels)
  const number = order.indexOf(label) + 1
  return (
    <sup className="rg-footnote-mark">
      <a href={`#${id}-${number}`} id={`${id}-from-${number}`} aria-label={labels.footnote(number)}>
        {number}
      </a>
    </sup>
  )
}
