import { readDataUrl } from './media.ts'

export interface Size {
  width: number
  height: number
}

/** Of the first bytes of a picture: enough for what stands before its pixels. */
const HEAD = 64 * 1024

/** The size of a picture in a `data:` URL, from its header; `undefined` where it is not told. */
export function imageSize(url: string): Size | undefined {
  const bytes = readDataUrl(url.slice(0, url.indexOf(',') + 1 + HEAD))
  if (!bytes || bytes.length < 24) return undefined
  const view = new DataView(bytes.buffer)
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
    if (view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    if (view.getUint16(0) === 0xffd8) return jpegSize(view)
    if (view.getUint32(8) === 0x57454250) return webpSize(view)
  } catch {
    // It ends within its header.
  }
  return undefined
}

/** Segments, each with its length, up to the one that starts a frame. */
function jpegSize(view: DataView): Size | undefined {
  for (let at = 2; at < view.byteLength; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
  }
  return undefined
}

function webpSize(view: DataView): Size | undefined {
  const kind = view.getUint32(12)
  const low24 = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
  if (kind === 0x56503858) return { width: 1 + low24(24), height: 1 + low24(27) }
  if (kind === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (kind !== 0x5650384c) return undefined
  const bits = view.getUint32(21, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
}
