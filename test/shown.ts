/**
 * What an element shows, as markup that can be compared: attributes in the order of their names, and without what differs from
 * page to page, which are the ids that React gives, and the time of day. Written out in itself, because a browser is handed
 * its source.
 */
export function shownIn(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const one of copy.querySelectorAll('*')) {
    const attributes = [...one.attributes].toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name, value } of attributes) {
      one.removeAttribute(name)
      if (!(one.tagName === 'TIME' && /^(?:datetime|title)$/.test(name)))
        one.setAttribute(name, value.replaceAll(/_r_\w+?_|[\da-f]{8}-[\da-f-]{27}/g, 'id'))
    }
    if (one.tagName === 'TIME') one.textContent = 'time'
  }
  return copy.innerHTML
}
