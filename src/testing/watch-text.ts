/** What was seen of a text. */
export interface StreamedText {
  /** Every different text that stood there, oldest first. */
  readonly texts: readonly string[]
  /** Looks no more. */
  stop(): void
}

/**
 * Remembers every text that an element shows, as often as the page changes it. For `toHaveStreamed`.
 *
 * @example
 * const seen = watchText(screen.getByRole('log'))
 * // … a reply streams …
 * expect(seen).toHaveStreamed(/It is 21 °C\.$/)
 */
export function watchText(element: Element): StreamedText {
  const texts: string[] = []
  const look = (): void => {
    const text = element.textContent ?? ''
    if (text !== (texts.at(-1) ?? '')) texts.push(text)
  }
  look()
  const observer = new MutationObserver(look)
  observer.observe(element, { childList: true, characterData: true, subtree: true })
  return {
    get texts() {
      // What has changed since its last call has not been told yet.
      if (observer.takeRecords().length > 0) look()
      return texts
    },
    stop() {
      if (observer.takeRecords().length > 0) look()
      observer.disconnect()
    },
  }
}
