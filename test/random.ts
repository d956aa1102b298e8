/** A small seeded generator (mulberry32), so that a failing case can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

export const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const TEXTS = [
  '',
  'a',
  'né 中😀',
  '\\',
  '"',
  '\n',
  '\u0000',
  '/',
  '\ud800',
  '{}[],:',
  '__proto__',
  'x'.repeat(40),
  '\u2028',
]

/** Any JSON value, with all that is awkward in strings, keys and numbers. */
export function anyJson(random: () => number, depth = 0): unknown {
  const kind = random()
  if (depth > 4 || kind < 0.3) return pick(random, TEXTS)
  if (kind < 0.4) return Math.floor((random() - 0.5) * 1e6) / (random() < 0.5 ? 1 : 1000)
  if (kind < 0.45) return random() * 1e-10
  if (kind < 0.55) return pick(random, [null, true, false])
  const list = Array.from({ length: Math.floor(random() * 5) }, () => anyJson(random, depth + 1))
  if (kind < 0.78) return list
  return Object.fromEntries(list.map((value) => [pick(random, TEXTS) + Math.floor(random() * 4), value]))
}

/** A text cut into pieces of 1 to `most` characters. */
export function inTextPieces(text: string, random: () => number, most = 12): string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length;) {
    const size = 1 + Math.floor(random() * most)
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}
