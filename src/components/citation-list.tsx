'use client'
import { useContext, type ComponentProps, type ReactNode } from 'react'
import type { CitationSource } from '../model/citations.ts'
import { GroundingContext } from './grounding-context.ts'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { safeLink } from './internal/safe-link.ts'
import { sourceLabels } from './labels/sources.ts'
import type { CitationMarkProps } from './markdown/options.ts'
import { useLabels } from './parts-context.tsx'

/** Each keeps its number: what cannot be read is a source that is not named. */
export const readSources = (sources: unknown): CitationSource[] =>
  (Array.isArray(sources) ? sources : []).map((source) => ({
    uri: field(source, 'uri'),
    title: field(source, 'title'),
  }))

/** The numbers of the sources of what stands before, each a link to its source. */
export function CitationMark({ index }: CitationMarkProps): ReactNode {
  const grounding = useContext(GroundingContext)?.facts
  const labels = useLabels(sourceLabels)
  return (
    <sup className="rg-citation">
      {grounding?.citations[index]?.sources.map((at) => {
        const { uri, title = '' } = grounding.sources[at] ?? {}
        const link = safeLink(uri)
        return link ? (
          <a key={at} {...link} title={title || link['data-host']} aria-label={labels.citation(at + 1, title)}>
            {at + 1}
          </a>
        ) : (
          <span key={at}>{at + 1}</span>
        )
      })}
    </sup>
  )
}

export interface CitationListProps extends Omit<ComponentProps<'ol'>, 'children'> {
  sources: readonly CitationSource[]
}

/** The sources of a text, numbered as they are cited in it. Renders an `<ol>`; nothing without sources. */
export function CitationList({ sources: given, className, ...props }: CitationListProps): ReactNode {
  const labels = useLabels(sourceLabels)
  const sources = readSources(given)
  if (sources.length === 0) return null
  return (
    <ol aria-label={labels.sources} {...props} className={cx('rg-sources', className)}>
      {sources.map(({ uri, title }, at) => {
        const link = safeLink(uri)
        const name = <bdi>{title ?? link?.['data-host'] ?? labels.source(at + 1)}</bdi>
        return <li key={at}>{link ? <a {...link}>{name}</a> : name}</li>
      })}
    </ol>
  )
}
