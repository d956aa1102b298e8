'use client'
import { useMemo, useRef, type ReactNode } from 'react'
import type { MediaData } from '../model/data.ts'
import { imageSize, type Size } from '../model/image-size.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels } from './parts-context.tsx'

export interface MediaProps {
  media: MediaData
  /** What it shows, for those who cannot see or hear it. */
  label: string
  /** Its file name, where it has one. */
  name?: string | undefined
  /** In CSS pixels, so that its place is kept before it loads. Default: what a `data:` URL says of itself. */
  size?: Size | undefined
}

/**
 * An image that may be shown, and enlarged. Renders a `<span>` with an `<img>`; nothing about the page is told to the host
 * that it comes from.
 */
export function ImageMedia({ media, label, size }: MediaProps): ReactNode {
  const labels = useLabels(partLabels)
  const large = useRef<HTMLDialogElement>(null)
  const own = useMemo(() => imageSize(media.url), [media.url])
  const { width, height } = size ?? own ?? {}
  const image = { src: media.url, width, height, decoding: 'async', referrerPolicy: 'no-referrer' } as const
  return (
    <span className="rg-image-frame">
      <img {...image} alt={label} className="rg-image" loading="lazy" />
      <button
        type="button"
        className="rg-enlarge"
        aria-label={labels.enlarge(label)}
        onClick={() => large.current?.showModal()}
      />
      {/* A click anywhere closes it; by key, Escape does, and the button. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <dialog ref={large} className="rg-large" aria-label={label} onClick={() => large.current?.close()}>
        <img {...image} alt={label} className="rg-large-image" loading="lazy" />
        <button type="button" className="rg-button">
          {labels.close}
        </button>
      </dialog>
    </span>
  )
}
