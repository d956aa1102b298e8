'use client'
import type { ReactNode } from 'react'
import { mediaType, readDataUrl } from '../model/media.ts'
import type { MediaProps } from './image-media.tsx'
import { partLabels } from './labels/parts.ts'
import { useLabels } from './parts-context.tsx'

/**
 * A file of any other type: named; offered for download when its bytes are at hand, or as a link when it is
 * on the web. It is never opened in this page.
 */
export function FileMedia({ media, label }: MediaProps): ReactNode {
  const labels = useLabels(partLabels)
  const type = mediaType(media)
  const bytes = /^data:/i.test(media.url)
  const host = webHost(media.url)
  const download = (): void => {
    const data = readDataUrl(media.url)
    if (!data) return
    // Through a blob of no type: a `data:` link, or one with the model's type, could be opened as a page.
    const url = URL.createObjectURL(new Blob([data], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `file.${
      type
        .split('/')
        .at(-1)
        ?.replace(/[^a-z0-9]/g, '') || 'bin'
    }`
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <>
      <figcaption>
        {label}
        {type && (
          <>
            {' '}
            <bdi>({type})</bdi>
          </>
        )}
        {!bytes && !host && ` ${labels.unshownMedia}`}
      </figcaption>
      {bytes && (
        <button type="button" className="rg-button" onClick={download}>
          {labels.download}
        </button>
      )}
      {host && (
        <a className="rg-button" href={media.url} target="_blank" rel="noopener noreferrer nofollow">
          {labels.openFile(host)}
        </a>
      )}
    </>
  )
}

/** Only a whole web address may become a link. Its host is written as the browser reads it, so that none looks like another. */
function webHost(url: string): string | undefined {
  if (!/^https?:\/\/[^/?#@\\]+(?=[/?#]|$)/i.test(url)) return undefined
  try {
    return new URL(url).host
  } catch {
    return undefined
  }
}
