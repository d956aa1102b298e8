import { pick } from '../random.ts'
import type { Random } from './rounds.ts'

export const below = (random: Random, limit: number): number => Math.floor(random() * limit)

/** `least` to `most` of what `make` makes. */
export const several = <T>(random: Random, least: number, most: number, make: () => T): T[] =>
  Array.from({ length: least + below(random, most - least + 1) }, make)

/** A text with a few wounds: pieces cut out, doubled, moved, or taken from `words`. */
export function mutateText(random: Random, text: string, words: readonly string[], most = 4): string {
  let found = text
  for (let wounds = 1 + below(random, most); wounds > 0; wounds--) {
    const at = below(random, found.length + 1)
    const size = below(random, random() < 0.7 ? 4 : 40)
    const piece = found.slice(at, at + size)
    const [before, after] = [found.slice(0, at), found.slice(at + size)]
    const kind = random()
    if (kind < 0.25) found = before + after
    else if (kind < 0.4) found = before + piece + piece + after
    else if (kind < 0.5) found = before
    else if (kind < 0.6) found = piece + before + after
    else if (kind < 0.7) found = before + String.fromCharCode(below(random, 0x250)) + after
    else found = before + pick(random, words) + (random() < 0.5 ? piece : '') + after
  }
  return found
}

/** Bytes with a few wounds, which need not be text any more. */
export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const found = Uint8Array.from(bytes)
  for (let wounds = 1 + below(random, 4); wounds > 0 && found.length > 0; wounds--) {
    const at = below(random, found.length)
    const kind = random()
    if (kind < 0.4) found[at] = below(random, 256)
    else if (kind < 0.7) found[at] = pick(random, [0, 0x0a, 0x0d, 0x22, 0x3a, 0x5c, 0x7b, 0x7d, 0xc3, 0xef, 0xf0, 0xff])
    else found.copyWithin(at, below(random, found.length), below(random, found.length))
  }
  return random() < 0.3 ? found.subarray(0, below(random, found.length + 1)) : found
}

/** Bytes in packets of any size, some of them empty. */
export function inPackets(random: Random, bytes: Uint8Array, most = 64): Uint8Array[] {
  const packets: Uint8Array[] = []
  for (let at = 0; at < bytes.length;) {
    const size = 1 + below(random, most)
    packets.push(bytes.subarray(at, at + size))
    if (random() < 0.05) packets.push(new Uint8Array(0))
    at += size
  }
  return packets
}
