'use client'
import type { ReactNode } from 'react'
import type { MediaProps } from './image-media.tsx'

/** A film that may be played. Renders a `<video>`; it never starts by itself. */
export function VideoMedia({ media, label }: MediaProps): ReactNode {
  // Models send no captions with films; the label says what it is.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <video className="rg-video" src={media.url} aria-label={label} controls preload="metadata" playsInline />
}
