/** Words of what a reply rests on. */
export interface SourceLabels {
  /** Where a text cites a source; its title may be `''`. */
  citation: (number: number, title: string) => string
  /** Names the list of sources, and one that has no name. */
  sources: string
  source: (number: number) => string
  searchSuggestions: string
}

export const sourceLabels: SourceLabels = {
  citation: (number, title) => (title ? `Source ${number}: ${title}` : `Source ${number}`),
  sources: 'Sources',
  source: (number) => `Source ${number}`,
  searchSuggestions: 'Search suggestions',
}
