'use client'
import type { ReactNode } from 'react'
import type { Grounding } from '../model/citations.ts'
import { CitationList, CitationMark, readSources } from './citation-list.tsx'
import type { Grounded } from './grounding-context.ts'
import { isObject } from './internal/is-object.ts'
import { listOf } from './internal/list-of.ts'
import { markCitations } from './markdown/mark-citations.ts'
import { SearchSuggestions } from './search-suggestions.tsx'

function Sources({ grounding }: { grounding: Grounding }): ReactNode {
  return (
    <>
      <CitationList sources={grounding.sources} />
      {grounding.searchEntryPoint !== undefined && <SearchSuggestions html={grounding.searchEntryPoint} />}
    </>
  )
}

const isCitation = (value: unknown): boolean => isObject(value) && Array.isArray(value['sources'])

/** What a message rests on, with what draws it. Facts that have not come from `groundingOf` may be anything. */
export const grounded = (facts: Grounding): Grounded => ({
  facts: { ...facts, citations: listOf(facts.citations, isCitation), sources: readSources(facts.sources) },
  mark: markCitations,
  Mark: CitationMark,
  Sources,
})
