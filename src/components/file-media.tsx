'use client'
import type { ReactNode } from 'react'
import { mediaType, readDataUrl } from '../model/media.ts'
import type { MediaProps } from './image-media.tsx'
import { visible } from './internal/visible.ts'
import { partLabels } from './labels/parts.ts'
import { useLabels } from './parts-context.tsx'

/** What may stand in a file's name, on every system. */
const fileName = (name: string | undefined, type: string): string => {
  const ending =
    type
      .split('/')
      .at(-1)
      ?.replace(/[^a-z0-9]/g, '') || 'bin'
  const safe = name
    ?.split(/[/\\]/)
    .at(-1)
    ?.replace(/[^\p{L}\p{N} ._()-]/gu, '')
    .replace(/^\.+/, '')
    .slice(-100)
  return safe || `file.${ending}`
}

/** Bytes of a `data:` URL, without decoding it. */
function byteLength(url: string): number {
  const body = url.length - url.indexOf(',') - 1
  return /;base64,/i.test(url.slice(0, 200))
    ? Math.floor((body * 3) / 4) - (url.endsWith('==') ? 2 : url.endsWith('=') ? 1 : 0)
    : body
}

/**
 * A file of any other type: named, with its type and size; offered for download when its bytes are at hand, or as a link
 * when it is on the web. It is never opened in this page.
 */
export function FileMedia({ media, label, name }: MediaProps): ReactNode {
  const labels = useLabels(partLabels)
  const type = mediaType(media)
  const hasBytes = /^data:/i.test(media.url)
  const host = webHost(media.url)
  const download = (): void => {
    const data = readDataUrl(media.url)
    if (!data) return
    // Through a blob of no type: a `data:` link, or one with the model's type, could be opened as a page.
    const url = URL.createObjectURL(new Blob([data], { type: 'application/octet-stream' }))
    const link = document.createElement('a')
    link.href = url
    link.download = fileName(name, type)
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  const facts = [type, hasBytes ? labels.bytes(byteLength(media.url)) : ''].filter(Boolean).join(', ')
  return (
    <>
      <figcaption>
        <bdi>{name === undefined ? label : visible(name)}</bdi>
        {facts && (
          <>
            {' '}
            <bdi>({facts})</bdi>
          </>
        )}
        {!hasBytes && !host && ` ${labels.unshownMedia}`}
      </figcaption>
      {hasBytes && (
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
