'use client'
import { useState, type ComponentProps, type ReactNode } from 'react'
import type { Metadata } from '../model/data.ts'
import type { Size } from '../model/image-size.ts'
import { mediaAccess, mediaKind } from '../model/media.ts'
import { AudioMedia } from './audio-media.tsx'
import { FileMedia } from './file-media.tsx'
import { ImageMedia } from './image-media.tsx'
import { cx } from './internal/cx.ts'
import { field } from './internal/field.ts'
import { isAmount } from './internal/is-amount.ts'
import { markdownLabels } from './labels/markdown.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels, useParts, type PartProps } from './parts-context.tsx'
import { VideoMedia } from './video-media.tsx'

const words = { ...markdownLabels, ...partLabels }

const nameOf = (metadata: Metadata | undefined): string | undefined =>
  field(metadata, 'name') ?? field(metadata, 'filename') ?? field(metadata, 'displayName')

const sizeOf = ({ width, height }: Metadata = {}): Size | undefined =>
  isAmount(width) && isAmount(height) ? { width, height } : undefined

export type MediaPartProps = PartProps<'media'> & Omit<ComponentProps<'figure'>, 'part' | 'children'>

/**
 * An image, sound, film or file. Renders a `<figure>`. What would contact a host that the app has not allowed is named
 * and offered, not loaded: an address that a model wrote can carry a secret away.
 * @selector [data-kind] image, audio, video, file · [data-blocked]
 */
export function MediaPart({ part, streaming: _, className, ...props }: MediaPartProps): ReactNode {
  const { media: policy } = useParts()
  const labels = useLabels(words)
  const [accepted, setAccepted] = useState<string>()
  const { media, metadata } = part
  const kind = mediaKind(media)
  const access = mediaAccess(media, policy)
  const show = access.show || accepted === media.url
  const alt = field(metadata, 'alt')
  const name = nameOf(metadata)
  const rest = { ...props, className: cx('rg-media', className), 'data-kind': kind }

  if (kind !== 'file' && !show && access.host !== undefined) {
    return (
      <figure {...rest} data-blocked="">
        <figcaption>{labels.blockedMedia(access.host)}</figcaption>
        <button type="button" className="rg-button" onClick={() => setAccepted(media.url)}>
          {labels.showMedia(access.host)}
        </button>
      </figure>
    )
  }
  return (
    <figure {...rest}>
      {!show || kind === 'file' ? (
        <FileMedia media={media} label={alt ?? labels.file} name={name} />
      ) : kind === 'image' ? (
        <ImageMedia media={media} label={alt ?? labels.image} size={sizeOf(metadata)} />
      ) : kind === 'audio' ? (
        <AudioMedia media={media} label={alt ?? labels.audio} />
      ) : (
        <VideoMedia media={media} label={alt ?? labels.video} />
      )}
    </figure>
  )
}
