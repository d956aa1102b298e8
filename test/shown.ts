/**
 * What an element shows, as markup that can be compared: without what differs from page to page, which are the ids that React
 * gives, and the time of day. Written out in itself, because a browser is handed its source.
 */
export function shownIn(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const one of copy.querySelectorAll('*')) {
    for (const { name, value } of one.attributes)
      if (/^(?:id|for|name|aria-(?:labelledby|describedby|controls|owns|activedescendant|details))$/.test(name))
        one.setAttribute(name, value.replaceAll(/_r_\w+_|[\da-f]{8}-[\da-f-]{27}/g, 'id'))
    if (one.tagName === 'TIME') {
      one.removeAttribute('datetime')
      one.removeAttribute('title')
      one.textContent = 'time'
    }
  }
  return copy.innerHTML
}
