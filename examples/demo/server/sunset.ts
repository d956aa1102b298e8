/** Draws a sunset, so that the offline model has a picture to send: a PNG of 480 by 270 pixels, without any library. */
import { crc32, deflateSync } from 'node:zlib'

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

const mix = (from: number, to: number, share: number): number => Math.round(from + (to - from) * share)

function colour(x: number, y: number, width: number, height: number): [number, number, number] {
  const horizon = height * 0.68
  const sun = Math.hypot(x - width / 2, y - horizon)
  if (y < horizon && sun < 46) return [255, 224, 130]
  if (y >= horizon) {
    const depth = (y - horizon) / (height - horizon)
    const glitter = Math.abs(x - width / 2) < 46 - depth * 20 && (y + Math.floor(x / 9)) % 6 < 2
    return glitter ? [255, 190, 120] : [mix(120, 24, depth), mix(70, 26, depth), mix(110, 60, depth)]
  }
  const share = y / horizon
  const glow = Math.max(0, 1 - sun / 190)
  return [mix(mix(58, 246, share), 255, glow), mix(mix(46, 130, share), 190, glow), mix(mix(110, 90, share), 120, glow)]
}

export function sunset(width = 480, height = 270): string {
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3
      rows.set(colour(x, y, width, height), at)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const png = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return `data:image/png;base64,${png.toString('base64')}`
}
