'use client'
import type { ReactNode } from 'react'
import type { MediaData } from '../model/data.ts'

export interface MediaProps {
  media: MediaData
  /** What it shows, for those who cannot see or hear it. */
  label: string
}

/** An image that may be shown. Renders an `<img>`; nothing about the page is told to the host it comes from. */
export function ImageMedia({ media, label }: MediaProps): ReactNode {
  return (
    <img
      className="rg-image"
      src={media.url}
      alt={label}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
    />
  )
}
