'use client'
import type { ReactNode } from 'react'
import type { Grounding } from '../model/citations.ts'
import { CitationList, CitationMark } from './citation-list.tsx'
import type { Grounded } from './grounding-context.ts'
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

/** What a message rests on, with what draws it. */
export const grounded = (facts: Grounding): Grounded => ({ facts, mark: markCitations, Mark: CitationMark, Sources })
