interface SafeLink {
  href: string
  target: '_blank'
  rel: string
  /** Where it leads, as the network knows it. */
  'data-host': string
}

/** A link to a page on the web; `undefined` for any other address. */
export function safeLink(uri: string | undefined): SafeLink | undefined {
  try {
    const { protocol, host } = new URL(uri ?? '')
    if (protocol !== 'https:' && protocol !== 'http:') return undefined
    return { href: uri ?? '', target: '_blank', rel: 'noopener noreferrer nofollow', 'data-host': host }
  } catch {
    return undefined
  }
}
