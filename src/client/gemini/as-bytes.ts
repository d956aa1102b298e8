import type { Bytes } from '../../model/bytes.ts'
import type { Decoder } from '../text-decoder.ts'

/** The bytes as they come. */
export const asBytes = (): Decoder<Bytes> => ({
  // A reader gives arrays of its own, never shared ones.
  push: (bytes) => [bytes as Bytes],
  end: () => [],
})
