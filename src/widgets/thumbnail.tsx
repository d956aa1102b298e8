'use client'
import { type ReactNode, useEffect, useState } from 'react'
import { FILE, Icon } from '../components/internal/icons.tsx'

/** Pixels of the shorter side, twice as many as are shown. */
const SIZE = 96

/** A small picture of a picture, as a `data:` URL: strict pages allow no others. */
async function draw(file: Blob): Promise<string | undefined> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, SIZE / Math.min(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.toDataURL('image/webp', 0.8)
}

const drawn = new WeakMap<Blob, Promise<string | undefined>>()

/** What a file looks like: a picture in small, or where there is none, or no policy allows it, a sign. Nothing is loaded. */
export function Thumbnail({ file, contentType = '' }: { file?: Blob | undefined; contentType?: string }): ReactNode {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!file || !/^image\/(?:png|jpeg|gif|webp|avif)$/.test(contentType)) return undefined
    let isOver = false
    const found = drawn.get(file) ?? draw(file).catch(() => undefined)
    drawn.set(file, found)
    void found.then((made) => !isOver && setUrl(made))
    return () => {
      isOver = true
    }
  }, [file, contentType])
  return (
    <span className="rg-shelf-thumb" data-type={contentType.split('/')[0]}>
      {url ? <img src={url} alt="" onError={() => setUrl(undefined)} /> : <Icon path={FILE} />}
    </span>
  )
}
