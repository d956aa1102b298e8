/** One way in which a network may cut bytes. */
export interface Chunking {
  /** What it is called, for the title of a test: `whole`, `byte by byte`, `7 at a time`, `cut at 17`, `seed 3`. */
  name: string
  pieces: Uint8Array[]
}

/** How much is tried. */
export interface ChunkFuzzOptions {
  /** How many chunkings at random there are, empty packets among them. Default: 20. */
  random?: number | undefined
  /** The first of their seeds, so that a failing one can be run again. Default: 0. */
  seed?: number | undefined
  /**
   * Every position is tried up to this many bytes; of longer bodies as many positions as this, spread evenly. Default: 2,000.
   */
  positions?: number | undefined
  /** Packets of so many bytes are tried, too. Default: none. */
  sizes?: readonly number[] | undefined
}

/**
 * Every way to cut a body into packets that matters: whole, byte by byte, once at every position, and at random. The same
 * bytes must give the same events whatever a network does to them; characters and frames are cut in two.
 *
 * @example
 * test.each([...chunkFuzz(body)])('$name', async ({ pieces }) => {
 *   const genkit = createGenkitClient({ fetch: mockTransport((request) => request.open().write(...pieces).close()).fetch })
 *   expect((await genkit.flow('chat').stream('Hi').resolve()).text).toBe('Hello')
 * })
 */
export function* chunkFuzz(body: string | Uint8Array, options: ChunkFuzzOptions = {}): Generator<Chunking, void> {
  const { random = 20, seed = 0, positions = 2_000, sizes = [] } = options
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  yield { name: 'whole', pieces: [bytes] }
  yield { name: 'byte by byte', pieces: inPieces(bytes, 1) }
  for (const size of sizes) yield { name: `${size} at a time`, pieces: inPieces(bytes, size) }
  const step = Math.max(1, bytes.length / Math.max(1, positions))
  for (let mark = 1; mark < bytes.length; mark += step) {
    const at = Math.floor(mark)
    yield { name: `cut at ${at}`, pieces: [bytes.subarray(0, at), bytes.subarray(at)] }
  }
  for (let at = 0; at < random; at++) yield { name: `seed ${seed + at}`, pieces: atRandom(bytes, seed + at) }
}

const inPieces = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))

function atRandom(bytes: Uint8Array, seed: number): Uint8Array[] {
  const next = seeded(seed)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + Math.floor(next() * next() * 64)
    pieces.push(bytes.subarray(at, at + size))
    // Empty packets happen, and must change nothing.
    if (next() < 0.1) pieces.push(new Uint8Array(0))
    at += size
  }
  return pieces
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}
