/** Ways to cut bytes into packets: the same bytes must give the same events whatever a network does to them. */

/** A small seeded generator (mulberry32), so that a failing chunking can be run again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

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
