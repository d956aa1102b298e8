import { encodeAddress, safeHref } from './characters.ts'
import type { Inline } from './nodes.ts'

/** A link; without a target, one whose address is still being written; and plain content where it may not lead. */
export function linkTo(target: { href: string; title: string | undefined } | undefined, content: Inline[]): Inline {
  // A bare address inside is part of the text here; and no link may stand in what only looks like one yet.
  const children = content.flatMap((child) =>
    typeof child === 'object' && child.type === 'link' && (child.bare || !target) ? child.children : [child],
  )
  if (!target) return { type: 'link', href: undefined, title: undefined, children, bare: false }
  const href = safeHref(encodeAddress(target.href))
  return href === undefined
    ? { type: 'refused', children }
    : { type: 'link', href, title: target.title, children, bare: false }
}
