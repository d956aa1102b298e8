import { seeded } from '../random.ts'

/** Ways to cut bytes into packets: the same bytes must give the same events whatever a network does to them. */

export function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

export function atRandom(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seeded(seed)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(random() * random() * 64)
    pieces.push(bytes.subarray(at, at + size))
    // Empty packets happen, and must change nothing.
    if (random() < 0.1) pieces.push(new Uint8Array(0))
    at += size
  }
  return pieces
}

/** Whole, byte by byte, and at 20 seeded random places. */
export function everyChunking(bytes: Uint8Array): [name: string, chunks: Uint8Array[]][] {
  return [
    ['whole', [bytes]],
    ['bytes', inPieces(bytes, 1)],
    ...Array.from({ length: 20 }, (_, seed): [string, Uint8Array[]] => [`seed ${seed}`, atRandom(bytes, seed)]),
  ]
}
