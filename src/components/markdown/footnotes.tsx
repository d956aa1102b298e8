'use client'
import type { ReactNode } from 'react'
import { markdownLabels } from '../labels/markdown.ts'
import { useLabels } from '../parts-context.tsx'
import { BlockList } from './block-view.tsx'
import type { FootnoteNode } from './nodes.ts'
import { useFootnotes, useMarkdown } from './options.ts'

/** The footnotes at the end of a text. */
export function Footnotes({ footnotes }: { footnotes: readonly FootnoteNode[] }): ReactNode {
  const { id } = useMarkdown()
  const order = useFootnotes()
  const labels = useLabels(markdownLabels)
  if (footnotes.length === 0) return null
  return (
    <section className="rg-footnotes" aria-label={labels.footnotes}>
      <ol dir="auto">
        {footnotes.map(({ label, children }) => {
          const number = order.indexOf(label) + 1
          return (
            <li key={label} id={`${id}-${number}`} value={number}>
              <BlockList nodes={children} isInner />
              <a href={`#${id}-from-${number}`} aria-label={labels.backToText} className="rg-footnote-back">
                ↩
              </a>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
