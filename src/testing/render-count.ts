/** How often something was drawn. */
export interface RenderCount {
  /** How often React has drawn it anew, the first time included. */
  readonly commits: number
  /** Begins to count anew. */
  reset(): void
}
