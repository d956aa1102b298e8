'use client'
import type { ReactNode } from 'react'
import { element } from './element.ts'
import { FootnoteMark } from './footnote-mark.tsx'
import { ImageView } from './image-view.tsx'
import type { Inline, LinkNode } from './nodes.ts'
import type { MarkdownComponents } from './options.ts'
import { textOf } from './text-of.ts'

/**
 * Inline content as elements. Not a component: a paragraph is drawn anew as a whole, and a component for each of its
 * words would cost more than what it draws.
 */
export function drawInline(nodes: readonly Inline[], components?: MarkdownComponents): ReactNode {
  if (nodes.length === 1 && typeof nodes[0] === 'string') return nodes[0]
  return nodes.map((node, key) => (typeof node === 'string' ? node : drawNode(node, key, components)))
}

const TAGS = { emphasis: 'em', strong: 'strong', delete: 'del' } as const

function drawNode(node: Exclude<Inline, string>, key: number, components?: MarkdownComponents): ReactNode {
  switch (node.type) {
    case 'emphasis':
    case 'strong':
    case 'delete':
      return element(components, TAGS[node.type], { key }, drawInline(node.children, components))
    case 'code':
      return element(components, 'code', { key, dir: 'auto' }, node.value)
    case 'break':
      return element(components, 'br', { key })
    case 'link':
      return drawLink(node, key, components)
    case 'refused':
      return <span key={key}>{drawInline(node.children, components)}</span>
    case 'image':
      return <ImageView key={key} node={node} />
    case 'math': {
      const Formula = components?.math
      return Formula ? <Formula key={key} value={node.value} display={node.display} /> : node.source
    }
    case 'footnote':
      return <FootnoteMark key={key} label={node.label} />
    default:
      return components?.citation ? <components.citation key={key} index={node.index} /> : null
  }
}

/** What a text claims to be an address of, if it does. */
const CLAIMED = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?:[/:?#].*)?\s*$/su

/** The host that a link really leads to, where its text says another, or where it could be mistaken for another. */
function trueHost(href: string, text: string): string | undefined {
  try {
    const url = new URL(href)
    const { host } = url
    if (host === '') return undefined
    const claimed = CLAIMED.exec(text)?.[1]?.toLowerCase()
    const differs = claimed !== undefined && claimed.replace(/^www\./, '') !== host.replace(/^www\./, '')
    // A name of mixed scripts is written as the network knows it; an `@` makes what stands before it look like the host.
    return differs || host.includes('xn--') || url.username !== '' ? host : undefined
  } catch {
    return undefined
  }
}

function drawLink({ href, title, children, bare }: LinkNode, key: number, components?: MarkdownComponents): ReactNode {
  // A link that is still being written leads nowhere, but looks like one already.
  if (href === undefined)
    return element(components, 'a', { key, className: 'rg-link' }, drawInline(children, components))
  const isWeb = /^(?:https?:)?\/\//i.test(href)
  const text = textOf(children)
  const host = isWeb ? trueHost(href, text) : undefined
  const props = {
    key,
    className: 'rg-link',
    href,
    title,
    target: isWeb ? '_blank' : undefined,
    rel: 'noopener noreferrer nofollow',
    'data-host': host,
  }
  return element(components, 'a', props, bare ? text : drawInline(children, components))
}
