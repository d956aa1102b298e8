import { ok } from 'node:assert/strict'

const TAGS = new Set(
  'a blockquote br button code del div em figcaption figure h1 h2 h3 h4 h5 h6 hr img input li ol p pre section span strong sup svg path rect table tbody td th thead tr ul'.split(
    ' ',
  ),
)
const ADDRESSES = new Set(['href', 'src', 'xlink:href', 'action', 'formaction', 'poster', 'srcset', 'ping', 'data'])
const LINKED = new Set(['https:', 'http:', 'mailto:', 'tel:'])
const PICTURE = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i
const REFERENCES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

const TAG = /<(\/?)([a-zA-Z][^\s/>]*)((?:\s+[^\s=/>]+(?:="[^"]*")?)*)\s*\/?>/g
const ATTRIBUTE = /([^\s=/>]+)(?:="([^"]*)")?/g

const decode = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (found) => REFERENCES[found] ?? found)

/**
 * Reads HTML as React writes it, which is all of it well formed, and looks for what could do harm: elements that a text has
 * no need for, handlers, addresses that lead elsewhere than to web, mail and telephone.
 * @throws when there is something.
 */
export function isHarmlessHtml(html: string): void {
  const rest = html.replaceAll(TAG, (_, close: string, name: string, attributes: string) => {
    ok(TAGS.has(name), `an element <${name}>`)
    for (const [, key = '', value = ''] of close ? [] : attributes.matchAll(ATTRIBUTE)) {
      ok(!/^on/i.test(key) && !/^(?:style|srcdoc|is)$/i.test(key), `an attribute ${key}`)
      if (ADDRESSES.has(key)) isHarmlessAddress(name, decode(value))
    }
    return ''
  })
  ok(!rest.includes('<'), `markup that nobody wrote: ${/<.{0,40}/s.exec(rest)?.[0]}`)
}

/** An address as a browser reads it: without controls at its ends, and tabs and line ends anywhere. */
function isHarmlessAddress(tag: string, address: string): void {
  if (tag === 'img' && PICTURE.test(address)) return
  // oxlint-disable-next-line no-control-regex
  const read = address.replaceAll(/^[\0- ]+|[\0- ]+$|[\t\n\r]/g, '')
  const scheme = /^([a-z][a-z\d+.-]*:)/i.exec(read)?.[1]?.toLowerCase()
  ok(scheme === undefined || LINKED.has(scheme), `<${tag}> leads to ${address}`)
  ok(tag !== 'img' || (scheme === undefined && !/^[/\\]{2}/.test(read)), `<img> loads ${address}`)
}
