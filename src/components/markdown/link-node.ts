import { encodeAddress, safeHref } from './characters.ts'
import type { Inline } from './nodes.ts'

/** Content of a link, in which no other may stand: a bare address is part of the text there. */
const withoutLinks = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => {
    if (typeof node === 'string') return [node]
    if (node.type === 'footnote') return [`[^${node.label}]`]
    if (node.type === 'image') return [{ ...node, inLink: true }]
    if (!('children' in node)) return [node]
    const children = withoutLinks(node.children)
    return node.type === 'link' ? children : [{ ...node, children }]
  })

/** A link; without a target, one whose address is still being written; and plain content where it may not lead. */
export function linkTo(target: { href: string; title: string | undefined } | undefined, content: Inline[]): Inline {
  const href = target && safeHref(encodeAddress(target.href))
  const children = withoutLinks(content)
  if (target && href === undefined) return { type: 'refused', children }
  return { type: 'link', href, title: target?.title, children, bare: false }
}
