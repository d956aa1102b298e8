'use client'
import { useState, type ReactNode } from 'react'
import { mediaAccess, mediaKind } from '../../model/media.ts'
import { markdownLabels } from '../labels/markdown.ts'
import { useLabels, useParts } from '../parts-context.tsx'
import { element } from './element.ts'
import type { ImageNode } from './nodes.ts'
import { useMarkdown } from './options.ts'

/** An image in a text. From a host that the app has not allowed it is named and offered, not loaded. */
export function ImageView({ node }: { node: ImageNode }): ReactNode {
  const { media } = useParts()
  const { components } = useMarkdown()
  const labels = useLabels(markdownLabels)
  const [accepted, setAccepted] = useState<string>()
  const { src, title, alt, inLink } = node
  const access = mediaAccess({ url: src }, media)
  if (access.show || accepted === src) {
    // A file that the page would not show as an image is not one here either.
    if (/^data:/i.test(src) && mediaKind({ url: src }) !== 'image') return alt
    const props = {
      className: 'rg-image',
      src,
      alt,
      title,
      loading: 'lazy',
      decoding: 'async',
      referrerPolicy: 'no-referrer',
    }
    return element(components, 'img', props)
  }
  const name = alt || labels.image
  if (access.host === undefined || inLink) return <span className="rg-image-blocked">{name}</span>
  return (
    <button type="button" className="rg-image-blocked" onClick={() => setAccepted(src)}>
      {name} <span className="rg-image-host">{labels.showMedia(access.host)}</span>
    </button>
  )
}
