'use client'
import type { ReactNode } from 'react'
import type { MediaProps } from './image-media.tsx'

/** Sound that may be played. Renders an `<audio>`; it never starts by itself. */
export function AudioMedia({ media, label }: MediaProps): ReactNode {
  // Models send no captions with sound; the label says what it is.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio className="rg-audio" src={media.url} aria-label={label} controls preload="metadata" />
}
