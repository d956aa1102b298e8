const ACTIVE = new Set(
  'script iframe frame object embed applet portal form meta base link style template foreignobject animate set'.split(
    ' ',
  ),
)
const ADDRESSES = [
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'poster',
  'data',
  'background',
  'ping',
  'cite',
  'xlink:href',
]
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:'])

function addressBreach(element: Element, name: string, value: string): string | undefined {
  const { protocol, origin } = new URL(value, document.baseURI)
  const isLink = element.localName === 'a' && name === 'href'
  if (isLink) return SCHEMES.has(protocol) ? undefined : `address ${value}`
  const isSafeData = /^data:(?:image\/(?:png|jpe?g|gif|webp|avif|bmp)|audio|video)/i.test(value)
  return origin === location.origin || isSafeData || protocol === 'blob:'
    ? undefined
    : `address ${element.localName} ${value}`
}

/** What in a piece of the page should not be there, whoever wrote it. */
export function breaches(root: Element): string[] {
  const found: string[] = []
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName
    if (ACTIVE.has(tag.toLowerCase())) found.push(`element ${tag}`)
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc') found.push(`attribute ${name}`)
      if (name === 'style' && /url\s*\(|position|expression/i.test(value)) found.push(`style ${value}`)
      if ((name === 'id' || name === 'name') && (value in document || value === '__proto__'))
        found.push(`name ${value}`)
      if (name === 'rel' && /\bopener\b/.test(value.replace('noopener', ''))) found.push('opener')
      const breach = ADDRESSES.includes(name.toLowerCase())
        ? addressBreach(element, name.toLowerCase(), value)
        : undefined
      if (breach) found.push(breach)
    }
    if (/^(?:a|button|summary)$/.test(tag) && /[\u202a-\u202e\u2066-\u2069]/.test(element.textContent))
      found.push(`turned ${tag}`)
  }
  if ('polluted' in {}) found.push('prototype')
  return found
}
