'use client'
import { useEffect, useState, type ReactNode } from 'react'
import { readDataUrl } from '../model/media.ts'
import type { MediaProps } from './image-media.tsx'

const PCM = /^audio\/(?:l16|pcm|x-pcm|raw)\b/i

/** The address of something to play: bare samples get the header that they lack. */
function usePlayable(url: string, type: string): string | undefined {
  const bare = PCM.test(type) && /^data:/i.test(url)
  const [wrapped, setWrapped] = useState<string>()
  useEffect(() => {
    const samples = bare ? readDataUrl(url) : undefined
    if (!samples) return undefined
    let made: string | undefined
    let isWanted = true
    // Few replies speak; those that do can wait for what it takes.
    const wrap = async (): Promise<void> => {
      const { toWav } = await import('../model/pcm.ts')
      if (isWanted) setWrapped((made = URL.createObjectURL(toWav(samples, type))))
    }
    void wrap().catch(() => undefined)
    return () => {
      isWanted = false
      if (made) URL.revokeObjectURL(made)
      setWrapped(undefined)
    }
  }, [bare, url, type])
  return bare ? wrapped : url
}

/** Sound that may be played, also bare samples (`audio/L16`). Renders an `<audio>`; it never starts by itself. */
export function AudioMedia({ media, label }: MediaProps): ReactNode {
  const type = typeof media.contentType === 'string' ? media.contentType : /^data:([^,]*)/i.exec(media.url)?.[1]
  const src = usePlayable(media.url, type ?? '')
  // Models send no captions with sound; the label says what it is.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio className="rg-audio" src={src} aria-label={label} controls preload="metadata" />
}
