/** What two renderers of markdown have to agree on: structure and words, not wrappers, classes and white space. */

const KEPT = new Set(
  'P H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE PRE CODE TABLE THEAD TBODY TR TD TH HR BR EM STRONG DEL A IMG INPUT SUP SUB'.split(
    ' ',
  ),
)
const BLOCKS = 'p|h[1-6]|ul|ol|li|blockquote|pre|table|thead|tbody|tr|td|th|hr|br|div|section'
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  A: ['href', 'title'],
  IMG: ['src', 'alt', 'title'],
  OL: ['start'],
  INPUT: ['type', 'checked'],
  TD: ['align'],
  TH: ['align'],
}

const decoded = (address: string): string => {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

function attributesOf(element: Element): string {
  const names = ATTRIBUTES[element.tagName] ?? []
  const told = names.flatMap((name) => {
    const value = element.getAttribute(name)
    return value === null || (name === 'title' && value === '')
      ? []
      : [` ${name}="${name === 'checked' ? '' : decoded(value)}"`]
  })
  const language = element.tagName === 'CODE' ? /language-(\S+)/.exec(element.className)?.[1] : undefined
  return told.join('') + (language ? ` lang="${language}"` : '')
}

function write(node: Node, inPre: boolean): string {
  if (node instanceof Text) return inPre ? node.data : node.data.replace(/[ \t\r\n]+/g, ' ')
  if (!(node instanceof Element) || ['BUTTON', 'DIALOG', 'SCRIPT', 'STYLE'].includes(node.tagName)) return ''
  const content = [...node.childNodes].map((child) => write(child, inPre || node.tagName === 'PRE')).join('')
  if (!KEPT.has(node.tagName)) return content
  const tag = node.tagName.toLowerCase()
  return `<${tag}${attributesOf(node)}>${['br', 'hr', 'img', 'input'].includes(tag) ? '' : `${content}</${tag}>`}`
}

/** The content of an element, in one way of writing it. */
export function canonical(element: Element): string {
  return [...element.childNodes]
    .map((child) => write(child, false))
    .join('')
    .replaceAll(new RegExp(` *(</?(?:${BLOCKS})(?: [^>]*)?>) *`, 'g'), '$1')
    .replaceAll(/\n+<\/code><\/pre>/g, '</code></pre>')
    .trim()
}

/** HTML that a specification gives, in the same way of writing it. It never enters the page. */
export const canonicalHtml = (html: string): string =>
  canonical(new DOMParser().parseFromString(html, 'text/html').body)
