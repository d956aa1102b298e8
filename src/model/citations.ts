/** Somebody who is cited: a page, a document. */
export interface CitationSource {
  uri?: string | undefined
  title?: string | undefined
}

/** A place in a text where sources are cited for what stands before it. */
export interface Citation {
  /** Behind which UTF-16 unit of the text. */
  at: number
  /** Indexes of the sources. */
  sources: readonly number[]
}
