import type { Decoder } from '../text-decoder.ts'

/** The bytes as they come. */
export const asBytes = (): Decoder<Uint8Array<ArrayBuffer>> => ({
  // A reader gives arrays of its own, never shared ones.
  push: (bytes) => [bytes as Uint8Array<ArrayBuffer>],
  end: () => [],
})
